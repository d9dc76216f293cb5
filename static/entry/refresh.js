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
    this.replace("sections", answer.sections);
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
    this.shown[id] = html;
    const active = place.contains(document.activeElement) ? document.activeElement : null;
    const { name, hash, selectionStart, selectionEnd } = active || {};
    place.replaceChildren(parse(html));
    then();
    if (!active) return;
    const again = [...place.querySelectorAll("textarea, select, a")].find(
      (one) => (name ? one.name === name : one.hash === hash && hash),
    );
    again?.focus({ preventScroll: true });
    if (name && selectionStart !== undefined) again?.setSelectionRange?.(selectionStart, selectionEnd);
  }

  keepExplanations() {
    for (const box of document.querySelectorAll("#checks-list [name]")) this.drafts.adopt(box);
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
