/* Writing in a box: what is typed, pasted and deleted, the keys that know chips, undo. */

import { fill, words } from "./ask.js";
import { History } from "./history.js";
import { spoken, Surface } from "./surface.js";
import { HOLE, Text } from "./text.js";

const OWN = "text/x-nsp-references";

export class Editor {
  constructor(node, source, asked) {
    this.node = node;
    this.asked = asked;
    this.surface = new Surface(node, asked.known);
    this.text = Text.of(source);
    this.history = new History({ text: this.text, caret: this.text.signs.length });
    this.last = [this.text.signs.length, this.text.signs.length];
    node.contentEditable = "true";
    node.setAttribute("role", "textbox");
    node.setAttribute("aria-multiline", "true");
    node.spellcheck = true;
    this.surface.draw(this.text);
    node.addEventListener("beforeinput", (event) => this.before(event));
    node.addEventListener("input", () => { if (!this.composing) this.typed(); });
    node.addEventListener("compositionstart", () => { this.composing = true; });
    node.addEventListener("compositionend", () => { this.composing = false; this.typed(); });
    node.addEventListener("keydown", (event) => this.key(event));
    node.addEventListener("copy", (event) => this.copy(event));
    node.addEventListener("cut", (event) => { this.copy(event); this.replace(...this.range, ""); });
    node.addEventListener("paste", (event) => this.paste(event, event.clipboardData));
    node.addEventListener("drop", (event) => this.paste(event, event.dataTransfer));
    this.watch = () => (node.isConnected || !this.placed ? this.selected() : this.leave());
    document.addEventListener("selectionchange", this.watch);
  }

  /* The page has taken the box away. */
  leave() {
    document.removeEventListener("selectionchange", this.watch);
  }

  get caret() {
    return this.surface.selection?.focus ?? this.last[1];
  }

  /* What is selected, or was when the box was left. */
  get range() {
    const found = this.surface.selection;
    return found ? [found.start, found.end] : this.last;
  }

  selected() {
    this.placed ||= this.node.isConnected;
    const found = this.surface.selection;
    if (!found) return;
    this.last = [found.start, found.end];
    for (const [at, chip] of this.chips()) {
      chip.classList.toggle("chosen", found.start <= at && at < found.end);
    }
    this.asked.moved();
  }

  * chips() {
    let at = 0;
    for (const one of this.node.childNodes) {
      if (one.dataset?.source !== undefined) yield [at, one];
      at += this.surface.lengthOf(one);
    }
  }

  load(source) {
    this.text = Text.of(source);
    this.history = new History({ text: this.text, caret: this.text.signs.length });
    this.surface.draw(this.text);
  }

  select(anchor, focus = anchor) {
    this.surface.select(anchor, focus);
    this.last = [Math.min(anchor, focus), Math.max(anchor, focus)];
  }

  replace(start, end, source, kind = "change") {
    const by = Text.of(source);
    this.text = this.text.replaced(start, end, by);
    this.surface.draw(this.text);
    this.select(start + by.signs.length);
    this.keep(kind);
  }

  keep(kind) {
    this.history.keep({ text: this.text, caret: this.caret }, kind);
    this.asked.changed();
  }

  /* The browser has written: what stands there now is the text. */
  typed() {
    const caret = this.caret;
    const now = this.surface.read();
    if (now.equals(this.text)) return;
    const asks = now.signs.slice(0, caret).endsWith("{{");
    this.text = asks ? now.replaced(caret - 2, caret, new Text()) : now;
    if (asks || !this.surface.isClean) {
      this.surface.draw(this.text);
      this.select(asks ? caret - 2 : Math.min(caret, this.text.signs.length));
    }
    this.keep("typing");
    if (asks) this.asked.insert();
  }

  before(event) {
    const { inputType } = event;
    const act = {
      historyUndo: () => this.undo(),
      historyRedo: () => this.redo(),
      insertParagraph: () => this.replace(...this.range, "\n"),
      insertLineBreak: () => this.replace(...this.range, "\n"),
    }[inputType];
    if (act) { event.preventDefault(); act(); return; }
    if (inputType.startsWith("format")) { event.preventDefault(); return; }
    const [start, end] = this.range;
    const selected = start !== end;
    if (!this.composing && selected && this.text.signs.slice(start, end).includes(HOLE)) {
      if (inputType.startsWith("delete")) { event.preventDefault(); this.replace(start, end, ""); }
      if (inputType === "insertText") { event.preventDefault(); this.replace(start, end, event.data || ""); }
      return;
    }
    if (selected || !inputType.startsWith("delete")) return;
    const at = inputType.endsWith("Backward") ? start - 1 : start;
    if (this.text.signs[at] === HOLE) {
      event.preventDefault();
      this.take(at);
    }
  }

  take(at) {
    const piece = this.asked.known.get(this.text.tokens[this.text.tokenAt(at)]);
    this.replace(at, at + 1, "");
    this.asked.say(fill(words.removed, { shown: piece?.shown || "" }));
  }

  key(event) {
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const control = ctrlKey || metaKey;
    const done = (act) => { event.preventDefault(); act(); };
    if (ctrlKey && key === " ") return done(() => this.asked.insert());
    if (altKey && key === "Enter") return done(() => this.asked.open(this.caret));
    if (control && key.toLowerCase() === "z") return done(() => (shiftKey ? this.redo() : this.undo()));
    if (control && key.toLowerCase() === "y") return done(() => this.redo());
    if (!control && !altKey && (key === "ArrowLeft" || key === "ArrowRight")) this.step(event, shiftKey);
    return undefined;
  }

  /* Over a chip in one step, and it is said what it is. */
  step(event, extend) {
    const found = this.surface.selection;
    if (!found || (found.start !== found.end && !extend)) return;
    const right = event.key === "ArrowRight";
    const at = right ? found.focus : found.focus - 1;
    const token = this.text.tokenAt(at);
    if (token < 0) return;
    event.preventDefault();
    const focus = right ? at + 1 : at;
    this.select(extend ? found.anchor : focus, focus);
    const piece = this.asked.known.get(this.text.tokens[token]);
    if (piece) this.asked.say(`${spoken(piece)}. ${words.opens}`);
  }

  undo() {
    this.restore(this.history.back());
  }

  redo() {
    this.restore(this.history.forth());
  }

  restore(state) {
    if (!state) return;
    this.text = state.text;
    this.surface.draw(this.text);
    this.select(Math.min(state.caret, this.text.signs.length));
    this.asked.changed();
    this.asked.say(words.undone);
  }

  /* As plain text with its numbers; within the portal with its references. */
  copy(event) {
    const part = this.text.slice(...this.range);
    if (!part.signs) return;
    event.preventDefault();
    let at = 0;
    const shown = part.signs.replaceAll(HOLE, () => this.asked.known.get(part.tokens[at++])?.shown || "");
    event.clipboardData.setData("text/plain", shown);
    event.clipboardData.setData(OWN, part.source);
  }

  paste(event, carried) {
    event.preventDefault();
    const text = carried?.getData(OWN) || carried?.getData("text/plain") || "";
    if (event.type === "drop") {
      const spot = document.caretRangeFromPoint?.(event.clientX, event.clientY);
      const offset = spot ? this.surface.offsetOf(spot.startContainer, spot.startOffset) : null;
      if (offset !== null) this.select(offset);
    }
    if (text) this.replace(...this.range, text.replace(/\r\n?/g, "\n"));
  }
}
