/* What is not stored yet, kept in this browser: by person, report and revision, so that nobody
   else's is ever sent. Each page has a drawer of its own; a new page takes over what lies there. */

const PREFIX = "nsp-entry";
const OLDEST = 90 * 24 * 3600 * 1000;

const keysOf = (before) => Object.keys(localStorage).filter((key) => key.startsWith(before));

const parsed = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key)) || null;
  } catch {
    return null;
  }
};

export class Outbox {
  constructor(live) {
    this.own = `${PREFIX}:${live.user}:${live.report}:`;
    this.revision = live.revision;
    this.key = `${this.own}${live.revision}:${Date.now()}${Math.random().toString(36).slice(2, 8)}`;
    this.works = true;
    this.safely(() => this.forgetOld());
  }

  safely(what) {
    try {
      return what();
    } catch {
      this.works = false; // private windows, a full disk
      return undefined;
    }
  }

  /* `changes`: name -> {before, after, label}. */
  keep(changes) {
    this.safely(() => {
      if (Object.keys(changes).length) localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), changes }));
      else localStorage.removeItem(this.key);
      this.works = true;
    });
  }

  /* What closed pages of this revision left, as one, now in our drawer. */
  take() {
    const found = {};
    this.safely(() => {
      const keys = keysOf(`${this.own}${this.revision}:`);
      for (const key of keys) Object.assign(found, parsed(key)?.changes);
      this.keep(found);
      for (const key of keys) if (key !== this.key) localStorage.removeItem(key);
    });
    return found;
  }

  /* [{key, revision, changes}] of revisions that are closed now. */
  leftovers(all) {
    const found = this.safely(() => keysOf(this.own).map((key) => ({
      key, revision: Number(key.slice(this.own.length).split(":")[0]), changes: parsed(key)?.changes || {},
    })));
    return (found || []).filter((one) => all || one.revision !== this.revision);
  }

  forget(key) { this.safely(() => localStorage.removeItem(key)); }

  forgetOld() {
    for (const key of keysOf(`${PREFIX}:`)) {
      if (Date.now() - (parsed(key)?.at || 0) > OLDEST) localStorage.removeItem(key);
    }
  }
}
