// What was done to one photo alone: how it is turned, its plate, what was retouched.

const most = 20; // degrees

/**
 * Edits as they were kept somewhere; what no photo can have is as if nothing was done.
 * @param {{straighten?: string, plate?: string|null, retouch?: Blob|null}} kept
 */
export function sound({ straighten = '0', plate = null, retouch = null }) {
  return {
    straighten: Math.abs(Number(straighten)) <= most ? String(Number(straighten)) : '0',
    plate: plate === 'cover' || cornersOf(plate) ? plate : null,
    retouch: retouch instanceof Blob ? retouch : null,
  };
}

/** Four corners from eight numbers with commas, or null. */
export function cornersOf(plate) {
  const numbers = String(plate).split(',').map(Number);
  return numbers.length === 8 && numbers.every(Number.isFinite) ? [0, 2, 4, 6].map(i => ({ x: numbers[i], y: numbers[i + 1] })) : null;
}

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
