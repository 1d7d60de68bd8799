// Pointer gestures on the stage: one pointer moves the divider, uses a tool or pans; two pointers and the wheel zoom.

import { closest } from './find.js';

/** @typedef {{x: number, y: number}} Point */

/**
 * @typedef {object} Actions
 * @property {() => boolean} ready
 * @property {(x: number) => void} slide
 * @property {(x: number, y: number) => void} pan
 * @property {(factor: number, at: Point) => void} zoom
 * @property {(at: Point) => void} double
 */

/**
 * @typedef {object} PointerTool
 * @property {(at: Point) => boolean} begin
 * @property {(at: Point) => void} move
 * @property {() => void} end
 * @property {() => void} cancel
 * @property {(at: Point|null) => void} hover
 */

export class Gestures {
  #stage; #actions;
  /** @type {PointerTool|null} */
  #tool = null;
  /** @type {Map<number, Point & {does: 'slide'|'tool'|'pan'}>} */
  #pointers = new Map();
  #space = false; #over = false;

  /**
   * @param {HTMLElement} stage
   * @param {Actions} actions
   */
  constructor(stage, actions) {
    this.#stage = stage;
    this.#actions = actions;
    stage.addEventListener('wheel', e => this.#wheel(e), { passive: false });
    stage.addEventListener('dblclick', e => !this.#tool && !this.#aside(e) && actions.double(this.#at(e)));
    stage.addEventListener('pointerdown', e => this.#down(e));
    stage.addEventListener('pointermove', e => this.#move(e));
    for (const type of /** @type {const} */ (['pointerup', 'pointercancel'])) stage.addEventListener(type, e => this.#up(e));
    stage.addEventListener('pointerleave', () => {
      this.#over = false;
      this.#tool?.hover(null);
    });
    addEventListener('keydown', e => e.code === 'Space' && this.#hold(e, true));
    addEventListener('keyup', e => e.code === 'Space' && this.#hold(e, false));
    addEventListener('blur', () => { this.#space = false; });
  }

  /**
   * What one pointer does; null for panning. With the space key it pans in any case; a second finger cancels the first one's action.
   * @param {PointerTool|null} tool
   */
  set tool(tool) {
    this.#tool?.hover(null);
    this.#tool = tool;
  }

  /** Whether an event belongs to a control on the stage. @param {Event} e */
  #aside(e) { return closest(e, '.zoom, .notice, .corner'); }

  /**
   * @param {KeyboardEvent} e
   * @param {boolean} on
   */
  #hold(e, on) {
    const { target } = e;
    if (!this.#tool || !(this.#over || (target instanceof Node && this.#stage.contains(target)))) return;
    if (closest(e, 'textarea, select, dialog, input:not([type="range"], [type="radio"])')) return;
    e.preventDefault();
    this.#space = on;
    this.#stage.classList.toggle('held', on);
  }

  /** @param {WheelEvent} e */
  #wheel(e) {
    if (!this.#actions.ready()) return;
    e.preventDefault();
    this.#actions.zoom(Math.exp(-e.deltaY * (e.ctrlKey ? 0.01 : 0.0015)), this.#at(e));
  }

  /** @param {MouseEvent} e */
  #at(e) {
    const box = this.#stage.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  }

  /** @param {PointerEvent} e */
  #down(e) {
    if (!this.#actions.ready() || this.#aside(e)) return;
    const at = this.#at(e), grip = closest(e, '.split-grip');
    for (const other of this.#pointers.values()) {
      if (other.does === 'tool') this.#tool?.cancel();
      if (other.does !== 'slide') other.does = 'pan';
    }
    const works = this.#tool && !grip && this.#pointers.size === 0 && !this.#space && e.button === 0 && this.#tool.begin(at);
    this.#pointers.set(e.pointerId, { ...at, does: grip ? 'slide' : works ? 'tool' : 'pan' });
    this.#stage.setPointerCapture(e.pointerId);
    this.#stage.classList.toggle('panning', !works);
  }

  /** @param {PointerEvent} e */
  #move(e) {
    this.#over = true;
    const now = this.#at(e), last = this.#pointers.get(e.pointerId);
    if (e.pointerType !== 'touch' || last?.does === 'tool') this.#tool?.hover(now);
    if (!last) return;
    const others = [...this.#pointers].filter(([id]) => id !== e.pointerId).map(([, p]) => p);
    if (last.does === 'slide') this.#actions.slide(now.x);
    else if (others.length > 0) this.#pinch(last, now, others[0]);
    else if (last.does === 'tool') this.#tool?.move(now);
    else this.#actions.pan(now.x - last.x, now.y - last.y);
    Object.assign(last, now);
  }

  /**
   * @param {Point} last
   * @param {Point} now
   * @param {Point} other
   */
  #pinch(last, now, other) {
    const before = Math.hypot(last.x - other.x, last.y - other.y), after = Math.hypot(now.x - other.x, now.y - other.y);
    this.#actions.pan((now.x - last.x) / 2, (now.y - last.y) / 2);
    if (before > 0) this.#actions.zoom(after / before, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  }

  /** @param {PointerEvent} e */
  #up(e) {
    const pointer = this.#pointers.get(e.pointerId);
    this.#pointers.delete(e.pointerId);
    if (pointer?.does === 'tool') {
      if (e.type === 'pointerup') this.#tool?.end();
      else this.#tool?.cancel();
    }
    if (e.pointerType === 'touch') this.#tool?.hover(null);
    if (this.#pointers.size === 0) this.#stage.classList.remove('panning');
  }
}
