// The photos in the order of the listing: dragged, or moved by buttons; the first is the cover.

import { element } from './element.js';

export class Order {
  #section; #photos; #say; #dragged = null;

  constructor(section, photos, say) {
    [this.#section, this.#photos, this.#say] = [section, photos, say];
    photos.addEventListener('list', () => this.#show());
    photos.addEventListener('change', e => this.#picture(e.detail));
    this.#show();
  }

  #show() {
    const all = this.#photos.all;
    this.#section.hidden = all.length < 2;
    this.#section.querySelector('ol').replaceChildren(...all.map((photo, at) => this.#item(photo, at, all.length)));
  }

  #item(photo, at, count) {
    const image = element('img', { src: photo.cut?.url ?? photo.url, alt: photo.name, draggable: 'false' });
    const move = (by, sign, words) => element('button', { type: 'button', class: 'mini', 'aria-label': `Move ${photo.name} ${words}`, disabled: at + by < 0 || at + by >= count, click: () => this.#move(photo, at + by, by) }, sign);
    return element('li', {
      draggable: 'true', 'data-photo': photo.id,
      dragstart: e => (this.#dragged = photo, e.dataTransfer.effectAllowed = 'move', e.dataTransfer.setData('text/plain', photo.name)),
      dragend: () => this.#dragged = null,
      dragover: e => this.#dragged && e.preventDefault(),
      drop: e => this.#dropped(e, at),
    }, image, at === 0 ? element('span', { class: 'cover' }, 'Cover') : '', element('span', { class: 'order-moves' }, move(-1, '←', 'earlier'), move(1, '→', 'later')));
  }

  #dropped(e, at) {
    if (!this.#dragged) return;
    e.preventDefault();
    e.stopPropagation(); // it is no new photo
    this.#move(this.#dragged, at, 0);
  }

  #move(photo, to, by) {
    this.#photos.move(photo, to);
    this.#say(`${photo.name} is ${to === 0 ? 'the cover' : `number ${to + 1}`}`);
    const moves = this.#section.querySelectorAll(`[data-photo="${photo.id}"] .mini`);
    if (by !== 0) (by < 0 === !moves[0].disabled ? moves[0] : moves[1]).focus();
  }

  #picture(photo) {
    const image = this.#section.querySelector(`[data-photo="${photo.id}"] img`);
    if (image && photo.cut && image.src !== photo.cut.url) image.src = photo.cut.url;
  }
}
