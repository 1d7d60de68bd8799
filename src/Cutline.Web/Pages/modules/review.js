// The photos that a person should check: the reasons, the next one, and marking one as checked.

/** @type {Record<string, string>} */
const reasons = {
  unsure: 'the outline is uncertain', 'cut-off': 'the car touches the edge of the photo', small: 'the car is small in the photo',
  'other-car': 'there seems to be another car', 'no-plate': 'no licence plate was detected',
};

/**
 * Whether a photo is still to be checked.
 * @param {import('./photos.js').Photo} photo
 */
export const toCheck = photo => photo.state === 'done' && photo.review.length > 0 && photo.checked !== photo.review.join();

import { find } from './find.js';

export class Review {
  #photos; #bar;

  /**
   * @param {import('./photos.js').Photos} photos
   * @param {HTMLElement} bar
   */
  constructor(photos, bar) {
    this.#photos = photos;
    this.#bar = bar;
    find('[data-review="next"]', bar).addEventListener('click', () => this.next());
    find('[data-review="fine"]', bar).addEventListener('click', () => this.#fine());
  }

  get #open() { return this.#photos.all.filter(toCheck); }

  show() {
    const { current } = this.#photos, photo = current && toCheck(current) ? current : null;
    const open = this.#open, others = open.filter(p => p !== current).length;
    this.#bar.hidden = open.length === 0;
    const why = photo
      ? `Check: ${photo.review.map(r => reasons[r] ?? r).join(', ')}.`
      : `${open.length} ${open.length === 1 ? 'photo' : 'photos'} to check.`;
    find('.why', this.#bar).textContent = why;
    find('[data-review="fine"]', this.#bar).hidden = !photo;
    const next = find('[data-review="next"]', this.#bar);
    next.hidden = others === 0;
    next.textContent = photo ? `Next (${others})` : 'Show';
  }

  /** Selects the next photo to check; after the last one, the first one. */
  next() {
    const { all, current } = this.#photos, at = current ? all.indexOf(current) : -1;
    const next = [...all.slice(at + 1), ...all.slice(0, at)].find(toCheck);
    if (next) this.#photos.select(next);
  }

  #fine() {
    const { current } = this.#photos;
    if (!current) return;
    current.checked = current.review.join();
    this.#photos.select(current);
    this.next();
  }
}
