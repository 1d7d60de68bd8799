// Hands on the stage: one pointer slides the line, works with a tool or pans; two zoom; a wheel zooms.

export class Gestures {
  #stage; #hands; #tool = null;
  #pointers = new Map();
  #space = false; #over = false;

  /**
   * @param {HTMLElement} stage
   * @param {{ready: () => boolean, slide: (x: number) => void, pan: (x: number, y: number) => void, zoom: (factor: number, at: object) => void, double: (at: object) => void}} hands
   */
  constructor(stage, hands) {
    [this.#stage, this.#hands] = [stage, hands];
    stage.addEventListener('wheel', e => this.#wheel(e), { passive: false });
    stage.addEventListener('dblclick', e => !this.#tool && !this.#aside(e) && hands.double(this.#at(e)));
    for (const [type, handle] of [['pointerdown', this.#down], ['pointermove', this.#move], ['pointerup', this.#up], ['pointercancel', this.#up]]) stage.addEventListener(type, handle.bind(this));
    stage.addEventListener('pointerleave', () => (this.#over = false, this.#tool?.hover(null)));
    addEventListener('keydown', e => e.code === 'Space' && this.#hold(e, true));
    addEventListener('keyup', e => e.code === 'Space' && this.#hold(e, false));
    addEventListener('blur', () => this.#space = false);
  }

  /**
   * What one pointer does, or null for panning. Space held pans all the same; a second finger ends what the first began.
   * @param {{begin: (at: object) => boolean, move: (at: object) => void, end: () => void, cancel: () => void, hover: (at: object|null) => void}|null} tool
   */
  set tool(tool) {
    this.#tool?.hover(null);
    this.#tool = tool;
  }

  #aside(e) { return e.target.closest('.zoom, .notice, .corner'); }

  #hold(e, on) {
    if (!this.#tool || !(this.#over || this.#stage.contains(e.target)) || e.target.closest?.('textarea, select, dialog, input:not([type="range"], [type="radio"])')) return;
    e.preventDefault();
    this.#space = on;
    this.#stage.classList.toggle('held', on);
  }

  #wheel(e) {
    if (!this.#hands.ready()) return;
    e.preventDefault();
    this.#hands.zoom(Math.exp(-e.deltaY * (e.ctrlKey ? 0.01 : 0.0015)), this.#at(e));
  }

  #at(e) {
    const box = this.#stage.getBoundingClientRect();
    return { x: e.clientX - box.left, y: e.clientY - box.top };
  }

  #down(e) {
    if (!this.#hands.ready() || this.#aside(e)) return;
    const at = this.#at(e), grip = e.target.closest('.split-grip');
    for (const other of this.#pointers.values()) {
      if (other.does === 'tool') this.#tool?.cancel();
      if (other.does !== 'slide') other.does = 'pan';
    }
    const works = this.#tool && !grip && this.#pointers.size === 0 && !this.#space && e.button === 0 && this.#tool.begin(at);
    this.#pointers.set(e.pointerId, { ...at, does: grip ? 'slide' : works ? 'tool' : 'pan' });
    this.#stage.setPointerCapture(e.pointerId);
    this.#stage.classList.toggle('panning', !works);
  }

  #move(e) {
    this.#over = true;
    const now = this.#at(e), last = this.#pointers.get(e.pointerId);
    if (e.pointerType !== 'touch' || last?.does === 'tool') this.#tool?.hover(now);
    if (!last) return;
    const others = [...this.#pointers].filter(([id]) => id !== e.pointerId).map(([, p]) => p);
    if (last.does === 'slide') this.#hands.slide(now.x);
    else if (others.length > 0) this.#pinch(last, now, others[0]);
    else if (last.does === 'tool') this.#tool?.move(now);
    else this.#hands.pan(now.x - last.x, now.y - last.y);
    Object.assign(last, now);
  }

  #pinch(last, now, other) {
    const before = Math.hypot(last.x - other.x, last.y - other.y), after = Math.hypot(now.x - other.x, now.y - other.y);
    this.#hands.pan((now.x - last.x) / 2, (now.y - last.y) / 2);
    if (before > 0) this.#hands.zoom(after / before, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  }

  #up(e) {
    const pointer = this.#pointers.get(e.pointerId);
    this.#pointers.delete(e.pointerId);
    if (pointer?.does === 'tool') e.type === 'pointerup' ? this.#tool?.end() : this.#tool?.cancel();
    if (e.pointerType === 'touch') this.#tool?.hover(null);
    if (this.#pointers.size === 0) this.#stage.classList.remove('panning');
  }
}
