// The vehicle identification number: checked as it is typed, its parts with how certain they are.

import { button, element } from './element.js';
import { json } from './service.js';

const whole = 17, pause = 250;
const labels = { checkDigit: 'Check digit', modelYear: 'Model year', manufacturer: 'Maker', country: 'Country', region: 'Region', descriptor: 'Maker’s key', serial: 'Serial number' };
const certainties = { certain: 'certain', likely: 'likely', ambiguous: 'several readings', unknown: 'not known', wrong: 'wrong', notApplicable: 'not asked for' };

export class Vin {
  #section; #draft; #fill; #input; #asking = null; #timer;

  /** @param {(car: {year: number|null, make: string|null}) => void} fill takes over what it says */
  constructor(section, draft, fill) {
    [this.#section, this.#draft, this.#fill] = [section, draft, fill];
    this.#input = section.querySelector('#vin');
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
    this.#asking?.abort();
    this.#clear(this.#length === 0 ? '' : `${this.#length} of ${whole} characters`);
    if (this.#length >= whole) this.#timer = setTimeout(() => this.#check(), pause);
  }

  async #check() {
    this.#asking?.abort();
    const asking = this.#asking = new AbortController();
    try {
      const parts = await json(`/api/facts/vin/${encodeURIComponent(this.#input.value.trim())}`, { signal: asking.signal });
      if (!asking.signal.aborted) this.#parts(parts);
    } catch (problem) {
      if (asking.signal.aborted) return;
      this.#clear('', problem.message);
      if (problem.meant) this.#offer(`Use ${problem.meant}`, () => this.#use(problem.meant));
    }
  }

  #use(number) {
    this.#input.value = number;
    this.#input.focus();
    this.#typed();
  }

  #parts(parts) {
    this.#clear('');
    const list = this.#section.querySelector('.vin-parts');
    for (const [name, label] of Object.entries(labels)) {
      const part = parts[name];
      if (!part) continue;
      const value = part.value ?? (part.candidates?.length ? part.candidates.join(' or ') : '—');
      list.append(element('dt', {}, label), element('dd', {}, element('span', {}, String(value)), element('span', { class: `certainty ${part.certainty}` }, certainties[part.certainty] ?? part.certainty), element('span', { class: 'soft' }, part.note)));
    }
    list.hidden = false;
    if (parts.checkDigit.certainty === 'wrong') this.#clear('', `The check digit does not agree: ${parts.checkDigit.note}`, true);
    else this.#offerCar(parts);
  }

  #offerCar({ modelYear, manufacturer }) {
    const years = modelYear.value ? [modelYear.value] : modelYear.candidates ?? [], name = manufacturer.value?.replace(/ \(.*\)$/, '') ?? null;
    const make = name?.includes(' or ') ? null : name; // several makes under one number: it does not say which
    if (years.length === 0 && make) this.#offer(`Fill in ${make}`, () => this.#fill({ year: null, make }));
    for (const year of years.slice(0, 3)) this.#offer(`Fill in ${[year, make].filter(Boolean).join(' ')}`, () => this.#fill({ year, make }));
  }

  #offer(text, press) { this.#section.querySelector('.vin-offers').append(button(text, 'plain compact', press)); }

  #clear(hint, error = '', parts = false) {
    this.#section.querySelector('#vin-hint').textContent = hint;
    this.#section.querySelector('.vin-error').textContent = error;
    this.#input.setAttribute('aria-invalid', String(error !== ''));
    this.#section.querySelector('.vin-offers').replaceChildren();
    if (!parts) this.#section.querySelector('.vin-parts').replaceChildren();
    this.#section.querySelector('.vin-parts').hidden = !parts;
  }
}
