// The photos that a person should look at: why, which is next, and that one was looked at.

const reasons = { unsure: 'the outline is not certain', 'cut-off': 'the car reaches the edge of the photo', small: 'the car is small in the photo' };

/** Whether a photo is yet to be checked. */
export const toCheck = photo => photo.state === 'done' && photo.review.length > 0 && photo.checked !== photo.review.join();

export class Review {
  #photos; #bar;

  constructor(photos, bar) {
    [this.#photos, this.#bar] = [photos, bar];
    bar.querySelector('[data-review="next"]').addEventListener('click', () => this.next());
    bar.querySelector('[data-review="fine"]').addEventListener('click', () => this.#fine());
  }

  get #open() { return this.#photos.all.filter(toCheck); }

  show() {
    const photo = this.#photos.current, open = this.#open, here = Boolean(photo && toCheck(photo)), others = open.filter(p => p !== photo).length;
    this.#bar.hidden = open.length === 0;
    const why = here ? `Check: ${photo.review.map(r => reasons[r] ?? r).join(', ')}.` : `${open.length} ${open.length === 1 ? 'photo' : 'photos'} to check.`;
    this.#bar.querySelector('.why').textContent = why;
    this.#bar.querySelector('[data-review="fine"]').hidden = !here;
    const next = this.#bar.querySelector('[data-review="next"]');
    next.hidden = others === 0;
    next.textContent = here ? `Next (${others})` : 'Show';
  }

  /** Goes to the next photo to check, round and round. */
  next() {
    const { all, current } = this.#photos, at = all.indexOf(current);
    const next = [...all.slice(at + 1), ...all.slice(0, at)].find(toCheck);
    if (next) this.#photos.select(next);
  }

  #fine() {
    const { current } = this.#photos;
    current.checked = current.review.join();
    this.#photos.select(current);
    this.next();
  }
}
