/* What is typed into a passage and not saved yet lies in this browser, under the person, the edition
   and the passage, with the version that it was typed over; it is forgotten once it is saved. */

const PREFIX = "nsp-edition";
const OLDEST = 90 * 24 * 3600 * 1000;

const safely = (what) => {
  try {
    return what();
  } catch {
    return undefined; // private windows, a full disk
  }
};
const parsed = (key) => safely(() => JSON.parse(localStorage.getItem(key))) || null;
const keysOf = (before) => safely(() => Object.keys(localStorage).filter((key) => key.startsWith(before))) || [];

const writing = () => document.getElementById("writing");
const own = () => `${PREFIX}:${writing().dataset.drafts}:`;
const keyOf = (name) => `${own()}${name}`;
const forget = (name) => safely(() => localStorage.removeItem(keyOf(name)));

const boxOf = (form) => form.elements.namedItem("text");
const mark = (form, kept) => {
  const said = form.querySelector("[data-kept]");
  if (said) said.hidden = !kept;
};

const keep = (form) => {
  const box = boxOf(form);
  const name = form.dataset.draft;
  if (box.value === box.defaultValue && !("fresh" in box.dataset)) {
    forget(name);
    mark(form, false);
    return;
  }
  const seen = form.elements.namedItem("seen")?.value || "";
  const text = { at: Date.now(), section: writing().dataset.section, seen, text: box.value };
  safely(() => localStorage.setItem(keyOf(name), JSON.stringify(text)));
  mark(form, true);
};

/* A form that has just come into the page gets what was typed into it before. */
const fillIn = (form) => {
  const box = boxOf(form);
  if ("fresh" in box.dataset) return; // both texts together: newer than what lies here
  const found = parsed(keyOf(form.dataset.draft));
  if (!found || found.text === box.value) return;
  box.value = found.text;
  const seen = form.elements.namedItem("seen");
  if (seen && found.seen) seen.value = found.seen;
  mark(form, true);
  box.dispatchEvent(new Event("input", { bubbles: true }));
};

const forms = (root) => [...root.querySelectorAll("form[data-draft]")];

const made = (tag, text, act) => {
  const found = document.createElement(tag);
  found.textContent = text;
  if (act) {
    Object.assign(found, { type: "button", className: "btn btn-quiet btn-sm" });
    found.addEventListener("click", () => act(found));
  }
  return found;
};

/* What lies here of passages that are not open: told, and opened or thrown away. */
const tell = () => {
  const box = document.getElementById("unsaved");
  if (!box) return;
  box.replaceChildren();
  for (const key of keysOf(own())) {
    const name = key.slice(own().length);
    const found = parsed(key);
    if (!found || document.querySelector(`form[data-draft="${CSS.escape(name)}"]`)) continue;
    const edits = document.querySelector(`[data-edits="${CSS.escape(name)}"]`);
    if (!edits && found.section !== writing().dataset.section) continue;
    const line = made("p", `${edits ? box.dataset.words : box.dataset.lost} `);
    line.append(made("q", edits ? found.text.slice(0, 120) : found.text), " ");
    if (edits) line.append(made("button", box.dataset.goOn, () => edits.click()), " ");
    line.append(made("button", box.dataset.discard, () => { forget(name); tell(); }));
    box.append(line);
  }
  box.hidden = !box.childElementCount;
};

const forgetOld = () => {
  for (const key of keysOf(`${PREFIX}:`)) {
    if (Date.now() - (parsed(key)?.at || 0) > OLDEST) safely(() => localStorage.removeItem(key));
  }
};

const arrived = (root) => {
  for (const form of forms(root)) fillIn(form);
  tell();
};

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-draft]");
  if (form && event.target === boxOf(form)) keep(form);
});

/* What the portal has stored is forgotten here: its answer's address says so. */
const stored = (address) => {
  const said = new URL(address, location.href).searchParams;
  if (said.has("added")) forget(`new-${writing().dataset.section}`);
  if (said.has("saved")) forget(said.get("saved"));
};

document.addEventListener("click", (event) => {
  const left = event.target.closest("[data-leaves], [data-discards]");
  if (left) forget(left.dataset.leaves || left.dataset.discards);
}, { capture: true });

/* htmx: a saved passage is forgotten here; a new form is filled in and gets the focus. */
document.addEventListener("passage-saved", (event) => {
  forget(event.detail.passage);
  tell();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.responseURL) stored(event.detail.xhr.responseURL);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const elt = event.detail.elt;
  const root = elt?.isConnected ? elt : writing();
  arrived(root?.closest?.("#writing") || root || document);
  const asked = event.detail.requestConfig?.path || "";
  const match = /passages\/(\d+)\//.exec(asked);
  if (!match) return;
  const place = document.getElementById(`p-${match[1]}`);
  const box = place?.querySelector("textarea");
  const alert = place?.querySelector("[role=alert]");
  if (box && !alert) {
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }
  else if (alert) alert.scrollIntoView({ block: "nearest" });
  else place?.querySelector("[data-edits]")?.focus();
});

/* The portal, or its database, is away: said where one has just pressed a button. */
const forgetTrouble = () => document.querySelector("[data-away]")?.remove();

const sayTrouble = (event) => {
  forgetTrouble();
  const words = writing()?.dataset.trouble;
  if (!words) return;
  const said = made("p", words);
  Object.assign(said, { className: "notice notice-error", role: "alert" });
  said.dataset.away = "";
  (event.detail.elt.closest("form") || writing()).prepend(said);
  said.scrollIntoView({ block: "nearest" });
};

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, sayTrouble);
document.addEventListener("htmx:beforeRequest", forgetTrouble);

if (writing()) {
  safely(forgetOld);
  stored(location.href);
  arrived(document);
}

/* Enter in the reason leaves the chosen texts out; without a reason the field itself says so, and
   nothing that was chosen is lost. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.id !== "reason") return;
  event.preventDefault();
  event.target.form.querySelector("button[name=leave]").click();
});

document.addEventListener("click", (event) => {
  const reason = event.target.closest("button[name=leave]")?.form.querySelector("#reason");
  if (!reason) return;
  reason.setCustomValidity(reason.value.trim() ? "" : reason.dataset.words);
  if (!reason.reportValidity()) event.preventDefault();
}, { capture: true });

document.addEventListener("input", (event) => {
  if (event.target.id === "reason") event.target.setCustomValidity("");
});
