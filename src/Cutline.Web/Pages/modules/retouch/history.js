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

  /** Takes back the stroke that is under way. */
  cancel() {
    if (this.#stroke) this.#put(this.#stroke);
    this.#stroke = null;
  }

  undo() { this.#move(this.#undo, this.#redo); }
  redo() { this.#move(this.#redo, this.#undo); }

  #move(from, to) {
    const stroke = from.pop();
    if (stroke) to.push(this.#put(stroke));
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
