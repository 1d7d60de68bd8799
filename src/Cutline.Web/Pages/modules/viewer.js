// The stage: photo and finished picture on top of each other, parted by a line, with zoom and pan.

import { Gestures } from './gestures.js';
import { Plane } from './plane.js';

const step = 1.25;

export class Viewer extends EventTarget {
  #stage; #world; #before; #after; #picture; #paper; #split; #grip; #value; #zoom;
  #plane = new Plane();
  #share = 0.5; #opening = false; #parted = true; #beneath = false;
  #gestures;

  constructor(stage) {
    super();
    const find = selector => stage.querySelector(selector);
    this.#stage = stage;
    [this.#world, this.#before, this.#after, this.#paper, this.#split, this.#grip, this.#zoom] = ['.world', '.before', '.after', '.backing', '.split', '.split-grip', '.zoom'].map(find);
    this.#picture = this.#after.querySelector('img');
    this.#value = find('[data-zoom="full"]');
    const photo = this.#before.querySelector('img');
    photo.addEventListener('error', () => (photo.hidden = true, this.dispatchEvent(new Event('unshown')))); // a format that this browser does not show
    photo.addEventListener('load', () => photo.hidden = false);
    this.#zoom.addEventListener('click', e => this.#zoomTo(e.target.dataset.zoom));
    this.#grip.addEventListener('keydown', e => this.#slideBy(e));
    stage.addEventListener('keydown', e => this.#key(e));
    this.#gestures = new Gestures(stage, {
      ready: () => !this.#world.hidden,
      slide: x => (this.#opening = false, this.#slide(x / stage.clientWidth)),
      pan: (x, y) => (this.#opening = false, this.#plane.pan(x, y), this.#draw()),
      zoom: (factor, at) => this.#rescale(this.#plane.scale * factor, at),
      double: at => this.#zoomTo(this.#plane.fitted ? 'full' : 'fit', at),
    });
    new ResizeObserver(() => this.#resized()).observe(stage);
  }

  get plane() { return this.#plane; }
  set tool(tool) { this.#gestures.tool = tool; }

  /** How many pixels of the screen the finished picture's longer side has, at least the stage's. */
  get pixels() {
    const { frame, scale } = this.#plane;
    return Math.round(Math.max(this.#stage.clientWidth, this.#stage.clientHeight, Math.max(frame.width, frame.height) * scale) * devicePixelRatio);
  }

  /** Shows a photo, opening from the finished picture's side. */
  show(photo) {
    this.#before.querySelector('img').src = photo.url;
    this.#plane.photo = photo.cut;
    this.#visible(true);
    this.#open();
  }

  hide() { this.#visible(false); }

  /**
   * What is seen of the finished picture.
   * @param {{url: string, place: object, frame: object, paper: string|null, turned: number}} picture
   *   its place and the part to show, in the photo's pixels; what lies behind it, null for nothing; degrees by which it is yet to be turned
   */
  picture({ url, place, frame, paper, turned }) {
    if (this.#picture.src !== url) this.#picture.src = url;
    put(this.#picture, place);
    put(this.#paper, frame);
    this.#paper.style.background = paper ?? '';
    this.#after.style.setProperty('--turned', `${turned}deg`);
    this.#picture.style.transformOrigin = `${this.#plane.photo.width / 2 - place.x}px ${this.#plane.photo.height / 2 - place.y}px`;
    const same = ['x', 'y', 'width', 'height'].every(k => frame[k] === this.#plane.frame[k]);
    this.#plane.frame = frame;
    if (same) this.#draw();
    else this.#fit();
  }

  /** @param {number} degrees by which the photo is turned about its centre, clockwise */
  turn(degrees) {
    this.#plane.turn = degrees;
    this.#draw();
  }

  /** Whether a line parts before and after; without it, after is seen alone. */
  set parted(on) {
    this.#parted = on;
    this.#split.hidden = !on || this.#world.hidden;
    this.#stage.classList.toggle('whole', !on);
    this.#draw();
  }

  /** Brings points of the photo to the stage's middle, large enough to work on. */
  lookAt(points) {
    const { plane } = this, { width, height } = plane.stage;
    const places = points.map(p => plane.toStage(p)), [left, right] = [Math.min(...places.map(p => p.x)), Math.max(...places.map(p => p.x))];
    const middle = { x: (left + right) / 2, y: places.reduce((sum, p) => sum + p.y, 0) / places.length };
    plane.rescale(plane.scale * 0.3 * width / (right - left), middle);
    plane.pan(width / 2 - middle.x, height / 2 - middle.y);
    this.#draw();
    this.dispatchEvent(new Event('rescale'));
  }

  /** Shows all of the picture again. */
  fit() { this.#fit(); }

  /** Whether the photo is seen beneath all of the finished picture, where that lets it through. */
  set beneath(on) {
    this.#beneath = on;
    this.#draw();
  }

  #visible(on) {
    this.#world.hidden = this.#zoom.hidden = !on;
    this.#split.hidden = !on || !this.#parted;
    this.#stage.classList.toggle('ready', on);
  }

  /** Draws the line from the right edge to the middle, unless a hand takes it meanwhile. */
  #open() {
    this.#opening = !matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (!this.#opening) return this.#slide(0.5);
    const began = performance.now();
    const frame = now => {
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

  #zoomTo(how, at = { x: this.#stage.clientWidth / 2, y: this.#stage.clientHeight / 2 }) {
    const { scale } = this.#plane;
    if (how === 'fit') this.#fit();
    else if (how === 'full') this.#rescale(1 / devicePixelRatio, at);
    else if (how === 'in') this.#rescale(scale * step, at);
    else if (how === 'out') this.#rescale(scale / step, at);
  }

  #rescale(scale, at) {
    this.#plane.rescale(scale, at);
    this.#draw();
    this.dispatchEvent(new Event('rescale'));
  }

  #draw() {
    const { photo, frame: f, stage, scale, x, y, turn } = this.#plane;
    Object.assign(this.#world.style, { width: `${photo.width}px`, height: `${photo.height}px`, transform: `translate(${x}px, ${y}px) scale(${scale})` });
    this.#world.style.setProperty('--zoom', scale);
    this.#world.style.setProperty('--turn', `${turn}deg`);
    this.#world.classList.toggle('near', scale * devicePixelRatio > 3);
    const line = this.#parted ? (this.#share * stage.width - x) / scale : -Infinity;
    const part = Math.min(Math.max(line, f.x), f.x + f.width);
    const clip = (left, right) => `inset(${f.y}px ${photo.width - right}px ${photo.height - f.y - f.height}px ${left}px)`;
    this.#before.style.clipPath = clip(f.x, this.#beneath ? f.x + f.width : part);
    this.#after.style.clipPath = clip(part, f.x + f.width);
    this.#split.style.translate = `${this.#share * stage.width}px`;
    this.#value.textContent = `${Math.round(scale * devicePixelRatio * 100)} %`;
    this.dispatchEvent(new Event('draw'));
  }

  #slide(share) {
    this.#share = Math.min(Math.max(share, 0), 1);
    const percent = Math.round(this.#share * 100);
    this.#grip.setAttribute('aria-valuenow', percent);
    this.#grip.setAttribute('aria-valuetext', `${percent} percent photo, ${100 - percent} percent cut-out`);
    this.#draw();
  }

  #slideBy(e) {
    const by = { ArrowLeft: -0.02, ArrowDown: -0.02, ArrowRight: 0.02, ArrowUp: 0.02, PageUp: 0.1, PageDown: -0.1, Home: -1, End: 1 }[e.key];
    if (by === undefined) return;
    e.preventDefault();
    this.#opening = false;
    this.#slide(this.#share + by);
  }

  #key(e) {
    const how = { '+': 'in', '=': 'in', '-': 'out', '0': 'fit', '1': 'full' }[e.key];
    if (how && !e.ctrlKey && !e.metaKey && !this.#world.hidden) this.#zoomTo(how);
  }
}

function put(part, { x, y, width, height }) {
  Object.assign(part.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
}
