// Places in a text: where they go when it is edited, and what stands around them.

/** Places that an edit left as they were, where they are now. */
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

/** The sentence or line around a place, with the gap that it leaves behind. @returns {[number, number]} */
export function sentenceAround(text, { start, length }) {
  const before = text.slice(0, start), after = text.slice(start + length);
  let from = Math.max(...[...before.matchAll(/[.!?]["”»)]?\s+|\n/g)].map(m => m.index + m[0].length), 0);
  const end = /[.!?]["”»)]?(?:[ \t]+|$|(?=\n))|(?=\n)|$/.exec(after);
  let to = start + length + end.index + end[0].length;
  if (to === text.length || text[to] === '\n') while (text[from - 1] === ' ') from--; // no space at a line's end
  const above = from === 0 ? Infinity : /\n*$/.exec(text.slice(0, from))[0].length;
  for (let lines = 0; lines < above && text[to] === '\n'; lines++) to++; // a line of its own goes with its end, a paragraph with its gap
  return [from, to];
}

/** What a place says: a bare number with the word that it counts. */
export function saying(text, { start, length }) {
  const place = text.slice(start, start + length);
  return /\p{L}/u.test(place) ? place : place + (/^\s*\p{L}[\p{L}-]*/u.exec(text.slice(start + length))?.[0] ?? '');
}
