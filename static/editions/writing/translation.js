/* The references of the original stand ready as chips: a click, or Enter, puts one where the caret was
   last in the text, and the caret goes on behind it. A chip that is used says so. */

import { words } from "./ask.js";
import { boxOf } from "./box.js";

const areaOf = (form) => form.querySelector("textarea[data-writing-box]");

const put = (chip, box) => {
  const [start, end] = box.editor.range;
  box.surface.focus();
  box.put(start, end, { source: chip.dataset.reference, shown: chip.dataset.shown }, words.inserted);
};

const dress = (form) => {
  const text = areaOf(form).value;
  for (const chip of form.querySelectorAll("[data-reference]")) {
    chip.classList.toggle("used", text.includes(chip.dataset.reference));
  }
};

document.addEventListener("click", (event) => {
  const chip = event.target.closest("[data-reference]");
  const box = chip && boxOf(areaOf(chip.form));
  if (!box) return; // the form is sent, and the portal puts it in
  event.preventDefault();
  put(chip, box);
  dress(chip.form);
});

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form.pair-form");
  if (form) dress(form);
});

/* One begins to write at once; what was typed before and kept here is there by then. */
const open = document.querySelector("form.pair-form");
if (open && !open.querySelector("[role=alert]")) areaOf(open).focus({ preventScroll: true });
