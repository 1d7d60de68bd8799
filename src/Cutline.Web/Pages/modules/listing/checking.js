// Holds the text to the facts again after each change, when the typing rests.

import { json } from './service.js';

const pause = 600;

export class Checking {
  #draft; #show; #asking = null; #timer;

  /** @param {(doubts: object[], problem: Error|null) => void} show for the draft's language */
  constructor(draft, show) {
    [this.#draft, this.#show] = [draft, show];
  }

  later() {
    this.stop();
    this.#timer = setTimeout(() => this.#check(), pause);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  async #check() {
    const { language, texts } = this.#draft.listing;
    if (!texts[language]?.trim()) return this.#show([], null);
    if (!this.#draft.named) return;
    const asking = this.#asking = new AbortController();
    try {
      const doubts = await json('/api/listings/check', { method: 'POST', body: this.#draft.listing, signal: asking.signal });
      if (!asking.signal.aborted) this.#show(doubts, null);
    } catch (problem) {
      if (!asking.signal.aborted) this.#show([], problem);
    }
  }
}
