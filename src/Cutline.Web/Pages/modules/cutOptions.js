// The cut options of the API: their ranges, choices and defaults, as the service lists them.

import { addressOf } from './root.js';

/**
 * @typedef {object} CutOption
 * @property {string} name
 * @property {'text'|'number'|'integer'|'choice'|'file'} type
 * @property {string} help
 * @property {number|null} minimum of a number
 * @property {number|null} maximum of a number
 * @property {string|null} unit of a number
 * @property {string[]} choices of a choice
 * @property {string|number|null} default
 * @property {{option: string, value: string, default: string|number}[]} defaults that depend on the value of another option
 */

/** @type {Map<string, CutOption>} */
const options = await load();

/** All options, in the order of the service. */
export const all = [...options.values()];

/**
 * The value of an option where it is not given.
 * @param {string} name
 * @param {Record<string, string>} values of other options
 * @returns {any} null for none
 */
export function defaultOf(name, values = {}) {
  const option = found(name);
  return option.defaults.find(d => values[d.option] === d.value)?.default ?? option.default;
}

/**
 * The range of a number.
 * @param {string} name
 * @returns {{minimum: number, maximum: number}}
 */
export function rangeOf(name) {
  const { minimum, maximum } = found(name);
  if (minimum === null || maximum === null) throw new Error(`${name} has no range`);
  return { minimum, maximum };
}

/** The words of a choice. @param {string} name */
export const choicesOf = name => found(name).choices;

/**
 * Narrows an input's range to that of an option.
 * @param {HTMLInputElement} input
 * @param {string} name of the option
 * @param {number} scale of the input's value relative to the option's
 */
export function limit(input, name, scale = 1) {
  const { minimum, maximum } = rangeOf(name);
  input.min = String(Math.max(Number(input.min), minimum * scale));
  input.max = String(Math.min(Number(input.max), maximum * scale));
}

/** @param {string} name */
function found(name) {
  const option = options.get(name);
  if (!option) throw new Error(`the service has no option ${name}`);
  return option;
}

async function load() {
  try {
    const response = await fetch(addressOf('/api/options'));
    if (!response.ok) throw new Error(`${response.status}`);
    return new Map((await response.json()).map((/** @type {CutOption} */ option) => [option.name, option]));
  } catch (problem) {
    const notice = document.querySelector('.hint, .operations');
    if (notice) notice.textContent = 'The service cannot be reached: reload this page when it is available.';
    throw problem;
  }
}
