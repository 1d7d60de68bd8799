// The list of what a text says without support: each can be looked at, removed, or vouched for.

import { button, element } from './element.js';

export class Doubts extends EventTarget {
  #box;

  constructor(box) {
    super();
    this.#box = box;
  }

  /**
   * @param {string} text
   * @param {{start: number, length: number, reason: string}[]} doubts
   */
  show(text, doubts) {
    this.#box.hidden = doubts.length === 0;
    this.#box.querySelector('.doubts-count').textContent = doubts.length === 1 ? '1 place is not supported by the facts' : `${doubts.length} places are not supported by the facts`;
    this.#box.querySelector('ol').replaceChildren(...doubts.map(doubt => {
      const place = text.slice(doubt.start, doubt.start + doubt.length), tell = what => () => this.dispatchEvent(new CustomEvent(what, { detail: doubt }));
      return element('li', {},
        element('button', { type: 'button', class: 'place', click: tell('look'), 'aria-label': `Go to ${place}` }, element('s', {}, place)),
        element('span', { class: 'soft' }, doubt.reason),
        element('span', { class: 'doubt-actions' }, button('Remove the sentence', 'plain compact', tell('remove')), button('Keep, I vouch for it', 'plain compact', tell('keep'))));
    }));
  }
}
