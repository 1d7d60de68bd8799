// What the service paints, as the stage needs it: asked for once the hand rests, one at a time, the older given up for the newer.

import { cutOut, patiently } from './api.js';
import { asOptions, keyOf } from './edits.js';

const rest = 200; // milliseconds without a change before the service is asked
const kept = 12;
const steps = 512; // pixels; a size of the stage is rounded up to these, so that small changes of a window ask for nothing

export class Previews {
  #kept = new Map(); // key -> picture, the last used at the end
  #leave = new AbortController();
  #asked = null;

  /**
   * Asks for a picture; what was asked for before and is not there yet is given up.
   * @param {object} photo
   * @param {Record<string, string|Blob>} look as the API has it
   * @param {number} size of the stage's longer side, in pixels of the screen
   * @returns {Promise<{url: string, part: number[], plate: number[]|null}|null>} null when it was given up
   */
  picture(photo, look, size) {
    const { format, quality, metadata, ...seen } = look;
    const longest = Math.min(Math.ceil(size / steps) * steps, Number(look.size ?? Infinity));
    const asked = { ...seen, ...asOptions(photo.edits), size: String(longest), format: 'webp' };
    const key = `${photo.id} ${keyOf(asked)}`;
    if (this.#asked?.key !== key) {
      this.stop();
      this.#asked = { key, picture: this.#ask(photo.file, asked, key, this.#leave.signal) };
    }
    return this.#asked.picture;
  }

  /** Gives up what is under way. */
  stop() {
    this.#leave.abort();
    this.#leave = new AbortController();
    this.#asked = null;
  }

  async #ask(file, asked, key, signal) {
    const old = this.#kept.get(key);
    if (old) return this.#keep(key, old);
    await resting(signal);
    if (signal.aborted) return null;
    try {
      const { blob, part, plate } = await patiently(() => cutOut(file, asked, () => {}, signal), signal);
      const image = new Image(), url = URL.createObjectURL(blob);
      image.src = url;
      await image.decode(); // so that it is there at once when the stage takes it
      return this.#keep(key, { url, part, plate });
    } catch (problem) {
      if (signal.aborted) return null;
      throw problem;
    }
  }

  #keep(key, picture) {
    this.#kept.delete(key);
    this.#kept.set(key, picture);
    for (const [oldest, { url }] of this.#kept) {
      if (this.#kept.size <= kept) break;
      URL.revokeObjectURL(url);
      this.#kept.delete(oldest);
    }
    return picture;
  }
}

function resting(signal) {
  return new Promise(wake => {
    const timer = setTimeout(wake, rest);
    signal.addEventListener('abort', () => (clearTimeout(timer), wake()), { once: true });
  });
}
