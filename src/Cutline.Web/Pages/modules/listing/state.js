// Says which listing is being worked on, and whether it is saved: in the header and beside the Save button.

import { words } from './service.js';

const clock = date => date.toLocaleString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dated = date => date.toDateString() === new Date().toDateString() ? clock(date) : date.toLocaleDateString('en', { dateStyle: 'medium' });

export class State {
  #draft; #keeping; #header; #bar;

  constructor(header, bar, draft, keeping) {
    [this.#header, this.#bar, this.#draft, this.#keeping] = [header, bar, draft, keeping];
    keeping.addEventListener('change', () => this.show());
    for (const type of ['change', 'save', 'replace']) draft.addEventListener(type, () => this.show());
    this.show();
  }

  show() {
    const { doing, problem } = this.#keeping, text = this.#text();
    this.#header.hidden = this.#draft.blank;
    document.querySelector('.promise').hidden = !this.#draft.blank;
    this.#header.querySelector('.state-title').textContent = this.#draft.title || 'A listing without a name';
    for (const box of [this.#header, this.#bar]) box.querySelector('.state-text').textContent = text;
    this.#bar.querySelector('[data-listing="save"]').disabled = doing !== null;
    const progress = this.#bar.querySelector('progress');
    progress.hidden = (doing?.share ?? null) === null;
    if (!progress.hidden) progress.value = doing.share;
    this.#bar.querySelector('.save-error').textContent = problem ? words(problem) : '';
  }

  #text() {
    const { doing } = this.#keeping, at = this.#draft.savedAt;
    if (doing) return `${doing.what} …`;
    if (this.#draft.id === null) return this.#draft.blank ? '' : 'not saved';
    if (this.#draft.unsaved) return 'not saved';
    const saved = at ? `saved ${dated(at)}` : 'saved';
    return this.#keeping.picturesKept ? saved : `${saved}, but for the pictures`;
  }
}
