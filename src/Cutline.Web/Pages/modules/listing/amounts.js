// Numbers in the forms that people use: 48,000 or 48.000 or 48 000, with a decimal point or comma.

const grouped = /^\d{1,3}(?:([ .,'’\u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?$/;

/**
 * @param {string} text
 * @returns {number|null} null where the text is not a number
 */
export function amountOf(text) {
  let digits = text.trim();
  const mark = grouped.exec(digits)?.[1];
  if (mark) digits = digits.replaceAll(mark, '');
  digits = digits.replace(',', '.');
  return /^\d+(\.\d{1,2})?$/.test(digits) ? Number(digits) : null;
}

/** @param {number} amount */
export const formatted = amount => amount.toLocaleString('en', { maximumFractionDigits: 2 });
