// The tool that covers the number plate: the service looks for it, and four corners on the stage are for the hand or the arrow keys.

import { findPlate, patiently } from './api.js';
import { cornersOf } from './edits.js';

const names = ['Top left', 'Top right', 'Bottom right', 'Bottom left'];

export class Plate {
  #photos; #viewer; #bar; #layer; #page;
  #corners = null; #photo = null; #seeking = null; #near = null;

  /** @param {{say: (text: string) => void, trouble: (text: string) => void}} page */
  constructor(photos, viewer, bar, layer, page) {
    [this.#photos, this.#viewer, this.#bar, this.#layer, this.#page] = [photos, viewer, bar, layer, page];
    for (const [i, name] of names.entries()) layer.append(this.#handle(i, name));
    viewer.addEventListener('draw', () => this.#draw());
    this.#switch.addEventListener('change', () => this.#switch.checked ? this.#find() : this.#set(null));
    bar.querySelector('[data-plate="all"]').addEventListener('click', () => this.#all());
  }

  get #switch() { return this.#bar.querySelector('[name="plate"]'); }

  /** @param {object|null} photo whose corners are to be seen, or null for none */
  show(photo) {
    const { plate = null } = photo?.edits ?? {};
    [this.#photo, this.#corners] = [photo, cornersOf(plate)];
    this.#comeNear();
    this.#switch.checked = plate !== null || (photo !== null && this.#seeking === photo);
    this.#draw();
  }

  /** Has the stage show the corners large, once for each photo, and all of it again when the tool is laid down. */
  #comeNear() {
    const near = this.#corners && this.#photo;
    if (near === this.#near) return;
    this.#near = near;
    if (near) this.#viewer.lookAt(this.#corners);
    else this.#viewer.fit();
  }

  /** What the service covered, where it was left to find the plate. */
  covered(photo, numbers) {
    if (photo.edits.plate !== 'cover') return;
    if (numbers) this.#photos.edit(photo, { plate: numbers.join(',') });
    else if (photo === this.#photo) this.#hint('No plate was found in this photo.');
  }

  async #find() {
    const photo = this.#seeking = this.#photo, { signal } = photo.leave;
    this.#hint('Looking for the plate …');
    try {
      const { corners: found } = await patiently(() => findPlate(photo.file, signal), signal);
      if (this.#seeking !== photo) return;
      this.#seeking = null;
      this.#hint(found ? 'Drag the corners, or move them with the arrow keys.' : 'No plate was found: drag the corners to where it is.');
      this.#photos.edit(photo, { plate: text(found ?? guess(photo.cut)) });
    } catch (problem) {
      if (signal.aborted || this.#seeking !== photo) return;
      this.#seeking = null;
      this.#hint('');
      this.#page.trouble(`${problem.title}: ${problem.message}`);
      this.show(this.#photo);
    }
  }

  #set(plate) {
    this.#seeking = null;
    this.#hint('');
    this.#photos.edit(this.#photo, { plate });
  }

  #all() {
    for (const photo of this.#photos.all.filter(p => p.edits.plate === null)) this.#photos.edit(photo, { plate: 'cover' });
    this.#page.say('plates are covered on all photos');
  }

  #hint(words) { this.#bar.querySelector('.hint').textContent = words; }

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

  #drag(i, e) {
    const box = this.#layer.getBoundingClientRect();
    this.#move(i, this.#viewer.plane.toPhoto({ x: e.clientX - box.left, y: e.clientY - box.top }));
  }

  #key(i, e) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
    if (!by) return;
    e.preventDefault();
    const far = e.shiftKey ? 10 : 1, { x, y } = this.#corners[i];
    this.#move(i, { x: x + by[0] * far, y: y + by[1] * far });
  }

  #move(i, { x, y }) {
    const { width, height } = this.#photo.cut;
    const moved = this.#corners.with(i, { x: Math.min(Math.max(Math.round(x), 0), width), y: Math.min(Math.max(Math.round(y), 0), height) });
    if (convex(moved)) this.#photos.edit(this.#photo, { plate: text(moved.map(c => [c.x, c.y])) });
  }

  #draw() {
    this.#layer.hidden = !this.#corners;
    if (!this.#corners) return;
    const places = this.#corners.map(c => this.#viewer.plane.toStage(c));
    this.#layer.querySelector('polygon').setAttribute('points', places.map(p => `${p.x},${p.y}`).join(' '));
    for (const [i, handle] of this.#layer.querySelectorAll('.corner').entries()) handle.style.translate = `${places[i].x}px ${places[i].y}px`;
  }
}

const text = points => points.flat().map(n => String(Math.round(n))).join(',');

/** Whether corners turn one way all round, clockwise. */
function convex(points) {
  return points.every((b, i) => {
    const a = points.at(i - 1), c = points[(i + 1) % points.length];
    return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) > 0;
  });
}

/** Where plates often are: low in the car's middle. */
function guess({ subject: [x, y, width, height] }) {
  const [wide, high] = [width * 0.16, width * 0.16 / 4.5], [left, top] = [x + (width - wide) / 2, y + height * 0.68];
  return [[left, top], [left + wide, top], [left + wide, top + high], [left, top + high]];
}
