/* What stood in a box before, to be taken back and done again: chips are drawn by the script, so the
   browser's own undo does not know them. */

const MOST = 200;
const QUIET = 800; // milliseconds: what is typed without a pause is one step

export class History {
  constructor(state) {
    this.states = [state];
    this.at = 0;
    this.kind = "";
    this.when = 0;
  }

  keep(state, kind) {
    const now = Date.now();
    const goesOn = kind === "typing" && this.kind === kind && now - this.when < QUIET && this.at > 0;
    this.states.length = this.at + 1;
    if (goesOn) this.states[this.at] = state;
    else {
      this.states.push(state);
      if (this.states.length > MOST) this.states.shift();
      this.at = this.states.length - 1;
    }
    this.kind = kind;
    this.when = now;
  }

  back() {
    if (this.at === 0) return null;
    this.at -= 1;
    this.kind = "";
    return this.states[this.at];
  }

  forth() {
    if (this.at === this.states.length - 1) return null;
    this.at += 1;
    this.kind = "";
    return this.states[this.at];
  }
}
