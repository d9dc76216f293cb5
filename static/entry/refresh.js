/* After a save: marks beside cells, the list of checks and the states at the side, from the server's
   own HTML (which is the same as on the page). */

const parse = (html) => {
  const box = document.createElement("template");
  box.innerHTML = html;
  return box.content;
};

export class Refresh {
  constructor(live, form, messages, drafts) {
    this.key = live.shown; // of what the checks say now
    this.form = form;
    this.messages = messages;
    this.drafts = drafts; // what is typed and not stored yet, and what is stored
    this.shown = {};
    this.wanted = {};
  }

  show(answer) {
    if (answer.checks === undefined) return; // nothing new
    this.key = answer.key;
    this.replace("checks-list", answer.checks, () => this.keepExplanations());
    for (const [id, html] of [["sections", answer.sections], ["tasks-list", answer.tasks], ["answers-list", answer.answers]]) {
      if (document.getElementById(id)) this.replace(id, html);
    }
    document.dispatchEvent(new Event("refreshed"));
    const marks = JSON.stringify(answer.marks);
    if (this.shown.marks !== marks) this.mark(answer.marks);
    this.shown.marks = marks;
    document.getElementById("open-checks").hidden = answer.open === 0;
    document.getElementById("open-count").textContent = answer.open;
  }

  replace(id, html, then = () => {}) {
    const place = document.getElementById(id);
    this.wanted[id] = html;
    if (place.matches(":active")) { // a link there is just being clicked
      setTimeout(() => { if (this.wanted[id] === html) this.replace(id, html, then); }, 200);
      return;
    }
    if (this.shown[id] === html) return;
    const active = place.contains(document.activeElement) ? document.activeElement : null;
    const { name, value, hash, type, selectionStart, selectionEnd } = active || {};
    const fresh = parse(html);
    const isBox = active?.matches("textarea, select");
    const again = active && [...fresh.querySelectorAll("textarea, select, button, a, summary")].find((one) => {
      if (one.tagName !== active.tagName) return false;
      if (type === "submit") return one.name === name && one.value === value;
      return name ? one.name === name : one.hash === hash;
    });
    // Who writes an answer is not torn away from it when it counts as one: the list waits.
    if (isBox && active.closest(".open") && !again?.closest(".open")) {
      active.addEventListener("focusout", () => setTimeout(() => {
        if (this.wanted[id] === html) this.replace(id, html, then);
      }), { once: true });
      return;
    }
    this.shown[id] = html;
    const unfolded = place.querySelector("details.answered")?.open;
    place.replaceChildren(fresh);
    if (unfolded) place.querySelector("details.answered")?.setAttribute("open", "");
    then();
    if (!active) return;
    if (!again) {
      this.lead(place);
      return;
    }
    again.focus({ preventScroll: true });
    if (name && selectionStart !== undefined) again.setSelectionRange?.(selectionStart, selectionEnd);
  }

  /* What had the focus is answered: on to the next question, or to the head of the list. */
  lead(place) {
    const next = place.querySelector(".open button, .open a") || place.closest("section")?.querySelector("h2");
    next?.focus({ preventScroll: true });
  }

  keepExplanations() {
    for (const box of document.querySelectorAll("#checks-list :is(textarea, select)")) this.drafts.adopt(box);
  }

  mark(marks) {
    const old = [...this.form.querySelectorAll(".mark-cell")].map((one) => one.id.slice(2));
    for (const one of this.form.querySelectorAll(".mark-cell")) one.remove();
    for (const [name, html] of Object.entries(marks)) {
      const place = document.getElementById(`c-${name}`);
      const beside = place?.querySelector(":scope > .beside");
      if (beside) beside.before(parse(html));
      else place?.append(parse(html));
    }
    for (const name of new Set([...old, ...Object.keys(marks)])) {
      const input = this.form.elements.namedItem(name);
      if (input) this.messages.describe(input);
    }
    if (document.activeElement?.name) this.messages.tell(document.activeElement);
  }
}
