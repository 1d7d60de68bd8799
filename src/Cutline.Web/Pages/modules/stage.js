// Shows the current photo on the stage: plain colours at once, every other scene as the service renders it.

import { frameOf } from './frame.js';
import { sentenceOf } from './page.js';

/**
 * @typedef {import('./plane.js').Box} Box
 * @typedef {import('./photos.js').Photo} Photo
 * @typedef {import('./photos.js').Cut} Cut
 */

/**
 * @typedef {object} StagePage
 * @property {(text: string) => void} showError
 * @property {(on: boolean) => void} rendering whether the service is rendering
 * @property {(photo: Photo, preview: import('./previews.js').Preview) => void} rendered
 */

export class Stage {
  #photos; #options; #viewer; #previews; #page;
  /** @type {Photo|null} */
  #shown = null;
  /** @type {Box|null} */
  #frame = null;
  /** @type {{url: string, place: Box, frame: Box, paper: null, turn: number, colours: string|null|undefined}|null} */
  #rendered = null;
  #pixels = 0;

  /**
   * @param {import('./photos.js').Photos} photos
   * @param {import('./options.js').Options} options
   * @param {import('./viewer.js').Viewer} viewer
   * @param {import('./previews.js').Previews} previews
   * @param {StagePage} page
   */
  constructor(photos, options, viewer, previews, page) {
    this.#photos = photos;
    this.#options = options;
    this.#viewer = viewer;
    this.#previews = previews;
    this.#page = page;
  }

  /** The size of the finished picture in pixels, or null before it is known. */
  get size() {
    if (!this.#frame) return null;
    const { width, height } = this.#frame, scale = Math.min(1, Number(this.#options.settings.size ?? Infinity) / Math.max(width, height));
    return { width: Math.round(width * scale), height: Math.round(height * scale) };
  }

  /** @param {boolean} retouching whether the brush is active, for which the whole photo is shown */
  show(retouching) {
    const photo = this.#photos.current;
    if (photo?.state !== 'done' || !photo.cut) return this.#hide();
    if (this.#shown !== photo) this.#begin(photo);
    const turn = Number(photo.edits.straighten), { paper } = this.#options;
    this.#viewer.turn(turn);
    const plain = paper !== undefined && turn === 0 && !photo.edits.plate;
    if (retouching || plain) {
      this.#stop();
      if (retouching) this.#cutOut(photo.cut, wholeOf(photo.cut), this.#options.colours, turn);
      else this.#cutOut(photo.cut, frameOf(photo.cut, this.#options.margin), paper, turn);
    } else {
      // A rotation or another colour is shown at once, and exactly when the service has rendered it.
      const { colours } = this.#options;
      if (this.#rendered && (colours === undefined || colours === this.#rendered.colours)) {
        this.#viewer.picture({ ...this.#rendered, turned: turn - this.#rendered.turn });
      } else this.#cutOut(photo.cut, this.#frame ?? wholeOf(photo.cut), colours, turn);
      this.#render(photo, photo.cut, turn);
    }
  }

  /** @param {Photo} photo */
  #begin(photo) {
    this.#shown = photo;
    this.#frame = null;
    this.#rendered = null;
    this.#pixels = 0;
    this.#viewer.show(photo);
  }

  #hide() {
    this.#shown = this.#frame = this.#rendered = null;
    this.#stop();
    this.#viewer.hide();
  }

  #stop() {
    this.#rendered = null;
    this.#previews.stop();
    this.#page.rendering(false);
  }

  /**
   * Shows a cut-out on a plain colour.
   * @param {Cut} cut
   * @param {Box} frame
   * @param {string|null|undefined} paper
   * @param {number} turn
   */
  #cutOut(cut, frame, paper, turn) {
    this.#frame = frame;
    this.#viewer.picture({ url: cut.url, place: wholeOf(cut), frame, paper: paper ?? null, turned: turn });
  }

  /**
   * Requests the scene from the service, and shows it.
   * @param {Photo} photo
   * @param {Cut} cut
   * @param {number} turn
   */
  async #render(photo, cut, turn) {
    const { colours } = this.#options;
    const size = this.#frame ?? cut;
    // zooming in requests a larger preview, which is kept
    this.#pixels = Math.max(this.#pixels, Math.min(this.#viewer.pixels, Math.max(size.width, size.height)));
    this.#page.rendering(true);
    try {
      const preview = await this.#previews.preview(photo, this.#options.query, this.#pixels);
      if (!preview || photo !== this.#shown) return;
      const [x, y, width, height] = preview.part, part = { x, y, width, height };
      this.#rendered = { url: preview.url, place: part, frame: part, paper: null, turn, colours };
      this.#frame = part;
      this.#viewer.picture({ ...this.#rendered, turned: Number(photo.edits.straighten) - turn });
      this.#page.rendering(false);
      this.#page.rendered(photo, preview);
    } catch (problem) {
      if (photo !== this.#shown) return;
      this.#page.rendering(false);
      this.#page.showError(sentenceOf(problem));
    }
  }
}

/** @param {{width: number, height: number}} size */
const wholeOf = ({ width, height }) => ({ x: 0, y: 0, width, height });
