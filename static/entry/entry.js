/* The page of a report. Without it everything works, with a button; with it the page is like a
   spreadsheet that saves itself. */

import { Drafts } from "./drafts.js";
import { History } from "./history.js";
import { watchKeys } from "./keyboard.js";
import { showLeftovers, showLost } from "./leftovers.js";
import { Messages } from "./messages.js";
import { Others } from "./others.js";
import { watchNothing } from "./nothing.js";
import { Outbox } from "./outbox.js";
import { Parts } from "./parts.js";
import { watchPaste } from "./paste.js";
import { Refresh } from "./refresh.js";
import { watchRows } from "./rows.js";
import { Saver } from "./saver.js";
import { Status } from "./status.js";
import { addUp, watchTotals } from "./totals.js";

const live = JSON.parse(document.getElementById("report-live").textContent);
const byId = (id) => document.getElementById(id);
const outbox = new Outbox(live);

const foldSections = () => {
  const small = window.matchMedia("(max-width: 61.99em)");
  const fold = () => { document.querySelector(".report-sections details").open = !small.matches; };
  fold();
  small.addEventListener("change", fold);
  byId("sections").addEventListener("click", (event) => {
    if (small.matches && event.target.closest("a")) fold();
  });
};

/* A link to a cell leads into its input, not only beside it. */
const followLinks = (form, parts) => {
  document.addEventListener("click", (event) => {
    const id = decodeURIComponent(event.target.closest?.('a[href^="#"]')?.hash.slice(1) || "");
    if (!/^[cp]-/.test(id)) return;
    const input = form.elements.namedItem(id.slice(2));
    if (!(input instanceof HTMLElement)) return;
    event.preventDefault();
    parts.reveal(input);
    input.closest("details")?.setAttribute("open", "");
    input.focus({ preventScroll: true });
    input.scrollIntoView({ block: "center", inline: "center" });
  });
};

/* A common reason, or the answer from before: typed for whom presses it, and saved at once. */
const watchReasons = (form, saver) => {
  form.addEventListener("click", (event) => {
    const button = event.target.closest?.('button[name^="pick:"]');
    if (!button) return;
    event.preventDefault();
    if (saver.closed) return;
    const key = button.name.slice("pick:".length);
    const say = (name, text) => {
      const box = form.elements.namedItem(name);
      if (!box || text === undefined) return;
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    };
    say(`why:${key}`, button.dataset.reason);
    say(`explain:${key}`, button.dataset.text);
    saver.flush();
  });
};

/* Rows are copied and removed by the portal; what was typed is saved first. */
const watchRowButtons = (form, saver, parts) => {
  form.addEventListener("click", async (event) => {
    const button = event.target.closest?.('[name="copy_rows"], [name="drop_rows"]');
    if (!button) return;
    event.preventDefault();
    await saver.flush();
    if (saver.closed) return;
    if (saver.drafts.open.size) {
      parts.leadToOpen(saver, form);
      return;
    }
    const post = document.createElement("form");
    Object.assign(post, { method: "post", action: form.getAttribute("action"), hidden: true });
    for (const one of [form.elements.namedItem("csrfmiddlewaretoken"), button]) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: one.name, value: one.value });
      post.append(field);
    }
    document.body.append(post);
    post.submit();
  });
};

const saveBar = (form, saver, parts) => {
  byId("save-button").hidden = true;
  const next = byId("next-step");
  next?.classList.replace("btn-quiet", "btn-primary");
  next?.addEventListener("click", async (event) => {
    if (!saver.drafts.open.size || saver.closed) return;
    event.preventDefault();
    await saver.flush();
    if (!saver.drafts.open.size) window.location.assign(next.href);
    else parts.leadToOpen(saver, form);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    saver.flush();
  });
};

const watchLeaving = (saver) => {
  const leave = () => {
    saver.drafts.keep();
    if (navigator.onLine) saver.flush({ leaving: true });
  };
  window.addEventListener("pagehide", leave);
  window.addEventListener("online", () => saver.flush());
  window.addEventListener("offline", () => { if (saver.drafts.open.size) saver.failed("offline"); });
  window.addEventListener("focus", () => { if (saver.failures) saver.flush(); });
  window.addEventListener("beforeunload", (event) => {
    const stuck = !navigator.onLine || saver.closed || !saver.drafts.outbox.works;
    if (stuck && saver.drafts.open.size) event.preventDefault();
  });
};

const closeForm = (form, saver) => () => {
  const lost = {};
  for (const [name, after] of saver.drafts.open) {
    lost[name] = { after, label: form.elements.namedItem(name)?.getAttribute("aria-label") };
  }
  for (const one of form.elements) one.disabled = true;
  byId("next-step")?.remove();
  showLost(live, byId("leftovers"), live.words.lost, lost, () => outbox.keep({}));
  byId("leftovers").scrollIntoView({ block: "center" });
};

const begin = (form) => {
  const status = new Status(live, byId("save-state"));
  const messages = new Messages(live, form, byId("cell-note"));
  const drafts = new Drafts(form, outbox);
  const refresh = new Refresh(live, form, messages, drafts);
  const saver = new Saver({ live, drafts, status, messages, refresh });
  const history = new History(form, byId("undo-button"));
  saver.onClosed = closeForm(form, saver);
  saver.onNotKept = (lost) => showLost(live, byId("leftovers"), live.words.lost, lost, () => {});
  const parts = new Parts(() => saver.flush());
  history.reveal = (input) => parts.reveal(input);
  watchKeys(form);
  watchNothing(form, { history, saver, parts, status });
  watchRows(form);
  watchTotals(form);
  watchPaste(form, history, () => {
    status.keep("cut");
    saver.tell();
  });
  form.addEventListener("input", (event) => {
    if (event.detail === "others") return;
    status.keep("");
    saver.changed(event.target);
  });
  form.addEventListener("focusout", (event) => {
    drafts.tidy(event.target);
    if (saver.isFresh) saver.changedAgain();
  });
  watchReasons(form, saver);
  watchRowButtons(form, saver, parts);
  saveBar(form, saver, parts);
  followLinks(form, parts);
  watchLeaving(saver);
  const { lost } = drafts.restore();
  showLost(live, byId("leftovers"), live.words.lost, Object.fromEntries(lost.map((one) => [one.name, one])), () => {});
  for (const table of form.querySelectorAll("table.entry")) addUp(table, form);
  saver.tell();
  new Others({ live, drafts, messages, refresh, saver, status });
  byId("problems")?.focus();
};

const form = byId("report-form");
showLeftovers(live, outbox, byId("leftovers"));
foldSections();
if (form) begin(form);
