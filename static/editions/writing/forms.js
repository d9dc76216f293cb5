/* How a figure is shown: each form with its number of today, of which whole it is a share, what it is
   compared with, its decimals. For the picker and for the panel of a chip. */

import { currencies, labelled, made, newId, select, words } from "./ask.js";

export class Forms {
  /* `chosen({ source, shown, label })` is told whenever the choice changes; not at the beginning. */
  constructor(figures, reference, chosen) {
    this.figures = figures;
    this.reference = reference;
    this.chosen = chosen;
    this.node = made("div", "figure-forms");
    this.bases = { whole: "", other: "" };
    this.form = "";
  }

  async load(tell = false) {
    const about = await this.figures.get("show/", { reference: this.reference, ...this.bases });
    const current = about.forms.find((one) => (this.form ? one.form === this.form : one.current)) || about.forms[0];
    this.about = about;
    this.form = current.form;
    this.draw();
    if (tell) this.tell();
    return this.choice;
  }

  get choice() {
    const one = this.about.forms.find(({ form }) => form === this.form);
    return { source: one.source, shown: one.shown, label: one.label };
  }

  tell() {
    const { source, shown, label } = this.choice;
    if (!shown) return;
    this.reference = source;
    this.chosen({ source, shown, label });
  }

  draw() {
    const name = newId("form");
    const list = made("fieldset", "form-choices");
    list.append(made("legend", "form-label", words.how));
    for (const one of this.about.forms) list.append(this.line(one, name));
    const focused = this.node.contains(document.activeElement) ? document.activeElement.dataset.part : "";
    this.node.replaceChildren(list, this.more());
    this.node.querySelector(`[data-part="${focused || "none"}"]`)?.focus();
  }

  line(one, name) {
    const label = made("label", "form-choice");
    const input = made("input", "form-check-input");
    Object.assign(input, { type: "radio", name, checked: one.form === this.form, disabled: !one.shown });
    input.dataset.part = `form-${one.form}`;
    input.addEventListener("change", () => { this.form = one.form; this.draw(); this.tell(); });
    const shown = made("b", "", one.shown || words.noValue);
    label.append(input, made("span", "", one.title), shown);
    return label;
  }

  more() {
    const { wholes, others, whole, other, places, currency } = this.about;
    const found = made("div", "form-more");
    const isShare = ["share", "percent"].includes(this.form);
    const isChange = ["difference", "change", "growth"].includes(this.form);
    if (isShare) found.append(this.choose("whole", words.whole, wholes, whole));
    if (isChange) found.append(this.choose("other", words.from, others, other));
    if (this.form === "money") {
      const choices = currencies.map((code) => ({ code, title: code }));
      found.append(this.part("currency", words.currency, choices, currency, (code) => this.rewrite({ currency: code })));
    }
    if (!["words", "ordinal", "plain"].includes(this.form)) {
      const choices = [{ code: "", title: words.usual }, ...[0, 1, 2, 3, 4].map((one) => ({ code: `${one}`, title: `${one}` }))];
      const chosen = places === null ? "" : `${places}`;
      found.append(this.part("places", words.places, choices, chosen, (code) => this.rewrite({ places: code })));
    }
    return found;
  }

  choose(which, label, bases, chosen) {
    const choices = bases.map(({ code, title, shown }) => ({ code, title: shown ? `${title}: ${shown}` : title }));
    return this.part(which, label, choices, chosen, (code) => {
      this.bases[which] = code;
      this.load(true);
    });
  }

  part(which, label, choices, chosen, act) {
    const input = select(choices, chosen, act);
    input.dataset.part = which;
    return labelled(label, input);
  }

  /* Currency and decimals stand in the reference itself: {{ figure | form | decimals }}. */
  rewrite({ currency, places }) {
    const parts = this.choice.source.slice(2, -2).split("|").map((one) => one.trim());
    const hasPlaces = this.about.places !== null && /^\d$/.test(parts.at(-1));
    const kept = hasPlaces ? parts.pop() : "";
    const wanted = places ?? kept;
    if (currency) parts[parts.length - 1] = `money ${currency}`;
    if (this.form === "number" && parts.at(-1) === "number") parts.pop();
    if (wanted && this.form === "number") parts.push("number");
    if (wanted) parts.push(wanted);
    this.reference = `{{ ${parts.join(" | ")} }}`;
    return this.load(true);
  }
}
