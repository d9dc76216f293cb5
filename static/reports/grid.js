/* Comfort on the page of a report: without it everything works, with it like a spreadsheet.
   Arrows and Enter move, a block copied from Excel fills cells, totals follow, rows grow. */
(() => {
  "use strict";
  const form = document.getElementById("report-form");
  if (!form) return;
  const state = document.getElementById("save-state");
  const KHMER = "០១២៣៤៥៦៧៨៩";
  const shown = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
  let unsaved = form.querySelector("[aria-invalid]") !== null;

  const read = (text) => {
    const plain = text.trim().replace(/[០-៩]/g, (digit) => KHMER.indexOf(digit));
    if (/^[1-9]\d{0,2}(\.\d{3})+$/.test(plain)) return null;  // 33.976: a point for a comma, refused when saved
    return /^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(plain) ? Number(plain.replaceAll(",", "")) : null;
  };

  const add = (inputs) => {
    const numbers = inputs.map((input) => read(input.value)).filter((number) => number !== null);
    return numbers.length ? shown.format(numbers.reduce((sum, one) => sum + one, 0)) : "–";
  };

  const addUp = (table) => {
    for (const cell of table.querySelectorAll("td[data-of]")) {
      const rows = [...table.tBodies[0].rows].filter(
        (row) => cell.dataset.of === "*" || (row.dataset.groups || "").split(" ").includes(cell.dataset.of));
      const inputs = rows.map((row) => row.cells[cell.cellIndex]?.querySelector("input.number"));
      cell.textContent = add(inputs.filter(Boolean));
    }
    for (const cell of table.querySelectorAll("td[data-names]")) {
      const inputs = cell.dataset.names.split(" ").map((name) => form.elements.namedItem(name));
      cell.textContent = add(inputs.filter((one) => one instanceof HTMLInputElement));
    }
  };

  const at = (row, index) => row?.cells[index]?.querySelector("input, textarea");

  const neighbour = (input, down, right) => {
    const cell = input.closest("td, th");
    let row = cell.parentElement;
    if (right) return at(row, cell.cellIndex + right);
    do {
      row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
    } while (row && !at(row, cell.cellIndex));
    return at(row, cell.cellIndex);
  };

  const move = (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "text") return;
    if (event.key === "Enter") event.preventDefault();
    if (!input.closest("table.entry") || event.altKey || event.ctrlKey || event.metaKey) return;
    const start = input.selectionEnd === 0;
    const end = input.selectionStart === input.value.length;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const moves = {
      ArrowDown: [1, 0], ArrowUp: [-1, 0], Enter: [event.shiftKey ? -1 : 1, 0],
      ArrowRight: end || whole ? [0, 1] : null, ArrowLeft: start || whole ? [0, -1] : null,
    };
    const way = moves[event.key];
    const next = way && neighbour(input, ...way);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  };

  const paste = (event) => {
    const input = event.target;
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!(input instanceof HTMLInputElement) || !input.closest("table.entry") || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    let first = input;
    let cut = false;
    for (const line of text.replace(/\r/g, "").replace(/\n$/, "").split("\n")) {
      let cell = first;
      if (!first && line.trim()) cut = true;
      for (const value of first ? line.split("\t") : []) {
        if (!cell) {
          cut ||= value.trim() !== "";
          continue;
        }
        cell.value = value.trim();
        cell.dispatchEvent(new Event("input", { bubbles: true }));
        cell = neighbour(cell, 0, 1);
      }
      first = first && (neighbour(first, 1, 0) || grow(first));
    }
    if (cut) state.textContent = form.dataset.cut;
  };

  /* A new row is the last one again, empty and under a new key. */
  const newKey = () => "r" + [...crypto.getRandomValues(new Uint8Array(4))].map((one) => one.toString(16).padStart(2, "0")).join("");
  const copyOf = (row) => {
    const fresh = row.cloneNode(true);
    const key = newKey();
    for (const one of fresh.querySelectorAll(".problem")) one.remove();
    for (const one of fresh.querySelectorAll("[id]")) one.id = one.id.replace(/\{[^}]+\}/, `{${key}}`);
    for (const one of fresh.querySelectorAll("input, textarea, select")) {
      one.name = one.name.replace(/\{[^}]+\}/, `{${key}}`);
      one.value = "";
      one.removeAttribute("aria-invalid");
    }
    row.after(fresh);
    return fresh;
  };
  const lastRow = (section) => [...section.querySelectorAll("tr.entry, fieldset.open-row")].at(-1);
  const grow = (input) => {
    const row = input.closest("tr.entry");
    return row && at(copyOf(row), input.closest("td, th").cellIndex);
  };

  for (const button of form.querySelectorAll(".add-row")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      copyOf(lastRow(button.closest(".report-table"))).querySelector("input, textarea").focus();
    });
  }

  form.addEventListener("keydown", move);
  form.addEventListener("paste", paste);
  form.addEventListener("input", (event) => {
    unsaved = true;
    state.textContent = form.dataset.unsaved;
    const table = event.target.closest("table.entry");
    if (table) addUp(table);
  });
  /* A message leads into the input that it is about, not only beside it. */
  document.getElementById("problems")?.addEventListener("click", (event) => {
    const about = decodeURIComponent(event.target.closest("a")?.hash.slice(1) || "");
    const input = about && form.querySelector(`[aria-describedby="${CSS.escape(about)}"]`);
    if (!input) return;
    event.preventDefault();
    input.closest("details")?.setAttribute("open", "");
    input.focus();
    input.scrollIntoView({ block: "center" });
  });

  /* Whoever saves in the middle of the page stays there; what was saved is said beside the button. */
  const place = `place ${location.pathname}`;
  const left = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  const said = document.querySelector("main > [role=status] .notice");
  if (left !== null && said && !document.getElementById("problems")) {
    window.scrollTo({ top: Number(left), behavior: "instant" });
    state.textContent = said.textContent.trim();
  }

  form.addEventListener("submit", () => {
    unsaved = false;
    sessionStorage.setItem(place, String(window.scrollY));
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  if (unsaved) form.querySelectorAll("table.entry").forEach(addUp);
  document.getElementById("problems")?.focus();
})();
