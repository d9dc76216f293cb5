/* What was typed and never stored, because the report was closed before: shown, never lost. */

import { fill } from "./status.js";

const listed = (changes, words) => {
  const list = document.createElement("ul");
  for (const [name, { after, label }] of Object.entries(changes)) {
    const item = document.createElement("li");
    item.textContent = `${label || name}: ${after || words.empty}`;
    list.append(item);
  }
  return list;
};

const button = (text, act) => {
  const found = document.createElement("button");
  Object.assign(found, { type: "button", className: "btn btn-quiet btn-sm", textContent: text });
  found.addEventListener("click", () => act(found));
  return found;
};

export const showLost = (live, box, title, changes, discard) => {
  if (!Object.keys(changes).length) return;
  const part = document.createElement("div");
  const head = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = title;
  head.append(strong);
  const list = listed(changes, live.words);
  const bar = document.createElement("p");
  bar.className = "actions";
  bar.append(
    button(live.words.copy, async (pressed) => {
      const text = [...list.children].map((one) => one.textContent).join("\n");
      await navigator.clipboard.writeText(text).then(() => { pressed.textContent = live.words.copied; }, () => {});
    }),
    button(live.words.discard, () => {
      discard();
      part.remove();
      box.hidden = !box.childElementCount;
    }),
  );
  part.append(head, list, bar);
  box.append(part);
  box.hidden = false;
};

/* On a page where nothing can be typed any more, everything that lies here is left over. */
export const showLeftovers = (live, outbox, box) => {
  for (const one of outbox.leftovers(!live.mayEnter)) {
    const title = fill(live.words.lostOf, { revision: one.revision });
    showLost(live, box, title, one.changes, () => outbox.forget(one.key));
  }
};
