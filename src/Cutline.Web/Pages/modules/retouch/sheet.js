// The retouched cut-out on a canvas, updated where the mask changes: erased pixels are transparent, restored pixels show the photo.

import { neutral } from './mask.js';

/** @typedef {import('../plane.js').Box} Box */

/**
 * @param {OffscreenCanvas|HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
function contextOf(canvas, settings) {
  const context = /** @type {OffscreenCanvasRenderingContext2D|CanvasRenderingContext2D|null} */ (canvas.getContext('2d', settings));
  if (!context) throw new Error('this browser has no 2D canvas');
  return context;
}

export class Sheet {
  #canvas; #context; #mask;
  /** @type {ImageBitmap|null} */
  #photo;
  /** @type {ImageBitmap|null} */
  #cut;
  #scratch = contextOf(new OffscreenCanvas(1, 1), { willReadFrequently: true });
  /** @type {Box|null} */
  #changed = null;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import('./mask.js').Mask} mask
   * @param {ImageBitmap} photo of the mask's size
   * @param {ImageBitmap} cut of the mask's size
   */
  constructor(canvas, mask, photo, cut) {
    this.#canvas = canvas;
    this.#mask = mask;
    this.#photo = photo;
    this.#cut = cut;
    [canvas.width, canvas.height] = [mask.width, mask.height];
    this.#context = contextOf(canvas);
    this.changed();
  }

  /**
   * Redraws a part, or everything, before the next frame.
   * @param {Box} part
   */
  changed(part = { x: 0, y: 0, width: this.#mask.width, height: this.#mask.height }) {
    if (part.width === 0 || part.height === 0) return;
    if (!this.#changed) requestAnimationFrame(() => this.#draw());
    this.#changed = this.#changed ? around(this.#changed, part) : part;
  }

  close() {
    this.#photo?.close();
    this.#cut?.close();
    this.#photo = null;
    this.#cut = null;
    this.#changed = null;
    [this.#canvas.width, this.#canvas.height] = [1, 1];
  }

  #draw() {
    const part = this.#changed;
    this.#changed = null;
    if (!part) return;
    const rows = Math.max(1, (1 << 20) / part.width | 0); // in pieces, so that the scratch canvas stays small
    for (let y = part.y; y < part.y + part.height; y += rows) this.#piece({ ...part, y, height: Math.min(rows, part.y + part.height - y) });
  }

  /** @param {Box} piece */
  #piece({ x, y, width, height }) {
    if (!this.#photo || !this.#cut) return;
    const result = this.#pixels(this.#cut, x, y, width, height), { data } = result;
    const own = this.#pixels(this.#photo, x, y, width, height).data;
    for (let row = 0, i = 0; row < height; row++) {
      for (let column = 0, m = (y + row) * this.#mask.width + x; column < width; column++, m++, i += 4) {
        const value = this.#mask.values[m];
        if (value === neutral) continue;
        if (value < neutral) {
          data[i + 3] = Math.round(data[i + 3] * value / neutral);
          continue;
        }
        const share = (value - neutral) / (255 - neutral), was = data[i + 3], alpha = was + (255 - was) * share;
        for (let c = 0; c < 3; c++) data[i + c] = Math.round((data[i + c] * was * (1 - share) + own[i + c] * 255 * share) / alpha);
        data[i + 3] = Math.round(alpha);
      }
    }
    this.#context.putImageData(result, x, y);
  }

  /**
   * @param {ImageBitmap} picture
   * @param {number} x
   * @param {number} y
   * @param {number} width
   * @param {number} height
   */
  #pixels(picture, x, y, width, height) {
    const { canvas } = this.#scratch;
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
    this.#scratch.clearRect(0, 0, width, height);
    this.#scratch.drawImage(picture, x, y, width, height, 0, 0, width, height);
    return this.#scratch.getImageData(0, 0, width, height);
  }
}

/**
 * The bounding box of two boxes.
 * @param {Box} a
 * @param {Box} b
 */
function around(a, b) {
  const x = Math.min(a.x, b.x), y = Math.min(a.y, b.y);
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}
