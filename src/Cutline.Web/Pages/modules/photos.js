// The photos of this page and their processing by the service: two at a time, the selected one first.

import { ApiError, cutOut, retrying } from './api.js';
import { defaultOf } from './cutOptions.js';
import { asOptions, keyOf, validated } from './edits.js';
import { messageOf } from './page.js';
import { greyPng } from './retouch/png.js';

/**
 * A cut-out of the whole photo, transparent, at the photo's size.
 * @typedef {{blob: Blob, url: string, width: number, height: number, subject: number[], confidence: number, retouch: Blob|null}} Cut
 */

/**
 * @typedef {object} Photo
 * @property {number} id
 * @property {File} file
 * @property {string} name
 * @property {string} url of the photo, or of what the service decodes where the browser cannot
 * @property {'waiting'|'sending'|'cutting'|'done'|'failed'} state
 * @property {number} share of the upload that is sent
 * @property {AbortController} abort
 * @property {import('./edits.js').Edits} edits
 * @property {string[]} review reasons to check it
 * @property {string} [checked] the reasons that were checked
 * @property {ApiError|null} problem
 * @property {Cut|null} cut with the retouch
 * @property {import('./api.js').CutOut|null} bare the cut-out without the retouch
 * @property {Blob|null} [recutting] the retouch that is being applied
 * @property {Promise<void>} saved completes when the last brush stroke is part of the edits
 * @property {{key: string, blob: Blob}|null} made the last finished picture
 * @property {boolean} [decoded] whether the service has decoded it for the browser
 */

/** Number of photos that are processed at a time. */
export const parallel = 2;

/** The options of the cut-out that previews are made of: the whole photo, transparent, lossless. */
export const whole = { background: /** @type {string} */ (defaultOf('background')), format: 'png' };

/**
 * The photo of a photos event.
 * @param {Event} event
 * @returns {Photo}
 */
export const photoOf = event => /** @type {CustomEvent} */ (event).detail;

/** Events: `list`, `select`, and for one photo `change` (its state) and `edit`. */
export class Photos extends EventTarget {
  /** @type {Photo[]} */
  #all = [];
  /** @type {Photo|null} */
  #current = null;
  #next = 1;

  get all() { return this.#all; }
  get current() { return this.#current; }
  get done() { return this.#all.filter(p => p.state === 'done'); }

  /**
   * Adds photos.
   * @param {Iterable<File>} files
   * @param {Partial<import('./edits.js').Edits>} edits of a saved listing
   * @returns {number} how many
   */
  add(files, edits = {}) {
    const added = [...files].map(file => /** @type {Photo} */ ({
      id: this.#next++, file, name: file.name || 'photo', url: URL.createObjectURL(file),
      state: 'waiting', share: 0, abort: new AbortController(),
      edits: validated(edits), review: [], problem: null, cut: null, bare: null, saved: Promise.resolve(), made: null,
    }));
    this.#all.push(...added);
    if (added.length > 0 && !this.#current) this.#current = added[0];
    this.#notify('list');
    this.#work();
    return added.length;
  }

  /** @param {Photo} photo */
  select(photo) {
    this.#current = photo;
    this.#notify('select', photo);
    this.#work();
  }

  /** @param {Photo} photo */
  remove(photo) {
    photo.abort.abort();
    const at = this.#all.indexOf(photo);
    this.#all.splice(at, 1);
    release(photo);
    if (this.#current === photo) this.#current = this.#all[Math.min(at, this.#all.length - 1)] ?? null;
    this.#notify('list');
    this.#work();
  }

  /**
   * Moves a photo to another position.
   * @param {Photo} photo
   * @param {number} to
   */
  move(photo, to) {
    this.#all.splice(this.#all.indexOf(photo), 1);
    this.#all.splice(to, 0, photo);
    this.#notify('list');
  }

  clear() {
    for (const photo of this.#all) {
      photo.abort.abort();
      release(photo);
    }
    this.#all = [];
    this.#current = null;
    this.#notify('list');
  }

  /** @param {Photo} photo */
  retry(photo) {
    photo.problem = null;
    this.#set(photo, 'waiting');
    this.#work();
  }

  /** Retries all photos that failed without an API key. */
  retryRefused() {
    for (const photo of this.#all.filter(p => p.problem?.status === 401)) this.retry(photo);
  }

  /**
   * Changes the edits of a photo.
   * @param {Photo} photo
   * @param {Partial<import('./edits.js').Edits>} edits
   */
  edit(photo, edits) {
    Object.assign(photo.edits, edits);
    this.#notify('edit', photo);
  }

  /**
   * The finished picture of a photo with its edits; the last one is cached.
   * @param {Photo} photo
   * @param {Record<string, string|Blob>} options of the API
   */
  async make(photo, options) {
    await photo.saved;
    const all = { ...options, ...asOptions(photo.edits) }, key = keyOf(all);
    if (photo.made?.key === key) return photo.made.blob;
    const { blob } = await this.#send(photo, all);
    photo.made = { key, blob };
    return blob;
  }

  /**
   * Cuts a photo again after its retouch has changed.
   * @param {Photo} photo
   */
  async recut(photo) {
    await photo.saved;
    const { retouch } = photo.edits;
    if (!photo.bare || photo.cut?.retouch === retouch || photo.recutting === retouch) return;
    photo.recutting = retouch;
    try {
      const cut = retouch ? await this.#send(photo, { ...whole, retouch }) : photo.bare;
      if (photo.edits.retouch === retouch) this.#take(photo, cut, retouch);
    } finally {
      photo.recutting = undefined;
    }
  }

  /**
   * The photo's pixels as the service decodes them, for a format that this browser cannot show: a cut-out with everything restored.
   * @param {Photo} photo
   */
  async decode(photo) {
    return (await this.#send(photo, { ...whole, retouch: await greyPng(Uint8Array.of(255), 1, 1) })).blob;
  }

  #work() {
    const busy = this.#all.filter(p => p.state === 'sending' || p.state === 'cutting').length;
    const waiting = this.#all.filter(p => p.state === 'waiting');
    if (this.#current?.state === 'waiting') waiting.sort((a, b) => Number(b === this.#current) - Number(a === this.#current));
    for (const photo of waiting.slice(0, Math.max(0, parallel - busy))) this.#cut(photo);
  }

  /** @param {Photo} photo */
  async #cut(photo) {
    this.#set(photo, 'sending');
    try {
      const bare = photo.bare = await this.#send(photo, whole, (state, share) => this.#set(photo, state, share));
      const { retouch } = photo.edits;
      this.#take(photo, retouch ? await this.#send(photo, { ...whole, retouch }) : bare, retouch);
    } catch (problem) {
      if (photo.abort.signal.aborted) return;
      photo.problem = problem instanceof ApiError ? problem : new ApiError(0, { detail: messageOf(problem) });
      this.#set(photo, 'failed');
    }
    this.#work();
  }

  /**
   * @param {Photo} photo
   * @param {import('./api.js').CutOut} cutOut
   * @param {Blob|null} retouch
   */
  #take(photo, { blob, part: [, , width, height], subject, confidence, review }, retouch) {
    if (photo.cut) URL.revokeObjectURL(photo.cut.url);
    photo.cut = { blob, url: URL.createObjectURL(blob), width, height, subject, confidence, retouch };
    photo.review = review;
    photo.made = { key: keyOf(retouch ? { ...whole, retouch } : whole), blob };
    this.#set(photo, 'done');
  }

  /**
   * @param {Photo} photo
   * @param {Record<string, string|Blob>} options
   * @param {(state: 'sending'|'cutting', share: number) => void} progress
   */
  #send(photo, options, progress = () => {}) {
    return retrying(() => cutOut(photo.file, options, progress, photo.abort.signal), photo.abort.signal);
  }

  /**
   * @param {Photo} photo
   * @param {Photo['state']} state
   */
  #set(photo, state, share = 0) {
    photo.state = state;
    photo.share = share;
    this.#notify('change', photo);
  }

  /**
   * @param {string} type
   * @param {Photo} [photo]
   */
  #notify(type, photo) { this.dispatchEvent(new CustomEvent(type, { detail: photo })); }
}

/** @param {Photo} photo */
function release(photo) {
  URL.revokeObjectURL(photo.url);
  if (photo.cut) URL.revokeObjectURL(photo.cut.url);
}
