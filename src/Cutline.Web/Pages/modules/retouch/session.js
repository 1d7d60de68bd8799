// The retouch of one photo: its mask, its undo history, and the PNG that is sent to the service.

import { History } from './history.js';
import { Mask } from './mask.js';
import { greyOf, greyPng } from './png.js';
import { Sheet } from './sheet.js';

const mostPixels = 1 << 24; // of a canvas in every browser; larger photos are retouched at this size

/** @typedef {import('../photos.js').Photo} Photo */

export class Session {
  #version = 0;

  /**
   * @param {import('../photos.js').Photos} photos
   * @param {Photo} photo
   * @param {Mask} mask
   * @param {{width: number, height: number}} size of the photo
   */
  constructor(photos, photo, mask, size) {
    this.photos = photos;
    this.photo = photo;
    this.mask = mask;
    this.size = size;
    this.history = new History(mask);
  }

  /**
   * @param {import('../photos.js').Photos} photos
   * @param {Photo} photo
   */
  static async begin(photos, photo) {
    const { width, height } = photo.cut ?? { width: 1, height: 1 }, scale = Math.min(1, Math.sqrt(mostPixels / (width * height)));
    const [wide, high] = [Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale))];
    await photo.saved;
    const { retouch } = photo.edits;
    return new Session(photos, photo, new Mask(wide, high, retouch ? await greyOf(retouch, wide, high) : undefined), { width, height });
  }

  /** The size of the mask relative to the photo. */
  get scale() { return this.mask.width / this.size.width; }

  /**
   * Draws the retouched cut-out on a canvas.
   * @param {HTMLCanvasElement} canvas
   */
  async sheet(canvas) {
    const { width, height } = this.mask, { bare } = this.photo;
    if (!bare) throw new Error('it is not cut out yet');
    /** @type {ImageBitmapOptions} */
    const size = { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' };
    const [photo, cut] = await Promise.all([this.#decoded(size), createImageBitmap(bare.blob, size)]);
    return new Sheet(canvas, this.mask, photo, cut);
  }

  /**
   * The photo's pixels, decoded by the browser or else by the service.
   * @param {ImageBitmapOptions} size
   */
  async #decoded(size) {
    try {
      return await createImageBitmap(this.photo.file, size);
    } catch {
      return createImageBitmap(await this.photos.decode(this.photo), size);
    }
  }

  /** Adds the current mask to the photo's edits; the photo's `saved` completes then. */
  save() {
    const version = ++this.#version, { photo, mask } = this;
    photo.saved = photo.saved.then(async () => {
      if (version !== this.#version) return;
      const retouch = mask.untouched ? null : await greyPng(mask.values, mask.width, mask.height);
      this.photos.edit(photo, { retouch });
    });
  }
}
