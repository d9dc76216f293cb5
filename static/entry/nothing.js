/* “Nothing this period” for what is left of a section, or of all, by one press; and the way back. The
   ticks are typed for whom presses: they are saved together, and taken back by one “Undo”. */

import { openIn } from "./parts.js";

const tickOf = (table) => table.querySelector('[name^="nothing:"]');
const tablesIn = (form, which) => {
  const place = which === "*" ? form : document.getElementById(`s-${which}`);
  return [...place.querySelectorAll(".report-table")].filter(tickOf);
};

const isFilled = (table) =>
  "counted" in table.dataset
  || [...table.querySelectorAll("input, textarea")].some((one) =>
    !/^(nothing|reason):/.test(one.name) && one.value.trim() !== "");

export const watchNothing = (form, { history, saver, parts, status }) => {
  form.addEventListener("click", async (event) => {
    const button = event.target.closest?.('[name="nothing_rest"], [name="nothing_back"]');
    if (!button) return;
    event.preventDefault();
    if (saver.closed) return;
    const back = button.name === "nothing_back";
    const tables = tablesIn(form, button.value);
    const wanted = tables.filter((table) => tickOf(table).checked === back && (back || !isFilled(table)));
    const asked = back ? [] : wanted.filter((table) =>
      table.querySelector("[data-asks]") && !table.querySelector('[name^="reason:"]').value.trim());
    const now = wanted.filter((table) => !asked.includes(table));
    if (now.length) history.together(now.map((table) => [tickOf(table), back ? "" : "on"]));
    await saver.flush();
    if (asked.length) {
      parts.reveal(asked[0]);
      asked[0].closest("details")?.setAttribute("open", "");
      tickOf(asked[0]).focus();
      status.keep("restAsked");
      saver.tell();
    } else if (button.dataset.next) {
      const part = button.closest("[data-part]");
      if (openIn(part, saver).length) parts.leadToOpen(saver, part); // not stored: nothing is left behind
      else location.hash = button.dataset.next;
    }
  });
};
