// The cut-out as it is retouched, drawn at once where the mask changes: what is erased lets the background through, what is restored is the photo.

import { asCut } from './mask.js';

export class Sheet {
  #canvas; #context; #mask; #photo; #cut;
  #scratch = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  #changed = null;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import('./mask.js').Mask} mask
   * @param {ImageBitmap} photo of the mask's size
   * @param {ImageBitmap} cut of the mask's size
   */
  constructor(canvas, mask, photo, cut) {
    [this.#canvas, this.#mask, this.#photo, this.#cut] = [canvas, mask, photo, cut];
    [canvas.width, canvas.height] = [mask.width, mask.height];
    this.#context = canvas.getContext('2d');
    this.changed();
  }

  /** Draws a part anew, or all of it, before the screen is next painted. */
  changed(part = { x: 0, y: 0, width: this.#mask.width, height: this.#mask.height }) {
    if (part.width === 0 || part.height === 0) return;
    if (!this.#changed) requestAnimationFrame(() => this.#draw());
    this.#changed = this.#changed ? around(this.#changed, part) : part;
  }

  close() {
    this.#photo?.close();
    this.#cut?.close();
    [this.#photo, this.#cut, this.#changed] = [null, null, null];
    [this.#canvas.width, this.#canvas.height] = [1, 1];
  }

  #draw() {
    const part = this.#changed;
    this.#changed = null;
    if (!part) return;
    const rows = Math.max(1, (1 << 20) / part.width | 0); // a piece at a time, so that scratch space stays small
    for (let y = part.y; y < part.y + part.height; y += rows) this.#piece({ ...part, y, height: Math.min(rows, part.y + part.height - y) });
  }

  #piece({ x, y, width, height }) {
    const seen = this.#pixels(this.#cut, x, y, width, height), own = this.#pixels(this.#photo, x, y, width, height).data, { data } = seen;
    for (let row = 0, i = 0; row < height; row++) {
      for (let column = 0, m = (y + row) * this.#mask.width + x; column < width; column++, m++, i += 4) {
        const value = this.#mask.values[m];
        if (value === asCut) continue;
        if (value < asCut) {
          data[i + 3] = Math.round(data[i + 3] * value / asCut);
          continue;
        }
        const share = (value - asCut) / (255 - asCut), was = data[i + 3], alpha = was + (255 - was) * share;
        for (let c = 0; c < 3; c++) data[i + c] = Math.round((data[i + c] * was * (1 - share) + own[i + c] * 255 * share) / alpha);
        data[i + 3] = Math.round(alpha);
      }
    }
    this.#context.putImageData(seen, x, y);
  }

  #pixels(picture, x, y, width, height) {
    const { canvas } = this.#scratch;
    if (canvas.width < width) canvas.width = width;
    if (canvas.height < height) canvas.height = height;
    this.#scratch.clearRect(0, 0, width, height);
    this.#scratch.drawImage(picture, x, y, width, height, 0, 0, width, height);
    return this.#scratch.getImageData(0, 0, width, height);
  }
}

function around(a, b) {
  const x = Math.min(a.x, b.x), y = Math.min(a.y, b.y);
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}
