// Tabs as the ARIA pattern has them: one is chosen, arrow keys go round, and each shows its panel.

export class Tabs extends EventTarget {
  #list;

  /** @param {Element} list with role tablist; each of its tabs names its panel in aria-controls */
  constructor(list) {
    super();
    this.#list = list;
    list.addEventListener('click', e => this.choose(e.target.closest('[role="tab"]')));
    list.addEventListener('keydown', e => this.#key(e));
  }

  get all() { return [...this.#list.querySelectorAll('[role="tab"]')]; }
  get chosen() { return this.all.find(tab => tab.ariaSelected === 'true') ?? null; }

  choose(chosen) {
    if (!chosen) return;
    for (const tab of this.all) {
      tab.ariaSelected = String(tab === chosen);
      tab.tabIndex = tab === chosen ? 0 : -1;
    }
    for (const tab of this.all) this.#panel(tab)?.toggleAttribute('hidden', this.#panel(tab) !== this.#panel(chosen));
    this.dispatchEvent(new CustomEvent('choose', { detail: chosen }));
  }

  #panel(tab) { return document.getElementById(tab.getAttribute('aria-controls')); }

  #key(e) {
    const all = this.all, at = all.indexOf(e.target);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[e.key];
    if (at < 0 || next === undefined) return;
    e.preventDefault();
    const tab = all[(next + all.length) % all.length];
    this.choose(tab);
    tab.focus();
  }
}
