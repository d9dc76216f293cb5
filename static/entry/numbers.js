/* Numbers as people type them, only to add them up: what is wrong is said by the server. */

const KHMER = "០១២៣៤៥៦៧៨៩";
const shown = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

/* Without what nobody sees (U+200B, which the space bar of Khmer keyboards types, and its like). */
export const plain = (text) =>
  text.normalize("NFC").replace(/\p{Cf}/gu, "").replace(/\p{Zs}/gu, " ").trim();

export const inArabicDigits = (text) => text.replace(/[០-៩]/g, (digit) => KHMER.indexOf(digit));

/* A number as it stands in an input: in the digits that the person prefers. */
export const inOwnDigits = (text) => (
  document.documentElement.dataset.digits === "khmer" ? text.replace(/\d/g, (digit) => KHMER[digit]) : text
);

export const read = (text) => {
  const typed = inArabicDigits(plain(text));
  if (/^[1-9]\d{0,2}(\.\d{3})+$/.test(typed)) return null; // 33.976: a point for a comma, refused when saved
  const grouped = /^(\d+|[1-9]\d{0,2}(,\d{3})+|[1-9]\d{0,2}( \d{3})+)(\.\d+)?$/;
  return grouped.test(typed) ? Number(typed.replace(/[, ]/g, "")) : null;
};

const NOT_AVAILABLE = /^(n\s*[/\\]\s*a|na|n\.a\.?)$/i;

/* Whether two texts in an input of numbers are one value: 9188, 9,188 and ៩១៨៨. */
export const sameValue = (one, other) => {
  if (plain(one) === plain(other)) return true;
  if (NOT_AVAILABLE.test(plain(one))) return NOT_AVAILABLE.test(plain(other));
  const [first, second] = [read(one), read(other)];
  return first !== null && first === second;
};

export const show = (number) => shown.format(number);

/* "52.5%", or nothing where there is nothing to divide. */
export const share = (part, whole) =>
  part === null || !whole ? "" : `${shown.format(Math.round((1000 * part) / whole) / 10)}%`;
