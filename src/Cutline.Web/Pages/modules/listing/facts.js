// The table of the car's facts, each with its source and a button to remove it.

import { all, find } from '../find.js';
import { element } from './element.js';
import { labelOf, valueOf } from './kinds.js';

const few = 6, names = ['year', 'make', 'model']; // names are shown above the table

/** @typedef {import('./draft.js').Fact} Fact */

export class Facts {
  #section; #draft; #say; #all = false;

  /**
   * @param {HTMLElement} section
   * @param {import('./draft.js').Draft} draft
   * @param {(text: string) => void} say
   */
  constructor(section, draft, say) {
    this.#section = section;
    this.#draft = draft;
    this.#say = say;
    find('[data-facts="all"]', section).addEventListener('click', () => this.#expand(true));
    find('[data-facts="remove"]', section).addEventListener('click', () => draft.change({ facts: [] }));
    draft.addEventListener('change', e => /** @type {CustomEvent} */ (e).detail.includes('facts') && this.#show());
    draft.addEventListener('replace', () => {
      this.#all = false;
      this.#show();
    });
    this.#show();
  }

  #show() {
    const facts = this.#draft.listing.facts, of = (/** @type {string} */ kind) => facts.find(f => f.kind === kind)?.value;
    this.#section.hidden = facts.length === 0;
    find('.facts-of', this.#section).textContent = names.map(of).filter(Boolean).join(' ');
    const sorted = [...facts].sort((a, b) => Number(names.includes(a.kind)) - Number(names.includes(b.kind)));
    find('.facts-rows', this.#section).replaceChildren(...sorted.map(fact => this.#row(fact)));
    this.#expand(this.#all);
  }

  /**
   * Shows some facts or all of them.
   * @param {boolean} on whether all
   */
  #expand(on) {
    const rows = all('.facts-rows tr', this.#section), more = find('[data-facts="all"]', this.#section);
    const hadFocus = document.activeElement === more;
    this.#all = on;
    for (const [i, row] of rows.entries()) row.hidden = !on && i >= few;
    more.hidden = on || rows.length <= few;
    more.textContent = `Show all ${rows.length} facts`;
    if (on && hadFocus) rows[few]?.querySelector('.mini').focus();
  }

  /** @param {Fact} fact */
  #row(fact) {
    const label = labelOf(fact.kind), id = `source-${fact.kind}`, { file, date, row } = fact.source;
    const source = element('p', { class: 'source', id, hidden: true }, `${file.slice(file.lastIndexOf('/') + 1)} of ${date}, row ${row}`);
    const toggle = () => {
      source.hidden = !source.hidden;
      open.setAttribute('aria-expanded', String(!source.hidden));
    };
    const controls = { 'aria-expanded': 'false', 'aria-controls': id, 'aria-label': `Source of ${label}` };
    const open = element('button', { type: 'button', class: 'mini', title: 'Source', ...controls, click: toggle }, 'i');
    const press = () => this.#remove(fact, label);
    const remove = element('button', { type: 'button', class: 'mini', title: 'Remove', 'aria-label': `Remove ${label}`, click: press },
      '×');
    return element(
      'tr', {}, element('th', { scope: 'row' }, label), element('td', {}, valueOf(fact), source),
      element('td', { class: 'row-actions' }, open, remove));
  }

  /**
   * @param {Fact} fact
   * @param {string} label
   */
  #remove(fact, label) {
    const at = all('.facts-rows tr', this.#section).findIndex(row => row.querySelector(`#source-${fact.kind}`));
    this.#draft.change({ facts: this.#draft.listing.facts.filter(f => f !== fact) });
    this.#say(`${label} removed`);
    const rows = all('.facts-rows tr:not([hidden])', this.#section);
    rows[Math.min(at, rows.length - 1)]?.querySelector('.mini:last-child').focus();
  }
}
