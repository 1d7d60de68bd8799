// Undo and redo of strokes: for each stroke, the previous content of the squares that it changed. The oldest are dropped at a memory limit.

/**
 * The content of squares by their index.
 * @typedef {Map<number, Uint8Array>} Stroke
 * @typedef {import('../plane.js').Box} Box
 */

const side = 64;

export class History {
  #mask; #most;
  /** @type {Stroke[]} */
  #undo = [];
  /** @type {Stroke[]} */
  #redo = [];
  /** @type {Stroke|null} */
  #stroke = null;

  /**
   * @param {import('./mask.js').Mask} mask
   * @param {number} most bytes to store
   */
  constructor(mask, most = 32 << 20) {
    this.#mask = mask;
    this.#most = most;
  }

  get canUndo() { return this.#undo.length > 0; }
  get canRedo() { return this.#redo.length > 0; }
  get bytes() { return [...this.#undo, ...this.#redo].reduce((sum, stroke) => sum + stroke.size * side * side, 0); }

  begin() { this.#stroke = new Map(); }

  /**
   * Stores the content of a part before it is changed.
   * @param {Box} part
   */
  touch({ x, y, width, height }) {
    if (width === 0 || height === 0) return;
    const across = Math.ceil(this.#mask.width / side);
    for (let row = Math.floor(y / side); row <= Math.floor((y + height - 1) / side); row++) {
      for (let column = Math.floor(x / side); column <= Math.floor((x + width - 1) / side); column++) {
        const at = row * across + column;
        if (this.#stroke && !this.#stroke.has(at)) this.#stroke.set(at, this.#swap(at, null));
      }
    }
  }

  end() {
    if (this.#stroke && this.#stroke.size > 0) {
      this.#undo.push(this.#stroke);
      this.#redo = [];
    }
    this.#stroke = null;
    while (this.#undo.length > 1 && this.bytes > this.#most) this.#undo.shift();
  }

  /** Reverts the stroke that is being drawn, and returns the part that has changed. */
  cancel() {
    const stroke = this.#stroke ?? new Map();
    this.#stroke = null;
    this.#put(stroke);
    return this.#around(stroke);
  }

  /** Reverts the last stroke, and returns the part that has changed. */
  undo() { return this.#move(this.#undo, this.#redo); }
  /** Repeats the last reverted stroke, and returns the part that has changed. */
  redo() { return this.#move(this.#redo, this.#undo); }

  /**
   * @param {Stroke[]} from
   * @param {Stroke[]} to
   */
  #move(from, to) {
    const stroke = from.pop() ?? new Map();
    to.push(this.#put(stroke));
    return this.#around(stroke);
  }

  /**
   * The bounding box of a stroke's squares.
   * @param {Stroke} stroke
   * @returns {Box}
   */
  #around(stroke) {
    const { width, height } = this.#mask, across = Math.ceil(width / side);
    let [left, top, right, bottom] = [width, height, 0, 0];
    for (const at of stroke.keys()) {
      const [x, y] = [at % across * side, (at / across | 0) * side];
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + side), Math.max(bottom, y + side)];
    }
    return { x: left, y: top, width: Math.max(Math.min(right, width) - left, 0), height: Math.max(Math.min(bottom, height) - top, 0) };
  }

  /**
   * Writes the squares, and returns their previous content.
   * @param {Stroke} stroke
   * @returns {Stroke}
   */
  #put(stroke) { return new Map([...stroke].map(([at, values]) => [at, this.#swap(at, values)])); }

  /**
   * The content of a square, which is replaced by other values where they are given.
   * @param {number} at index of the square
   * @param {Uint8Array|null} values
   */
  #swap(at, values) {
    const { width, height, values: all } = this.#mask, across = Math.ceil(width / side);
    const [left, top] = [at % across * side, (at / across | 0) * side], held = new Uint8Array(side * side);
    const wide = Math.min(side, width - left);
    for (let y = 0; y < Math.min(side, height - top); y++) {
      const row = all.subarray((top + y) * width + left, (top + y) * width + left + wide);
      held.set(row, y * side);
      if (values) row.set(values.subarray(y * side, y * side + wide));
    }
    return held;
  }
}
