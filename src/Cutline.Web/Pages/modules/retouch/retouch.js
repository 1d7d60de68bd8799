// The retouch tool, which erases and restores: its bar, its keys, and the canvas on the stage.

import { closest, find } from '../find.js';
import { sentenceOf } from '../page.js';
import { Brush } from './brush.js';
import { Session } from './session.js';

const cached = 3; // photos whose strokes can be undone
const smallest = 1; // radius in pixels

/** @typedef {import('../photos.js').Photo} Photo */

export class Retouch {
  #photos; #viewer; #page; #bar; #canvas; #stage;
  #brush;
  /** @type {Map<Photo, Session>} */
  #sessions = new Map();
  /** @type {Session|null} */
  #session = null;
  /** @type {import('./sheet.js').Sheet|null} */
  #sheet = null;
  #turn = 0;

  /**
   * @param {import('../photos.js').Photos} photos
   * @param {import('../viewer.js').Viewer} viewer
   * @param {HTMLElement} bar
   * @param {HTMLElement} stage
   * @param {{say: (text: string) => void, showError: (text: string) => void}} page
   */
  constructor(photos, viewer, bar, stage, page) {
    this.#photos = photos;
    this.#viewer = viewer;
    this.#bar = bar;
    this.#stage = stage;
    this.#page = page;
    this.#canvas = find('.sheet', stage);
    this.#brush = new Brush(viewer, find('.ring', stage), () => this.#buttons());
    bar.addEventListener('input', () => this.#read());
    bar.addEventListener('click', e => this.#act(closest(e, '[data-stroke]')?.dataset.stroke));
    addEventListener('keydown', e => this.#key(e));
    this.#buttons();
  }

  /**
   * Opens a photo for the brush.
   * @param {Photo} photo
   */
  async open(photo) {
    if (this.#session?.photo === photo && this.#sheet) return this.#start(this.#session, this.#sheet);
    this.close();
    const turn = ++this.#turn;
    this.#stage.classList.add('loading');
    try {
      const session = this.#sessions.get(photo) ?? await Session.begin(this.#photos, photo);
      const sheet = await session.sheet(this.#canvas);
      if (turn !== this.#turn) return sheet.close();
      this.#session = session;
      this.#sheet = sheet;
      this.#keep(photo, session);
      this.#start(session, sheet);
    } catch (problem) {
      if (turn === this.#turn) this.#page.showError(`This photo cannot be retouched: ${sentenceOf(problem)}`);
    } finally {
      if (turn === this.#turn) this.#stage.classList.remove('loading');
    }
  }

  /** Puts the brush away; the canvas stays visible until `close`. */
  rest() {
    this.#viewer.tool = null;
    this.#viewer.underlay = false;
    this.#brush.take(null, null);
    this.#stage.classList.remove('brushing', 'restoring');
  }

  /** Hides the canvas. */
  close() {
    this.#turn++;
    this.rest();
    this.#sheet?.close();
    this.#session = null;
    this.#sheet = null;
    for (const photo of this.#sessions.keys()) if (!this.#photos.all.includes(photo)) this.#sessions.delete(photo);
    this.#stage.classList.remove('retouched', 'loading');
    this.#buttons();
  }

  /**
   * @param {Session} session
   * @param {import('./sheet.js').Sheet} sheet
   */
  #start(session, sheet) {
    const { width, height } = session.size;
    find('[name="brush"]', this.#bar).dataset.most = Math.max(width, height) / 6;
    this.#stage.classList.add('retouched', 'brushing');
    this.#viewer.tool = this.#brush;
    this.#brush.take(session, sheet);
    this.#read();
    this.#buttons();
  }

  /**
   * @param {Photo} photo
   * @param {Session} session
   */
  #keep(photo, session) {
    this.#sessions.delete(photo);
    this.#sessions.set(photo, session);
    for (const old of [...this.#sessions.keys()].slice(0, -cached)) this.#sessions.delete(old);
  }

  #read() {
    const field = (/** @type {string} */ name) => find(`[name="${name}"]`, this.#bar), most = Number(field('brush').dataset.most ?? 100);
    this.#brush.radius = smallest * (most / smallest) ** (field('brush').value / 100);
    this.#brush.softness = field('softness').value / 100;
    this.#brush.restores = find('[name="stroke"]:checked', this.#bar).value === 'restore';
    this.#viewer.underlay = this.#brush.restores && this.#stage.classList.contains('brushing');
    this.#stage.classList.toggle('restoring', this.#brush.restores && this.#stage.classList.contains('brushing'));
    field('brush').setAttribute('aria-valuetext', `${Math.round(2 * this.#brush.radius)} pixels`);
    this.#brush.resized();
  }

  #buttons() {
    const { canUndo = false, canRedo = false } = this.#session?.history ?? {};
    find('[data-stroke="undo"]', this.#bar).disabled = !canUndo;
    find('[data-stroke="redo"]', this.#bar).disabled = !canRedo;
  }

  /** @param {string|undefined} what `undo` or `redo` */
  #act(what) {
    if ((what !== 'undo' && what !== 'redo') || !this.#sheet || !this.#session || this.#brush.busy) return;
    const { history } = this.#session;
    if (!(what === 'undo' ? history.canUndo : history.canRedo)) return;
    this.#sheet.changed(history[what]());
    this.#session.save();
    this.#buttons();
    this.#page.say(what === 'undo' ? 'stroke undone' : 'stroke redone');
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    if (!this.#stage.classList.contains('brushing')) return;
    if (closest(e, 'dialog, textarea, select, input:not([type="range"], [type="radio"], [type="checkbox"])')) return;
    const range = find('[name="brush"]', this.#bar);
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'z') this.#act(e.shiftKey ? 'redo' : 'undo');
    else if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'y') this.#act('redo');
    else if (e.ctrlKey || e.metaKey || e.altKey) return;
    else if (e.key === '[' || e.key === ']') range.value = Number(range.value) + (e.key === ']' ? 3 : -3);
    else if (e.key === 'e') find('[name="stroke"][value="erase"]', this.#bar).checked = true;
    else if (e.key === 'r') find('[name="stroke"][value="restore"]', this.#bar).checked = true;
    else return;
    e.preventDefault();
    this.#read();
  }
}
