// The brush on the stage: lines where the hand goes, and a ring that shows how large it is.

export class Brush {
  radius = 20; // in the photo's pixels
  softness = 0.3;
  restores = false;
  #viewer; #ring;
  #session = null; #sheet = null; #last = null; #at = null;

  /** @param {() => void} changed after each stroke */
  constructor(viewer, ring, changed) {
    [this.#viewer, this.#ring, this.changed] = [viewer, ring, changed];
    viewer.addEventListener('draw', () => this.#show());
  }

  /** Whether a stroke is under way. */
  get busy() { return this.#last !== null; }

  /** What to work on, or nothing. */
  take(session, sheet) {
    [this.#session, this.#sheet, this.#last] = [session, sheet, null];
    this.#show();
  }

  begin(at) {
    if (!this.#sheet) return false;
    this.#session.history.begin();
    this.#last = this.#place(at);
    this.#line(this.#last);
    return true;
  }

  move(at) {
    if (this.#last) this.#line(this.#place(at));
  }

  end() {
    if (!this.#last) return;
    this.#last = null;
    this.#session.history.end();
    this.#session.save();
    this.changed();
  }

  cancel() {
    if (!this.#last) return;
    this.#last = null;
    this.#sheet.changed(this.#session.history.cancel());
  }

  hover(at) {
    this.#at = at;
    this.#show();
  }

  /** Shows the ring anew after its size changed. */
  resized() { this.#show(); }

  #line(to) {
    const { mask, history, scale } = this.#session, brush = { radius: Math.max(this.radius * scale, 0.5), softness: this.softness, restores: this.restores };
    const reach = mask.reach(this.#last, to, brush);
    history.touch(reach);
    mask.line(this.#last, to, brush, reach);
    this.#sheet.changed(reach);
    this.#last = to;
  }

  #place(at) {
    const { x, y } = this.#viewer.plane.toPhoto(at), { scale } = this.#session;
    return { x: x * scale, y: y * scale };
  }

  #show() {
    this.#ring.hidden = !this.#at || !this.#sheet;
    if (this.#ring.hidden) return;
    const size = Math.max(2 * this.radius * this.#viewer.plane.scale, 3);
    Object.assign(this.#ring.style, { width: `${size}px`, height: `${size}px`, translate: `${this.#at.x - size / 2}px ${this.#at.y - size / 2}px` });
  }
}
