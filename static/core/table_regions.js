/* A table that fits its place is shown whole, and its heading stays while the page scrolls. One that
   is wider scrolls in its own frame: then a line above says so, and its edge fades towards what is
   hidden. Without this script every table keeps its frame. */
"use strict";

(() => {
  const words = document.body.dataset.moreColumns;

  const hintOf = (region) => {
    const before = region.previousElementSibling;
    if (before && before.classList.contains("region-hint")) return before;
    const hint = document.createElement("p");
    hint.className = "region-hint";
    hint.setAttribute("aria-hidden", "true"); // a screen reader is told of every column anyway
    hint.textContent = words;
    region.before(hint);
    return hint;
  };

  const show = (region, table) => {
    const room = region.clientWidth;
    if (!room) return; // folded away: looked at again when it opens
    const wider = table.offsetWidth > room + 1;
    region.classList.toggle("whole", !wider);
    const hidden = wider && region.scrollLeft + room < region.scrollWidth - 1;
    region.classList.toggle("more-right", hidden);
    if (wider) hintOf(region).hidden = false;
    else if (region.previousElementSibling?.classList.contains("region-hint")) hintOf(region).hidden = true;
  };

  const follow = (region) => {
    const table = region.querySelector("table");
    if (!table || region.dataset.followed) return;
    region.dataset.followed = "1";
    const look = () => show(region, table);
    const sizes = new ResizeObserver(look);
    sizes.observe(region);
    sizes.observe(table);
    region.addEventListener("scroll", look, { passive: true });
  };

  const all = () => document.querySelectorAll(".table-region").forEach(follow);
  all();
  document.addEventListener("htmx:afterSettle", all);
})();
