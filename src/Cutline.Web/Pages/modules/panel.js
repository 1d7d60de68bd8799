// The settings between the API's options, the fields of the panel, and this browser's storage.

import { defaultOf } from './cutOptions.js';

const place = 'cutline-look';

/** The settings of the last visit. Values that are not understood, or cannot be stored, are ignored. */
export const stored = {
  /** @returns {Record<string, string>} */
  read() {
    try {
      const settings = JSON.parse(localStorage.getItem(place) ?? '{}');
      return Object.fromEntries(Object.entries(settings).filter(([, value]) => typeof value === 'string'));
    } catch {
      return {};
    }
  },
  /** @param {Record<string, string>} settings */
  write(settings) {
    try {
      const { metadata: _metadata, ...rest } = settings; // which metadata stay is chosen anew at each visit
      localStorage.setItem(place, JSON.stringify(rest));
    } catch {
      // The browser stores nothing.
    }
  },
};

const percentOf = (/** @type {string|undefined} */ fraction) => 100 * Number(fraction ?? 0) || 0;

const colour = /^#[0-9a-f]{6}$/i;

/**
 * Fills the fields of the panel; a setting that is not given gets its default.
 * @param {any} fields the form's controls by name
 * @param {Record<string, string>} settings
 */
export function fill(fields, settings) {
  choose(fields.background, ...backgroundOf(fields, settings));
  const percent = settings.crop?.match(/^(\d+(?:\.\d+)?)%$/)?.[1];
  choose(fields.crop, percent === undefined ? 'off' : 'on');
  if (percent !== undefined) fields.margin.value = percent;
  fields.shadow.value = percentOf(settings.shadow);
  fields.reflection.value = percentOf(settings.reflection);
  fields.glass.value = percentOf(settings.glass);
  for (const name of ['aspect', 'size', 'format', 'metadata', 'fit']) choose(fields[name], settings[name], defaultOf(name) ?? '');
}

/**
 * The radio buttons of a background, the preferred one first.
 * @param {any} fields
 * @param {Record<string, string>} settings
 */
function backgroundOf(fields, { background, fit }) {
  const standard = defaultOf('background');
  if (background === undefined) return [fit ? 'photo' : standard];
  const [above, below, ...more] = background.split('-');
  if (more.length === 0 && colour.test(above) && colour.test(below)) {
    [fields.above.value, fields.below.value] = [above, below];
    return ['gradient'];
  }
  if (colour.test(background) && !has(fields.background, background)) {
    fields.own.value = background;
    return ['own'];
  }
  return [background, standard];
}

/**
 * @param {Iterable<HTMLInputElement>} radios
 * @param {string|undefined} value
 */
const has = (radios, value) => [...radios].some(r => r.value === value);

/**
 * Checks the first of some radio buttons that exists.
 * @param {any} radios
 * @param {...(string|undefined)} values
 */
function choose(radios, ...values) {
  radios.value = values.find(value => has(radios, value)) ?? radios.value;
}
