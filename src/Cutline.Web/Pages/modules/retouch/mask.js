// The manual edit mask, for each pixel: 128 keeps the cut-out, 0 erases, 255 restores.

/**
 * @typedef {import('../plane.js').Point} Point
 * @typedef {import('../plane.js').Box} Box
 * @typedef {{radius: number, softness: number, restores: boolean}} BrushShape
 *   softness, from 0 to 1, is the fraction of the radius over which it fades, inwards and outwards
 */

export const neutral = 128;

export class Mask {
  /**
   * @param {number} width
   * @param {number} height
   * @param {Uint8Array} values in row order
   */
  constructor(width, height, values = new Uint8Array(width * height).fill(neutral)) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /** Whether no pixel is edited. */
  get untouched() {
    const { values } = this;
    for (let i = 0; i < values.length; i++) if (values[i] !== neutral) return false;
    return true;
  }

  /**
   * The pixels that a line may change.
   * @param {Point} from
   * @param {Point} to
   * @param {{radius: number, softness: number}} brush
   * @returns {Box}
   */
  reach(from, to, { radius, softness }) {
    const out = radius + Math.max(radius * softness, 0.5);
    const left = Math.max(Math.floor(Math.min(from.x, to.x) - out), 0);
    const right = Math.min(Math.ceil(Math.max(from.x, to.x) + out), this.width);
    const top = Math.max(Math.floor(Math.min(from.y, to.y) - out), 0);
    const bottom = Math.min(Math.ceil(Math.max(from.y, to.y) + out), this.height);
    return { x: left, y: top, width: Math.max(right - left, 0), height: Math.max(bottom - top, 0) };
  }

  /**
   * Draws a line with a round brush. Its strength is 1 inside, one half at the radius and 0 outside; drawing over the same pixels again
   * changes nothing.
   * @param {Point} from
   * @param {Point} to
   * @param {BrushShape} brush
   * @param {Box} reach of the line
   */
  line(from, to, brush, reach) {
    const fade = Math.max(brush.radius * brush.softness, 0.5), [dx, dy] = [to.x - from.x, to.y - from.y], length = dx * dx + dy * dy;
    for (let y = reach.y; y < reach.y + reach.height; y++) {
      for (let x = reach.x, i = y * this.width + x; x < reach.x + reach.width; x++, i++) {
        const [px, py] = [x + 0.5 - from.x, y + 0.5 - from.y];
        const along = length > 0 ? Math.min(Math.max((px * dx + py * dy) / length, 0), 1) : 0;
        const strength = 0.5 + (brush.radius - Math.hypot(px - along * dx, py - along * dy)) / (2 * fade);
        if (strength <= 0) continue;
        const value = Math.round(255 * Math.min(strength, 1));
        this.values[i] = brush.restores ? Math.max(this.values[i], value) : Math.min(this.values[i], 255 - value);
      }
    }
  }
}
