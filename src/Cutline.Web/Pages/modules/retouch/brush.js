// The brush on the stage: it draws lines on the mask, and a ring shows its size.

/**
 * @typedef {import('../plane.js').Point} Point
 * @typedef {import('./session.js').Session} Session
 * @typedef {import('./sheet.js').Sheet} Sheet
 */

export class Brush {
  radius = 20; // pixels of the photo
  softness = 0.3;
  restores = false;
  #viewer; #ring; #changed;
  /** @type {Session|null} */
  #session = null;
  /** @type {Sheet|null} */
  #sheet = null;
  /** @type {Point|null} */
  #last = null;
  /** @type {Point|null} */
  #at = null;

  /**
   * @param {import('../viewer.js').Viewer} viewer
   * @param {HTMLElement} ring
   * @param {() => void} changed called after each stroke
   */
  constructor(viewer, ring, changed) {
    this.#viewer = viewer;
    this.#ring = ring;
    this.#changed = changed;
    viewer.addEventListener('draw', () => this.#show());
  }

  /** Whether a stroke is being drawn. */
  get busy() { return this.#last !== null; }

  /**
   * Sets what the brush draws on.
   * @param {Session|null} session
   * @param {Sheet|null} sheet
   */
  take(session, sheet) {
    this.#session = session;
    this.#sheet = sheet;
    this.#last = null;
    this.#show();
  }

  /** @param {Point} at */
  begin(at) {
    if (!this.#sheet || !this.#session) return false;
    this.#session.history.begin();
    this.#last = this.#place(at);
    this.#line(this.#last);
    return true;
  }

  /** @param {Point} at */
  move(at) {
    if (this.#last) this.#line(this.#place(at));
  }

  end() {
    if (!this.#last || !this.#session) return;
    this.#last = null;
    this.#session.history.end();
    this.#session.save();
    this.#changed();
  }

  cancel() {
    if (!this.#last || !this.#session || !this.#sheet) return;
    this.#last = null;
    this.#sheet.changed(this.#session.history.cancel());
  }

  /** @param {Point|null} at */
  hover(at) {
    this.#at = at;
    this.#show();
  }

  /** Updates the ring after the size has changed. */
  resized() { this.#show(); }

  /** @param {Point} to */
  #line(to) {
    if (!this.#session || !this.#sheet || !this.#last) return;
    const { mask, history, scale } = this.#session;
    const brush = { radius: Math.max(this.radius * scale, 0.5), softness: this.softness, restores: this.restores };
    const reach = mask.reach(this.#last, to, brush);
    history.touch(reach);
    mask.line(this.#last, to, brush, reach);
    this.#sheet.changed(reach);
    this.#last = to;
  }

  /** A point of the stage on the mask. @param {Point} at */
  #place(at) {
    const { x, y } = this.#viewer.plane.toPhoto(at), scale = this.#session?.scale ?? 1;
    return { x: x * scale, y: y * scale };
  }

  #show() {
    this.#ring.hidden = !this.#at || !this.#sheet;
    if (!this.#at || !this.#sheet) return;
    const size = Math.max(2 * this.radius * this.#viewer.plane.scale, 3);
    Object.assign(
      this.#ring.style, { width: `${size}px`, height: `${size}px`, translate: `${this.#at.x - size / 2}px ${this.#at.y - size / 2}px` });
  }
}
