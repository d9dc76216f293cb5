/* One section after the other: of the page, the part that the address names is shown (`#s-II.B.1`, or
   a cell or a table in it). Without this script, or where somebody prefers it, all parts stand below
   each other. */

const all = () => [...document.querySelectorAll("[data-part]")];
const FIRST = "tasks";

/* What somebody typed behind the "#" need not be an address: then it names nothing. */
const named = (hash) => {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return "";
  }
};

/* The inputs in `place` of which something is not stored yet. */
export const openIn = (place, saver) => [...saver.drafts.open.keys()]
  .map((name) => place.querySelector(`[name="${CSS.escape(name)}"]`)).filter(Boolean);

export class Parts {
  constructor(onLeave) {
    this.onLeave = onLeave;
    this.isOne = document.body.classList.contains("one-part");
    this.here = FIRST;
    if (!this.isOne) return;
    window.addEventListener("hashchange", () => this.follow());
    document.addEventListener("refreshed", () => this.mark());
    this.follow();
  }

  /* The element that the address names, and the part that it stands in. */
  follow() {
    const id = named(location.hash);
    const target = id ? document.getElementById(id) : null;
    this.show(target?.closest("[data-part]")?.dataset.part || FIRST);
    if (!target) {
      window.scrollTo(0, 0);
      return;
    }
    target.closest("details")?.setAttribute("open", "");
    const head = target.matches("[data-part]") ? target.querySelector("h2") : target;
    if (target.matches("[data-part]") || head.tagName === "H2") {
      head.focus({ preventScroll: true });
      document.querySelector(".report-body").scrollIntoView();
    } else target.scrollIntoView({ block: "center" });
  }

  /* What keeps a press from doing what it says: the refused input, else what waits (for its reason)
     in `within`. Where the portal did not answer, the bar says so, and nobody is led away. */
  leadToOpen(saver, within) {
    const waiting = openIn(within, saver);
    const wrong = within.querySelector("[aria-invalid]") || (saver.failures ? null : waiting[0]);
    this.reveal(wrong);
    wrong?.closest("details")?.setAttribute("open", "");
    wrong?.focus();
  }

  /* For who leads somebody to an input. */
  reveal(element) {
    const part = element?.closest("[data-part]")?.dataset.part;
    if (!part || part === this.here) return;
    if (this.isOne) window.history.pushState(null, "", `#${part}`); // a link back to where one was leads there
    this.show(part);
  }

  show(part) {
    if (!this.isOne) return;
    if (part !== this.here) this.onLeave();
    this.here = part;
    document.body.dataset.here = part;
    for (const one of all()) one.classList.toggle("here", one.dataset.part === part);
    this.mark();
  }

  mark() {
    for (const link of document.querySelectorAll(".report-sections a")) {
      const part = document.getElementById(named(link.hash))?.closest("[data-part]")?.dataset.part;
      if (part === this.here && !link.hash.startsWith("#history")) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}
