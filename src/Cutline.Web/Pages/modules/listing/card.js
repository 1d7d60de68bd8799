// A saved listing in the drawer: its picture, title and date, and its actions.

import { find } from '../find.js';
import { button, element } from './element.js';
import { address } from './pictures.js';
import { ask } from './service.js';

/** @typedef {{id: string, title: string|null, changed: string|null, photo: string|null, damage: string|null}} Entry */

const when = (/** @type {string} */ date) =>
  new Date(date).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
const sentence = (/** @type {string} */ text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

export class Card {
  #entry; #act; #actions; #url = '';

  /**
   * @param {Entry} entry
   * @param {AbortSignal} signal
   * @param {{open: () => void, copy: () => void, remove: () => void}} act
   */
  constructor(entry, signal, act) {
    this.#entry = entry;
    this.#act = act;
    const title = entry.title ?? 'A damaged listing', picture = element('div', { class: 'card-picture' });
    const text = entry.damage ? sentence(entry.damage) : `Changed ${when(entry.changed ?? '')}`;
    this.#actions = element('div', { class: 'card-actions' });
    this.element = element('li', { class: entry.damage ? 'saved damaged' : 'saved' }, picture,
      element('div', { class: 'card-about' }, element('h3', {}, title), element('p', { class: 'soft' }, text), this.#actions));
    this.#offer();
    if (entry.photo) this.#picture(picture, entry.photo, signal);
  }

  release() { if (this.#url) URL.revokeObjectURL(this.#url); }

  #offer() {
    const of = (/** @type {string} */ text, /** @type {string} */ style, /** @type {() => void} */ press) => {
      const made = button(text, style, press);
      made.setAttribute('aria-label', `${text} ${this.#entry.title ?? 'the damaged listing'}`);
      return made;
    };
    const remove = of('Delete', 'quiet compact', () => this.#sure());
    const open = of('Open', 'plain compact', this.#act.open), copy = of('Duplicate', 'plain compact', this.#act.copy);
    this.#actions.replaceChildren(...(this.#entry.damage ? [remove] : [open, copy, remove]));
  }

  #sure() {
    const back = button('Keep it', 'plain compact', () => {
      this.#offer();
      find('button:last-child', this.#actions).focus();
    });
    this.#actions.replaceChildren(
      element('span', { class: 'sure', role: 'alert' }, 'Delete the listing and its photos?'),
      button('Delete permanently', 'danger compact', this.#act.remove), back);
    back.focus();
  }

  /**
   * @param {HTMLElement} box
   * @param {string} name of the file
   * @param {AbortSignal} signal
   */
  async #picture(box, name, signal) {
    try {
      this.#url = URL.createObjectURL(await (await ask(address(this.#entry.id, name), { signal })).blob());
      box.append(element('img', { src: this.#url, alt: '' }));
    } catch {
      // The card has no picture; opening the listing shows the error.
    }
  }
}
