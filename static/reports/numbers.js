/* Numbers as people type them, only to add them up: what is wrong is said by the server. */

const KHMER = "០១២៣៤៥៦៧៨៩";
const shown = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });

export const read = (text) => {
  const plain = text.trim().replace(/[០-៩]/g, (digit) => KHMER.indexOf(digit));
  if (/^[1-9]\d{0,2}(\.\d{3})+$/.test(plain)) return null; // 33.976: a point for a comma, refused when saved
  const grouped = /^(\d+|\d{1,3}(,\d{3})+|\d{1,3}([ \u00a0\u2009\u202f]\d{3})+)(\.\d+)?$/;
  return grouped.test(plain) ? Number(plain.replace(/[, \u00a0\u2009\u202f]/g, "")) : null;
};

export const show = (number) => shown.format(number);

/* "52.5%", or nothing where there is nothing to divide. */
export const share = (part, whole) =>
  part === null || !whole ? "" : `${shown.format(Math.round((1000 * part) / whole) / 10)}%`;
