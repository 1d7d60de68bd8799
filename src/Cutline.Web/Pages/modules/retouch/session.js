// The retouching of one photo: its mask, what can be taken back, and the PNG that the service is sent.

import { History } from './history.js';
import { Mask } from './mask.js';
import { greyOf, greyPng } from './png.js';
import { Sheet } from './sheet.js';

const mostPixels = 1 << 24; // that every browser gives a canvas; a larger photo is retouched at a size within it

export class Session {
  #version = 0;

  constructor(photos, photo, mask) {
    [this.photos, this.photo, this.mask, this.history] = [photos, photo, mask, new History(mask)];
  }

  static async begin(photos, photo) {
    const { width, height } = photo.cut, scale = Math.min(1, Math.sqrt(mostPixels / (width * height)));
    const [wide, high] = [Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale))];
    await photo.saved;
    const { retouch } = photo.edits;
    return new Session(photos, photo, new Mask(wide, high, retouch ? await greyOf(retouch, wide, high) : undefined));
  }

  /** Pixels of the mask for one of the photo. */
  get scale() { return this.mask.width / this.photo.cut.width; }

  /** Lays photo and cut-out on a canvas, to be drawn as they are retouched. */
  async sheet(canvas) {
    const { width, height } = this.mask, size = { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' };
    const [photo, cut] = await Promise.all([this.#own(size), createImageBitmap(this.photo.bare.blob, size)]);
    return new Sheet(canvas, this.mask, photo, cut);
  }

  /** The photo's own pixels, as the browser reads them or else the service. */
  async #own(size) {
    try {
      return await createImageBitmap(this.photo.file, size);
    } catch {
      return createImageBitmap(await this.photos.own(this.photo), size);
    }
  }

  /** Gives the photo what was retouched until now; the photo's `saved` tells when. */
  save() {
    const version = ++this.#version, { photo, mask } = this;
    photo.saved = photo.saved.then(async () => {
      if (version !== this.#version) return;
      const retouch = mask.untouched ? null : await greyPng(mask.values, mask.width, mask.height);
      this.photos.edit(photo, { retouch });
    });
  }
}
