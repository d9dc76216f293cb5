/* A textarea for sentences becomes a box in which references are chips that show the number of
   today. The textarea stays the truth: it is what is sent, and all there is without this script. */

import { button, Figures, fill, made, newId, words } from "./ask.js";
import { Editor } from "./editor.js";
import { Panel } from "./panel.js";
import { openPicker } from "./picker.js";
import { moved, placed } from "./text.js";
import { Typed } from "./typed.js";

const QUIET = 500;
const boxes = new WeakMap();

export class Box {
  constructor(textarea) {
    this.textarea = textarea;
    this.figures = new Figures(textarea.form);
    this.known = new Map();
    this.pieces = [];
    this.signs = ""; // of which they are the pieces
    this.node = made("div", "sentence-box");
    this.surface = made("div", "writing-box form-control");
    this.status = made("p", "visually-hidden");
    this.status.setAttribute("role", "status");
    this.problem = made("p", "problem");
    this.problem.hidden = true;
    this.name();
    this.editor = new Editor(this.surface, textarea.value, {
      known: this.known,
      changed: () => this.changed(),
      moved: () => this.moved(),
      insert: () => this.insert(),
      open: (offset) => this.open(offset, true),
      say: (text) => this.say(text),
    });
    this.typed = new Typed(this, (piece) => this.open(piece.start, true));
    this.panel = new Panel(this);
    this.node.append(this.tools(), this.surface, this.help, this.problem, this.typed.list, this.panel.node, this.status);
    const had = document.activeElement === textarea;
    textarea.before(this.node);
    textarea.hidden = true;
    if (had) this.start();
    textarea.removeAttribute("required"); // what cannot be seen cannot be asked for by the browser
    this.surface.addEventListener("click", (event) => this.clicked(event));
    textarea.form.addEventListener("reset", () => setTimeout(() => this.load(textarea.defaultValue)));
    textarea.addEventListener("input", () => { if (textarea.value !== this.value) this.load(textarea.value); });
    textarea.focus = (how) => this.surface.focus(how); // for whoever knows only the textarea
    this.read();
  }

  /* Where one begins to write: behind the last sign. */
  start() {
    this.surface.focus();
    this.editor.select(this.editor.text.signs.length);
  }

  name() {
    const label = this.textarea.labels?.[0];
    if (label) {
      label.id ||= newId("writing-label");
      this.surface.setAttribute("aria-labelledby", label.id);
      label.addEventListener("click", (event) => { event.preventDefault(); this.surface.focus(); });
    } else this.surface.setAttribute("aria-label", this.textarea.getAttribute("aria-label") || "");
    this.help = made("p", "writing-help soft", words.help);
    this.help.id = newId("writing-help");
    this.surface.setAttribute("aria-describedby", this.help.id);
    const about = this.textarea.getAttribute("aria-describedby");
    if (about) this.surface.setAttribute("aria-describedby", `${about} ${this.help.id}`);
    if (this.textarea.getAttribute("aria-invalid") === "true") this.surface.setAttribute("aria-invalid", "true");
    this.surface.lang = this.textarea.lang || document.documentElement.lang;
  }

  tools() {
    const found = made("div", "writing-tools");
    found.setAttribute("role", "group");
    found.setAttribute("aria-label", words.tools);
    const keep = (one) => { one.addEventListener("mousedown", (event) => event.preventDefault()); return one; };
    found.append(
      keep(button(words.insert, "btn-quiet btn-sm", () => this.insert())),
      keep(button(words.linkSelected, "btn-quiet btn-sm", () => this.linkSelected())),
    );
    return found;
  }

  /* Where figures are asked for: which section, which passage. */
  get place() {
    const { section, passage } = this.textarea.dataset;
    return {
      section: section || decodeURIComponent(/\/write\/([^/]+)\//.exec(window.location.pathname)?.[1] || ""),
      passage: passage || /\/passages\/(\d+)\//.exec(this.textarea.form.action)?.[1] || "",
    };
  }

  get value() {
    return this.editor.text.source;
  }

  load(source) {
    this.editor.load(source);
    this.keepPieces([]);
    this.read();
  }

  changed() {
    this.textarea.value = this.value;
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
    this.panel.close();
    clearTimeout(this.timer);
    const { signs } = this.editor.text;
    this.keepPieces(moved(this.pieces, this.signs, signs));
    this.timer = setTimeout(() => this.read(), QUIET);
  }

  /* The portal reads the text: what each chip shows, which numbers were typed. */
  async read() {
    clearTimeout(this.timer);
    this.reading?.abort();
    this.reading = new AbortController();
    const source = this.value;
    try {
      const { pieces } = await this.figures.pieces(source, this.reading.signal);
      if (source !== this.value) return;
      const found = placed(pieces);
      for (const piece of found) if (piece.isToken) this.known.set(piece.source, piece);
      this.editor.surface.dressAll();
      this.keepPieces(found);
      this.fail("");
    } catch (problem) {
      if (problem.name !== "AbortError") this.fail(problem.message);
    }
  }

  /* A number is opened and replaced where it stands now, not where it stood when it was read. */
  keepPieces(pieces) {
    this.pieces = pieces;
    this.signs = this.editor.text.signs;
    this.typed.show(pieces.filter((one) => one.kind === "typed"));
  }

  fail(text) {
    this.problem.textContent = text;
    this.problem.hidden = !text;
  }

  say(text) {
    this.status.textContent = text;
  }

  moved() {
    const { piece } = this.panel;
    const { caret } = this.editor;
    if (piece && (caret < piece.start || caret > piece.end)) this.panel.close();
  }

  pieceAt(offset) {
    return this.pieces.find((one) => one.kind === "typed" && one.start <= offset && offset <= one.end);
  }

  clicked(event) {
    const chip = event.target.closest(".chip");
    if (chip) {
      const { surface } = this.editor;
      this.open([...surface.node.childNodes].slice(0, [...surface.node.childNodes].indexOf(chip))
        .reduce((sum, one) => sum + surface.lengthOf(one), 0), false);
    } else if (document.getSelection().isCollapsed && this.pieceAt(this.editor.caret)) {
      this.open(this.editor.caret, false);
    }
  }

  /* The chip or the typed number at this offset, or just before it. */
  open(offset, focus) {
    const { text } = this.editor;
    for (const at of [offset, offset - 1]) {
      const token = text.tokenAt(at);
      if (token >= 0) {
        const source = text.tokens[token];
        const piece = this.known.get(source) || { kind: "unknown", source, shown: "", label: "" };
        return this.panel.ofChip({ ...piece, start: at, end: at + 1 }, focus);
      }
    }
    const piece = this.pieceAt(offset);
    return piece ? this.panel.ofTyped(piece, focus) : undefined;
  }

  /* The words around, by which the portal ranks what a number may be. */
  around(start, end) {
    const { signs } = this.editor.text;
    return `${signs.slice(Math.max(0, start - 80), start)} ${signs.slice(end, end + 80)}`.replaceAll("\ufffc", " ");
  }

  async insert(words_ = "", range = this.editor.range) {
    const found = await openPicker(this.figures, { ...this.place, search: words_, around: this.around(...range) });
    this.surface.focus();
    if (!found) { this.editor.select(range[1]); return; }
    this.put(range[0], range[1], found, words.inserted);
  }

  /* A reference in the place of what stood there; `found` is its source and what it shows. */
  put(start, end, found, said) {
    this.known.set(found.source, { kind: "linked", trace: "", label: "", ...found });
    this.editor.replace(start, end, found.source);
    this.say(fill(said, { shown: found.shown }));
    this.read();
  }

  linkSelected() {
    const [start, end] = this.editor.range;
    const shown = this.editor.text.signs.slice(start, end).trim();
    if (!/\S/.test(shown)) {
      this.say(words.selectFirst);
      this.fail(words.selectFirst);
      return;
    }
    this.fail("");
    this.panel.ofTyped({ kind: "typed", shown, start, end }, true);
  }
}

export const boxOf = (textarea) => boxes.get(textarea);

const furnish = (root) => {
  for (const textarea of root.querySelectorAll("textarea[data-writing-box]")) {
    if (boxes.has(textarea) || !textarea.form?.dataset.editionUrl) continue;
    boxes.set(textarea, new Box(textarea));
  }
};

furnish(document);
new MutationObserver((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) furnish(node.parentElement || node);
  }
}).observe(document.body, { childList: true, subtree: true });
