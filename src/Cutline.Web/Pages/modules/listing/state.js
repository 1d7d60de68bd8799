// Shows the current listing and whether it is saved, in the header and beside the Save button.

import { find } from '../find.js';
import { sentenceOf } from '../page.js';

const clock = (/** @type {Date} */ date) => date.toLocaleString('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dated = (/** @type {Date} */ date) =>
  date.toDateString() === new Date().toDateString() ? clock(date) : date.toLocaleDateString('en', { dateStyle: 'medium' });

export class State {
  #draft; #saving; #header; #bar;

  /**
   * @param {HTMLElement} header
   * @param {HTMLElement} bar
   * @param {import('./draft.js').Draft} draft
   * @param {import('./saving.js').Saving} saving
   */
  constructor(header, bar, draft, saving) {
    this.#header = header;
    this.#bar = bar;
    this.#draft = draft;
    this.#saving = saving;
    saving.addEventListener('change', () => this.show());
    for (const type of ['change', 'save', 'replace']) draft.addEventListener(type, () => this.show());
    this.show();
  }

  show() {
    const { task, problem } = this.#saving, text = this.#text();
    this.#header.hidden = this.#draft.blank;
    find('.promise').hidden = !this.#draft.blank;
    find('.state-title', this.#header).textContent = this.#draft.title || 'Unnamed listing';
    for (const box of [this.#header, this.#bar]) find('.state-text', box).textContent = text;
    find('[data-listing="save"]', this.#bar).disabled = task !== null;
    const progress = find('progress', this.#bar), share = task?.share ?? null;
    progress.hidden = share === null;
    if (share !== null) progress.value = share;
    find('.save-error', this.#bar).textContent = problem ? sentenceOf(problem) : '';
  }

  #text() {
    const { task } = this.#saving, at = this.#draft.savedAt;
    if (task) return `${task.what} …`;
    if (this.#draft.id === null) return this.#draft.blank ? '' : 'not saved';
    if (this.#draft.unsaved) return 'not saved';
    const saved = at ? `saved ${dated(at)}` : 'saved';
    return this.#saving.picturesSaved ? saved : `${saved} without the pictures`;
  }
}
