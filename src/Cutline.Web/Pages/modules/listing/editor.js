// The text editor: a text field in front of a copy of its text, in which unsupported claims are struck out.

import { all, find } from '../find.js';
import { element } from './element.js';
import { shifted } from './places.js';

/** @typedef {import('./checking.js').Doubt} Doubt */

export class Editor extends EventTarget {
  #field; #mirror; #reason;
  /** @type {Doubt[]} */
  #doubts = [];
  #before = '';

  /** @param {HTMLElement} box */
  constructor(box) {
    super();
    this.#field = find('textarea', box);
    this.#mirror = find('.paper-mirror', box);
    this.#reason = find('.paper-reason', box);
    this.#field.addEventListener('input', () => this.#edited());
    this.#field.addEventListener('pointermove', (/** @type {PointerEvent} */ e) => this.#pointed(e));
    this.#field.addEventListener('pointerleave', () => { this.#reason.hidden = true; });
    this.#field.addEventListener('blur', () => { this.#reason.hidden = true; });
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

  /** Makes the field read-only while a text is written. */
  set writing(/** @type {boolean} */ on) { this.#field.readOnly = on; }
  set language(/** @type {string} */ code) { this.#field.lang = code; }

  /**
   * Selects a claim.
   * @param {Doubt} doubt
   */
  reveal({ start, length }) {
    this.#field.focus();
    this.#field.setSelectionRange(start, start + length);
  }

  /**
   * Replaces a part of the text by an editing command, so that it can be undone.
   * @param {number} start
   * @param {number} end
   * @param {string} text
   */
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
    /** @type {(Node|string)[]} */
    const parts = [];
    let at = 0;
    for (const { start, length } of this.#doubts) {
      parts.push(this.text.slice(at, start), element('s', {}, this.text.slice(start, start + length)));
      at = start + length;
    }
    this.#mirror.replaceChildren(...parts, `${this.text.slice(at)}\u200b`);
    this.#reason.hidden = true;
  }

  /** @param {PointerEvent} e */
  #pointed(e) {
    const within = (/** @type {DOMRect} */ box) =>
      e.clientX >= box.left && e.clientX <= box.right && e.clientY >= box.top && e.clientY <= box.bottom;
    this.#show(all('s', this.#mirror).findIndex(mark => [...mark.getClientRects()].some(within)));
  }

  /** @param {number} place */
  #at(place) { this.#show(this.#doubts.findIndex(d => place >= d.start && place <= d.start + d.length)); }

  /** Shows the reason of a claim. @param {number} which -1 for none */
  #show(which) {
    this.#reason.hidden = which < 0;
    if (which < 0) return;
    const mark = this.#mirror.querySelectorAll('s')[which].getBoundingClientRect(), box = this.#mirror.getBoundingClientRect();
    this.#reason.textContent = this.#doubts[which].reason;
    this.#reason.style.top = `${mark.bottom - box.top + 6}px`;
    this.#reason.style.left = `${Math.max(0, Math.min(mark.left - box.left, box.width - this.#reason.offsetWidth))}px`;
  }
}
