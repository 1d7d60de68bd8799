// The row of photos, each with how far it is.

import { toCheck } from './review.js';

const marks = { waiting: '…', sending: '↑', cutting: '…', done: '✓', failed: '!' };
const words = { waiting: 'waiting', sending: 'sending', cutting: 'being cut out', done: 'cut out', failed: 'failed' };

export class Strip {
  #list; #photos; #buttons = new Map();

  constructor(list, photos) {
    [this.#list, this.#photos] = [list, photos];
    photos.addEventListener('list', () => this.#build());
    photos.addEventListener('change', e => this.#update(e.detail));
    photos.addEventListener('select', () => photos.all.forEach(p => this.#update(p)));
  }

  #build() {
    for (const [photo, item] of this.#buttons) {
      if (this.#photos.all.includes(photo)) continue;
      item.remove();
      this.#buttons.delete(photo);
    }
    for (const photo of this.#photos.all) {
      this.#list.append(this.#buttons.get(photo) ?? this.#item(photo)); // in their order
      this.#update(photo);
    }
  }

  #item(photo) {
    const item = document.createElement('li'), button = document.createElement('button'), image = document.createElement('img'), mark = document.createElement('span');
    button.type = 'button';
    button.className = 'strip-photo';
    [image.alt, image.loading, image.decoding] = ['', 'lazy', 'async'];
    image.src = photo.url;
    image.addEventListener('error', () => image.hidden = true);
    mark.className = 'mark';
    mark.setAttribute('aria-hidden', 'true');
    button.append(image, mark);
    button.addEventListener('click', () => this.#photos.select(photo));
    item.append(button);
    this.#buttons.set(photo, item);
    return item;
  }

  #update(photo) {
    const button = this.#buttons.get(photo)?.firstElementChild;
    if (!button) return;
    const share = photo.state === 'sending' ? ` ${Math.round(photo.share * 100)} %` : '';
    const check = toCheck(photo);
    button.dataset.state = photo.state;
    button.classList.toggle('check', check);
    button.title = photo.name;
    button.setAttribute('aria-label', `${photo.name}, ${words[photo.state]}${check ? ', to be checked' : ''}`);
    button.setAttribute('aria-current', String(photo === this.#photos.current));
    button.querySelector('.mark').textContent = check ? '? check' : marks[photo.state] + share;
    const image = button.querySelector('img');
    if (photo.state !== 'done' || image.src === photo.cut.url) return;
    image.hidden = false;
    image.src = photo.cut.url;
  }
}
