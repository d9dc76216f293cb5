/* Numbers typed by hand: underlined where they stand, and listed under the box for whoever does not
   see or click them. */

import { button, fill, made, words } from "./ask.js";

const NAME = "typed-number";
const highlight = typeof Highlight === "undefined" ? null : new Highlight();
if (highlight) CSS.highlights.set(NAME, highlight);

export class Typed {
  constructor(box, open) {
    this.box = box;
    this.open = open;
    this.ranges = [];
    this.list = made("p", "typed-list");
    this.list.hidden = true;
  }

  /* The text is being changed: what was underlined may not be a number any more. */
  forget() {
    for (const range of this.ranges) highlight?.delete(range);
    this.ranges = [];
  }

  show(pieces) {
    this.forget();
    const { surface } = this.box.editor;
    this.ranges = pieces.map(({ start, end }) => surface.rangeOf(start, end));
    for (const range of this.ranges) highlight?.add(range);
    this.list.hidden = !pieces.length;
    this.list.replaceChildren(made("span", "soft", `${words.typed} `), ...pieces.map((piece) => {
      const one = button(piece.shown, "btn-link typed-one", () => this.open(piece));
      one.setAttribute("aria-label", fill(words.openTyped, { shown: piece.shown }));
      return one;
    }));
  }
}
