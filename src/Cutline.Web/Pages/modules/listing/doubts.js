// The list of unsupported claims of a text: each can be shown, removed, or confirmed.

import { find } from '../find.js';
import { button, element } from './element.js';

export class Doubts extends EventTarget {
  #box;

  /** @param {HTMLElement} box */
  constructor(box) {
    super();
    this.#box = box;
  }

  /**
   * @param {string} text
   * @param {import('./checking.js').Doubt[]} doubts
   */
  show(text, doubts) {
    this.#box.hidden = doubts.length === 0;
    find('.doubts-count', this.#box).textContent = doubts.length === 1
      ? '1 claim is not supported by the facts'
      : `${doubts.length} claims are not supported by the facts`;
    find('ol', this.#box).replaceChildren(...doubts.map(doubt => {
      const place = text.slice(doubt.start, doubt.start + doubt.length);
      const tell = (/** @type {string} */ what) => () => this.dispatchEvent(new CustomEvent(what, { detail: doubt }));
      return element('li', {},
        element('button', { type: 'button', class: 'place', click: tell('show'), 'aria-label': `Go to ${place}` }, element('s', {}, place)),
        element('span', { class: 'soft' }, doubt.reason),
        element('span', { class: 'doubt-actions' }, button('Remove the sentence', 'plain compact', tell('remove')),
          button('Keep and confirm', 'plain compact', tell('keep'))));
    }));
  }
}
