/* A block copied from Excel fills cells, and the rows that it needs. */

import { at, neighbour } from "./keyboard.js";
import { rowAfter } from "./rows.js";

/* Tabs between cells, new lines between rows; a cell with a new line in it stands in quotes. */
export const cellsOf = (text) => {
  const rows = [[""]];
  let quoted = false;
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let place = 0; place < plain.length; place += 1) {
    const sign = plain[place];
    const row = rows.at(-1);
    if (sign === '"' && (quoted || row.at(-1) === "")) {
      if (quoted && plain[place + 1] === '"') row[row.length - 1] += plain[++place];
      else quoted = !quoted;
    } else if (sign === "\t" && !quoted) row.push("");
    else if (sign === "\n" && !quoted) rows.push([""]);
    else row[row.length - 1] += sign;
  }
  return rows;
};

const below = (input) => neighbour(input, 1, 0) || at(rowAfter(input), input.closest("td, th").cellIndex);

/* [input, text] for each cell of the block; `cut` where the block is larger than the table. */
const lay = (rows, start) => {
  const places = [];
  let first = start;
  let cut = false;
  rows.forEach((row, number) => {
    let input = first;
    for (const text of row) {
      if (input) places.push([input, text.trim()]);
      else cut ||= text.trim() !== "";
      input = input && neighbour(input, 0, 1);
    }
    first = first && number < rows.length - 1 ? below(first) : first;
  });
  return { places, cut };
};

export const watchPaste = (form, history, onCut) => {
  form.addEventListener("paste", (event) => {
    const input = event.target;
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!(input instanceof HTMLInputElement) || !input.closest("table.entry") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const { places, cut } = lay(cellsOf(text), input);
    history.together(places);
    if (cut) onCut();
  });
};
