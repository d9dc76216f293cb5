/* Arrows and Enter move in a grid as in a spreadsheet; Tab does by itself. From the foot of a column
   Enter leads to the head of the next one, from the last cell on to the next table, and from the last
   of a section to what comes after it. */

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

const TYPED = "input:not([type=hidden], [type=checkbox]), textarea, select";
const isSeen = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

/* Where one goes on from the foot of a column: its cells are numbered from the head. */
const onwards = (input) => {
  const cell = input.closest("td, th");
  const table = input.closest("table.entry");
  const heads = [...table.tBodies[0].rows].map((row) => at(row, cell.cellIndex + 1)).filter(Boolean);
  if (heads.length) return heads[0];
  const part = input.closest("[data-part]") || document;
  const others = [...part.querySelectorAll(`${TYPED}, .part-next`)]
    .filter((one) => !table.contains(one) && !one.closest(".nothing") && isSeen(one));
  return others.find((one) => table.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
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
    const isOn = event.key === "Enter" && !event.shiftKey;
    const next = way && (neighbour(input, ...way) || (isOn && onwards(input)));
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select?.();
  });
};
