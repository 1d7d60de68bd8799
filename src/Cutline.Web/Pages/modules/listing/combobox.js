// A text field with suggestions (ARIA combobox pattern): free text, or a choice by keyboard or pointer.

import { closest, find } from '../find.js';
import { element } from './element.js';

const pause = 150; // milliseconds between keys without a request

/** @typedef {{text: string}} Item */

export class Combobox extends EventTarget {
  #input; #list; #suggest;
  /** @type {Item[]} */
  #items = [];
  #active = -1;
  /** @type {AbortController|null} */
  #request = null;
  #timer = 0;

  /**
   * @param {HTMLInputElement} input its attribute aria-controls is the id of the list
   * @param {(text: string, signal: AbortSignal) => Promise<Item[]>} suggest
   */
  constructor(input, suggest) {
    super();
    this.#input = input;
    this.#list = find(`#${input.getAttribute('aria-controls')}`);
    this.#suggest = suggest;
    input.addEventListener('input', () => this.#later());
    input.addEventListener('keydown', e => this.#key(e));
    input.addEventListener('blur', () => this.close());
    this.#list.addEventListener('pointerdown', (/** @type {Event} */ e) => e.preventDefault()); // the field keeps the focus
    this.#list.addEventListener(
      'click', (/** @type {Event} */ e) => this.#choose([...this.#list.children].indexOf(closest(e, '[role="option"]'))));
  }

  get text() { return this.#input.value; }
  set text(value) { this.#input.value = value; }

  /**
   * Sets the text, and shows suggestions for it.
   * @param {string} text
   */
  type(text) {
    this.#input.value = text;
    this.#input.focus();
    this.#update();
  }

  close() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#show([]);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    if (this.#input.value.trim() === '') this.close();
    else this.#timer = setTimeout(() => this.#update(), pause);
  }

  async #update() {
    const request = this.#request = new AbortController();
    try {
      const items = await this.#suggest(this.#input.value, request.signal);
      if (!request.signal.aborted) this.#show(items);
    } catch (problem) {
      if (request.signal.aborted) return;
      this.#show([]);
      this.dispatchEvent(new CustomEvent('error', { detail: problem }));
    }
  }

  /** @param {Item[]} items */
  #show(items) {
    [this.#items, this.#active] = [items, -1];
    this.#list.replaceChildren(
      ...items.map((item, i) => element('li', { role: 'option', id: `${this.#list.id}-${i}`, 'aria-selected': 'false' }, item.text)));
    this.#list.hidden = items.length === 0;
    this.#input.setAttribute('aria-expanded', String(items.length > 0));
    this.#input.removeAttribute('aria-activedescendant');
    if (items.length > 0) this.dispatchEvent(new CustomEvent('show', { detail: items.length }));
  }

  /** @param {number} to */
  #move(to) {
    if (this.#items.length === 0) return;
    this.#list.children[this.#active]?.setAttribute('aria-selected', 'false');
    this.#active = (to + this.#items.length) % this.#items.length;
    const option = this.#list.children[this.#active];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', option.id);
  }

  /** @param {number} at */
  #choose(at) {
    const item = this.#items[at];
    if (!item) return;
    this.close();
    this.#input.value = item.text;
    this.dispatchEvent(new CustomEvent('choose', { detail: item }));
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    if (e.isComposing) return;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (this.#items.length === 0) this.#update();
      else this.#move(e.key === 'ArrowDown' ? this.#active + 1 : Math.max(this.#active, 0) - 1);
    } else if (e.key === 'Escape' && this.#items.length > 0) {
      e.preventDefault();
      this.close();
    } else if (e.key === 'Enter') {
      e.preventDefault();
      if (this.#active >= 0) return this.#choose(this.#active);
      this.close();
      this.dispatchEvent(new CustomEvent('enter', { detail: this.#input.value.trim() }));
    }
  }
}
