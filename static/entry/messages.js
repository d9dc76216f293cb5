/* What is said at an input: why it is refused, what somebody else wrote there. */

import { fill } from "./status.js";

const made = (tag, className, text = "") => {
  const found = document.createElement(tag);
  found.className = className;
  found.textContent = text;
  return found;
};

const placeOf = (input) => input.closest("td, th, label") || input.parentElement;

export class Messages {
  constructor(live, form, note) {
    this.live = live;
    this.form = form;
    this.note = note;
    this.waiting = new Map(); // refusals of the input that is still being typed into
    form.addEventListener("focusin", (event) => this.tell(event.target));
    form.addEventListener("focusout", (event) => this.left(event.target));
  }

  left(input) {
    const found = this.waiting.get(input.name);
    if (found) this.refuse(input, found.words, found.offer); // the note stays: nothing moves under a click
  }

  /* A number that is not finished is not called wrong in the middle of it. */
  refuseLater(input, words, offer = "") {
    if (input === document.activeElement && input.matches("input.number")) {
      this.waiting.set(input.name, { words, offer });
      this.tell(input);
    } else this.refuse(input, words, offer);
  }

  /* `offer`: what may be meant; a press types it. */
  refuse(input, words, offer = "") {
    if (document.getElementById(`p-${input.name}`)?.textContent === words) return;
    this.clear(input);
    const problem = made("span", "problem", words);
    problem.id = `p-${input.name}`;
    input.after(problem);
    if (offer) problem.after(this.offered(input, offer));
    input.setAttribute("aria-invalid", "true");
    input.closest("td")?.classList.add("wrong");
    input.closest("details")?.setAttribute("open", "");
    this.describe(input);
  }

  offered(input, offer) {
    const button = made("button", "btn btn-quiet btn-sm offer", fill(this.live.words.type, { text: offer }));
    Object.assign(button, { type: "button", id: `f-${input.name}`, tabIndex: -1 }); // Tab goes from cell to cell
    button.addEventListener("click", () => {
      input.value = offer;
      input.focus();
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return button;
  }

  clear(input) {
    this.waiting.delete(input.name);
    for (const id of ["p-", "k-", "f-"]) document.getElementById(id + input.name)?.remove();
    input.removeAttribute("aria-invalid");
    input.closest("td")?.classList.remove("wrong");
    this.describe(input);
  }

  /* Both changed it: the two texts, and which to keep. `choose(theirs)` is told. */
  clash(input, { theirs, person, mine }, choose) {
    const { words } = this.live;
    const parts = { person: person || words.somebody, theirs, mine: input.value.trim() || words.empty };
    const [full, empty] = mine ? [words.conflictOwn, words.conflictOwnEmpty] : [words.conflict, words.conflictEmpty];
    const said = fill(theirs ? full : empty, parts);
    if (document.getElementById(`k-${input.name}`)?.firstChild.textContent === said) return;
    this.clear(input);
    const box = made("span", "clash");
    box.id = `k-${input.name}`;
    box.setAttribute("role", "alert");
    box.append(made("span", "", said));
    for (const [which, label] of [[false, mine ? words.thisOne : words.mine], [true, mine ? words.theOther : words.theirs]]) {
      const button = made("button", "btn btn-quiet btn-sm", label);
      button.type = "button";
      button.addEventListener("click", () => choose(which));
      box.append(button);
    }
    input.after(box);
    input.setAttribute("aria-invalid", "true");
    input.closest("td")?.classList.add("wrong");
    this.describe(input);
  }

  byOthers(input, person) {
    const place = placeOf(input);
    place.querySelector(".by-others")?.remove();
    const words = made("small", "by-others", fill(this.live.words.changedBy, { person }));
    words.id = `o-${input.name}`;
    place.classList.add("changed-by-others");
    place.append(words);
    this.describe(input);
  }

  describe(input) {
    const ids = ["p-", "k-", "m-", "o-"].map((sign) => sign + input.name);
    const there = ids.filter((id) => document.getElementById(id));
    if (there.length) input.setAttribute("aria-describedby", there.join(" "));
    else input.removeAttribute("aria-describedby");
  }

  /* Beside the button at the bottom, what the mark in a small cell means. */
  tell(input) {
    if (!input.name || input.type === "submit") return;
    const mark = document.getElementById(`m-${input.name}`);
    const words = this.waiting.get(input.name)?.words || mark?.textContent.trim() || "";
    this.note.textContent = words;
    this.note.hidden = !words;
  }
}
