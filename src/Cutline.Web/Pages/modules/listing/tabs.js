// Tabs (ARIA tabs pattern): one is selected, arrow keys move the selection, and each shows its panel.

import { all, closest } from '../find.js';

export class Tabs extends EventTarget {
  #list;

  /** @param {HTMLElement} list with the role tablist; the attribute aria-controls of a tab is the id of its panel */
  constructor(list) {
    super();
    this.#list = list;
    list.addEventListener('click', e => this.choose(closest(e, '[role="tab"]')));
    list.addEventListener('keydown', e => this.#key(e));
  }

  /** @returns {HTMLElement[]} */
  get all() { return all('[role="tab"]', this.#list); }
  get chosen() { return this.all.find(tab => tab.ariaSelected === 'true') ?? null; }

  /** @param {HTMLElement|null} chosen */
  choose(chosen) {
    if (!chosen) return;
    for (const tab of this.all) {
      tab.ariaSelected = String(tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    for (const tab of this.all) this.#panel(tab)?.toggleAttribute('hidden', this.#panel(tab) !== this.#panel(chosen));
    this.dispatchEvent(new CustomEvent('choose', { detail: chosen }));
  }

  /** @param {HTMLElement} tab */
  #panel(tab) { return document.getElementById(tab.getAttribute('aria-controls') ?? ''); }

  /** @param {KeyboardEvent} e */
  #key(e) {
    const tabs = this.all, at = tabs.findIndex(tab => tab === e.target);
    /** @type {Record<string, number>} */
    const targets = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
    const next = targets[e.key];
    if (at < 0 || next === undefined) return;
    e.preventDefault();
    const tab = tabs[(next + tabs.length) % tabs.length];
    this.choose(tab);
    tab.focus();
  }
}
