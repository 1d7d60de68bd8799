// The variants of a car: a short list that shows only what tells them apart.

import { element } from './element.js';

const spoken = {
  litres: v => `${v} l`, cylinders: v => `${v} cylinders`, year: v => v,
};

export class Variants {
  #box; #take;

  /** @param {(id: number) => void} take */
  constructor(box, take) {
    [this.#box, this.#take] = [box, take];
    box.addEventListener('change', e => this.#chosen(e.target));
  }

  /** @param {{total: number, cars: {id: number, name: string, differs: Record<string, string>, mpg: number|null}[]}} found */
  show({ total, cars }) {
    const several = new Set(cars.map(car => car.name)).size > 1;
    this.#box.querySelector('.variants-list').replaceChildren(...cars.map(car => {
      const text = [several && car.name, ...Object.entries(car.differs).map(([what, value]) => spoken[what]?.(value) ?? value)].filter(Boolean).join(' · ') || car.name;
      const mpg = car.mpg === null ? '' : element('span', { class: 'soft' }, `${car.mpg} mpg`);
      return element('label', {}, element('input', { type: 'radio', name: 'variant', value: car.id, 'data-text': text }), element('span', {}, text), mpg);
    }));
    this.#box.querySelector('.variants-more').textContent = total > cars.length ? `${total - cars.length} more are meant: type the year, or more of the model, to see them` : '';
    this.#box.querySelector('summary').textContent = `Which of these ${cars.length}?`;
    this.#box.open = true;
    this.#box.hidden = false;
  }

  hide() { this.#box.hidden = true; }

  #chosen(radio) {
    this.#box.querySelector('summary').textContent = radio.dataset.text;
    this.#box.open = false;
    this.#box.querySelector('summary').focus();
    this.#take(Number(radio.value));
  }
}
