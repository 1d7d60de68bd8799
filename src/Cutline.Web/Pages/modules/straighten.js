// The tool that turns a photo level: a slider, and lines over the stage while it moves.

const shown = 900; // milliseconds that the lines stay after the last move

export class Straighten {
  #photos; #bar; #grid; #timer = 0;

  constructor(photos, bar, grid) {
    [this.#photos, this.#bar, this.#grid] = [photos, bar, grid];
    this.#range.addEventListener('input', () => this.#turn(this.#range.value));
    this.#range.addEventListener('dblclick', () => this.#turn('0'));
    bar.querySelector('[data-level]').addEventListener('click', () => this.#turn('0'));
  }

  get #range() { return this.#bar.querySelector('input'); }

  /** Says how a photo is turned. */
  show(photo) {
    const degrees = Number(photo.edits.straighten);
    this.#range.value = degrees;
    this.#bar.querySelector('output').value = `${degrees > 0 ? '+' : degrees < 0 ? '−' : ''}${Math.abs(degrees).toFixed(1)}°`;
    this.#bar.querySelector('[data-level]').disabled = degrees === 0;
  }

  #turn(degrees) {
    this.#grid.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#grid.hidden = true, shown);
    this.#photos.edit(this.#photos.current, { straighten: String(Number(degrees)) });
  }
}
