/* Arrows and Enter move in a grid as in a spreadsheet; Tab does by itself. */

export const at = (row, index) => row?.cells?.[index]?.querySelector("input, textarea, select");

export const neighbour = (input, down, right) => {
  const cell = input.closest("td, th");
  let row = cell.parentElement;
  if (right) return at(row, cell.cellIndex + right);
  do {
    row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
  } while (row && !at(row, cell.cellIndex));
  return at(row, cell.cellIndex);
};

const wayOf = (event, input) => {
  const start = input.selectionEnd === 0;
  const end = input.selectionStart === input.value.length;
  const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
  return {
    ArrowDown: [1, 0],
    ArrowUp: [-1, 0],
    Enter: [event.shiftKey ? -1 : 1, 0],
    ArrowRight: end || whole ? [0, 1] : null,
    ArrowLeft: start || whole ? [0, -1] : null,
  }[event.key];
};

export const watchKeys = (form) => {
  form.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "text") return;
    if (event.key === "Enter") event.preventDefault();
    if (!input.closest("table.entry") || event.altKey || event.ctrlKey || event.metaKey) return;
    const way = wayOf(event, input);
    const next = way && neighbour(input, ...way);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
};
