/* Open rows grow: by typing in the last one, by the button, for rows that somebody else began. */

const KEY = /\{[^}]+\}/;
const ROWS = "tr.entry, fieldset.open-row";
const EXTRAS = ".problem, .offer, .mark-cell, .clash, .by-others";

const newKey = () =>
  "r" + [...crypto.getRandomValues(new Uint8Array(4))].map((one) => one.toString(16).padStart(2, "0")).join("");

const rowsOf = (section) => [...section.querySelectorAll(ROWS)];
const isBlank = (row) => [...row.querySelectorAll("input, textarea")].every((one) => one.value.trim() === "");

const copyOf = (row, key = newKey()) => {
  const fresh = row.cloneNode(true);
  for (const one of fresh.querySelectorAll(EXTRAS)) one.remove();
  for (const one of fresh.querySelectorAll(".share")) one.textContent = "";
  for (const one of [fresh, ...fresh.querySelectorAll("*")]) {
    one.classList.remove("wrong", "changed-by-others");
    if (one.id) one.id = one.id.replace(KEY, `{${key}}`);
  }
  for (const one of fresh.querySelectorAll("input, textarea, select")) {
    one.name = one.name.replace(KEY, `{${key}}`);
    one.value = one.defaultValue = "";
    one.removeAttribute("aria-invalid");
    one.removeAttribute("aria-describedby");
  }
  return fresh;
};

/* The row after this input's, made if there is none. */
export const rowAfter = (input) => {
  const row = input.closest("tr.entry");
  if (!row) return null;
  const fresh = copyOf(row);
  row.after(fresh);
  return fresh;
};

/* The input of this name, in a row that is made for it before the blank ones. */
export const inputFor = (form, name) => {
  const found = form.elements.namedItem(name);
  if (found) return found;
  const parts = /^(\w+)(?:\.\w+)?\{([\w-]+)\}/.exec(name);
  const section = parts && document.getElementById(`t-${parts[1]}`);
  const rows = section ? rowsOf(section) : [];
  if (!rows.length) return null;
  const fresh = copyOf(rows.at(-1), parts[2]);
  const blank = rows.find((row, place) => rows.slice(place).every(isBlank));
  if (blank) blank.before(fresh);
  else rows.at(-1).after(fresh);
  return form.elements.namedItem(name);
};

export const watchRows = (form) => {
  form.addEventListener("input", (event) => {
    const row = event.target.closest(ROWS);
    const section = row?.closest(".report-table");
    if (section && rowsOf(section).at(-1) === row && !isBlank(row)) row.after(copyOf(row));
  });
  for (const button of form.querySelectorAll(".add-row")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const last = rowsOf(button.closest(".report-table")).at(-1);
      const fresh = copyOf(last);
      last.after(fresh);
      fresh.querySelector("input, textarea").focus();
    });
  }
};
