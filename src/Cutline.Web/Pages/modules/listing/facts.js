// The table of what is known of the car, each fact with its source, each removable.

import { element } from './element.js';
import { labelOf, valueOf } from './kinds.js';

const few = 6, names = ['year', 'make', 'model']; // the names stand above the table already

export class Facts {
  #section; #draft; #say; #all = false;

  constructor(section, draft, say) {
    [this.#section, this.#draft, this.#say] = [section, draft, say];
    section.querySelector('[data-facts="all"]').addEventListener('click', () => this.#expand(true));
    section.querySelector('[data-facts="remove"]').addEventListener('click', () => draft.change({ facts: [] }));
    draft.addEventListener('change', e => e.detail.includes('facts') && this.#show());
    draft.addEventListener('replace', () => (this.#all = false, this.#show()));
    this.#show();
  }

  #show() {
    const facts = this.#draft.listing.facts, of = kind => facts.find(f => f.kind === kind)?.value;
    this.#section.hidden = facts.length === 0;
    this.#section.querySelector('.facts-of').textContent = names.map(of).filter(Boolean).join(' ');
    this.#section.querySelector('.facts-rows').replaceChildren(...[...facts].sort((a, b) => names.includes(a.kind) - names.includes(b.kind)).map(fact => this.#row(fact)));
    this.#expand(this.#all);
  }

  /** Few at first, so that what comes next is in sight. */
  #expand(all) {
    const rows = [...this.#section.querySelectorAll('.facts-rows tr')], more = this.#section.querySelector('[data-facts="all"]');
    const asked = document.activeElement === more;
    this.#all = all;
    for (const [i, row] of rows.entries()) row.hidden = !all && i >= few;
    more.hidden = all || rows.length <= few;
    more.textContent = `Show all ${rows.length} facts`;
    if (all && asked) rows[few]?.querySelector('.mini').focus();
  }

  #row(fact) {
    const label = labelOf(fact.kind), id = `source-${fact.kind}`, { file, date, row } = fact.source;
    const source = element('p', { class: 'source', id, hidden: true }, `${file.slice(file.lastIndexOf('/') + 1)} of ${date}, row ${row}`);
    const open = element('button', { type: 'button', class: 'mini', 'aria-expanded': 'false', 'aria-controls': id, 'aria-label': `Source of ${label}`, title: 'Source', click: () => {
      source.hidden = !source.hidden;
      open.setAttribute('aria-expanded', String(!source.hidden));
    } }, 'i');
    const remove = element('button', { type: 'button', class: 'mini', 'aria-label': `Remove ${label}`, title: 'Remove', click: () => this.#remove(fact, label) }, '×');
    return element('tr', {}, element('th', { scope: 'row' }, label), element('td', {}, valueOf(fact), source), element('td', { class: 'row-actions' }, open, remove));
  }

  #remove(fact, label) {
    const at = [...this.#section.querySelectorAll('.facts-rows tr')].findIndex(row => row.querySelector(`#source-${fact.kind}`));
    this.#draft.change({ facts: this.#draft.listing.facts.filter(f => f !== fact) });
    this.#say(`${label} removed`);
    const rows = this.#section.querySelectorAll('.facts-rows tr:not([hidden])');
    rows[Math.min(at, rows.length - 1)]?.querySelector('.mini:last-child').focus();
  }
}
