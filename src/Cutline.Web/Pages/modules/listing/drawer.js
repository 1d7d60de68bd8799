// The drawer of saved listings: open, duplicate, delete.

import { all, find } from '../find.js';
import { sentenceOf } from '../page.js';
import { Card } from './card.js';
import { ask, json } from './service.js';

export class Drawer extends EventTarget {
  #dialog; #say;
  /** @type {Card[]} */
  #cards = [];
  /** @type {AbortController|null} */
  #request = null;

  /**
   * @param {HTMLDialogElement} dialog
   * @param {(text: string) => void} say
   */
  constructor(dialog, say) {
    super();
    this.#dialog = dialog;
    this.#say = say;
    find('.drawer-close', dialog).addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', e => e.target === dialog && dialog.close());
    dialog.addEventListener('close', () => this.#clear());
  }

  async open() {
    this.#dialog.showModal();
    await this.#list();
  }

  /** Updates the list, where the drawer is open. */
  refresh() { if (this.#dialog.open) this.#list(); }

  close() { this.#dialog.close(); }

  async #list() {
    this.#clear();
    this.#note('Loading …');
    const request = this.#request = new AbortController();
    try {
      const entries = await json('/api/listings', { signal: request.signal });
      this.#note(entries.length === 0 ? 'No listings yet. Saved listings are shown here.' : '');
      this.#cards = entries.map((/** @type {import('./card.js').Entry} */ entry) => new Card(entry, request.signal, {
        open: () => this.dispatchEvent(new CustomEvent('open', { detail: entry })),
        copy: () => this.#do(() => ask(`/api/listings/${entry.id}/copy`, { method: 'POST' }), `${entry.title} duplicated`),
        remove: () => this.#remove(entry),
      }));
      find('.cards', this.#dialog).replaceChildren(...this.#cards.map(card => card.element));
    } catch (problem) {
      if (!request.signal.aborted) this.#note(sentenceOf(problem));
    }
  }

  /** @param {import('./card.js').Entry} entry */
  async #remove({ id, title }) {
    await this.#do(() => ask(`/api/listings/${id}`, { method: 'DELETE' }), `${title ?? 'The damaged listing'} deleted`, id);
  }

  /**
   * Runs an action, and updates the list.
   * @param {() => Promise<unknown>} work
   * @param {string} done
   * @param {string|null} removed id of a deleted listing
   */
  async #do(work, done, removed = null) {
    try {
      await work();
    } catch (problem) {
      return this.#note(sentenceOf(problem));
    }
    if (removed) this.dispatchEvent(new CustomEvent('remove', { detail: removed }));
    await this.#list();
    this.#say(done);
    const [first] = all('.cards button', this.#dialog);
    (first ?? find('.drawer-close', this.#dialog)).focus();
  }

  /** @param {string} text */
  #note(text) { find('.drawer-note', this.#dialog).textContent = text; }

  #clear() {
    this.#request?.abort();
    for (const card of this.#cards) card.release();
    this.#cards = [];
    find('.cards', this.#dialog).replaceChildren();
  }
}
