// The listing as it is being written: what is typed is kept for this tab until it is saved.

const keptName = 'cutline-listing';

const blank = () => ({
  car: { year: null, make: '', model: '', trim: null }, vin: null, facts: [],
  seller: { mileage: null, price: null, colour: null, condition: null, location: null, notes: null },
  tone: 'plain', length: 'medium', language: 'en', texts: {}, look: {}, photos: [],
});

/** What a person typed or chose; the pictures are told apart by their own signs. */
const typed = ({ look, photos, ...rest }) => JSON.stringify(rest);

/** The same without how the text is to be, which alone makes no listing. */
const said = ({ tone, length, language, ...rest }) => typed(rest);

export class Draft extends EventTarget {
  #listing; #id; #saved; #savedAt = null;

  constructor() {
    super();
    const kept = this.#kept();
    [this.#listing, this.#id, this.#saved] = [{ ...blank(), ...kept?.listing }, kept?.id ?? null, kept?.saved ?? typed(blank())];
  }

  /** As the API has it. */
  get listing() { return this.#listing; }
  get id() { return this.#id; }
  get savedAt() { return this.#savedAt; }
  get named() { return this.#listing.car.make.trim() !== '' && this.#listing.car.model.trim() !== ''; }
  get title() { return Object.values(this.#listing.car).filter(part => part !== null && part !== '').join(' '); }
  get blank() { return this.#id === null && said(this.#listing) === said(blank()); }
  get unsaved() { return !this.blank && typed(this.#listing) !== this.#saved; }

  /** @param {Partial<typeof this.listing>} part what is new */
  change(part) {
    Object.assign(this.#listing, part);
    this.#keep();
    this.dispatchEvent(new CustomEvent('change', { detail: Object.keys(part) }));
  }

  changeSeller(part) { this.change({ seller: { ...this.#listing.seller, ...part } }); }

  write(language, text) {
    const texts = { ...this.#listing.texts, [language]: text };
    if (text === '') delete texts[language];
    this.change({ texts });
  }

  /** The service has it. @param {object} listing as it was sent */
  saved(id, listing, at) {
    [this.#id, this.#saved, this.#savedAt] = [id, typed(listing), at];
    Object.assign(this.#listing, { look: listing.look, photos: listing.photos });
    this.#keep();
    this.dispatchEvent(new CustomEvent('save'));
  }

  /** Another one: stored, or new. */
  replace(id = null, listing = blank(), at = null) {
    [this.#id, this.#listing, this.#savedAt] = [id, { ...blank(), ...listing }, at];
    this.#saved = typed(this.#listing);
    this.#keep();
    this.dispatchEvent(new CustomEvent('replace'));
  }

  /** It is not stored any more; what is here stays. */
  forgotten() {
    [this.#id, this.#saved, this.#savedAt] = [null, typed(blank()), null];
    this.#keep();
    this.dispatchEvent(new CustomEvent('save'));
  }

  #kept() {
    try {
      return JSON.parse(sessionStorage.getItem(keptName));
    } catch {
      return null; // a browser that keeps nothing
    }
  }

  #keep() {
    try {
      if (this.blank) sessionStorage.removeItem(keptName);
      else sessionStorage.setItem(keptName, JSON.stringify({ listing: this.#listing, id: this.#id, saved: this.#saved }));
    } catch {
      // A browser that keeps nothing, or no more: leaving the page asks all the same.
    }
  }
}
