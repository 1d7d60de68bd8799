// The vehicle identification number: checked while it is entered, with the certainty of its parts.

import { ApiError } from '../api.js';
import { find } from '../find.js';
import { messageOf } from '../page.js';
import { button, element } from './element.js';
import { json } from './service.js';

const whole = 17, pause = 250;
const labels = {
  checkDigit: 'Check digit', modelYear: 'Model year', manufacturer: 'Manufacturer', country: 'Country', region: 'Region',
  descriptor: 'Manufacturer’s code', serial: 'Serial number',
};
/** @type {Record<string, string>} */
const certainties = {
  certain: 'certain', likely: 'likely', ambiguous: 'ambiguous', unknown: 'unknown', wrong: 'wrong', notApplicable: 'not required',
};

/** @typedef {{value: any, certainty: string, note: string, candidates?: number[]}} Part */

export class Vin {
  #section; #draft; #fill; #input;
  /** @type {AbortController|null} */
  #request = null;
  #timer = 0;

  /**
   * @param {HTMLElement} section
   * @param {import('./draft.js').Draft} draft
   * @param {(car: {year: number|null, make: string|null}) => void} fill takes over year and make
   */
  constructor(section, draft, fill) {
    this.#section = section;
    this.#draft = draft;
    this.#fill = fill;
    this.#input = find('#vin', section);
    this.#input.addEventListener('input', () => this.#typed());
    this.#input.addEventListener('blur', () => this.#length > 0 && this.#length < whole && this.#check());
    draft.addEventListener('replace', () => this.show());
    this.show();
  }

  show() {
    this.#input.value = this.#draft.listing.vin ?? '';
    this.#clear('');
    if (this.#length >= whole) this.#check();
  }

  get #length() { return this.#input.value.replace(/[\s-]/g, '').length; }

  #typed() {
    this.#draft.change({ vin: this.#input.value.trim() || null });
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#clear(this.#length === 0 ? '' : `${this.#length} of ${whole} characters`);
    if (this.#length >= whole) this.#timer = setTimeout(() => this.#check(), pause);
  }

  async #check() {
    this.#request?.abort();
    const request = this.#request = new AbortController();
    try {
      const parts = await json(`/api/facts/vin/${encodeURIComponent(this.#input.value.trim())}`, { signal: request.signal });
      if (!request.signal.aborted) this.#parts(parts);
    } catch (problem) {
      if (request.signal.aborted) return;
      this.#clear('', messageOf(problem));
      const meant = problem instanceof ApiError ? problem.meant : null;
      if (meant) this.#offer(`Use ${meant}`, () => this.#use(meant));
    }
  }

  /** @param {string} number */
  #use(number) {
    this.#input.value = number;
    this.#input.focus();
    this.#typed();
  }

  /** @param {Record<string, Part>} parts */
  #parts(parts) {
    this.#clear('');
    const list = find('.vin-parts', this.#section);
    for (const [name, label] of Object.entries(labels)) {
      const part = parts[name];
      if (!part) continue;
      const value = part.value ?? (part.candidates?.length ? part.candidates.join(' or ') : '—');
      const certainty = element('span', { class: `certainty ${part.certainty}` }, certainties[part.certainty] ?? part.certainty);
      list.append(
        element('dt', {}, label),
        element('dd', {}, element('span', {}, String(value)), certainty, element('span', { class: 'soft' }, part.note)));
    }
    list.hidden = false;
    if (parts.checkDigit.certainty === 'wrong') this.#clear('', `The check digit is wrong: ${parts.checkDigit.note}`, true);
    else this.#offerCar(parts);
  }

  /** @param {Record<string, Part>} parts */
  #offerCar({ modelYear, manufacturer }) {
    const years = modelYear.value ? [modelYear.value] : modelYear.candidates ?? [];
    const name = manufacturer.value?.replace(/ \(.*\)$/, '') ?? null;
    const make = name?.includes(' or ') ? null : name; // several makes share the code
    if (years.length === 0 && make) this.#offer(`Fill in ${make}`, () => this.#fill({ year: null, make }));
    for (const year of years.slice(0, 3)) {
      this.#offer(`Fill in ${[year, make].filter(Boolean).join(' ')}`, () => this.#fill({ year, make }));
    }
  }

  /**
   * @param {string} text
   * @param {() => void} press
   */
  #offer(text, press) { find('.vin-offers', this.#section).append(button(text, 'plain compact', press)); }

  /**
   * @param {string} hint
   * @param {string} error
   * @param {boolean} parts whether the parts stay visible
   */
  #clear(hint, error = '', parts = false) {
    find('#vin-hint', this.#section).textContent = hint;
    find('.vin-error', this.#section).textContent = error;
    this.#input.setAttribute('aria-invalid', String(error !== ''));
    find('.vin-offers', this.#section).replaceChildren();
    const list = find('.vin-parts', this.#section);
    if (!parts) list.replaceChildren();
    list.hidden = !parts;
  }
}
