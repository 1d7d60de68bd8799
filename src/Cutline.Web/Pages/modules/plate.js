// The tool that covers the licence plate: the service detects it, and its four corners can be moved on the stage.

import { findPlate, retrying } from './api.js';
import { cornersOf } from './edits.js';
import { all, find } from './find.js';
import { sentenceOf } from './page.js';

/** @typedef {import('./photos.js').Photo} Photo */

const names = ['Top left', 'Top right', 'Bottom right', 'Bottom left'];

export class Plate {
  #photos; #viewer; #bar; #layer; #page;
  /** @type {{x: number, y: number}[]|null} */
  #corners = null;
  /** @type {Photo|null} */
  #photo = null;
  /** @type {Photo|null} */
  #searching = null;
  /** @type {Photo|null} */
  #zoomed = null;

  /**
   * @param {import('./photos.js').Photos} photos
   * @param {import('./viewer.js').Viewer} viewer
   * @param {HTMLElement} bar
   * @param {HTMLElement} layer over the stage
   * @param {{say: (text: string) => void, showError: (text: string) => void}} page
   */
  constructor(photos, viewer, bar, layer, page) {
    this.#photos = photos;
    this.#viewer = viewer;
    this.#bar = bar;
    this.#layer = layer;
    this.#page = page;
    for (const [i, name] of names.entries()) layer.append(this.#handle(i, name));
    viewer.addEventListener('draw', () => this.#draw());
    this.#switch.addEventListener('change', () => this.#switch.checked ? this.#find() : this.#set(null));
    find('[data-plate="all"]', bar).addEventListener('click', () => this.#coverAll());
  }

  get #switch() { return find('[name="plate"]', this.#bar); }

  /**
   * Shows the corners of a photo's plate.
   * @param {Photo|null} photo null to show none
   */
  show(photo) {
    const plate = photo?.edits.plate ?? null;
    [this.#photo, this.#corners] = [photo, cornersOf(plate)];
    this.#zoom();
    this.#switch.checked = plate !== null || (photo !== null && this.#searching === photo);
    this.#draw();
  }

  /** Zooms the stage to the corners once per photo, and back to the whole photo afterwards. */
  #zoom() {
    const near = this.#corners && this.#photo;
    if (near === this.#zoomed) return;
    this.#zoomed = near;
    if (near && this.#corners) this.#viewer.zoomTo(this.#corners);
    else this.#viewer.fit();
  }

  /**
   * Takes over the corners of a plate that the service detected and covered.
   * @param {Photo} photo
   * @param {number[]|null} numbers eight coordinates; null where none was detected
   */
  covered(photo, numbers) {
    if (photo.edits.plate !== 'cover') return;
    if (numbers) this.#photos.edit(photo, { plate: numbers.join(',') });
    else if (photo === this.#photo) this.#hint('No plate was detected in this photo.');
  }

  async #find() {
    const photo = this.#searching = this.#photo;
    if (!photo) return;
    const { signal } = photo.abort;
    this.#hint('Detecting the plate …');
    try {
      const { corners: found } = await retrying(() => findPlate(photo.file, signal), signal);
      if (this.#searching !== photo) return;
      this.#searching = null;
      this.#hint(found ? 'Drag the corners, or move them with the arrow keys.' : 'No plate was detected: drag the corners to where it is.');
      this.#photos.edit(photo, { plate: text(found ?? guess(photo)) });
    } catch (problem) {
      if (signal.aborted || this.#searching !== photo) return;
      this.#searching = null;
      this.#hint('');
      this.#page.showError(sentenceOf(problem));
      this.show(this.#photo);
    }
  }

  /** @param {string|null} plate */
  #set(plate) {
    this.#searching = null;
    this.#hint('');
    if (this.#photo) this.#photos.edit(this.#photo, { plate });
  }

  #coverAll() {
    for (const photo of this.#photos.all.filter(p => p.edits.plate === null)) this.#photos.edit(photo, { plate: 'cover' });
    this.#page.say('plates are covered on all photos');
  }

  /** @param {string} text */
  #hint(text) { find('.hint', this.#bar).textContent = text; }

  /**
   * The button of a corner.
   * @param {number} i
   * @param {string} name
   */
  #handle(i, name) {
    const handle = document.createElement('button');
    handle.type = 'button';
    handle.className = 'corner';
    handle.setAttribute('aria-label', `${name} corner of the plate; arrow keys move it`);
    handle.addEventListener('pointerdown', e => handle.setPointerCapture(e.pointerId));
    handle.addEventListener('pointermove', e => handle.hasPointerCapture(e.pointerId) && this.#drag(i, e));
    handle.addEventListener('keydown', e => this.#key(i, e));
    return handle;
  }

  /**
   * @param {number} i
   * @param {PointerEvent} e
   */
  #drag(i, e) {
    const box = this.#layer.getBoundingClientRect();
    this.#move(i, this.#viewer.plane.toPhoto({ x: e.clientX - box.left, y: e.clientY - box.top }));
  }

  /**
   * @param {number} i
   * @param {KeyboardEvent} e
   */
  #key(i, e) {
    const by = directions[e.key];
    if (!by || !this.#corners) return;
    e.preventDefault();
    const distance = e.shiftKey ? 10 : 1, { x, y } = this.#corners[i];
    this.#move(i, { x: x + by[0] * distance, y: y + by[1] * distance });
  }

  /**
   * @param {number} i
   * @param {{x: number, y: number}} to
   */
  #move(i, { x, y }) {
    if (!this.#photo?.cut || !this.#corners) return;
    const { width, height } = this.#photo.cut;
    const within = (/** @type {number} */ value, /** @type {number} */ most) => Math.min(Math.max(Math.round(value), 0), most);
    const moved = this.#corners.with(i, { x: within(x, width), y: within(y, height) });
    if (convex(moved)) this.#photos.edit(this.#photo, { plate: text(moved.map(c => [c.x, c.y])) });
  }

  #draw() {
    this.#layer.hidden = !this.#corners;
    if (!this.#corners) return;
    const points = this.#corners.map(c => this.#viewer.plane.toStage(c));
    find('polygon', this.#layer).setAttribute('points', points.map(p => `${p.x},${p.y}`).join(' '));
    for (const [i, handle] of all('.corner', this.#layer).entries()) handle.style.translate = `${points[i].x}px ${points[i].y}px`;
  }
}

/** @type {Record<string, number[]>} */
const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Coordinates as the option of the API. @param {number[][]} points */
const text = points => points.flat().map(n => String(Math.round(n))).join(',');

/**
 * Whether a polygon is convex, with its corners in clockwise order.
 * @param {{x: number, y: number}[]} points
 */
function convex(points) {
  return points.every((b, i) => {
    const a = points[(i + points.length - 1) % points.length], c = points[(i + 1) % points.length];
    return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) > 0;
  });
}

/**
 * A typical position of a plate: low in the middle of the car.
 * @param {Photo} photo
 */
function guess({ cut }) {
  const [x, y, width, height] = cut?.subject ?? [0, 0, 100, 100];
  const plateWidth = width * 0.16, plateHeight = plateWidth / 4.5, left = x + (width - plateWidth) / 2, top = y + height * 0.68;
  return [[left, top], [left + plateWidth, top], [left + plateWidth, top + plateHeight], [left, top + plateHeight]];
}
