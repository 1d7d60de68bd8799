// The seller's fields: mileage, price, colour, condition, location and notes.

import { find } from '../find.js';
import { amountOf, formatted } from './amounts.js';

const free = /** @type {const} */ (['colour', 'condition', 'location', 'notes']);
const storageKey = 'cutline-units';
const miles = ['US', 'GB'], region = /-([A-Z]{2})\b/.exec(navigator.language)?.[1] ?? '';
/** @type {Record<string, string>} */
const currencies = {
  US: 'USD', GB: 'GBP', CH: 'CHF', CA: 'CAD', AU: 'AUD', SE: 'SEK', NO: 'NOK', DK: 'DKK', PL: 'PLN', CZ: 'CZK', JP: 'JPY',
};
/**
 * An amount with a unit: the field of its unit, its limit, and the conversions from and to the listing.
 * @typedef {object} Amount
 * @property {string} unit
 * @property {number} most
 * @property {string} example
 * @property {(value: number, unit: string) => any} of
 * @property {(amount: any) => number} number
 * @property {(amount: any) => string} kind
 */

/** @type {Record<'mileage'|'price', Amount>} */
const amounts = {
  mileage: {
    unit: 'mileage-unit', most: 5_000_000, example: '48,000',
    of: (value, unit) => ({ value, unit }), number: m => m.value, kind: m => m.unit,
  },
  price: {
    unit: 'currency', most: 1_000_000_000, example: '18,900',
    of: (amount, currency) => ({ amount, currency }), number: p => p.amount, kind: p => p.currency,
  },
};

export class Seller {
  #section; #draft;

  /**
   * @param {HTMLElement} section
   * @param {import('./draft.js').Draft} draft
   */
  constructor(section, draft) {
    this.#section = section;
    this.#draft = draft;
    for (const name of free) {
      const field = this.#field(name);
      field.addEventListener('input', () => draft.changeSeller({ [name]: field.value.trim() === '' ? null : field.value }));
    }
    for (const name of /** @type {const} */ (['mileage', 'price'])) {
      this.#field(name).addEventListener('input', () => this.#amount(name));
      this.#field(name).addEventListener('change', () => this.#format(name));
      this.#field(amounts[name].unit).addEventListener('change', () => {
        this.#amount(name);
        this.#storeUnits();
      });
    }
    draft.addEventListener('replace', () => this.show());
    this.show();
  }

  show() {
    const seller = this.#draft.listing.seller, used = lastUnits();
    /** @type {Record<string, string>} */
    const usual = { 'mileage-unit': miles.includes(region) ? 'miles' : 'kilometres', currency: currencies[region] ?? 'EUR' };
    for (const name of free) this.#field(name).value = seller[name] ?? '';
    for (const name of /** @type {const} */ (['mileage', 'price'])) {
      const { unit, number, kind } = amounts[name];
      this.#field(name).value = seller[name] ? formatted(number(seller[name])) : '';
      this.#unit(unit, seller[name] ? kind(seller[name]) : this.#offers(unit, used[unit]) ? used[unit] : usual[unit]);
      this.#wrong(name, '');
    }
  }

  /**
   * Adds a line to the notes.
   * @param {string} text
   */
  note(text) {
    const notes = this.#draft.listing.seller.notes;
    this.#field('notes').value = notes ? `${notes.trimEnd()}\n${text}` : text;
    this.#draft.changeSeller({ notes: this.#field('notes').value });
  }

  /** @param {string} name */
  #field(name) { return find(`[name="${name}"]`, this.#section); }

  /**
   * Whether a list has an option.
   * @param {string} name
   * @param {string|undefined} value
   */
  #offers(name, value) { return [...this.#field(name).options].some(o => o.value === value); }

  /**
   * @param {string} name
   * @param {string} value
   */
  #unit(name, value) {
    const select = this.#field(name);
    if (!this.#offers(name, value)) select.add(new Option(value, value)); // a currency that is missing in the list
    select.value = value;
  }

  /** @param {'mileage'|'price'} name */
  #amount(name) {
    const { unit, most, example, of } = amounts[name], text = this.#field(name).value;
    const amount = amountOf(text), good = amount !== null && amount <= most;
    const message = amount === null
      ? `'${text.trim()}' is not a number: use a form such as ${example}`
      : `${formatted(amount)} is too large: use ${formatted(most)} at most`;
    this.#wrong(name, text.trim() === '' || good ? '' : message);
    this.#draft.changeSeller({ [name]: good && amount !== null ? of(amount, this.#field(unit).value) : null });
  }

  /** @param {string} name */
  #format(name) {
    const amount = amountOf(this.#field(name).value);
    if (amount !== null) this.#field(name).value = formatted(amount);
  }

  #storeUnits() {
    try {
      const units = Object.fromEntries(Object.values(amounts).map(({ unit }) => [unit, this.#field(unit).value]));
      localStorage.setItem(storageKey, JSON.stringify(units));
    } catch {
      // The browser stores nothing.
    }
  }

  /**
   * Shows the error of a field; none for an empty text.
   * @param {string} name
   * @param {string} text
   */
  #wrong(name, text) {
    this.#field(name).setAttribute('aria-invalid', String(text !== ''));
    find(`#${name}-error`, this.#section).textContent = text;
  }
}

/**
 * The units that were used last.
 * @returns {Record<string, string>}
 */
function lastUnits() {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}');
  } catch {
    return {};
  }
}
