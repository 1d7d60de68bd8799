// The choice of the car: by search, by its variants where several match, or by manual input.

import { ApiError } from '../api.js';
import { find } from '../find.js';
import { sentenceOf } from '../page.js';
import { Combobox } from './combobox.js';
import { element } from './element.js';
import { json } from './service.js';
import { Variants } from './variants.js';

const parts = /** @type {const} */ (['year', 'make', 'model', 'trim']);

const detailOf = (/** @type {Event} */ e) => /** @type {CustomEvent} */ (e).detail;

export class Car {
  #section; #draft; #say; #field; #variants;
  /** @type {AbortController|null} */
  #search = null;

  /**
   * @param {HTMLElement} section
   * @param {import('./draft.js').Draft} draft
   * @param {(text: string) => void} say
   */
  constructor(section, draft, say) {
    this.#section = section;
    this.#draft = draft;
    this.#say = say;
    this.#field = new Combobox(
      this.#find('#car'), (text, signal) => json(`/api/facts/suggest?${new URLSearchParams({ q: text })}`, { signal }));
    this.#field.addEventListener('show', e => say(`${detailOf(e)} suggestions`));
    this.#field.addEventListener('choose', e => this.choose(detailOf(e)));
    this.#field.addEventListener('enter', e => this.#enter(detailOf(e)));
    this.#field.addEventListener('error', e => this.#showError(detailOf(e)));
    this.#variants = new Variants(this.#find('.variants'), id => this.#take(id));
    this.#find('[data-car="by-hand"]').addEventListener('click', () => this.#manual(true));
    this.#find('.by-hand').addEventListener('input', () => this.#typed());
    draft.addEventListener('replace', () => this.show());
    this.show();
  }

  /** Requests a summary of the facts. */
  async start() {
    try {
      const facts = await json('/api/facts');
      this.#find('#car-hint').textContent = `Facts of ${facts.cars.toLocaleString('en')} cars, ${facts.years[0]} to ${facts.years[1]}`;
    } catch (problem) {
      if (!(problem instanceof ApiError) || problem.kind !== 'no-facts') return this.#showError(problem);
      this.#find('#car-hint').textContent =
        'No car facts are imported, so there are no suggestions. The operator of this service can add them: ./cutline facts import';
      this.#find('.combobox').hidden = true;
      this.#manual(true);
    }
  }

  /**
   * Chooses a suggested car.
   * @param {{year: number|null, make: string, model: string|null}} car
   */
  async choose({ year, make, model }) {
    if (model === null) return this.#field.type(`${year ? `${year} ` : ''}${make} `);
    this.#draft.change({ car: { year, make, model, trim: null }, facts: [] });
    this.show();
    this.#manual(false);
    if (year === null) return this.#years(make, model);
    await this.#searchCars({ year: String(year), make, model });
  }

  /**
   * Takes over year and make of a VIN.
   * @param {{year: number|null, make: string|null}} car
   */
  fill({ year, make }) {
    const car = this.#draft.listing.car;
    this.#draft.change({ car: { ...car, year: year ?? car.year, make: make ?? car.make } });
    this.show();
    this.#manual(true);
    if (car.model === '' && make) this.#field.type(`${year ? `${year} ` : ''}${make} `);
  }

  /**
   * Shows that the car's name is required, and focuses its field.
   * @param {string} message
   */
  require(message) {
    this.#message(message);
    this.#find(this.#find('.combobox').hidden ? '[name="car-make"]' : '#car').focus();
  }

  show() {
    const car = this.#draft.listing.car;
    this.#message('');
    this.#variants.hide();
    this.#find('.year-choice').hidden = true;
    this.#field.text = this.#draft.title;
    this.#fill();
    this.#manual(car.make !== '' && this.#draft.listing.facts.length === 0);
  }

  /** @param {string} selector */
  #find(selector) { return find(selector, this.#section); }

  /** @param {string} text */
  async #enter(text) {
    if (text) await this.#searchCars({ q: text });
  }

  /**
   * Searches cars: a single result is taken, several are shown to choose from.
   * @param {Record<string, string>} query
   */
  async #searchCars(query) {
    this.#search?.abort();
    const search = this.#search = new AbortController();
    try {
      const found = await json(`/api/facts/cars?${new URLSearchParams(query)}`, { signal: search.signal });
      if (search.signal.aborted) return;
      this.#message('');
      if (found.total === 1) return await this.#take(found.cars[0].id);
      this.#variants.show(found);
      this.#say(`${found.total} variants to choose from`);
    } catch (problem) {
      if (search.signal.aborted) return;
      this.#showError(problem);
      if (query.q) this.#guess(query.q);
    }
  }

  /**
   * Shows the years of a model to choose from.
   * @param {string} make
   * @param {string} model
   */
  async #years(make, model) {
    try {
      const years = await json(`/api/facts/years?${new URLSearchParams({ make, model })}`);
      const choice = this.#find('.year-choice');
      const chip = (/** @type {number} */ year) =>
        element('button', { type: 'button', click: () => this.choose({ year, make, model }) }, String(year));
      find('.chips', choice).replaceChildren(...years.map(chip));
      choice.hidden = false;
      find('button', choice).focus();
    } catch (problem) {
      this.#showError(problem);
    }
  }

  /**
   * Takes over a car with its facts.
   * @param {number} id
   */
  async #take(id) {
    try {
      const car = await json(`/api/facts/cars/${id}`);
      const facts = car.facts.map((/** @type {import('./draft.js').Fact} */ { kind, value, source }) => ({ kind, value, source }));
      const { make, model, trim } = this.#draft.listing.car;
      const same = make === car.make && model === car.model;
      this.#draft.change({ car: { year: car.year, make: car.make, model: car.model, trim: same ? trim : null }, facts });
      this.#field.text = this.#draft.title;
      this.#fill();
      this.#find('.year-choice').hidden = true;
      this.#manual(false);
      this.#say(`${car.name}: ${facts.length} facts`);
    } catch (problem) {
      this.#showError(problem);
    }
  }

  /**
   * Splits a text that is not in the facts into year, make, and the rest as the model.
   * @param {string} text
   */
  #guess(text) {
    const [, year, make = '', model = ''] = /^(\d{4})?\s*(\S+)\s*(.*)$/.exec(text) ?? [];
    this.#draft.change({ car: { year: year ? Number(year) : null, make, model, trim: null }, facts: [] });
    this.#fill();
    this.#manual(true);
  }

  #typed() {
    const value = (/** @type {string} */ part) => this.#find(`[name="car-${part}"]`).value.trim(), year = value('year');
    const wrong = year !== '' && !(/^\d{4}$/.test(year) && Number(year) >= 1880 && Number(year) <= 2100);
    this.#find('[name="car-year"]').setAttribute('aria-invalid', String(wrong));
    this.#message(wrong ? `'${year}' is not a model year: enter four digits, 1880 to 2100, or leave it empty` : '');
    const number = year === '' || wrong ? null : Number(year);
    this.#draft.change({ car: { year: number, make: value('make'), model: value('model'), trim: value('trim') || null } });
    this.#field.text = this.#draft.title;
  }

  /** Fills the manual fields from the listing. */
  #fill() {
    for (const part of parts) this.#find(`[name="car-${part}"]`).value = this.#draft.listing.car[part] ?? '';
  }

  /** Shows or hides the manual fields. @param {boolean} on */
  #manual(on) {
    this.#find('.by-hand').hidden = !on;
    this.#find('[data-car="by-hand"]').hidden = on;
  }

  /** @param {unknown} problem */
  #showError(problem) {
    this.#message(sentenceOf(problem));
    this.#manual(true);
  }

  /** @param {string} text */
  #message(text) {
    this.#find('.car-error').textContent = text;
    this.#find('#car').setAttribute('aria-invalid', String(text !== ''));
  }
}
