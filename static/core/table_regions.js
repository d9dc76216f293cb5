/* A table that fits its place is shown whole, and its heading stays while the page scrolls. One that
   is wider scrolls in its own frame: then a line above says so, and its edge fades towards what is
   hidden. On a phone the rows of a list (`plain`) that is wider become cards, each cell under the name
   of its column. Without this script every table keeps its frame. */
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

  const phone = window.matchMedia("(max-width: 36em)");

  const asCards = (table) => {
    const heads = [...table.querySelectorAll("thead th")];
    if (heads.some((head) => head.colSpan > 1) || table.querySelectorAll("thead tr").length > 1) return;
    table.classList.add("cards");
    table.setAttribute("role", "table"); // which a table that is shown as blocks is no more
    for (const row of table.querySelectorAll("tbody tr")) {
      row.setAttribute("role", "row");
      let column = 0;
      for (const cell of row.cells) {
        const isName = cell.tagName === "TH";
        cell.setAttribute("role", isName ? "rowheader" : "cell");
        const words = heads[column]?.innerText.trim();
        if (!isName && words && cell.innerText.trim()) cell.dataset.label ??= words;
        column += cell.colSpan;
      }
    }
  };

  const show = (region, table) => {
    const room = region.clientWidth;
    if (!room) return; // folded away: looked at again when it opens
    if (phone.matches && table.offsetWidth > room + 1 && table.matches(".plain:not(.cards)")) asCards(table);
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
