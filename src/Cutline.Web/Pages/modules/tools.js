// The row above the stage: one tool at a time, and its bar.

export class Tools extends EventTarget {
  #row;
  #name = 'compare';

  constructor(row) {
    super();
    this.#row = row;
    row.addEventListener('click', e => this.choose(e.target.closest('[data-tool]')?.dataset.tool));
    addEventListener('keydown', e => e.key === 'Escape' && !document.querySelector('dialog[open]') && this.choose('compare'));
  }

  get name() { return this.#name; }

  choose(name) {
    if (!name || name === this.#name) return;
    this.#name = name;
    for (const button of this.#row.querySelectorAll('[data-tool]')) button.setAttribute('aria-pressed', String(button.dataset.tool === name));
    for (const bar of this.#row.querySelectorAll('[data-for]')) bar.hidden = bar.dataset.for !== name;
    this.dispatchEvent(new Event('change'));
  }

  set enabled(on) {
    for (const button of this.#row.querySelectorAll('[data-tool]')) button.disabled = !on;
    if (!on) this.choose('compare');
  }
}
