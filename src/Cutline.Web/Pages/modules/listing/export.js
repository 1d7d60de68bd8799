// The listing as a file: saved first where it is not, then made by the service.

import { save } from '../download.js';
import { ask, words } from './service.js';

const nameOf = answer => /filename="?([^";]+)/.exec(answer.headers.get('Content-Disposition') ?? '')?.[1] ?? 'listing';

export class Export {
  #menu; #draft; #keeping; #page;

  /**
   * @param {HTMLDetailsElement} menu
   * @param {{say: (text: string) => void, saved: () => Promise<boolean>}} page
   */
  constructor(menu, draft, keeping, page) {
    [this.#menu, this.#draft, this.#keeping, this.#page] = [menu, draft, keeping, page];
    menu.addEventListener('click', e => e.target.dataset.export && this.#make(e.target.dataset.export, e.target.textContent));
    menu.addEventListener('keydown', e => e.key === 'Escape' && menu.open && (e.stopPropagation(), this.#close()));
    document.addEventListener('click', e => menu.contains(e.target) || (menu.open = false));
  }

  async #make(ending, name) {
    this.#close();
    if ((this.#draft.id === null || this.#keeping.unsaved) && !await this.#page.saved()) return;
    try {
      await this.#keeping.make(name, async () => {
        const answer = await ask(`/api/listings/${this.#draft.id}/export.${ending}`);
        save(await answer.blob(), nameOf(answer));
      });
      this.#page.say(`${name} downloaded`);
    } catch (problem) {
      this.#page.say(words(problem));
    }
  }

  #close() {
    this.#menu.open = false;
    this.#menu.querySelector('summary').focus();
  }
}
