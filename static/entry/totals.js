/* Totals and shares follow while one types. */

import { read, share, show } from "./numbers.js";

const textOf = (cell) => {
  const input = cell?.querySelector("input.number");
  if (input) return input.value;
  return cell?.querySelector("span")?.textContent ?? cell?.textContent ?? "";
};

const add = (texts) => {
  const numbers = texts.map(read).filter((number) => number !== null);
  return numbers.length ? show(numbers.reduce((sum, one) => sum + one, 0)) : "–";
};

const put = (cell, text) => {
  const place = cell.querySelector(":scope > span") || cell;
  if (place.textContent !== text) place.textContent = text;
};

const addColumn = (cell, table) => {
  const rows = [...table.tBodies[0].rows].filter(
    (row) => cell.dataset.of === "*" || (row.dataset.groups || "").split(" ").includes(cell.dataset.of),
  );
  const cells = rows.map((row) => row.cells[cell.cellIndex]);
  put(cell, add(cells.filter((one) => one?.matches("[data-names], :has(> input.number)")).map(textOf)));
};

const shareOf = (cell, form) => {
  const place = cell.querySelector(".share");
  if (!place) return;
  const { whole, wholeName } = cell.dataset;
  const of = wholeName ? form.elements.namedItem(wholeName)?.value || "" : textOf(cell.parentElement.cells[whole]);
  const text = share(read(textOf(cell)), read(of));
  if (place.textContent !== text) place.textContent = text;
};

export const addUp = (table, form) => {
  for (const cell of table.querySelectorAll("td[data-names]")) {
    const inputs = cell.dataset.names.split(" ").map((name) => form.elements.namedItem(name));
    put(cell, add(inputs.filter((one) => one instanceof HTMLInputElement).map((one) => one.value)));
  }
  for (const cell of table.querySelectorAll("td[data-of]")) addColumn(cell, table);
  for (const cell of table.querySelectorAll("td[data-whole], td[data-whole-name]")) shareOf(cell, form);
};

export const watchTotals = (form) => {
  form.addEventListener("input", (event) => {
    const table = event.target.closest("table.entry");
    if (table) addUp(table, form);
  });
};
