// Ranges in a text: their positions after an edit, and their surroundings.

/** @typedef {{start: number, length: number}} Range */

/**
 * The ranges that an edit did not change, at their new positions.
 * @template {Range} R
 * @param {R[]} places
 * @param {string} before
 * @param {string} after
 * @returns {R[]}
 */
export function shifted(places, before, after) {
  let head = 0, tail = 0;
  const most = Math.min(before.length, after.length);
  while (head < most && before[head] === after[head]) head++;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const by = after.length - before.length;
  return places.flatMap(place => {
    if (place.start + place.length <= head) return [place];
    return place.start >= before.length - tail ? [{ ...place, start: place.start + by }] : [];
  });
}

/**
 * The start and end of the sentence or line around a range, with the space that its removal would leave.
 * @param {string} text
 * @param {Range} range
 * @returns {[number, number]}
 */
export function sentenceAround(text, { start, length }) {
  const before = text.slice(0, start), after = text.slice(start + length);
  let from = Math.max(...[...before.matchAll(/[.!?]["”»)]?\s+|\n/g)].map(m => m.index + m[0].length), 0);
  const end = /[.!?]["”»)]?(?:[ \t]+|$|(?=\n))|(?=\n)|$/.exec(after);
  let to = start + length + (end ? end.index + end[0].length : after.length);
  if (to === text.length || text[to] === '\n') while (text[from - 1] === ' ') from--; // no space at the end of a line
  const above = from === 0 ? Infinity : (/\n*$/.exec(text.slice(0, from))?.[0] ?? '').length;
  // a whole line is removed with its line break, a paragraph with its blank line
  for (let lines = 0; lines < above && text[to] === '\n'; lines++) to++;
  return [from, to];
}

/**
 * The text of a range; a number is extended by the word after it.
 * @param {string} text
 * @param {Range} range
 */
export function claimAt(text, { start, length }) {
  const place = text.slice(start, start + length);
  return /\p{L}/u.test(place) ? place : place + (/^\s*\p{L}[\p{L}-]*/u.exec(text.slice(start + length))?.[0] ?? '');
}
