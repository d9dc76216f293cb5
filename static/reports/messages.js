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
    const words = this.waiting.get(input.name);
    if (words) this.refuse(input, words); // the note stays: nothing moves under a click
  }

  /* A number that is not finished is not called wrong in the middle of it. */
  refuseLater(input, words) {
    if (input === document.activeElement && input.matches("input.number")) {
      this.waiting.set(input.name, words);
      this.tell(input);
    } else this.refuse(input, words);
  }

  refuse(input, words) {
    if (document.getElementById(`p-${input.name}`)?.textContent === words) return;
    this.clear(input);
    const problem = made("span", "problem", words);
    problem.id = `p-${input.name}`;
    input.after(problem);
    input.setAttribute("aria-invalid", "true");
    input.closest("td")?.classList.add("wrong");
    input.closest("details")?.setAttribute("open", "");
    this.describe(input);
  }

  clear(input) {
    this.waiting.delete(input.name);
    for (const id of ["p-", "k-"]) document.getElementById(id + input.name)?.remove();
    input.removeAttribute("aria-invalid");
    input.closest("td")?.classList.remove("wrong");
    this.describe(input);
  }

  /* Both changed it: the two texts, and which to keep. `choose(theirs)` is told. */
  clash(input, { theirs, person }, choose) {
    const { words } = this.live;
    const parts = { person: person || words.somebody, theirs, mine: input.value.trim() || words.empty };
    const said = fill(theirs ? words.conflict : words.conflictEmpty, parts);
    if (document.getElementById(`k-${input.name}`)?.firstChild.textContent === said) return;
    this.clear(input);
    const box = made("span", "clash");
    box.id = `k-${input.name}`;
    box.setAttribute("role", "alert");
    box.append(made("span", "", said));
    for (const [which, label] of [[false, words.mine], [true, words.theirs]]) {
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
    const words = this.waiting.get(input.name) || mark?.textContent.trim() || "";
    this.note.textContent = words;
    this.note.hidden = !words;
  }
}
