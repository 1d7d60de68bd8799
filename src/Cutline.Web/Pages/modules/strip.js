// The row of photos, each with its state.

import { find } from './find.js';
import { photoOf } from './photos.js';
import { toCheck } from './review.js';

const marks = { waiting: '…', sending: '↑', cutting: '…', done: '✓', failed: '!' };
const words = { waiting: 'waiting', sending: 'sending', cutting: 'being cut out', done: 'cut out', failed: 'failed' };

export class Strip {
  #list; #photos;
  /** @type {Map<import('./photos.js').Photo, HTMLElement>} */
  #items = new Map();

  /**
   * @param {HTMLElement} list
   * @param {import('./photos.js').Photos} photos
   */
  constructor(list, photos) {
    this.#list = list;
    this.#photos = photos;
    photos.addEventListener('list', () => this.#build());
    photos.addEventListener('change', e => this.#update(photoOf(e)));
    photos.addEventListener('select', () => photos.all.forEach(p => this.#update(p)));
  }

  #build() {
    for (const [photo, item] of this.#items) {
      if (this.#photos.all.includes(photo)) continue;
      item.remove();
      this.#items.delete(photo);
    }
    for (const photo of this.#photos.all) {
      this.#list.append(this.#items.get(photo) ?? this.#item(photo)); // in their order
      this.#update(photo);
    }
  }

  /** @param {import('./photos.js').Photo} photo */
  #item(photo) {
    const [item, button] = [document.createElement('li'), document.createElement('button')];
    const [image, mark] = [document.createElement('img'), document.createElement('span')];
    button.type = 'button';
    button.className = 'strip-photo';
    [image.alt, image.loading, image.decoding] = ['', 'lazy', 'async'];
    image.src = photo.url;
    image.addEventListener('error', () => { image.hidden = true; });
    mark.className = 'mark';
    mark.setAttribute('aria-hidden', 'true');
    button.append(image, mark);
    button.addEventListener('click', () => this.#photos.select(photo));
    item.append(button);
    this.#items.set(photo, item);
    return item;
  }

  /** @param {import('./photos.js').Photo} photo */
  #update(photo) {
    const item = this.#items.get(photo);
    if (!item) return;
    const button = find('button', item);
    const share = photo.state === 'sending' ? ` ${Math.round(photo.share * 100)} %` : '';
    const check = toCheck(photo);
    button.dataset.state = photo.state;
    button.classList.toggle('check', check);
    button.title = photo.name;
    button.setAttribute('aria-label', `${photo.name}, ${words[photo.state]}${check ? ', to be checked' : ''}`);
    button.setAttribute('aria-current', String(photo === this.#photos.current));
    find('.mark', button).textContent = check ? '? check' : marks[photo.state] + share;
    const image = find('img', button);
    if (photo.state !== 'done' || !photo.cut || image.src === photo.cut.url) return;
    image.hidden = false;
    image.src = photo.cut.url;
  }
}
