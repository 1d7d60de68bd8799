// The listing that is being edited. It is stored for this tab until it is saved.

/**
 * @typedef {{kind: string, value: string, source: {file: string, date: string, row: number}}} Fact
 * @typedef {{year: number|null, make: string, model: string, trim: string|null}} CarName
 * @typedef {{name: string, original: string, retouch: string|null, finished: string|null, options: Record<string, string>}} PhotoEntry
 * @typedef {{value: number, unit: string}} Mileage
 * @typedef {{amount: number, currency: string}} Price
 */

/**
 * @typedef {object} Seller
 * @property {Mileage|null} mileage
 * @property {Price|null} price
 * @property {string|null} colour
 * @property {string|null} condition
 * @property {string|null} location
 * @property {string|null} notes
 */

/**
 * A listing of the API.
 * @typedef {object} Listing
 * @property {CarName} car
 * @property {string|null} vin
 * @property {Fact[]} facts
 * @property {Seller} seller
 * @property {string} tone
 * @property {string} length
 * @property {string} language
 * @property {Record<string, string>} texts by language
 * @property {Record<string, string>} look settings of the pictures
 * @property {PhotoEntry[]} photos
 */

const storageKey = 'cutline-listing';

/** @returns {Listing} */
const blank = () => ({
  car: { year: null, make: '', model: '', trim: null }, vin: null, facts: [],
  seller: { mileage: null, price: null, colour: null, condition: null, location: null, notes: null },
  tone: 'plain', length: 'medium', language: 'en', texts: {}, look: {}, photos: [],
});

/** The user's input as text, to compare; pictures are compared separately. @param {Partial<Listing>} listing */
const typed = ({ look: _look, photos: _photos, ...rest }) => JSON.stringify(rest);

/** The same without the choices of tone, length and language, which alone are not a listing. @param {Listing} listing */
const content = ({ tone: _tone, length: _length, language: _language, ...rest }) => typed(rest);

export class Draft extends EventTarget {
  #listing;
  /** @type {string|null} */
  #id;
  #saved;
  /** @type {Date|null} */
  #savedAt = null;

  constructor() {
    super();
    const stored = this.#stored();
    this.#listing = { ...blank(), ...stored?.listing };
    this.#id = stored?.id ?? null;
    this.#saved = stored?.saved ?? typed(blank());
  }

  /** The listing of the API. */
  get listing() { return this.#listing; }
  get id() { return this.#id; }
  get savedAt() { return this.#savedAt; }
  get named() { return this.#listing.car.make.trim() !== '' && this.#listing.car.model.trim() !== ''; }
  get title() { return Object.values(this.#listing.car).filter(part => part !== null && part !== '').join(' '); }
  get blank() { return this.#id === null && content(this.#listing) === content(blank()); }
  get unsaved() { return !this.blank && typed(this.#listing) !== this.#saved; }

  /** @param {Partial<Listing>} part */
  change(part) {
    Object.assign(this.#listing, part);
    this.#store();
    this.dispatchEvent(new CustomEvent('change', { detail: Object.keys(part) }));
  }

  /** @param {Partial<Listing['seller']>} part */
  changeSeller(part) { this.change({ seller: { ...this.#listing.seller, ...part } }); }

  /**
   * Sets the text of a language.
   * @param {string} language
   * @param {string} text
   */
  write(language, text) {
    const texts = { ...this.#listing.texts, [language]: text };
    if (text === '') delete texts[language];
    this.change({ texts });
  }

  /**
   * Marks the listing as saved.
   * @param {string} id
   * @param {Listing} listing as it was sent
   * @param {Date} at
   */
  saved(id, listing, at) {
    this.#id = id;
    this.#saved = typed(listing);
    this.#savedAt = at;
    Object.assign(this.#listing, { look: listing.look, photos: listing.photos });
    this.#store();
    this.dispatchEvent(new CustomEvent('save'));
  }

  /**
   * Replaces the listing by a stored or a new one.
   * @param {string|null} id
   * @param {Partial<Listing>} listing
   * @param {Date|null} at when it was saved
   */
  replace(id = null, listing = blank(), at = null) {
    this.#id = id;
    this.#listing = { ...blank(), ...listing };
    this.#savedAt = at;
    this.#saved = typed(this.#listing);
    this.#store();
    this.dispatchEvent(new CustomEvent('replace'));
  }

  /** Marks the listing as not saved, after it was deleted in the store. */
  deleted() {
    this.#id = null;
    this.#saved = typed(blank());
    this.#savedAt = null;
    this.#store();
    this.dispatchEvent(new CustomEvent('save'));
  }

  /** @returns {{listing: Listing, id: string|null, saved: string}|null} */
  #stored() {
    try {
      return JSON.parse(sessionStorage.getItem(storageKey) ?? 'null');
    } catch {
      return null; // the browser stores nothing
    }
  }

  #store() {
    try {
      if (this.blank) sessionStorage.removeItem(storageKey);
      else sessionStorage.setItem(storageKey, JSON.stringify({ listing: this.#listing, id: this.#id, saved: this.#saved }));
    } catch {
      // The browser stores nothing, or its storage is full; leaving the page still asks.
    }
  }
}
