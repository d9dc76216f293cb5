/* A text in which each reference is one sign: `signs` has HOLE in its place, `tokens` the references
   in their order. Offsets count signs. */

export const HOLE = "\ufffc";
const TOKEN = /\{\{.*?\}\}(?!\})/gs;

export class Text {
  constructor(signs = "", tokens = []) {
    this.signs = signs;
    this.tokens = tokens;
  }

  static of(source) {
    const tokens = source.match(TOKEN) || [];
    return new Text(source.replaceAll(HOLE, "").replace(TOKEN, HOLE), tokens);
  }

  get source() {
    let at = 0;
    return this.signs.replaceAll(HOLE, () => this.tokens[at++]);
  }

  /* Which of the tokens stands at this offset; -1 where none does. */
  tokenAt(offset) {
    if (this.signs[offset] !== HOLE) return -1;
    return this.signs.slice(0, offset).split(HOLE).length - 1;
  }

  slice(start, end) {
    const first = this.signs.slice(0, start).split(HOLE).length - 1;
    const signs = this.signs.slice(start, end);
    return new Text(signs, this.tokens.slice(first, first + signs.split(HOLE).length - 1));
  }

  replaced(start, end, by) {
    const before = this.slice(0, start);
    const after = this.slice(end, this.signs.length);
    return new Text(before.signs + by.signs + after.signs, [...before.tokens, ...by.tokens, ...after.tokens]);
  }

  equals(other) {
    return this.signs === other.signs && this.tokens.every((one, at) => one === other.tokens[at]);
  }
}

/* Where pieces stand after the signs have changed: those before the change as they were, those behind
   it moved on, and none that it touches. */
export const moved = (pieces, before, now) => {
  const most = Math.min(before.length, now.length);
  let head = 0;
  while (head < most && before[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const by = now.length - before.length;
  return pieces.flatMap((piece) => {
    if (piece.end < head) return [piece];
    if (piece.start <= before.length - tail) return [];
    return [{ ...piece, start: piece.start + by, end: piece.end + by }];
  });
};

/* Pieces as the portal reads them, with where they stand, counted in signs. */
export const placed = (pieces) => {
  let at = 0;
  return pieces.map((piece) => {
    const isToken = ["linked", "missing", "kept", "wrong"].includes(piece.kind);
    const start = at;
    at += isToken ? 1 : piece.source.length;
    return { ...piece, start, end: at, isToken };
  });
};
