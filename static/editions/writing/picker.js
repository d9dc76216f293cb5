/* The picker: search by words or by value, or choose a table and a number in it; then how it is
   shown. A native dialog: Escape leaves it, the keyboard is enough. */

import { button, fill, labelled, made, newId, select, words } from "./ask.js";
import { Forms } from "./forms.js";

const QUIET = 200;

/* Gives { source, shown, label }; null where nothing was chosen. */
export const openPicker = (figures, place) => new Promise((done) => new Picker(figures, place, done).open());

class Picker {
  constructor(figures, place, done) {
    Object.assign(this, { figures, place, done });
    this.dialog = made("dialog", "figure-picker");
    this.title = made("h2", "", words.insert);
    this.title.id = newId("picker");
    this.dialog.setAttribute("aria-labelledby", this.title.id);
    const head = made("div", "panel-head");
    const close = button("×", "btn-link panel-close", () => this.dialog.close());
    close.setAttribute("aria-label", words.close);
    head.append(this.title, close);
    this.problem = made("p", "problem");
    this.problem.setAttribute("role", "alert");
    this.said = made("p", "soft picker-said");
    this.said.setAttribute("role", "status");
    this.body = made("div", "picker-body");
    this.dialog.append(head, this.problem, this.body);
    this.result = null;
    this.dialog.addEventListener("close", () => { this.dialog.remove(); done(this.result); });
  }

  open() {
    document.body.append(this.dialog);
    this.choosing();
    this.dialog.showModal();
    this.input.focus();
  }

  async ask(act) {
    try {
      this.problem.textContent = "";
      return await act();
    } catch (problem) {
      if (problem.name !== "AbortError") this.problem.textContent = problem.message;
      return null;
    }
  }

  /* The first step: which figure. */

  choosing() {
    this.input = made("input", "form-control");
    this.input.type = "search";
    this.input.autocomplete = "off";
    this.input.placeholder = words.searchHint;
    this.input.value = this.place.search || "";
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search(), QUIET);
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); this.search(); }
      if (event.key === "ArrowDown") this.moveIn(event, this.results, -1, 1);
    });
    this.results = made("ul", "figure-results");
    this.results.setAttribute("aria-label", words.results);
    this.results.addEventListener("keydown", (event) => this.arrows(event, this.results));
    this.tables = made("div", "picker-tables");
    this.body.replaceChildren(labelled(words.searchLabel, this.input), this.said, this.results, this.tables);
    this.offerTables();
    if (this.input.value) this.search();
  }

  async search() {
    clearTimeout(this.timer);
    const q = this.input.value.trim();
    this.asking?.abort();
    this.asking = new AbortController();
    if (!q) {
      this.results.replaceChildren();
      this.said.textContent = "";
      this.tables.hidden = false;
      return;
    }
    const { section, passage, around = "" } = this.place;
    const answer = await this.ask(() => this.figures.get("", { q, section, passage, around }, this.asking.signal));
    if (!answer) return;
    this.tables.hidden = answer.found.length > 0;
    this.results.replaceChildren(...answer.found.map((one) => this.found(one)));
    this.said.textContent = answer.found.length ? fill(words.found, { count: answer.found.length }) : words.nothing;
  }

  found(one) {
    const line = made("li");
    const choose = button("", "figure-result", () => this.forms(one.source));
    choose.append(made("b", "", one.shown), made("span", "", one.label), made("small", "soft", one.section));
    line.append(choose);
    return line;
  }

  async offerTables() {
    const answer = await this.ask(() => this.figures.get(""));
    if (!answer) return;
    const choices = [{ code: "", title: words.chooseTable }];
    for (const { title, tables } of answer.sections) {
      for (const one of tables) choices.push({ code: one.code, title: one.title, group: title });
    }
    const own = answer.sections.find(({ code }) => code === this.place.section)?.tables[0]?.code || "";
    this.grid = made("div", "picker-grid");
    this.grid.addEventListener("keydown", (event) => this.cellKeys(event));
    const chooser = select(choices, own, (code) => this.table(code));
    this.tables.replaceChildren(labelled(words.table, chooser), this.grid);
    if (own) this.table(own);
  }

  async table(code, scope = "", period = "") {
    if (!code) { this.grid.replaceChildren(); return; }
    const answer = await this.ask(() => this.figures.get(`tables/${code}/`, { scope, period }));
    if (!answer) return;
    const again = (part) => this.table(code, part.scope ?? scope, part.period ?? period).then(() => {
      this.grid.querySelector(`[data-part="${Object.keys(part)[0]}"]`)?.focus();
    });
    const whose = select(answer.scopes, scope, (one) => again({ scope: one }));
    whose.dataset.part = "scope";
    const when = select(answer.periods, period, (one) => again({ period: one }));
    when.dataset.part = "period";
    const choices = made("div", "grid-choices");
    choices.append(labelled(words.scope, whose), labelled(words.period, when));
    this.grid.replaceChildren(choices, answer.rows.length ? this.cells(answer) : made("p", "soft", words.noNumbers));
  }

  cells(answer) {
    const region = made("div", "table-region");
    region.tabIndex = 0;
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", answer.title);
    const table = made("table", "figures");
    const head = table.createTHead().insertRow();
    head.append(made("th", "stub"));
    for (const { title, group } of answer.columns) {
      const cell = made("th", "end", title);
      cell.scope = "col";
      if (group) cell.append(made("small", "", group));
      head.append(cell);
    }
    const body = table.createTBody();
    for (const row of answer.rows) {
      const line = body.insertRow();
      const stub = made("th", "", row.title);
      stub.scope = "row";
      line.append(stub);
      for (const one of row.cells) {
        const cell = line.insertCell();
        cell.className = "end";
        if (!one) continue;
        const choose = button(one.shown, "btn-link grid-number", () => this.forms(one.source));
        choose.setAttribute("aria-label", `${one.shown}, ${one.label}`);
        cell.append(choose);
      }
    }
    region.append(table);
    return region;
  }

  /* Arrow keys among the results, and among the numbers of a table. */

  arrows(event, list) {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    if (event.key === "ArrowDown") this.moveIn(event, list, at, 1);
    if (event.key === "ArrowUp" && at === 0) { event.preventDefault(); this.input.focus(); }
    else if (event.key === "ArrowUp") this.moveIn(event, list, at, -1);
  }

  moveIn(event, list, at, by) {
    const next = list.querySelectorAll("button")[at + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  cellKeys(event) {
    const cell = event.target.closest("td");
    const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    if (!cell || !moves[event.key]) return;
    const [down, right] = moves[event.key];
    const { rows } = cell.closest("tbody");
    let y = cell.parentElement.sectionRowIndex + down;
    let x = cell.cellIndex + right;
    while (rows[y]?.cells[x]) {
      const next = rows[y].cells[x].querySelector("button");
      if (next) { event.preventDefault(); next.focus(); return; }
      y += down;
      x += right;
    }
  }

  /* The second step: how it is shown. */

  async forms(source) {
    const forms = new Forms(this.figures, source, (choice) => { this.choice = choice; preview(); });
    const choice = await this.ask(() => forms.load());
    if (!choice) return;
    this.choice = choice;
    const shown = made("p", "panel-what");
    const preview = () => {
      shown.replaceChildren(made("b", "", this.choice.shown), made("span", "", ` ${this.choice.label}`));
    };
    preview();
    const steps = made("div", "panel-steps");
    const insert = button(words.insertIt, "btn-primary", () => {
      this.result = this.choice;
      this.dialog.close();
    });
    steps.append(insert, button(words.back, "btn-quiet", () => { this.choosing(); this.input.focus(); }));
    forms.node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.type === "radio") { event.preventDefault(); insert.click(); }
    });
    this.place.search = this.input.value;
    this.body.replaceChildren(shown, forms.node, steps);
    (forms.node.querySelector("input:checked") || insert).focus();
  }
}
