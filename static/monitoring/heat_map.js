/* The heat map by keyboard: one stop for Tab, arrows from report to report, Home and End in a row.
   Without this script every report is a link of its own. */
"use strict";

(() => {
  const table = document.querySelector("table.heat");
  if (!table) return;
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1));
  const links = [...table.querySelectorAll("tbody a")];
  if (!links.length) return;

  const linkIn = (cell) => cell && cell.querySelector("a");

  links.forEach((link) => { link.tabIndex = -1; });
  links[0].tabIndex = 0;

  const go = (from, to) => {
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };

  /* The next cell with a report in that direction; undefined at the edge. */
  const next = (row, column, down, right) => {
    for (let r = row + down, c = column + right; rows[r] && rows[r][c]; r += down, c += right) {
      const link = linkIn(rows[r][c]);
      if (link) return link;
    }
    return undefined;
  };

  const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };

  table.addEventListener("keydown", (event) => {
    const link = event.target.closest("tbody a");
    if (!link || event.ctrlKey || event.altKey || event.metaKey) return;
    const row = rows.findIndex((cells) => cells.includes(link.parentElement));
    const column = rows[row].indexOf(link.parentElement);
    let to;
    if (steps[event.key]) to = next(row, column, ...steps[event.key]);
    else if (event.key === "Home") to = next(row, -1, 0, 1);
    else if (event.key === "End") to = next(row, rows[row].length, 0, -1);
    else return;
    event.preventDefault();
    if (to) go(link, to);
  });

  table.addEventListener("focusin", (event) => {
    const link = event.target.closest("tbody a");
    const current = table.querySelector("tbody a[tabindex='0']");
    if (link && current !== link) {
      current.tabIndex = -1;
      link.tabIndex = 0;
    }
  });

  /* What a screen reader hears, under the mouse. */
  table.addEventListener("mouseover", (event) => {
    const cell = event.target.closest("tbody td");
    const words = cell && cell.querySelector(".visually-hidden");
    if (words && !cell.title) cell.title = words.textContent;
  });
})();
