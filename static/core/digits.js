/* Khmer digits in what scripts write into a page, for whoever reads those: what the server sends as
   a page has them already (reporting/core/views/digits.py, whose rules these are). */

const KHMER = "០១២៣៤៥៦៧៨៩";
/* Codes have Latin letters: they stay as they are. */
const PIECES = /[\d./:@_+-]*[A-Za-z][\w./:@+-]*|\d+/g;
const LEFT = "script, style, textarea, code, kbd, samp, pre, [translate='no'], [contenteditable], [lang]:not([lang='km'])";

const inKhmer = (text) => text.replace(/\d/g, (digit) => KHMER[digit]);

const convert = (node) => {
  if (!/\d/.test(node.data) || node.parentElement?.closest(LEFT)) return;
  const text = node.data.replace(PIECES, (piece) => (/[A-Za-z]/.test(piece) ? piece : inKhmer(piece)));
  if (text !== node.data) node.data = text;
};

const within = (node) => {
  if (node.nodeType === Node.TEXT_NODE) convert(node);
  else if (node.nodeType === Node.ELEMENT_NODE) {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) convert(walker.currentNode);
    for (const input of node.querySelectorAll("input[inputmode='decimal']")) input.value = inKhmer(input.value);
  }
};

new MutationObserver((changes) => {
  for (const { type, target, addedNodes } of changes) {
    if (type === "characterData") convert(target);
    else addedNodes.forEach(within);
  }
}).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
