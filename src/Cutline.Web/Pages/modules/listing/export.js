// Exports the listing as a file that the service makes; unsaved changes are saved first.

import { save } from '../download.js';
import { find } from '../find.js';
import { sentenceOf } from '../page.js';
import { ask } from './service.js';

const nameOf = (/** @type {Response} */ response) => /filename="?([^";]+)/.exec(response.headers.get('Content-Disposition') ?? '')?.[1]
  ?? 'listing';

export class Export {
  #menu; #draft; #saving; #page;

  /**
   * @param {HTMLDetailsElement} menu
   * @param {import('./draft.js').Draft} draft
   * @param {import('./saving.js').Saving} saving
   * @param {{say: (text: string) => void, saved: () => Promise<boolean>}} page
   */
  constructor(menu, draft, saving, page) {
    this.#menu = menu;
    this.#draft = draft;
    this.#saving = saving;
    this.#page = page;
    menu.addEventListener('click', e => {
      const { target } = e;
      if (target instanceof HTMLElement && target.dataset.export) this.#make(target.dataset.export, target.textContent ?? '');
    });
    menu.addEventListener('keydown', e => {
      if (e.key !== 'Escape' || !menu.open) return;
      e.stopPropagation();
      this.#close();
    });
    document.addEventListener('click', e => {
      if (!menu.contains(/** @type {Node} */ (e.target))) menu.open = false;
    });
  }

  /**
   * @param {string} extension
   * @param {string} name of the kind of file
   */
  async #make(extension, name) {
    this.#close();
    if ((this.#draft.id === null || this.#saving.unsaved) && !await this.#page.saved()) return;
    try {
      await this.#saving.make(name, async () => {
        const response = await ask(`/api/listings/${this.#draft.id}/export.${extension}`);
        save(await response.blob(), nameOf(response));
      });
      this.#page.say(`${name} downloaded`);
    } catch (problem) {
      this.#page.say(sentenceOf(problem));
    }
  }

  #close() {
    this.#menu.open = false;
    find('summary', this.#menu).focus();
  }
}
