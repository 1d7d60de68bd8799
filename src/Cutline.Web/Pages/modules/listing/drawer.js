// The drawer of saved listings: open, duplicate, delete.

import { Card } from './card.js';
import { ask, json, words } from './service.js';

export class Drawer extends EventTarget {
  #dialog; #say; #cards = []; #asking = null;

  /** @param {(text: string) => void} say */
  constructor(dialog, say) {
    super();
    [this.#dialog, this.#say] = [dialog, say];
    dialog.querySelector('.drawer-close').addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', e => e.target === dialog && dialog.close());
    dialog.addEventListener('close', () => this.#clear());
  }

  async open() {
    this.#dialog.showModal();
    await this.#list();
  }

  /** Lists anew, where it is open. */
  refresh() { if (this.#dialog.open) this.#list(); }

  close() { this.#dialog.close(); }

  async #list() {
    this.#clear();
    this.#note('Loading …');
    const asking = this.#asking = new AbortController();
    try {
      const entries = await json('/api/listings', { signal: asking.signal });
      this.#note(entries.length === 0 ? 'None yet. Save a listing, and it is kept here.' : '');
      this.#cards = entries.map(entry => new Card(entry, asking.signal, {
        open: () => this.dispatchEvent(new CustomEvent('open', { detail: entry })),
        copy: () => this.#do(() => ask(`/api/listings/${entry.id}/copy`, { method: 'POST' }), `${entry.title} duplicated`),
        remove: () => this.#do(() => ask(`/api/listings/${entry.id}`, { method: 'DELETE' }), `${entry.title ?? 'The damaged listing'} deleted`, entry.id),
      }));
      this.#dialog.querySelector('.cards').replaceChildren(...this.#cards.map(card => card.element));
    } catch (problem) {
      if (!asking.signal.aborted) this.#note(words(problem));
    }
  }

  async #do(work, done, removed = null) {
    try {
      await work();
    } catch (problem) {
      return this.#note(words(problem));
    }
    if (removed) this.dispatchEvent(new CustomEvent('remove', { detail: removed }));
    await this.#list();
    this.#say(done);
    (this.#dialog.querySelector('.cards button') ?? this.#dialog.querySelector('.drawer-close')).focus();
  }

  #note(text) { this.#dialog.querySelector('.drawer-note').textContent = text; }

  #clear() {
    this.#asking?.abort();
    for (const card of this.#cards) card.release();
    this.#cards = [];
    this.#dialog.querySelector('.cards').replaceChildren();
  }
}
