// The edits of a single photo: rotation, plate and retouch.

import { rangeOf } from './cutOptions.js';

/**
 * @typedef {object} Edits
 * @property {string} straighten degrees, clockwise
 * @property {string|null} plate `cover`, or eight coordinates; null to leave the plate
 * @property {Blob|null} retouch the edit mask; null for none
 */

const { maximum: mostDegrees } = rangeOf('straighten');

/**
 * Validates stored edits; an invalid one is replaced by none.
 * @param {Partial<Edits>} stored
 * @returns {Edits}
 */
export function validated({ straighten = '0', plate = null, retouch = null }) {
  return {
    straighten: Math.abs(Number(straighten)) <= mostDegrees ? String(Number(straighten)) : '0',
    plate: plate === 'cover' || cornersOf(plate) ? plate : null,
    retouch: retouch instanceof Blob ? retouch : null,
  };
}

/**
 * The four corners from eight coordinates separated by commas.
 * @param {string|null} plate
 * @returns {{x: number, y: number}[]|null} null for any other text
 */
export function cornersOf(plate) {
  const numbers = String(plate).split(',').map(Number);
  return numbers.length === 8 && numbers.every(Number.isFinite) ? [0, 2, 4, 6].map(i => ({ x: numbers[i], y: numbers[i + 1] })) : null;
}

/**
 * Whether there are edits, which would be lost with the page.
 * @param {Edits} edits
 */
export const edited = edits => Number(edits.straighten) !== 0 || edits.plate !== null || edits.retouch !== null;

/**
 * The edits as options of the API.
 * @param {Edits} edits
 * @returns {Record<string, string|Blob>}
 */
export function asOptions(edits) {
  /** @type {Record<string, string|Blob>} */
  const options = {};
  if (Number(edits.straighten) !== 0) options.straighten = edits.straighten;
  if (edits.plate) options.plate = edits.plate;
  if (edits.retouch) options.retouch = edits.retouch;
  return options;
}

/** @type {WeakMap<Blob, number>} */
const numbers = new WeakMap();
let next = 1;

/**
 * A text that is equal for equal options; files are compared by identity.
 * @param {Record<string, any>} options
 */
export function keyOf(options) {
  const one = (/** @type {any} */ value) => {
    if (!(value instanceof Blob)) return value;
    if (!numbers.has(value)) numbers.set(value, next++);
    return `file ${numbers.get(value)}`;
  };
  return JSON.stringify(Object.entries(options).sort(([a], [b]) => a < b ? -1 : 1).map(([name, value]) => [name, one(value)]));
}
