// What was done to one photo alone: how it is turned, its plate, what was retouched.

export const untouched = () => ({ straighten: '0', plate: null, retouch: null });

/** Whether there is anything that would be lost with the page. */
export const touched = edits => Number(edits.straighten) !== 0 || edits.plate !== null || edits.retouch !== null;

/**
 * A photo's edits as the API has them.
 * @returns {Record<string, string|Blob>}
 */
export function asOptions(edits) {
  const options = {};
  if (Number(edits.straighten) !== 0) options.straighten = edits.straighten;
  if (edits.plate) options.plate = edits.plate;
  if (edits.retouch) options.retouch = edits.retouch;
  return options;
}

const numbers = new WeakMap();
let next = 1;

/** Options as text that is equal where they are; files are told apart by being different ones. */
export function keyOf(options) {
  const one = value => {
    if (!(value instanceof Blob)) return value;
    if (!numbers.has(value)) numbers.set(value, next++);
    return `file ${numbers.get(value)}`;
  };
  return JSON.stringify(Object.entries(options).sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => [name, one(value)]));
}
