// The text as it is written and edited: a plain field before a mirror of itself, in which doubtful places are struck out.

import { element } from './element.js';
import { shifted } from './places.js';

export class Paper extends EventTarget {
  #field; #mirror; #reason; #doubts = []; #before = '';

  constructor(box) {
    super();
    [this.#field, this.#mirror, this.#reason] = ['textarea', '.paper-mirror', '.paper-reason'].map(s => box.querySelector(s));
    this.#field.addEventListener('input', () => this.#edited());
    this.#field.addEventListener('pointermove', e => this.#pointed(e));
    this.#field.addEventListener('pointerleave', () => this.#reason.hidden = true);
    this.#field.addEventListener('blur', () => this.#reason.hidden = true);
    document.addEventListener('selectionchange', () => document.activeElement === this.#field && this.#at(this.#field.selectionStart));
  }

  get text() { return this.#field.value; }
  set text(value) {
    this.#field.value = this.#before = value;
    this.#doubts = [];
    this.#draw();
  }

  get doubts() { return this.#doubts; }
  set doubts(doubts) {
    this.#doubts = [...doubts].sort((a, b) => a.start - b.start);
    this.#draw();
  }

  /** While a writer writes, nobody else does. */
  set writing(on) { this.#field.readOnly = on; }
  set language(code) { this.#field.lang = code; }

  reveal({ start, length }) {
    this.#field.focus();
    this.#field.setSelectionRange(start, start + length);
  }

  /** As if typed, so that it can be undone. */
  replace(start, end, text) {
    this.#field.focus();
    this.#field.setSelectionRange(start, end);
    if (text === '') document.execCommand('delete');
    else document.execCommand('insertText', false, text);
  }

  #edited() {
    this.#doubts = shifted(this.#doubts, this.#before, this.text);
    this.#before = this.text;
    this.#draw();
    this.dispatchEvent(new Event('edit'));
  }

  #draw() {
    const parts = [];
    let at = 0;
    for (const { start, length } of this.#doubts) {
      parts.push(this.text.slice(at, start), element('s', {}, this.text.slice(start, start + length)));
      at = start + length;
    }
    this.#mirror.replaceChildren(...parts, `${this.text.slice(at)}\u200b`);
    this.#reason.hidden = true;
  }

  #pointed(e) {
    const within = box => e.clientX >= box.left && e.clientX <= box.right && e.clientY >= box.top && e.clientY <= box.bottom;
    this.#tell([...this.#mirror.querySelectorAll('s')].findIndex(mark => [...mark.getClientRects()].some(within)));
  }

  #at(place) { this.#tell(this.#doubts.findIndex(d => place >= d.start && place <= d.start + d.length)); }

  #tell(which) {
    this.#reason.hidden = which < 0;
    if (which < 0) return;
    const mark = this.#mirror.querySelectorAll('s')[which].getBoundingClientRect(), box = this.#mirror.getBoundingClientRect();
    this.#reason.textContent = this.#doubts[which].reason;
    this.#reason.style.top = `${mark.bottom - box.top + 6}px`;
    this.#reason.style.left = `${Math.max(0, Math.min(mark.left - box.left, box.width - this.#reason.offsetWidth))}px`;
  }
}
