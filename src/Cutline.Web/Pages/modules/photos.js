// The photos of this page, and their way through the service: two at a time, the one that is looked at first.

import { cutOut } from './api.js';

const atOnce = 2;

/** What the preview is made of: the whole photo, transparent, without loss. */
export const whole = { background: 'transparent', format: 'png' };

export class Photos extends EventTarget {
  #all = [];
  #current = null;
  #next = 1;

  get all() { return this.#all; }
  get current() { return this.#current; }
  get done() { return this.#all.filter(p => p.state === 'done'); }

  add(files) {
    const added = [...files].map(file => ({
      id: this.#next++, file, name: file.name || 'photo', url: URL.createObjectURL(file), state: 'waiting', share: 0, leave: new AbortController(), made: new Map(), scenes: new Map(),
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

  /** A photo's cut-out as a file of these options; made once. */
  async make(photo, options) {
    const key = JSON.stringify(options);
    if (!photo.made.has(key)) photo.made.set(key, (await patiently(() => cutOut(photo.file, options, () => {}, photo.leave.signal), photo.leave.signal)).blob);
    return photo.made.get(key);
  }

  /** The address of a photo before a background that the service paints: the whole photo, to look at. */
  async scene(photo, background) {
    const blob = await this.make(photo, { background, format: 'webp' });
    if (!photo.scenes.has(background)) photo.scenes.set(background, URL.createObjectURL(blob));
    return photo.scenes.get(background);
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
      const cut = await patiently(() => cutOut(photo.file, whole, (state, share) => this.#set(photo, state, share), photo.leave.signal), photo.leave.signal);
      const [, , width, height] = cut.part;
      photo.cut = { url: URL.createObjectURL(cut.blob), width, height, subject: cut.subject, confidence: cut.confidence };
      photo.made.set(JSON.stringify(whole), cut.blob);
      this.#set(photo, 'done');
    } catch (problem) {
      if (photo.leave.signal.aborted) return;
      photo.problem = problem;
      this.#set(photo, 'failed');
    }
    this.#work();
  }

  #set(photo, state, share = 0) {
    photo.state = state;
    photo.share = share;
    this.#tell('change', photo);
  }

  #tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }
}

/** Comes back later as long as the service has too much to do. */
async function patiently(work, signal) {
  for (;;) {
    try {
      return await work();
    } catch (problem) {
      if (!problem.passes || signal.aborted) throw problem;
      await new Promise(wake => setTimeout(wake, 1000 * Math.min(problem.retryAfter, 20)));
      if (signal.aborted) throw problem;
    }
  }
}

function release(photo) {
  URL.revokeObjectURL(photo.url);
  if (photo.cut) URL.revokeObjectURL(photo.cut.url);
  for (const url of photo.scenes.values()) URL.revokeObjectURL(url);
}
