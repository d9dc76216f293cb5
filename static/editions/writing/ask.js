/* What the box asks of the portal, and small things that its parts share. */

const data = JSON.parse(document.getElementById("writing-words").textContent);
export const words = data.words;
export const currencies = data.currencies;

export const fill = (text, parts) => text.replace(/%\((\w+)\)s/g, (_all, name) => parts[name] ?? "");

export const made = (tag, className = "", text = "") => {
  const found = document.createElement(tag);
  if (className) found.className = className;
  found.textContent = text;
  return found;
};

export const button = (text, className, act) => {
  const found = made("button", `btn ${className}`, text);
  found.type = "button";
  found.addEventListener("click", act);
  return found;
};

let numbered = 0;
export const newId = (what) => `${what}-${(numbered += 1)}`;

/* A label with its input or select. */
export const labelled = (text, input) => {
  const label = made("label", "form-label", text);
  input.id ||= newId("writing");
  label.htmlFor = input.id;
  const found = made("div", "writing-field");
  found.append(label, input);
  return found;
};

export const select = (choices, chosen, act) => {
  const found = made("select", "form-select");
  const groups = new Map();
  for (const { code, title, group } of choices) {
    const option = new Option(title, code, false, code === chosen);
    if (!group) { found.append(option); continue; }
    if (!groups.has(group)) {
      const made_ = document.createElement("optgroup");
      made_.label = group;
      groups.set(group, made_);
      found.append(made_);
    }
    groups.get(group).append(option);
  }
  found.addEventListener("change", () => act(found.value));
  return found;
};

export class Refusal extends Error {}

const answered = async (request) => {
  let response;
  try {
    response = await request;
  } catch (problem) {
    if (problem.name === "AbortError") throw problem;
    throw new Refusal(words.failed);
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(body.reason || words.failed);
  return body;
};

export class Figures {
  constructor(form) {
    this.form = form;
    this.url = `${form.dataset.editionUrl}figures/`;
  }

  get(path, query = {}, signal = undefined) {
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      for (const one of [value].flat()) if (one !== "") asked.append(name, one);
    }
    const tail = asked.size ? `?${asked}` : "";
    return answered(fetch(`${this.url}${path}${tail}`, { signal, headers: { Accept: "application/json" } }));
  }

  pieces(text, signal) {
    const body = new FormData();
    body.set("text", text);
    const token = this.form.querySelector('[name="csrfmiddlewaretoken"]')?.value || "";
    return answered(fetch(`${this.url}pieces/`, { method: "POST", body, signal, headers: { "X-CSRFToken": token } }));
  }
}
