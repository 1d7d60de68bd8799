// The photos of this page, and their way through the service: two at a time, the one that is looked at first.

import { cutOut, patiently } from './api.js';
import { asOptions, keyOf, sound } from './edits.js';
import { greyPng } from './retouch/png.js';

/** Photos under way at a time. */
export const atOnce = 2;

/** What the preview is made of: the whole photo, transparent, without loss. */
export const whole = { background: 'transparent', format: 'png' };

export class Photos extends EventTarget {
  #all = [];
  #current = null;
  #next = 1;

  get all() { return this.#all; }
  get current() { return this.#current; }
  get done() { return this.#all.filter(p => p.state === 'done'); }

  /** @param {object} edits what was done to these before, as a saved listing has it */
  add(files, edits = {}) {
    const added = [...files].map(file => ({
      id: this.#next++, file, name: file.name || 'photo', url: URL.createObjectURL(file), state: 'waiting', share: 0, leave: new AbortController(),
      edits: sound(edits), review: [], cut: null, saved: Promise.resolve(), made: null,
    }));
    this.#all.push(...added);
    if (added.length > 0 && !this.#current) this.#current = added[0];
    this.#tell('list');
    this.#work();
    return added.length;
  }

  select(photo) {
    this.#current = photo;
    this.#tell('select', photo);
    this.#work();
  }

  remove(photo) {
    photo.leave.abort();
    const at = this.#all.indexOf(photo);
    this.#all.splice(at, 1);
    release(photo);
    if (this.#current === photo) this.#current = this.#all[Math.min(at, this.#all.length - 1)] ?? null;
    this.#tell('list');
    this.#work();
  }

  /** Puts a photo at another place of the row. */
  move(photo, to) {
    this.#all.splice(this.#all.indexOf(photo), 1);
    this.#all.splice(to, 0, photo);
    this.#tell('list');
  }

  clear() {
    for (const photo of this.#all) {
      photo.leave.abort();
      release(photo);
    }
    this.#all = [];
    this.#current = null;
    this.#tell('list');
  }

  retry(photo) {
    photo.problem = null;
    this.#set(photo, 'waiting');
    this.#work();
  }

  /** Tries again all that failed for want of a key. */
  retryRefused() {
    for (const photo of this.#all.filter(p => p.problem?.status === 401)) this.retry(photo);
  }

  /** Changes what is done to one photo alone. */
  edit(photo, edits) {
    Object.assign(photo.edits, edits);
    this.#tell('edit', photo);
  }

  /** A photo's finished picture as a file of these options, with all that was done to it; the last one made is kept. */
  async make(photo, options) {
    await photo.saved;
    const asked = { ...options, ...asOptions(photo.edits) }, key = keyOf(asked);
    if (photo.made?.key !== key) photo.made = { key, blob: (await this.#send(photo, asked)).blob };
    return photo.made.blob;
  }

  /** Cuts a photo anew, with what was retouched. */
  async recut(photo) {
    await photo.saved;
    const { retouch } = photo.edits;
    if (photo.cut.retouch === retouch || photo.anew === retouch) return;
    photo.anew = retouch;
    try {
      const cut = retouch ? await this.#send(photo, { ...whole, retouch }) : photo.bare;
      if (photo.edits.retouch === retouch) this.#take(photo, cut, retouch);
    } finally {
      photo.anew = undefined;
    }
  }

  #work() {
    const busy = this.#all.filter(p => p.state === 'sending' || p.state === 'cutting').length;
    const waiting = this.#all.filter(p => p.state === 'waiting');
    if (this.#current?.state === 'waiting') waiting.sort((a, b) => (b === this.#current) - (a === this.#current));
    for (const photo of waiting.slice(0, Math.max(0, atOnce - busy))) this.#cut(photo);
  }

  async #cut(photo) {
    this.#set(photo, 'sending');
    try {
      photo.bare = await this.#send(photo, whole, (state, share) => this.#set(photo, state, share));
      const { retouch } = photo.edits;
      this.#take(photo, retouch ? await this.#send(photo, { ...whole, retouch }) : photo.bare, retouch);
    } catch (problem) {
      if (photo.leave.signal.aborted) return;
      photo.problem = problem;
      this.#set(photo, 'failed');
    }
    this.#work();
  }

  #take(photo, { blob, part: [, , width, height], subject, confidence, review }, retouch) {
    if (photo.cut) URL.revokeObjectURL(photo.cut.url);
    photo.cut = { blob, url: URL.createObjectURL(blob), width, height, subject, confidence, retouch };
    photo.review = review;
    photo.made = { key: keyOf(retouch ? { ...whole, retouch } : whole), blob };
    this.#set(photo, 'done');
  }

  /** The photo's own pixels as the service reads them, for a format that this browser does not show: cut out with everything restored. */
  async own(photo) { return (await this.#send(photo, { ...whole, retouch: await greyPng(Uint8Array.of(255), 1, 1) })).blob; }

  #send(photo, options, tell = () => {}) {
    return patiently(() => cutOut(photo.file, options, tell, photo.leave.signal), photo.leave.signal);
  }

  #set(photo, state, share = 0) {
    photo.state = state;
    photo.share = share;
    this.#tell('change', photo);
  }

  #tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }
}

function release(photo) {
  URL.revokeObjectURL(photo.url);
  if (photo.cut) URL.revokeObjectURL(photo.cut.url);
}
