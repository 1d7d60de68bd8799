// Which car it is: by what is typed, by its variants where several are meant, or by hand.

import { Combobox } from './combobox.js';
import { element } from './element.js';
import { json, words } from './service.js';
import { Variants } from './variants.js';

const parts = ['year', 'make', 'model', 'trim'];

export class Car {
  #section; #draft; #say; #field; #variants; #asked = null;

  constructor(section, draft, say) {
    [this.#section, this.#draft, this.#say] = [section, draft, say];
    this.#field = new Combobox(this.#find('#car'), (text, signal) => json(`/api/facts/suggest?${new URLSearchParams({ q: text })}`, { signal }));
    this.#field.addEventListener('show', e => say(`${e.detail} suggestions`));
    this.#field.addEventListener('choose', e => this.choose(e.detail));
    this.#field.addEventListener('enter', e => this.#enter(e.detail));
    this.#field.addEventListener('trouble', e => this.#trouble(e.detail));
    this.#variants = new Variants(this.#find('.variants'), id => this.#take(id));
    this.#find('[data-car="by-hand"]').addEventListener('click', () => this.#byHand(true));
    this.#find('.by-hand').addEventListener('input', () => this.#typed());
    draft.addEventListener('replace', () => this.show());
    this.show();
  }

  /** Asks which facts there are. */
  async start() {
    try {
      const facts = await json('/api/facts');
      this.#find('#car-hint').textContent = `Known: ${facts.cars.toLocaleString('en')} cars of ${facts.years[0]} to ${facts.years[1]}`;
    } catch (problem) {
      if (problem.kind !== 'no-facts') return this.#trouble(problem);
      this.#find('#car-hint').textContent = 'No car facts are imported, so nothing is suggested. Whoever runs this service can add them: ./cutline facts import';
      this.#find('.combobox').hidden = true;
      this.#byHand(true);
    }
  }

  /** @param {{year: number|null, make: string, model: string|null}} car as suggested */
  async choose({ year, make, model }) {
    if (model === null) return this.#field.type(`${year ? `${year} ` : ''}${make} `);
    this.#draft.change({ car: { year, make, model, trim: null }, facts: [] });
    this.show();
    this.#byHand(false);
    if (year === null) return this.#years(make, model);
    await this.#look({ year, make, model });
  }

  /** Takes over what a VIN says. */
  fill({ year, make }) {
    const car = this.#draft.listing.car;
    this.#draft.change({ car: { ...car, year: year ?? car.year, make: make ?? car.make } });
    this.show();
    this.#byHand(true);
    if (car.model === '' && make) this.#field.type(`${year ? `${year} ` : ''}${make} `);
  }

  /** Says that the car's name is needed, and goes there. */
  demand(why) {
    this.#message(why);
    this.#find(this.#find('.combobox').hidden ? '[name="car-make"]' : '#car').focus();
  }

  show() {
    const car = this.#draft.listing.car;
    this.#message('');
    this.#variants.hide();
    this.#find('.year-choice').hidden = true;
    this.#field.text = this.#draft.title;
    this.#fill();
    this.#byHand(car.make !== '' && this.#draft.listing.facts.length === 0);
  }

  #find(selector) { return this.#section.querySelector(selector); }

  async #enter(text) {
    if (text) await this.#look({ q: text });
  }

  /** The cars that are meant: taken where it is one, to choose from where there are several. */
  async #look(query) {
    this.#asked?.abort();
    const asked = this.#asked = new AbortController();
    try {
      const found = await json(`/api/facts/cars?${new URLSearchParams(query)}`, { signal: asked.signal });
      if (asked.signal.aborted) return;
      this.#message('');
      if (found.total === 1) return await this.#take(found.cars[0].id);
      this.#variants.show(found);
      this.#say(`${found.total} variants to choose from`);
    } catch (problem) {
      if (asked.signal.aborted) return;
      this.#trouble(problem);
      if (query.q) this.#guess(query.q);
    }
  }

  async #years(make, model) {
    try {
      const years = await json(`/api/facts/years?${new URLSearchParams({ make, model })}`);
      const choice = this.#find('.year-choice'), take = e => this.choose({ year: Number(e.target.textContent), make, model });
      choice.querySelector('.chips').replaceChildren(...years.map(year => element('button', { type: 'button', click: take }, String(year))));
      choice.hidden = false;
      choice.querySelector('button').focus();
    } catch (problem) {
      this.#trouble(problem);
    }
  }

  async #take(id) {
    try {
      const car = await json(`/api/facts/cars/${id}`), facts = car.facts.map(({ kind, value, source }) => ({ kind, value, source }));
      const { make, model, trim } = this.#draft.listing.car;
      this.#draft.change({ car: { year: car.year, make: car.make, model: car.model, trim: make === car.make && model === car.model ? trim : null }, facts });
      this.#field.text = this.#draft.title;
      this.#fill();
      this.#find('.year-choice').hidden = true;
      this.#byHand(false);
      this.#say(`${car.name}: ${facts.length} facts`);
    } catch (problem) {
      this.#trouble(problem);
    }
  }

  /** What is not in the facts is taken word by word: year, make, and the rest as the model. */
  #guess(text) {
    const [, year, make, model] = /^(\d{4})?\s*(\S+)\s*(.*)$/.exec(text);
    this.#draft.change({ car: { year: year ? Number(year) : null, make, model, trim: null }, facts: [] });
    this.#fill();
    this.#byHand(true);
  }

  #typed() {
    const value = part => this.#find(`[name="car-${part}"]`).value.trim(), year = value('year');
    const wrong = year !== '' && !(/^\d{4}$/.test(year) && year >= 1880 && year <= 2100);
    this.#find('[name="car-year"]').setAttribute('aria-invalid', String(wrong));
    this.#message(wrong ? `'${year}' is no model year: type four digits, 1880 to 2100, or leave it empty` : '');
    this.#draft.change({ car: { year: year === '' || wrong ? null : Number(year), make: value('make'), model: value('model'), trim: value('trim') || null } });
    this.#field.text = this.#draft.title;
  }

  /** The fields by hand, as the listing has the car. */
  #fill() {
    for (const part of parts) this.#find(`[name="car-${part}"]`).value = this.#draft.listing.car[part] ?? '';
  }

  #byHand(on) {
    this.#find('.by-hand').hidden = !on;
    this.#find('[data-car="by-hand"]').hidden = on;
  }

  #trouble(problem) {
    this.#message(words(problem));
    this.#byHand(true);
  }

  #message(text) {
    this.#find('.car-error').textContent = text;
    this.#find('#car').setAttribute('aria-invalid', String(text !== ''));
  }
}
