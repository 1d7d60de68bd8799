// A saved listing in the drawer: its picture, title and date, and what can be done with it.

import { button, element } from './element.js';
import { address } from './pictures.js';
import { ask } from './service.js';

const when = date => new Date(date).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
const sentence = text => `${text[0].toUpperCase()}${text.slice(1)}.`;

export class Card {
  #entry; #act; #actions; #url = null;

  /** @param {{open: () => void, copy: () => void, remove: () => void}} act */
  constructor(entry, signal, act) {
    [this.#entry, this.#act] = [entry, act];
    const title = entry.title ?? 'A damaged listing', picture = element('div', { class: 'card-picture' });
    this.#actions = element('div', { class: 'card-actions' });
    this.element = element('li', { class: entry.damage ? 'saved damaged' : 'saved' }, picture,
      element('div', { class: 'card-about' }, element('h3', {}, title), element('p', { class: 'soft' }, entry.damage ? sentence(entry.damage) : `Changed ${when(entry.changed)}`), this.#actions));
    this.#offer();
    if (entry.photo) this.#picture(picture, signal);
  }

  release() { if (this.#url) URL.revokeObjectURL(this.#url); }

  #offer() {
    const of = (text, look, press) => {
      const made = button(text, look, press);
      made.setAttribute('aria-label', `${text} ${this.#entry.title ?? 'the damaged listing'}`);
      return made;
    };
    const remove = of('Delete', 'quiet compact', () => this.#sure());
    this.#actions.replaceChildren(...(this.#entry.damage ? [remove] : [of('Open', 'plain compact', this.#act.open), of('Duplicate', 'plain compact', this.#act.copy), remove]));
  }

  #sure() {
    const back = button('Keep it', 'plain compact', () => (this.#offer(), this.#actions.lastElementChild.focus()));
    this.#actions.replaceChildren(element('span', { class: 'sure', role: 'alert' }, 'Delete it with its photos?'), button('Delete for good', 'danger compact', this.#act.remove), back);
    back.focus();
  }

  async #picture(box, signal) {
    try {
      this.#url = URL.createObjectURL(await (await ask(address(this.#entry.id, this.#entry.photo), { signal })).blob());
      box.append(element('img', { src: this.#url, alt: '' }));
    } catch {
      // A card without a picture; opening the listing says what is wrong.
    }
  }
}
