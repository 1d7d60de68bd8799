// The stage: the photo and the finished picture on top of each other, with a divider between them, zoom and pan.

import { Gestures } from './gestures.js';
import { find } from './find.js';
import { Plane } from './plane.js';

/**
 * @typedef {import('./plane.js').Point} Point
 * @typedef {import('./plane.js').Box} Box
 */

const step = 1.25;

export class Viewer extends EventTarget {
  #stage; #world; #before; #after; #picture; #paper; #split; #grip; #value; #zoom;
  #plane = new Plane();
  #share = 0.5; #opening = false; #divided = true; #underlay = false;
  #gestures;

  /** @param {HTMLElement} stage */
  constructor(stage) {
    super();
    this.#stage = stage;
    this.#world = find('.world', stage);
    this.#before = find('.before', stage);
    this.#after = find('.after', stage);
    this.#paper = find('.backing', stage);
    this.#split = find('.split', stage);
    this.#grip = find('.split-grip', stage);
    this.#zoom = find('.zoom', stage);
    this.#picture = find('img', this.#after);
    this.#value = find('[data-zoom="full"]', stage);
    const photo = find('img', this.#before);
    photo.addEventListener('error', () => {
      photo.hidden = true;
      this.dispatchEvent(new Event('unsupported')); // a format that this browser cannot show
    });
    photo.addEventListener('load', () => { photo.hidden = false; });
    this.#zoom.addEventListener('click', (/** @type {any} */ e) => this.#zoomBy(e.target.dataset.zoom));
    this.#grip.addEventListener('keydown', (/** @type {KeyboardEvent} */ e) => this.#slideBy(e));
    stage.addEventListener('keydown', e => this.#key(e));
    this.#gestures = new Gestures(stage, {
      ready: () => !this.#world.hidden,
      slide: x => {
        this.#opening = false;
        this.#slide(x / stage.clientWidth);
      },
      pan: (x, y) => {
        this.#opening = false;
        this.#plane.pan(x, y);
        this.#draw();
      },
      zoom: (factor, at) => this.#rescale(this.#plane.scale * factor, at),
      double: at => this.#zoomBy(this.#plane.fitted ? 'full' : 'fit', at),
    });
    new ResizeObserver(() => this.#resized()).observe(stage);
  }

  get plane() { return this.#plane; }

  /** @param {import('./gestures.js').PointerTool|null} tool */
  set tool(tool) { this.#gestures.tool = tool; }

  /** The longer side of the finished picture in pixels of the screen, at least that of the stage. */
  get pixels() {
    const { frame, scale } = this.#plane;
    const { clientWidth, clientHeight } = this.#stage;
    return Math.round(Math.max(clientWidth, clientHeight, Math.max(frame.width, frame.height) * scale) * devicePixelRatio);
  }

  /**
   * Shows a photo; the divider moves in from the right.
   * @param {import('./photos.js').Photo} photo
   */
  show(photo) {
    find('img', this.#before).src = photo.url;
    if (photo.cut) this.#plane.photo = photo.cut;
    this.#visible(true);
    this.#open();
  }

  hide() { this.#visible(false); }

  /**
   * Shows the finished picture.
   * @param {{url: string, place: Box, frame: Box, paper: string|null, turned: number}} picture
   * its position and the visible part, in pixels of the photo; the CSS background behind it, null for none; the rotation that is still to
   * be applied, in degrees
   */
  picture({ url, place, frame, paper, turned }) {
    if (this.#picture.src !== url) this.#picture.src = url;
    put(this.#picture, place);
    put(this.#paper, frame);
    this.#paper.style.background = paper ?? '';
    this.#after.style.setProperty('--turned', `${turned}deg`);
    this.#picture.style.transformOrigin = `${this.#plane.photo.width / 2 - place.x}px ${this.#plane.photo.height / 2 - place.y}px`;
    const { x, y, width, height } = this.#plane.frame;
    const same = frame.x === x && frame.y === y && frame.width === width && frame.height === height;
    this.#plane.frame = frame;
    if (same) this.#draw();
    else this.#fit();
  }

  /** @param {number} degrees the clockwise rotation of the photo about its centre */
  turn(degrees) {
    this.#plane.turn = degrees;
    this.#draw();
  }

  /** Whether a divider separates the photo and the finished picture; otherwise only the finished picture is shown. */
  set divided(/** @type {boolean} */ on) {
    this.#divided = on;
    this.#split.hidden = !on || this.#world.hidden;
    this.#stage.classList.toggle('whole', !on);
    this.#draw();
  }

  /**
   * Zooms to points of the photo.
   * @param {Point[]} points
   */
  zoomTo(points) {
    const { plane } = this, { width, height } = plane.stage;
    const places = points.map(p => plane.toStage(p)), columns = places.map(p => p.x);
    const left = Math.min(...columns), right = Math.max(...columns);
    const middle = { x: (left + right) / 2, y: places.reduce((sum, p) => sum + p.y, 0) / places.length };
    plane.rescale(plane.scale * 0.3 * width / (right - left), middle);
    plane.pan(width / 2 - middle.x, height / 2 - middle.y);
    this.#draw();
    this.dispatchEvent(new Event('rescale'));
  }

  /** Shows the whole picture. */
  fit() { this.#fit(); }

  /** Whether the photo is visible through transparent parts of the finished picture. */
  set underlay(/** @type {boolean} */ on) {
    this.#underlay = on;
    this.#draw();
  }

  /** @param {boolean} on */
  #visible(on) {
    this.#world.hidden = this.#zoom.hidden = !on;
    this.#split.hidden = !on || !this.#divided;
    this.#stage.classList.toggle('ready', on);
  }

  /** Animates the divider from the right edge to the middle, unless the user moves it. */
  #open() {
    this.#opening = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!this.#opening) return this.#slide(0.5);
    const began = performance.now();
    const frame = (/** @type {number} */ now) => {
      if (!this.#opening) return;
      const t = Math.min((now - began) / 700, 1);
      this.#slide(1 - 0.5 * (1 - (1 - t) ** 3));
      this.#opening = t < 1;
      requestAnimationFrame(frame);
    };
    this.#slide(1);
    requestAnimationFrame(frame);
  }

  #resized() {
    this.#plane.stage = { width: this.#stage.clientWidth, height: this.#stage.clientHeight };
    if (this.#plane.fitted) this.#plane.fit();
    this.#draw();
  }

  #fit() {
    this.#plane.stage = { width: this.#stage.clientWidth, height: this.#stage.clientHeight };
    this.#plane.fit();
    this.#draw();
  }

  /**
   * @param {string|undefined} how `fit`, `full`, `in` or `out`
   * @param {Point} at
   */
  #zoomBy(how, at = { x: this.#stage.clientWidth / 2, y: this.#stage.clientHeight / 2 }) {
    const { scale } = this.#plane;
    if (how === 'fit') this.#fit();
    else if (how === 'full') this.#rescale(1 / devicePixelRatio, at);
    else if (how === 'in') this.#rescale(scale * step, at);
    else if (how === 'out') this.#rescale(scale / step, at);
  }

  /**
   * @param {number} scale
   * @param {Point} at
   */
  #rescale(scale, at) {
    this.#plane.rescale(scale, at);
    this.#draw();
    this.dispatchEvent(new Event('rescale'));
  }

  #draw() {
    const { photo, frame: f, stage, scale, x, y, turn } = this.#plane;
    Object.assign(
      this.#world.style,
      { width: `${photo.width}px`, height: `${photo.height}px`, transform: `translate(${x}px, ${y}px) scale(${scale})` });
    this.#world.style.setProperty('--zoom', scale);
    this.#world.style.setProperty('--turn', `${turn}deg`);
    this.#world.classList.toggle('near', scale * devicePixelRatio > 3);
    const line = this.#divided ? (this.#share * stage.width - x) / scale : -Infinity;
    const part = Math.min(Math.max(line, f.x), f.x + f.width);
    const clip = (/** @type {number} */ left, /** @type {number} */ right) =>
      `inset(${f.y}px ${photo.width - right}px ${photo.height - f.y - f.height}px ${left}px)`;
    this.#before.style.clipPath = clip(f.x, this.#underlay ? f.x + f.width : part);
    this.#after.style.clipPath = clip(part, f.x + f.width);
    this.#split.style.translate = `${this.#share * stage.width}px`;
    this.#value.textContent = `${Math.round(scale * devicePixelRatio * 100)} %`;
    this.dispatchEvent(new Event('draw'));
  }

  /** @param {number} share of the stage to the left of the divider */
  #slide(share) {
    this.#share = Math.min(Math.max(share, 0), 1);
    const percent = Math.round(this.#share * 100);
    this.#grip.setAttribute('aria-valuenow', percent);
    this.#grip.setAttribute('aria-valuetext', `${percent} percent photo, ${100 - percent} percent cut-out`);
    this.#draw();
  }

  /** @param {KeyboardEvent} e */
  #slideBy(e) {
    const by = slides[e.key];
    if (by === undefined) return;
    e.preventDefault();
    this.#opening = false;
    this.#slide(this.#share + by);
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    const how = zooms[e.key];
    if (how && !e.ctrlKey && !e.metaKey && !this.#world.hidden) this.#zoomBy(how);
  }
}

/** @type {Record<string, number>} */
const slides = { ArrowLeft: -0.02, ArrowDown: -0.02, ArrowRight: 0.02, ArrowUp: 0.02, PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1 };

/** @type {Record<string, string>} */
const zooms = { '+': 'in', '=': 'in', '-': 'out', 0: 'fit', 1: 'full' };

/**
 * Positions an element.
 * @param {HTMLElement} part
 * @param {Box} box
 */
function put(part, { x, y, width, height }) {
  Object.assign(part.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
}
