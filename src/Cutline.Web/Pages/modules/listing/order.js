// The order of the photos in the listing: by drag and drop, or by buttons; the first one is the cover.

import { all, find } from '../find.js';
import { photoOf } from '../photos.js';
import { element } from './element.js';

/** @typedef {import('../photos.js').Photo} Photo */

export class Order {
  #section; #photos; #say;
  /** @type {Photo|null} */
  #dragged = null;

  /**
   * @param {HTMLElement} section
   * @param {import('../photos.js').Photos} photos
   * @param {(text: string) => void} say
   */
  constructor(section, photos, say) {
    this.#section = section;
    this.#photos = photos;
    this.#say = say;
    photos.addEventListener('list', () => this.#show());
    photos.addEventListener('change', e => this.#picture(photoOf(e)));
    this.#show();
  }

  #show() {
    const photos = this.#photos.all;
    this.#section.hidden = photos.length < 2;
    find('ol', this.#section).replaceChildren(...photos.map((photo, at) => this.#item(photo, at, photos.length)));
  }

  /**
   * @param {Photo} photo
   * @param {number} at
   * @param {number} count
   */
  #item(photo, at, count) {
    const image = element('img', { src: photo.cut?.url ?? photo.url, alt: photo.name, draggable: 'false' });
    const move = (/** @type {number} */ by, /** @type {string} */ sign, /** @type {string} */ words) => {
      const label = `Move ${photo.name} ${words}`, disabled = at + by < 0 || at + by >= count;
      const press = () => this.#move(photo, at + by, by);
      return element('button', { type: 'button', class: 'mini', 'aria-label': label, disabled, click: press }, sign);
    };
    const cover = at === 0 ? element('span', { class: 'cover' }, 'Cover') : '';
    return element('li', {
      draggable: 'true', 'data-photo': photo.id,
      dragstart: e => this.#drag(/** @type {DragEvent} */ (e), photo),
      dragend: () => { this.#dragged = null; },
      dragover: e => { if (this.#dragged) e.preventDefault(); },
      drop: e => this.#dropped(e, at),
    }, image, cover, element('span', { class: 'order-moves' }, move(-1, '←', 'earlier'), move(1, '→', 'later')));
  }

  /**
   * @param {DragEvent} e
   * @param {Photo} photo
   */
  #drag(e, photo) {
    this.#dragged = photo;
    if (!e.dataTransfer) return;
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', photo.name);
  }

  /**
   * @param {Event} e
   * @param {number} at
   */
  #dropped(e, at) {
    if (!this.#dragged) return;
    e.preventDefault();
    e.stopPropagation(); // it is not a new photo
    this.#move(this.#dragged, at, 0);
  }

  /**
   * @param {Photo} photo
   * @param {number} to
   * @param {number} by the direction of a button; 0 for a drop
   */
  #move(photo, to, by) {
    this.#photos.move(photo, to);
    this.#say(`${photo.name} is ${to === 0 ? 'the cover' : `number ${to + 1}`}`);
    const moves = all(`[data-photo="${photo.id}"] .mini`, this.#section);
    if (by !== 0) (by < 0 === !moves[0].disabled ? moves[0] : moves[1]).focus();
  }

  /** @param {Photo} photo */
  #picture(photo) {
    const [image] = all(`[data-photo="${photo.id}"] img`, this.#section);
    if (image && photo.cut && image.src !== photo.cut.url) image.src = photo.cut.url;
  }
}
