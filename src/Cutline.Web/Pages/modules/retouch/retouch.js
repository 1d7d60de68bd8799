// The tool that erases and restores: its bar, its keys, and what it shows on the stage.

import { Brush } from './brush.js';
import { Session } from './session.js';

const kept = 3; // photos whose strokes can still be taken back
const smallest = 1; // pixels of radius

export class Retouch {
  #photos; #viewer; #page; #bar; #canvas; #stage;
  #brush; #sessions = new Map();
  #session = null; #sheet = null; #turn = 0;

  /** @param {{say: (text: string) => void, trouble: (text: string) => void}} page */
  constructor(photos, viewer, bar, stage, page) {
    [this.#photos, this.#viewer, this.#bar, this.#stage, this.#page] = [photos, viewer, bar, stage, page];
    this.#canvas = stage.querySelector('.sheet');
    this.#brush = new Brush(viewer, stage.querySelector('.ring'), () => this.#buttons());
    bar.addEventListener('input', () => this.#read());
    bar.addEventListener('click', e => this.#act(e.target.closest('[data-stroke]')?.dataset.stroke));
    addEventListener('keydown', e => this.#key(e));
    this.#buttons();
  }

  /** Whether the canvas shows the photo more truly than its cut-out does. */
  get shows() { return this.#sheet !== null; }

  async open(photo) {
    if (this.#session?.photo === photo && this.#sheet) return this.#start();
    this.close();
    const turn = ++this.#turn;
    this.#stage.classList.add('loading');
    try {
      const session = this.#sessions.get(photo) ?? await Session.begin(this.#photos, photo);
      const sheet = await session.sheet(this.#canvas);
      if (turn !== this.#turn) return sheet.close();
      [this.#session, this.#sheet] = [session, sheet];
      this.#keep(photo, session);
      this.#start();
    } catch (problem) {
      if (turn === this.#turn) this.#page.trouble(`${problem.title ?? 'This photo cannot be retouched here'}: ${problem.message}`);
    } finally {
      if (turn === this.#turn) this.#stage.classList.remove('loading');
    }
  }

  /** Lets go of the brush; what is on the canvas stays to be seen until `close`. */
  rest() {
    this.#viewer.tool = null;
    this.#viewer.beneath = false;
    this.#brush.take(null, null);
    this.#stage.classList.remove('brushing', 'restoring');
  }

  /** Takes the canvas away. */
  close() {
    this.#turn++;
    this.rest();
    this.#sheet?.close();
    [this.#session, this.#sheet] = [null, null];
    for (const photo of this.#sessions.keys()) if (!this.#photos.all.includes(photo)) this.#sessions.delete(photo);
    this.#stage.classList.remove('retouched', 'loading');
    this.#buttons();
  }

  #start() {
    const { width, height } = this.#session.photo.cut, range = this.#bar.querySelector('[name="brush"]');
    range.dataset.most = Math.max(width, height) / 6;
    this.#stage.classList.add('retouched', 'brushing');
    this.#viewer.tool = this.#brush;
    this.#brush.take(this.#session, this.#sheet);
    this.#read();
    this.#buttons();
  }

  #keep(photo, session) {
    this.#sessions.delete(photo);
    this.#sessions.set(photo, session);
    for (const old of [...this.#sessions.keys()].slice(0, -kept)) this.#sessions.delete(old);
  }

  #read() {
    const field = name => this.#bar.querySelector(`[name="${name}"]`), most = Number(field('brush').dataset.most ?? 100);
    this.#brush.radius = smallest * (most / smallest) ** (field('brush').value / 100);
    this.#brush.softness = field('softness').value / 100;
    this.#brush.restores = this.#bar.querySelector('[name="stroke"]:checked').value === 'restore';
    this.#viewer.beneath = this.#brush.restores && this.#stage.classList.contains('brushing');
    this.#stage.classList.toggle('restoring', this.#brush.restores && this.#stage.classList.contains('brushing'));
    field('brush').setAttribute('aria-valuetext', `${Math.round(2 * this.#brush.radius)} pixels`);
    this.#brush.resized();
  }

  #buttons() {
    const { canUndo = false, canRedo = false } = this.#session?.history ?? {};
    this.#bar.querySelector('[data-stroke="undo"]').disabled = !canUndo;
    this.#bar.querySelector('[data-stroke="redo"]').disabled = !canRedo;
  }

  #act(what) {
    if (!['undo', 'redo'].includes(what) || !this.#sheet || this.#brush.busy) return;
    const { history } = this.#session;
    if (!(what === 'undo' ? history.canUndo : history.canRedo)) return;
    this.#sheet.changed(history[what]());
    this.#session.save();
    this.#buttons();
    this.#page.say(what === 'undo' ? 'stroke taken back' : 'stroke made again');
  }

  #key(e) {
    if (!this.#stage.classList.contains('brushing') || e.target.closest?.('dialog, textarea, select, input:not([type="range"], [type="radio"], [type="checkbox"])')) return;
    const range = this.#bar.querySelector('[name="brush"]');
    if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'z') this.#act(e.shiftKey ? 'redo' : 'undo');
    else if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'y') this.#act('redo');
    else if (e.ctrlKey || e.metaKey || e.altKey) return;
    else if (e.key === '[' || e.key === ']') range.value = Number(range.value) + (e.key === ']' ? 3 : -3);
    else if (e.key === 'e' || e.key === 'r') this.#bar.querySelector(`[name="stroke"][value="${e.key === 'e' ? 'erase' : 'restore'}"]`).checked = true;
    else return;
    e.preventDefault();
    this.#read();
  }
}
