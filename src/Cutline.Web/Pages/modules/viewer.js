// The stage: photo and cut-out on top of each other, parted by a line, with zoom and pan.

const most = 8, step = 1.25, room = 24;

export class Viewer {
  #stage; #world; #before; #after; #cutout; #split; #grip; #value; #zoom;
  #frame = null;
  #size = { width: 1, height: 1 };
  #scale = 1; #x = 0; #y = 0; #share = 0.5; #fitted = true; #opening = false;
  #pointers = new Map();

  constructor(stage) {
    const find = selector => stage.querySelector(selector);
    this.#stage = stage;
    [this.#world, this.#before, this.#after, this.#split, this.#grip, this.#zoom] = ['.world', '.before', '.after', '.split', '.split-grip', '.zoom'].map(find);
    this.#cutout = this.#after.querySelector('img');
    this.#value = find('[data-zoom="full"]');
    this.#before.addEventListener('error', () => this.#before.hidden = true); // a format that this browser does not show
    this.#before.addEventListener('load', () => this.#before.hidden = false);
    this.#zoom.addEventListener('click', e => this.#zoomTo(e.target.dataset.zoom));
    this.#grip.addEventListener('keydown', e => this.#slideBy(e));
    stage.addEventListener('wheel', e => this.#wheel(e), { passive: false });
    stage.addEventListener('dblclick', e => e.target.closest('.zoom, .notice') ?? this.#zoomTo(this.#fitted ? 'full' : 'fit', this.#at(e)));
    stage.addEventListener('keydown', e => this.#key(e));
    for (const [type, handle] of [['pointerdown', this.#down], ['pointermove', this.#move], ['pointerup', this.#up], ['pointercancel', this.#up]]) stage.addEventListener(type, handle.bind(this));
    new ResizeObserver(() => this.#fitted ? this.#fit() : this.#draw()).observe(stage);
  }

  /** Shows a photo and its cut-out, opening from the cut-out's side. */
  show(photo) {
    this.#before.src = photo.url;
    this.#cutout.src = photo.cut.url;
    this.#size = photo.cut;
    this.#visible(true);
    this.#open();
  }

  hide() { this.#visible(false); }

  /** @param {{x: number, y: number, width: number, height: number}} frame the part to show, in the photo's pixels */
  frame(frame) {
    const same = this.#frame && Object.keys(frame).every(k => frame[k] === this.#frame[k]);
    this.#frame = frame;
    if (!same) this.#fit();
  }

  /** @param {string|null} colour null for transparent */
  background(colour) {
    this.#after.classList.toggle('coloured', colour !== null);
    if (colour !== null) this.#after.style.setProperty('--background', colour);
  }

  /** @param {string} url the cut-out as it is to be seen, of the whole photo */
  picture(url) {
    if (this.#cutout.src !== url) this.#cutout.src = url;
  }

  #visible(on) {
    for (const part of [this.#world, this.#split, this.#zoom]) part.hidden = !on;
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

  #fit() {
    if (!this.#frame) return;
    const { clientWidth: w, clientHeight: h } = this.#stage, f = this.#frame;
    this.#scale = Math.min((w - 2 * room) / f.width, (h - 2 * room) / f.height, most);
    this.#x = (w - f.width * this.#scale) / 2 - f.x * this.#scale;
    this.#y = (h - f.height * this.#scale) / 2 - f.y * this.#scale;
    this.#fitted = true;
    this.#draw();
  }

  #zoomTo(how, at = { x: this.#stage.clientWidth / 2, y: this.#stage.clientHeight / 2 }) {
    if (how === 'fit') this.#fit();
    else if (how === 'full') this.#rescale(1 / devicePixelRatio, at);
    else if (how === 'in') this.#rescale(this.#scale * step, at);
    else if (how === 'out') this.#rescale(this.#scale / step, at);
  }

  #rescale(scale, at) {
    scale = Math.min(Math.max(scale, 0.02), most);
    this.#x = at.x - (at.x - this.#x) * scale / this.#scale;
    this.#y = at.y - (at.y - this.#y) * scale / this.#scale;
    this.#scale = scale;
    this.#fitted = false;
    this.#draw();
  }

  #draw() {
    if (!this.#frame) return;
    const { clientWidth: w, clientHeight: h } = this.#stage, f = this.#frame, s = this.#scale;
    // Some of the picture stays in sight.
    this.#x = Math.min(Math.max(this.#x, 60 - (f.x + f.width) * s), w - 60 - f.x * s);
    this.#y = Math.min(Math.max(this.#y, 60 - (f.y + f.height) * s), h - 60 - f.y * s);
    Object.assign(this.#world.style, { width: `${this.#size.width}px`, height: `${this.#size.height}px`, transform: `translate(${this.#x}px, ${this.#y}px) scale(${s})` });
    this.#world.style.setProperty('--zoom', s);
    this.#world.classList.toggle('near', s * devicePixelRatio > 3);
    const line = (this.#share * w - this.#x) / s;
    const part = Math.min(Math.max(line, f.x), f.x + f.width);
    const clip = (left, right) => `inset(${f.y}px ${this.#size.width - right}px ${this.#size.height - f.y - f.height}px ${left}px)`;
    this.#before.style.clipPath = clip(f.x, part);
    this.#after.style.clipPath = clip(part, f.x + f.width);
    this.#split.style.translate = `${this.#share * w}px`;
    this.#value.textContent = `${Math.round(s * devicePixelRatio * 100)} %`;
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
    if (how && !this.#world.hidden) this.#zoomTo(how);
  }

  #wheel(e) {
    if (this.#world.hidden) return;
    e.preventDefault();
    this.#rescale(this.#scale * Math.exp(-e.deltaY * (e.ctrlKey ? 0.01 : 0.0015)), this.#at(e));
  }

  #at(e) {
    const box = this.#stage.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  }

  #down(e) {
    if (this.#world.hidden || e.target.closest('.zoom, .notice')) return;
    this.#opening = false;
    this.#pointers.set(e.pointerId, { ...this.#at(e), slides: e.target === this.#grip });
    this.#stage.setPointerCapture(e.pointerId);
    this.#stage.classList.add('panning');
  }

  #move(e) {
    const last = this.#pointers.get(e.pointerId);
    if (!last) return;
    const now = this.#at(e), others = [...this.#pointers].filter(([id]) => id !== e.pointerId).map(([, p]) => p);
    if (last.slides) this.#slide(now.x / this.#stage.clientWidth);
    else if (others.length > 0) this.#pinch(last, now, others[0]);
    else {
      this.#x += now.x - last.x;
      this.#y += now.y - last.y;
      this.#fitted = false;
      this.#draw();
    }
    Object.assign(last, now);
  }

  #pinch(last, now, other) {
    const before = Math.hypot(last.x - other.x, last.y - other.y), after = Math.hypot(now.x - other.x, now.y - other.y);
    if (before > 0) this.#rescale(this.#scale * after / before, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  }

  #up(e) {
    this.#pointers.delete(e.pointerId);
    if (this.#pointers.size === 0) this.#stage.classList.remove('panning');
  }
}
