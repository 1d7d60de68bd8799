// Checks the text against the facts after each change, when the user has stopped typing.

import { json } from './service.js';

const pause = 600; // milliseconds

/** @typedef {{start: number, length: number, reason: string}} Doubt a claim in the text that is not supported */

export class Checking {
  #draft; #show;
  /** @type {AbortController|null} */
  #request = null;
  #timer = 0;

  /**
   * @param {import('./draft.js').Draft} draft
   * @param {(doubts: Doubt[], problem: unknown) => void} show for the draft's language
   */
  constructor(draft, show) {
    this.#draft = draft;
    this.#show = show;
  }

  later() {
    this.stop();
    this.#timer = setTimeout(() => this.#check(), pause);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  async #check() {
    const { language, texts } = this.#draft.listing;
    if (!texts[language]?.trim()) return this.#show([], null);
    if (!this.#draft.named) return;
    const request = this.#request = new AbortController();
    try {
      const doubts = await json('/api/listings/check', { method: 'POST', body: this.#draft.listing, signal: request.signal });
      if (!request.signal.aborted) this.#show(doubts, null);
    } catch (problem) {
      if (!request.signal.aborted) this.#show([], problem);
    }
  }
}
