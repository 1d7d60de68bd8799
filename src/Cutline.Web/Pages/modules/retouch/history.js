// Strokes that can be taken back: of each, the squares that it touched, as they were. The oldest are forgotten when there are too many.

const side = 64;

export class History {
  #mask; #most;
  #undo = []; #redo = [];
  #stroke = null;

  /** @param {number} most bytes to keep */
  constructor(mask, most = 32 << 20) {
    [this.#mask, this.#most] = [mask, most];
  }

  get canUndo() { return this.#undo.length > 0; }
  get canRedo() { return this.#redo.length > 0; }
  get bytes() { return [...this.#undo, ...this.#redo].reduce((sum, stroke) => sum + stroke.size * side * side, 0); }

  begin() { this.#stroke = new Map(); }

  /** Remembers what is about to be changed. */
  touch({ x, y, width, height }) {
    if (width === 0 || height === 0) return;
    const across = Math.ceil(this.#mask.width / side);
    for (let row = y / side | 0; row <= (y + height - 1) / side | 0; row++) {
      for (let column = x / side | 0; column <= (x + width - 1) / side | 0; column++) {
        const at = row * across + column;
        if (!this.#stroke.has(at)) this.#stroke.set(at, this.#swap(at, null));
      }
    }
  }

  end() {
    if (this.#stroke?.size > 0) {
      this.#undo.push(this.#stroke);
      this.#redo = [];
    }
    this.#stroke = null;
    while (this.#undo.length > 1 && this.bytes > this.#most) this.#undo.shift();
  }

  /** Takes back the stroke that is under way; gives the part that changed. */
  cancel() {
    const stroke = this.#stroke;
    this.#stroke = null;
    this.#put(stroke);
    return this.#around(stroke);
  }

  /** Gives the part that changed. */
  undo() { return this.#move(this.#undo, this.#redo); }
  redo() { return this.#move(this.#redo, this.#undo); }

  #move(from, to) {
    const stroke = from.pop();
    to.push(this.#put(stroke));
    return this.#around(stroke);
  }

  /** The smallest box around a stroke's squares. */
  #around(stroke) {
    const { width, height } = this.#mask, across = Math.ceil(width / side);
    let [left, top, right, bottom] = [width, height, 0, 0];
    for (const at of stroke.keys()) {
      const [x, y] = [at % across * side, (at / across | 0) * side];
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + side), Math.max(bottom, y + side)];
    }
    return { x: left, y: top, width: Math.max(Math.min(right, width) - left, 0), height: Math.max(Math.min(bottom, height) - top, 0) };
  }

  #put(stroke) { return new Map([...stroke].map(([at, values]) => [at, this.#swap(at, values)])); }

  /** What a square holds; it is given other values, if any. */
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
