// A text field with suggestions, as the ARIA pattern has it: typed freely, chosen by keys or by hand.

import { element } from './element.js';

const pause = 150; // ms between keys that are not worth asking for

export class Combobox extends EventTarget {
  #input; #list; #suggest; #items = []; #active = -1; #asking = null; #timer;

  /**
   * @param {HTMLInputElement} input whose list is named in aria-controls
   * @param {(text: string, signal: AbortSignal) => Promise<{text: string}[]>} suggest
   */
  constructor(input, suggest) {
    super();
    [this.#input, this.#list, this.#suggest] = [input, document.getElementById(input.getAttribute('aria-controls')), suggest];
    input.addEventListener('input', () => this.#later());
    input.addEventListener('keydown', e => this.#key(e));
    input.addEventListener('blur', () => this.close());
    this.#list.addEventListener('pointerdown', e => e.preventDefault()); // the field keeps the focus
    this.#list.addEventListener('click', e => this.#choose([...this.#list.children].indexOf(e.target.closest('[role="option"]'))));
  }

  get text() { return this.#input.value; }
  set text(value) { this.#input.value = value; }

  /** Types for the person, and suggests what may come next. */
  type(text) {
    this.#input.value = text;
    this.#input.focus();
    this.#ask();
  }

  close() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#show([]);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    if (this.#input.value.trim() === '') this.close();
    else this.#timer = setTimeout(() => this.#ask(), pause);
  }

  async #ask() {
    const asking = this.#asking = new AbortController();
    try {
      const items = await this.#suggest(this.#input.value, asking.signal);
      if (!asking.signal.aborted) this.#show(items);
    } catch (problem) {
      if (asking.signal.aborted) return;
      this.#show([]);
      this.dispatchEvent(new CustomEvent('trouble', { detail: problem }));
    }
  }

  #show(items) {
    [this.#items, this.#active] = [items, -1];
    this.#list.replaceChildren(...items.map((item, i) => element('li', { role: 'option', id: `${this.#list.id}-${i}`, 'aria-selected': 'false' }, item.text)));
    this.#list.hidden = items.length === 0;
    this.#input.setAttribute('aria-expanded', String(items.length > 0));
    this.#input.removeAttribute('aria-activedescendant');
    if (items.length > 0) this.dispatchEvent(new CustomEvent('show', { detail: items.length }));
  }

  #move(to) {
    if (this.#items.length === 0) return;
    this.#list.children[this.#active]?.setAttribute('aria-selected', 'false');
    this.#active = (to + this.#items.length) % this.#items.length;
    const option = this.#list.children[this.#active];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', option.id);
  }

  #choose(at) {
    const item = this.#items[at];
    if (!item) return;
    this.close();
    this.#input.value = item.text;
    this.dispatchEvent(new CustomEvent('choose', { detail: item }));
  }

  #key(e) {
    if (e.isComposing) return;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (this.#items.length === 0) this.#ask();
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
