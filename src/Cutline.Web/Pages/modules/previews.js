// Previews that the service renders for the stage: requested after a pause, one at a time; a newer request replaces an older one.

import { cutOut, retrying } from './api.js';
import { asOptions, keyOf } from './edits.js';

const pause = 200; // milliseconds without a change before a request
const cached = 12; // previews
const steps = 512; // pixels; sizes are rounded up to multiples, so that small changes of the window need no request

/** @typedef {{url: string, part: number[], plate: number[]|null}} Preview */

export class Previews {
  /** @type {Map<string, Preview>} */
  #cache = new Map(); // the last used at the end
  #abort = new AbortController();
  /** @type {{key: string, preview: Promise<Preview|null>}|null} */
  #requested = null;

  /**
   * Requests a preview; an earlier request that is not finished is cancelled.
   * @param {import('./photos.js').Photo} photo
   * @param {Record<string, string|Blob>} settings as options of the API
   * @param {number} size of the stage's longer side, in pixels of the screen
   * @returns {Promise<Preview|null>} null when it was cancelled
   */
  preview(photo, settings, size) {
    const { format: _format, quality: _quality, metadata: _metadata, ...visible } = settings;
    const longest = Math.min(Math.ceil(size / steps) * steps, Number(settings.size ?? Infinity));
    const options = { ...visible, ...asOptions(photo.edits), size: String(longest), format: 'webp' };
    const key = `${photo.id} ${keyOf(options)}`;
    if (this.#requested?.key !== key) {
      this.stop();
      this.#requested = { key, preview: this.#request(photo.file, options, key, this.#abort.signal) };
    }
    return this.#requested.preview;
  }

  /** Cancels the current request. */
  stop() {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#requested = null;
  }

  /**
   * @param {Blob} file
   * @param {Record<string, string|Blob>} options
   * @param {string} key
   * @param {AbortSignal} signal
   * @returns {Promise<Preview|null>}
   */
  async #request(file, options, key, signal) {
    const old = this.#cache.get(key);
    if (old) return this.#keep(key, old);
    await resting(signal);
    if (signal.aborted) return null;
    try {
      const { blob, part, plate } = await retrying(() => cutOut(file, options, () => {}, signal), signal);
      const image = new Image(), url = URL.createObjectURL(blob);
      image.src = url;
      await image.decode(); // so that the stage can show it at once
      return this.#keep(key, { url, part, plate });
    } catch (problem) {
      if (signal.aborted) return null;
      throw problem;
    }
  }

  /**
   * @param {string} key
   * @param {Preview} preview
   */
  #keep(key, preview) {
    this.#cache.delete(key);
    this.#cache.set(key, preview);
    for (const [oldest, { url }] of this.#cache) {
      if (this.#cache.size <= cached) break;
      URL.revokeObjectURL(url);
      this.#cache.delete(oldest);
    }
    return preview;
  }
}

/**
 * Waits for the pause, or until the request is cancelled.
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function resting(signal) {
  return new Promise(wake => {
    const timer = setTimeout(wake, pause);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      wake();
    }, { once: true });
  });
}
