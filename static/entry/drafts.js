/* What stands in the inputs, what is stored of it, and what is not stored yet. */

import { inArabicDigits, inOwnDigits, sameValue } from "./numbers.js";
import { inputFor } from "./rows.js";

export const valueOf = (input) => {
  if (input.type === "checkbox") return input.checked ? "on" : "";
  const text = input.value.trim();
  return input.matches("input.number") ? inArabicDigits(text) : text; // as it is stored
};

const put = (input, text) => {
  if (input.type === "checkbox") input.checked = text === "on";
  else input.value = input.matches("input.number") ? inOwnDigits(text) : text;
};

/* Written otherwise, a number is still what it was. */
const same = (input, one, other) => one === other || (input.matches("input.number") && sameValue(one, other));

const labelOf = (input) => {
  const table = input.closest(".report-table")?.querySelector("h3")?.textContent || "";
  const own = input.getAttribute("aria-label") || input.closest("label")?.querySelector("span")?.textContent || "";
  const row = input.closest("tr")?.querySelector("th input")?.value || "";
  return [table, row, own].map((one) => one.trim()).filter(Boolean).join(" – ");
};

export class Drafts {
  constructor(form, outbox) {
    this.form = form;
    this.outbox = outbox;
    this.stored = new Map();
    this.open = new Map(); // name -> text that is not stored yet
    this.sent = new Map(); // name -> text that was sent, of which nothing was heard yet
    const loaded = JSON.parse(form.elements.namedItem("loaded").value || "{}").values || {};
    for (const input of form.elements) {
      if (!this.counts(input)) continue;
      const wrong = input.matches("input.number[aria-invalid]");
      this.stored.set(input.name, wrong ? loaded[input.name] || "" : valueOf(input));
      this.look(input);
    }
  }

  counts(input) { return input.name && input.type !== "hidden" && input.type !== "submit"; }

  storedOf(name) { return this.stored.get(name) ?? ""; }

  look(input) {
    if (!this.counts(input)) return;
    const text = valueOf(input);
    const stored = this.storedOf(input.name);
    if (!same(input, text, stored)) {
      this.open.set(input.name, text);
      return;
    }
    this.open.delete(input.name);
    if (text !== stored && input !== document.activeElement) put(input, stored); // pasted
  }

  /* A new element in the place of one that was there: what is typed is kept. */
  adopt(input) {
    if (this.open.has(input.name)) put(input, this.open.get(input.name));
    else this.stored.set(input.name, valueOf(input));
  }

  keep() {
    const changes = {};
    for (const [name, after] of this.open) {
      const input = this.form.elements.namedItem(name);
      changes[name] = { before: this.storedOf(name), after, label: input ? labelOf(input) : "" };
      if (this.sent.has(name)) changes[name].sent = this.sent.get(name);
    }
    this.outbox.keep(changes);
  }

  /* What a closed page left. Where the number arrived after all, nothing is left to do. */
  restore() {
    const lost = [];
    const found = Object.entries(this.outbox.take());
    for (const [name, { before, after, sent, label }] of found) {
      const input = inputFor(this.form, name);
      if (!input) {
        lost.push({ name, after, label });
        continue;
      }
      if (same(input, valueOf(input), after)) continue;
      if (sent !== undefined) this.sent.set(name, sent);
      this.stored.set(name, before);
      this.open.set(name, after);
      put(input, after);
      input.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "kept" }));
    }
    this.keep();
    return { count: this.open.size, lost };
  }

  /* It is stored now, as `text`; `sent` is what was sent. */
  settle(name, sent, text) {
    this.stored.set(name, text);
    const input = this.form.elements.namedItem(name);
    if (!input || valueOf(input) !== sent) {
      if (input) this.look(input);
      else this.open.delete(name);
      return;
    }
    this.open.delete(name);
    if (input !== document.activeElement) put(input, text);
  }

  /* What was sent and could not be kept: it is not tried again. */
  drop(name) { this.open.delete(name); }

  /* As it is stored, once one leaves it: 4321 is 4,321. */
  tidy(input) {
    if (this.counts(input) && !this.open.has(input.name)) put(input, this.storedOf(input.name));
  }

  /* Somebody else's: shown where nobody types here. */
  take(name, text) {
    const input = inputFor(this.form, name);
    if (!input || this.open.has(name) || same(input, this.storedOf(name), text)) return null;
    this.stored.set(name, text);
    put(input, text);
    input.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "others" }));
    return input;
  }

  /* After a clash: theirs, or mine over theirs. */
  choose(name, theirs, takeTheirs) {
    this.stored.set(name, theirs);
    const input = this.form.elements.namedItem(name);
    if (takeTheirs) put(input, theirs);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  }
}
