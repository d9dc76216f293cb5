// The box in the head: "/" leads into it, and what is typed is answered below it, a moment after the
// last key. Without this module the form asks the page of answers.
const box = document.querySelector(".search-box");
const input = box.querySelector("input");
const list = box.querySelector(".search-proposals");
const status = box.querySelector("[data-search-status]");
const PAUSE = 200; // milliseconds after the last key
const FEWEST = 2; // signs
let timer = 0;
let asking = null;
let at = -1;

const options = () => [...list.querySelectorAll("[role=option]")];

function close() {
  asking?.abort();
  clearTimeout(timer);
  list.hidden = true;
  at = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function choose(next) {
  const found = options();
  if (!found.length) return;
  at = (next + found.length + 1) % (found.length + 1); // one place more: the box itself
  found.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
  const option = found[at];
  if (option) {
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
}

async function propose() {
  const asked = input.value.trim();
  if (asked.length < FEWEST) return close();
  asking?.abort();
  asking = new AbortController();
  try {
    const address = `${box.dataset.proposals}?${new URLSearchParams({ q: asked })}`;
    const answer = await fetch(address, { signal: asking.signal, headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok || answer.redirected) return close();
    list.innerHTML = await answer.text();
  } catch {
    return; // asked again meanwhile, or the portal is away: Enter still works
  }
  at = -1;
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
  status.textContent = list.querySelector("[data-said]")?.dataset.said ?? "";
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(propose, PAUSE);
});

input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close();
  } else if (event.key === "ArrowDown" && !list.hidden) {
    event.preventDefault();
    choose(at + 1);
  } else if (event.key === "ArrowUp" && !list.hidden) {
    event.preventDefault();
    choose(at < 0 ? options().length - 1 : at - 1);
  } else if (event.key === "Enter" && options()[at]) {
    event.preventDefault();
    options()[at].click();
  }
});

box.addEventListener("focusout", (event) => {
  if (!box.contains(event.relatedTarget)) close();
});
list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
  event.preventDefault();
  input.focus();
  input.select();
});
