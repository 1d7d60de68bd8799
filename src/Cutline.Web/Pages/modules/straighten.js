// The tool that straightens a photo: a slider, and a grid over the stage while it moves.

import { limit } from './cutOptions.js';
import { find } from './find.js';

const shown = 900; // milliseconds for which the grid stays after the last move

export class Straighten {
  #photos; #bar; #grid; #timer = 0;

  /**
   * @param {import('./photos.js').Photos} photos
   * @param {HTMLElement} bar
   * @param {HTMLElement} grid
   */
  constructor(photos, bar, grid) {
    this.#photos = photos;
    this.#bar = bar;
    this.#grid = grid;
    limit(this.#range, 'straighten');
    this.#range.addEventListener('input', () => this.#turn(this.#range.value));
    this.#range.addEventListener('dblclick', () => this.#turn('0'));
    find('[data-level]', bar).addEventListener('click', () => this.#turn('0'));
  }

  get #range() { return find('input', this.#bar); }

  /**
   * Shows the rotation of a photo.
   * @param {import('./photos.js').Photo} photo
   */
  show(photo) {
    const degrees = Number(photo.edits.straighten);
    this.#range.value = degrees;
    find('output', this.#bar).value = `${degrees > 0 ? '+' : degrees < 0 ? '−' : ''}${Math.abs(degrees).toFixed(1)}°`;
    find('[data-level]', this.#bar).disabled = degrees === 0;
  }

  /** @param {string} degrees */
  #turn(degrees) {
    const { current } = this.#photos;
    if (!current) return;
    this.#grid.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.#grid.hidden = true; }, shown);
    this.#photos.edit(current, { straighten: String(Number(degrees)) });
  }
}
