// The variants of a car: a list with the facts that distinguish them.

import { find } from '../find.js';
import { element } from './element.js';

/** @type {Record<string, (value: string) => string>} */
const texts = {
  litres: v => `${v} l`, cylinders: v => `${v} cylinders`, year: v => v,
};

export class Variants {
  #box; #take;

  /**
   * @param {HTMLDetailsElement} box
   * @param {(id: number) => void} take
   */
  constructor(box, take) {
    this.#box = box;
    this.#take = take;
    box.addEventListener('change', e => this.#chosen(/** @type {HTMLInputElement} */ (e.target)));
  }

  /** @param {{total: number, cars: {id: number, name: string, differs: Record<string, string>, mpg: number|null}[]}} found */
  show({ total, cars }) {
    const several = new Set(cars.map(car => car.name)).size > 1;
    find('.variants-list', this.#box).replaceChildren(...cars.map(car => {
      const parts = Object.entries(car.differs).map(([what, value]) => texts[what]?.(value) ?? value);
      const text = [several && car.name, ...parts].filter(Boolean).join(' · ') || car.name;
      const mpg = car.mpg === null ? '' : element('span', { class: 'soft' }, `${car.mpg} mpg`);
      const radio = element('input', { type: 'radio', name: 'variant', value: car.id, 'data-text': text });
      return element('label', {}, radio, element('span', {}, text), mpg);
    }));
    find('.variants-more', this.#box).textContent = total > cars.length
      ? `${total - cars.length} more: enter the year, or more of the model, to see them` : '';
    find('summary', this.#box).textContent = `Which of these ${cars.length}?`;
    this.#box.open = true;
    this.#box.hidden = false;
  }

  hide() { this.#box.hidden = true; }

  /** @param {HTMLInputElement} radio */
  #chosen(radio) {
    const summary = find('summary', this.#box);
    summary.textContent = radio.dataset.text;
    this.#box.open = false;
    summary.focus();
    this.#take(Number(radio.value));
  }
}
