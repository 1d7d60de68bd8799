// The row of tools above the stage: one tool is active, and its bar is shown.

import { all, closest } from './find.js';

export class Tools extends EventTarget {
  #row;
  #name = 'compare';

  /** @param {HTMLElement} row */
  constructor(row) {
    super();
    this.#row = row;
    row.addEventListener('click', e => this.choose(closest(e, '[data-tool]')?.dataset.tool));
    addEventListener('keydown', e => e.key === 'Escape' && !document.querySelector('dialog[open]') && this.choose('compare'));
  }

  get name() { return this.#name; }

  /** @param {string|undefined} name */
  choose(name) {
    if (!name || name === this.#name) return;
    this.#name = name;
    for (const button of all('[data-tool]', this.#row)) button.setAttribute('aria-pressed', String(button.dataset.tool === name));
    for (const bar of all('[data-for]', this.#row)) bar.hidden = bar.dataset.for !== name;
    this.dispatchEvent(new Event('change'));
  }

  set enabled(/** @type {boolean} */ on) {
    for (const button of all('[data-tool]', this.#row)) button.disabled = !on;
    if (!on) this.choose('compare');
  }
}
