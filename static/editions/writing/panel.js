/* Beside the text: what a chip is, how it is shown, unlink it; what a typed number may be, link it or
   keep it. It opens at a click, or with Alt+Enter, and leaves the text as it is until one chooses. */

import { button, fill, labelled, made, newId, words } from "./ask.js";
import { Forms } from "./forms.js";

const LIKE = 6;

export class Panel {
  constructor(box) {
    this.box = box;
    this.node = made("section", "writing-panel");
    this.node.hidden = true;
    this.node.id = newId("panel");
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.leave();
    });
  }

  close() {
    if (this.busy) return;
    this.node.hidden = true;
    this.piece = null;
    this.node.replaceChildren();
  }

  leave() {
    const at = this.piece?.end;
    this.busy = false;
    this.close();
    this.box.surface.focus();
    if (at !== undefined) this.box.editor.select(at);
  }

  open(piece, title, focus, ...parts) {
    this.piece = piece;
    const head = made("div", "panel-head");
    const heading = made("h3", "", title);
    heading.id = newId("panel-title");
    heading.tabIndex = -1;
    const close = button("×", "btn-link panel-close", () => this.leave());
    close.setAttribute("aria-label", words.close);
    head.append(heading, close);
    this.node.setAttribute("aria-labelledby", heading.id);
    this.node.replaceChildren(head, ...parts);
    this.node.hidden = false;
    if (focus) heading.focus();
    else this.node.scrollIntoView({ block: "nearest" });
  }

  /* A chip. */

  ofChip(piece, focus) {
    const title = { linked: words.isLinked, kept: words.isKept, missing: words.isMissing, wrong: words.isWrong };
    const what = made("p", "panel-what");
    what.append(made("b", "", piece.shown), made("span", "", ` ${piece.label}`));
    const steps = made("div", "panel-steps");
    if (piece.trace) {
      const link = made("a", "", words.trace);
      const year = this.box.figures.url.split("/").at(-4).slice(0, 4);
      link.href = `/trace/${year}/?${new URLSearchParams({ figure: piece.trace })}`;
      link.target = "_blank";
      link.rel = "noopener";
      steps.append(link);
    }
    if (piece.kind === "linked" || piece.kind === "kept") {
      steps.append(button(words.unlink, "btn-quiet btn-sm", () => this.swap(piece.shown)));
    }
    steps.append(
      button(words.other, "btn-quiet btn-sm", () => this.another()),
      button(words.remove, "btn-quiet btn-sm", () => this.swap("")),
    );
    this.open(piece, title[piece.kind] || words.loading, focus, what, steps);
    if (piece.kind === "linked" || piece.kind === "missing") this.forms(piece);
  }

  async forms(piece) {
    const forms = new Forms(this.box.figures, piece.source, (choice) => this.show(choice));
    try {
      await forms.load();
    } catch (problem) {
      this.box.fail(problem.message);
      return;
    }
    if (this.piece?.source === piece.source) this.node.append(forms.node);
  }

  /* The same chip in another form; the panel stays open. */
  show(choice) {
    const { start } = this.piece;
    this.busy = true;
    this.box.put(start, start + 1, choice, words.linked);
    this.busy = false;
    this.piece = { ...this.piece, source: choice.source, shown: choice.shown };
    this.node.querySelector(".panel-what").replaceChildren(made("b", "", choice.shown), made("span", "", ` ${choice.label}`));
  }

  swap(text) {
    const { start, end } = this.piece;
    this.close();
    this.box.surface.focus();
    this.box.editor.replace(start, end, text);
  }

  another() {
    const { start, end } = this.piece;
    this.close();
    this.box.insert("", [start, end]);
  }

  /* A number typed by hand. */

  ofTyped(piece, focus) {
    const list = made("ul", "proposals");
    list.append(made("li", "soft", words.loading));
    const steps = made("div", "panel-steps");
    steps.append(button(words.search, "btn-quiet btn-sm", () => this.another()));
    this.open(piece, fill(words.isTyped, { shown: piece.shown }), focus, list, steps, this.keeping(piece));
    this.propose(piece, list);
  }

  async propose(piece, list) {
    const { start, end, shown } = piece;
    let found = [];
    try {
      const asked = { shown, around: this.box.around(start, end), beside: this.box.editor.text.tokens, ...this.box.place };
      ({ found } = await this.box.figures.get("find/", asked));
    } catch (problem) {
      list.replaceChildren(made("li", "problem", problem.message));
      return;
    }
    list.replaceChildren(...found.slice(0, LIKE).map((one) => this.proposal(piece, one)));
    if (!found.length) list.append(made("li", "soft", words.nothingLike));
  }

  proposal(piece, one) {
    const line = made("li");
    const link = button(words.link, "btn-quiet btn-sm", () => this.link(piece, one));
    link.setAttribute("aria-label", `${words.link}: ${one.label}`);
    const text = made("span", "", `${one.label} `);
    if (one.shown !== piece.shown) text.append(made("span", "soft", `(${fill(words.willRead, { shown: one.shown })})`));
    line.append(link, text);
    return line;
  }

  link(piece, one) {
    this.close();
    this.box.surface.focus();
    this.box.put(piece.start, piece.end, { source: one.source, shown: one.shown, label: one.label }, words.linked);
  }

  keeping(piece) {
    const fold = made("details", "keep");
    const input = made("input", "form-control");
    input.maxLength = 300;
    input.autocomplete = "off";
    const act = () => this.keep(piece, input);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); act(); }
    });
    fold.append(made("summary", "", words.keepBecause), labelled(words.reason, input), button(words.keep, "btn-quiet btn-sm", act));
    return fold;
  }

  keep(piece, input) {
    const reason = input.value.trim().replace(/\s+/g, " ").replaceAll("{{", "{ {").replaceAll("}}", "} }");
    if (!reason) { input.focus(); return; }
    const source = `{{ = ${piece.shown} | ${reason} }}`;
    this.close();
    this.box.surface.focus();
    this.box.known.set(source, { kind: "kept", source, shown: piece.shown, label: reason, trace: "" });
    this.box.editor.replace(piece.start, piece.end, source);
  }
}
