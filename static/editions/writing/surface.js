/* The surface that is written on: text nodes, and a chip for each reference. It turns what stands
   there into a Text and back, and places in it into offsets and back. */

import { fill, made, words } from "./ask.js";
import { HOLE, Text } from "./text.js";

export class Surface {
  constructor(node, known) {
    this.node = node;
    this.known = known; // token -> the piece that the portal made of it
  }

  draw(text) {
    const parts = [];
    let at = 0;
    text.signs.split(HOLE).forEach((piece, place) => {
      if (place) parts.push(this.chip(text.tokens[at++]));
      if (piece) parts.push(document.createTextNode(piece));
    });
    const end = document.createElement("br"); // holds the last line open
    end.dataset.end = "";
    this.node.replaceChildren(...parts, end);
  }

  chip(token) {
    const chip = made("span", "chip");
    chip.contentEditable = "false";
    chip.dataset.source = token;
    this.dress(chip);
    return chip;
  }

  dress(chip) {
    const piece = this.known.get(chip.dataset.source);
    chip.className = `chip chip-${piece?.kind || "unknown"}`;
    chip.textContent = piece ? piece.shown : "…";
    chip.setAttribute("role", "img");
    chip.setAttribute("aria-label", piece ? spoken(piece) : words.loading);
    chip.title = piece?.label || "";
  }

  dressAll() {
    this.node.querySelectorAll(".chip").forEach((chip) => this.dress(chip));
  }

  /* What stands there, however the browser has changed it. */
  read() {
    const tokens = [];
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return node.data.replaceAll(HOLE, "");
      if (node.dataset?.source !== undefined) {
        tokens.push(node.dataset.source);
        return HOLE;
      }
      if (node.nodeName === "BR") return node.dataset.end === undefined ? "\n" : "";
      const inside = [...node.childNodes].map(walk).join("");
      return /^(DIV|P)$/.test(node.nodeName) && node.previousSibling ? `\n${inside}` : inside;
    };
    const signs = [...this.node.childNodes].map(walk).join("").replaceAll("\u00a0", " ");
    return new Text(signs, tokens);
  }

  /* Only text nodes, chips and the last line's end: offsets can be believed. */
  get isClean() {
    const nodes = [...this.node.childNodes];
    const end = nodes.pop();
    return end?.dataset?.end !== undefined
      && nodes.every((one) => one.nodeType === Node.TEXT_NODE || one.dataset?.source !== undefined);
  }

  lengthOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.length;
    if (node.dataset?.source !== undefined) return 1;
    if (node.nodeName === "BR") return node.dataset.end === undefined ? 1 : 0;
    return [...node.childNodes].reduce((sum, one) => sum + this.lengthOf(one), 0);
  }

  offsetOf(container, offset) {
    if (!this.node.contains(container)) return null;
    const chip = (container.nodeType === Node.TEXT_NODE ? container.parentElement : container).closest(".chip");
    if (chip && this.node.contains(chip)) return this.offsetOf(this.node, [...this.node.childNodes].indexOf(chip) + 1);
    let sum = 0;
    if (container.nodeType === Node.TEXT_NODE) sum = offset;
    else for (const one of [...container.childNodes].slice(0, offset)) sum += this.lengthOf(one);
    for (let at = container; at !== this.node; at = at.parentNode) {
      for (let before = at.previousSibling; before; before = before.previousSibling) sum += this.lengthOf(before);
    }
    return sum;
  }

  placeOf(offset) {
    let left = offset;
    for (const [at, one] of [...this.node.childNodes].entries()) {
      const length = this.lengthOf(one);
      if (one.nodeType === Node.TEXT_NODE && left <= length) return [one, left];
      if (left === 0) return [this.node, at];
      left -= length;
    }
    return [this.node, Math.max(0, this.node.childNodes.length - 1)];
  }

  rangeOf(start, end) {
    const range = document.createRange();
    range.setStart(...this.placeOf(start));
    range.setEnd(...this.placeOf(end));
    return range;
  }

  /* { anchor, focus, start, end } in signs; null where the selection is elsewhere. */
  get selection() {
    const found = document.getSelection();
    if (!found.rangeCount) return null;
    const anchor = this.offsetOf(found.anchorNode, found.anchorOffset);
    const focus = this.offsetOf(found.focusNode, found.focusOffset);
    if (anchor === null || focus === null) return null;
    return { anchor, focus, start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
  }

  select(anchor, focus = anchor) {
    document.getSelection().setBaseAndExtent(...this.placeOf(anchor), ...this.placeOf(focus));
  }
}

export const spoken = (piece) => {
  const parts = { shown: piece.shown, label: piece.label };
  const said = { linked: words.figure, kept: words.kept, missing: words.missing, wrong: words.wrong };
  return fill(said[piece.kind] || words.figure, parts);
};
