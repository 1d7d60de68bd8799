// What the stage shows of the current photo: colours at once, all else as the service paints it.

import { frameOf } from './frame.js';

export class Stage {
  #photos; #options; #viewer; #previews; #page;
  #shown = null; #frame = null; #painted = null; #pixels = 0;

  /** @param {{trouble: (text: string) => void, painting: (on: boolean) => void, painted: (photo: object, picture: object) => void}} page */
  constructor(photos, options, viewer, previews, page) {
    [this.#photos, this.#options, this.#viewer, this.#previews, this.#page] = [photos, options, viewer, previews, page];
  }

  /** The size of the finished picture in pixels, or null before it is known. */
  get size() {
    if (!this.#frame) return null;
    const { width, height } = this.#frame, scale = Math.min(1, Number(this.#options.look.size ?? Infinity) / Math.max(width, height));
    return { width: Math.round(width * scale), height: Math.round(height * scale) };
  }

  /** @param {boolean} retouching whether a brush is at work, for which the photo is seen whole */
  show(retouching) {
    const photo = this.#photos.current;
    if (photo?.state !== 'done') return this.#hide();
    if (this.#shown !== photo) this.#begin(photo);
    const turn = Number(photo.edits.straighten), { paper } = this.#options;
    this.#viewer.turn(turn);
    const plain = paper !== undefined && turn === 0 && !photo.edits.plate;
    if (retouching || plain) {
      this.#stop();
      this.#cutOut(photo, retouching ? wholeOf(photo.cut) : frameOf(photo.cut, this.#options.margin), retouching ? this.#options.colours : paper, turn);
    } else {
      // A turn or another colour is seen at once, and right when the service has painted it.
      const { colours } = this.#options;
      if (this.#painted && (colours === undefined || colours === this.#painted.colours)) this.#viewer.picture({ ...this.#painted, turned: turn - this.#painted.turn });
      else this.#cutOut(photo, this.#frame ?? wholeOf(photo.cut), colours, turn);
      this.#paint(photo, turn);
    }
  }

  #begin(photo) {
    [this.#shown, this.#frame, this.#painted, this.#pixels] = [photo, null, null, 0];
    this.#viewer.show(photo);
  }

  #hide() {
    this.#shown = this.#frame = this.#painted = null;
    this.#stop();
    this.#viewer.hide();
  }

  #stop() {
    this.#painted = null;
    this.#previews.stop();
    this.#page.painting(false);
  }

  #cutOut({ cut }, frame, paper, turn) {
    this.#frame = frame;
    this.#viewer.picture({ url: cut.url, place: wholeOf(cut), frame, paper: paper ?? null, turned: turn });
  }

  async #paint(photo, turn) {
    const { colours } = this.#options;
    const { width, height } = this.#frame ?? photo.cut;
    this.#pixels = Math.max(this.#pixels, Math.min(this.#viewer.pixels, Math.max(width, height))); // a closer look is painted finer, and stays
    this.#page.painting(true);
    try {
      const picture = await this.#previews.picture(photo, this.#options.query, this.#pixels);
      if (!picture || photo !== this.#shown) return;
      const [x, y, width, height] = picture.part, part = { x, y, width, height };
      this.#painted = { url: picture.url, place: part, frame: part, paper: null, turn, colours };
      this.#frame = part;
      this.#viewer.picture({ ...this.#painted, turned: Number(photo.edits.straighten) - turn });
      this.#page.painting(false);
      this.#page.painted(photo, picture);
    } catch (problem) {
      if (photo !== this.#shown) return;
      this.#page.painting(false);
      this.#page.trouble(`${problem.title ?? 'That did not work'}: ${problem.message}`);
    }
  }
}

const wholeOf = ({ width, height }) => ({ x: 0, y: 0, width, height });
