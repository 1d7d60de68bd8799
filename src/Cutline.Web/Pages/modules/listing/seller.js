// What the seller says: mileage, price, colour, condition, place and notes.

import { amountOf, spelt } from './amounts.js';

const free = ['colour', 'condition', 'location', 'notes'];
const usedName = 'cutline-units';
const miles = ['US', 'GB'], region = /-([A-Z]{2})\b/.exec(navigator.language)?.[1];
const currencies = { US: 'USD', GB: 'GBP', CH: 'CHF', CA: 'CAD', AU: 'AUD', SE: 'SEK', NO: 'NOK', DK: 'DKK', PL: 'PLN', CZ: 'CZK', JP: 'JPY' };
const amounts = {
  mileage: { unit: 'mileage-unit', most: 5_000_000, example: '48,000', of: (value, unit) => ({ value, unit }), number: m => m.value, kind: m => m.unit },
  price: { unit: 'currency', most: 1_000_000_000, example: '18,900', of: (amount, currency) => ({ amount, currency }), number: p => p.amount, kind: p => p.currency },
};

export class Seller {
  #section; #draft;

  constructor(section, draft) {
    [this.#section, this.#draft] = [section, draft];
    for (const name of free) this.#field(name).addEventListener('input', e => draft.changeSeller({ [name]: e.target.value.trim() === '' ? null : e.target.value }));
    for (const name of Object.keys(amounts)) {
      this.#field(name).addEventListener('input', () => this.#amount(name));
      this.#field(name).addEventListener('change', () => this.#spell(name));
      this.#field(amounts[name].unit).addEventListener('change', () => (this.#amount(name), this.#used()));
    }
    draft.addEventListener('replace', () => this.show());
    this.show();
  }

  show() {
    const seller = this.#draft.listing.seller, usual = { 'mileage-unit': miles.includes(region) ? 'miles' : 'kilometres', currency: currencies[region] ?? 'EUR' }, used = last();
    for (const name of free) this.#field(name).value = seller[name] ?? '';
    for (const [name, { unit, number, kind }] of Object.entries(amounts)) {
      this.#field(name).value = seller[name] ? spelt(number(seller[name])) : '';
      this.#unit(unit, seller[name] ? kind(seller[name]) : this.#offers(unit, used[unit]) ? used[unit] : usual[unit]);
      this.#wrong(name, '');
    }
  }

  /** Adds a line to the notes: the seller's own word. */
  note(text) {
    const notes = this.#draft.listing.seller.notes;
    this.#field('notes').value = notes ? `${notes.trimEnd()}\n${text}` : text;
    this.#draft.changeSeller({ notes: this.#field('notes').value });
  }

  #field(name) { return this.#section.querySelector(`[name="${name}"]`); }

  #offers(name, value) { return [...this.#field(name).options].some(o => o.value === value); }

  #unit(name, value) {
    const select = this.#field(name);
    if (!this.#offers(name, value)) select.add(new Option(value, value)); // a currency that is not in the list
    select.value = value;
  }

  #amount(name) {
    const { unit, most, example, of } = amounts[name], text = this.#field(name).value;
    const amount = amountOf(text), good = amount !== null && amount <= most;
    this.#wrong(name, text.trim() === '' || good ? '' : amount === null ? `'${text.trim()}' is no number: type it like ${example}` : `${spelt(amount)} is too much: use ${spelt(most)} at most`);
    this.#draft.changeSeller({ [name]: good ? of(amount, this.#field(unit).value) : null });
  }

  #spell(name) {
    const amount = amountOf(this.#field(name).value);
    if (amount !== null) this.#field(name).value = spelt(amount);
  }

  #used() {
    try {
      localStorage.setItem(usedName, JSON.stringify(Object.fromEntries(Object.values(amounts).map(({ unit }) => [unit, this.#field(unit).value]))));
    } catch {
      // A browser that keeps nothing.
    }
  }

  #wrong(name, text) {
    this.#field(name).setAttribute('aria-invalid', String(text !== ''));
    this.#section.querySelector(`#${name}-error`).textContent = text;
  }
}

/** The units that were used last. */
function last() {
  try {
    return JSON.parse(localStorage.getItem(usedName)) ?? {};
  } catch {
    return {};
  }
}
