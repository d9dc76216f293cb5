/* What was changed here, to take it back: a cell's typing or a whole paste is one step. */

import { inputFor } from "./rows.js";

const textOf = (input) => (input.type === "checkbox" ? (input.checked ? "on" : "") : input.value);

const write = (input, text) => {
  if (input.type === "checkbox") input.checked = text === "on";
  else input.value = text;
};

const MOST = 100;

export class History {
  constructor(form, button) {
    this.form = form;
    this.button = button;
    this.done = [];
    this.undone = [];
    this.open = null; // the input that is being typed into
    this.was = "";
    this.busy = false;
    this.reveal = () => {};
    form.addEventListener("focusin", (event) => this.enter(event.target));
    form.addEventListener("focusout", () => { this.open = null; });
    form.addEventListener("input", (event) => { if (!event.detail) this.typed(event.target); });
    form.addEventListener("keydown", (event) => this.key(event));
    button.addEventListener("click", () => this.undo());
    button.hidden = false;
  }

  enter(input) {
    this.open = null;
    this.was = input.value ?? "";
  }

  typed(input) {
    if (this.busy || !input.name) return;
    if (input.type === "checkbox") {
      this.open = null;
      const after = textOf(input);
      this.push([{ name: input.name, before: after ? "" : "on", after }]);
      return;
    }
    if (this.open === input) this.done.at(-1)[0].after = input.value;
    else {
      this.open = input;
      this.push([{ name: input.name, before: this.was, after: input.value }]);
    }
    this.was = input.value;
  }

  push(step) {
    this.done.push(step);
    if (this.done.length > MOST) this.done.shift();
    this.undone = [];
    this.tell();
  }

  /* Puts texts into inputs as one step. */
  together(places) {
    const step = places.map(([input, text]) => ({ name: input.name, before: textOf(input), after: text }));
    this.open = null;
    this.push(step);
    this.put(step, "after");
  }

  put(step, which) {
    this.busy = true;
    for (const change of step) {
      const input = inputFor(this.form, change.name);
      if (!input || textOf(input) === change[which]) continue;
      write(input, change[which]);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.busy = false;
  }

  move(from, to, which) {
    const step = from.pop();
    if (!step) return;
    to.push(step);
    this.open = null;
    this.put(step, which);
    const input = this.form.elements.namedItem(step[0].name);
    if (step.length === 1) this.reveal(input);
    input?.focus();
    input?.select?.();
    this.tell();
  }

  undo() { this.move(this.done, this.undone, "before"); }

  redo() { this.move(this.undone, this.done, "after"); }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.type === "textarea") return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) this.redo();
    else this.undo();
  }

  tell() { this.button.disabled = this.done.length === 0; }
}
