/* What other people save in the same report meanwhile. */

const EVERY = 4000;

export class Others {
  constructor({ live, drafts, messages, refresh, saver, status }) {
    Object.assign(this, { live, drafts, messages, refresh, saver, status });
    this.newest = live.newest;
    this.schedule();
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.look(); });
    drafts.form.addEventListener("focusin", (event) => this.seen(event.target));
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), EVERY);
  }

  async look() {
    if (this.saver.closed) return;
    if (!document.hidden && navigator.onLine) await this.ask().catch(() => {});
    this.schedule();
  }

  async ask() {
    const response = await fetch(`${this.live.changes}?since=${this.newest}`);
    const answer = await response.json();
    if (response.status === 401) this.saver.failed("signedOut");
    if (!response.ok) return;
    if (answer.revision !== this.live.revision || answer.closed) {
      this.saver.close(answer.closed || this.live.words.reload);
      return;
    }
    this.newest = answer.newest;
    this.show(answer);
    if (this.saver.failures) this.saver.back();
  }

  show(answer) {
    const last = new Map(answer.edits.map((one) => [one.name, one]));
    const changed = new Set();
    let person = "";
    for (const [name, edit] of last) {
      if (edit.id <= (this.saver.ids.get(name) || 0)) continue;
      const input = this.drafts.take(name, edit.after);
      if (!input || edit.mine) continue;
      this.messages.clear(input);
      this.messages.byOthers(input, edit.person);
      changed.add(name);
      person = edit.person;
    }
    this.refresh.show(answer);
    if (changed.size) this.status.say("others", { person, count: changed.size });
  }

  /* Whoever comes to the cell has seen it. */
  seen(input) {
    const place = input.closest?.(".changed-by-others");
    if (!place) return;
    place.classList.remove("changed-by-others");
    place.querySelector(".by-others")?.remove();
    this.messages.describe(input);
  }
}
