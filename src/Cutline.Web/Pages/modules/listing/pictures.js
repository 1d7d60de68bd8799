// Uploads and downloads the photos of a listing: originals, edit masks, finished pictures, edits and settings.

import { ApiError } from '../api.js';
import { asOptions, keyOf } from '../edits.js';
import { ask } from './service.js';

/**
 * @typedef {import('../photos.js').Photo} Photo
 * @typedef {import('./draft.js').Listing} Listing
 * @typedef {import('./draft.js').PhotoEntry} PhotoEntry
 * @typedef {{id: string, number: number, entry: Partial<PhotoEntry>, retouch: Blob|null, state: string|null}} Saved in the service
 * @typedef {(part: string, share: number) => void} Progress
 */

/** @type {Record<string, string>} */
const extensions = {
  'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif',
  'image/tiff': 'tif', 'image/avif': 'avif', 'image/heic': 'heic',
};
const types = Object.fromEntries(Object.entries(extensions).map(([type, extension]) => [extension, type]));

const extensionOf = (/** @type {Blob} */ blob) =>
  extensions[blob.type] ?? /\.([a-z0-9]{1,5})$/.exec(blob instanceof File ? blob.name.toLowerCase() : '')?.[1] ?? 'bin';
const numberOf = (/** @type {string} */ name) => Number(/-(\d+)\./.exec(name)?.[1] ?? 0);
const titleOf = (/** @type {Photo} */ photo) => photo.name.replace(/\p{Cc}/gu, ' ').slice(0, 255);
const filesOf = (/** @type {Pick<Listing, 'photos'|'look'>} */ { photos, look }) =>
  [...photos.flatMap(photo => [photo.original, photo.retouch, photo.finished]), look.backdrop].filter(Boolean);

/**
 * The address of a listing's file.
 * @param {string} id
 * @param {string} name
 */
export const address = (id, name) => `/api/listings/${id}/files/${encodeURIComponent(name)}`;

export class Pictures {
  #photos; #options;
  /** @type {WeakMap<Photo, Saved>} */
  #saved = new WeakMap();
  /** @type {{id: string, blob: Blob|undefined, name: string}|null} */
  #backdrop = null;

  /**
   * @param {import('../photos.js').Photos} photos
   * @param {import('../options.js').Options} options
   */
  constructor(photos, options) {
    this.#photos = photos;
    this.#options = options;
  }

  get any() { return this.#photos.all.length > 0; }

  /** The photos without files that are not pictures, which the service does not store. */
  get #all() { return this.#photos.all.filter(photo => photo.problem?.kind !== 'no-photo'); }

  /**
   * Whether all photos are saved for a listing, in this order and with their current edits.
   * @param {string|null} id
   * @param {Listing} listing
   */
  saved(id, listing) {
    const photos = this.#all, all = photos.map(photo => this.#saved.get(photo));
    return all.length === listing.photos.length
      && all.every((saved, i) => saved?.id === id && saved?.entry.original === listing.photos[i].original
        && saved?.state === this.#state(photos[i]));
  }

  /**
   * Uploads what is not saved yet.
   * @param {string} id
   * @param {Progress} progress
   * @returns {Promise<Pick<Listing, 'photos'|'look'>>}
   */
  async save(id, progress) {
    const all = this.#all, look = await this.#saveSettings(id), entries = [];
    const numbers = all.map(photo => this.#saved.get(photo)).map(saved => saved?.id === id ? saved.number : 0);
    let next = 1 + Math.max(0, ...numbers);
    for (const [i, photo] of all.entries()) {
      progress(`picture ${i + 1} of ${all.length}`, i / all.length);
      const saved = this.#saved.get(photo);
      await photo.saved; // the last brush stroke
      entries.push(await this.#send(photo, saved?.id === id ? saved : { id, number: next++, entry: {}, retouch: null, state: null }));
    }
    return { photos: entries, look };
  }

  /**
   * Deletes files that the listing does not use any more.
   * @param {string} id
   * @param {Pick<Listing, 'photos'|'look'>} before
   * @param {Pick<Listing, 'photos'|'look'>} after
   */
  async removeUnused(id, before, after) {
    const used = new Set(filesOf(after));
    for (const name of filesOf(before)) {
      if (name && !used.has(name)) await ask(address(id, name), { method: 'DELETE' }).catch(() => {}); // an unused file is harmless
    }
  }

  /**
   * Downloads the photos of a listing, and cuts them again with their edits.
   * @param {string} id
   * @param {Listing} listing
   * @param {Progress} progress
   * @returns {Promise<string[]>} names of missing photos
   */
  async open(id, listing, progress) {
    const { backdrop: backdropName, ...look } = listing.look, fetched = [];
    /** @type {string[]} */
    const lost = [];
    /**
     * @param {string} name
     * @param {string} title
     * @returns {Promise<File|undefined>}
     */
    const get = async (name, title) => {
      try {
        return await this.#fetch(id, name, title);
      } catch (problem) {
        if (!(problem instanceof ApiError) || problem.status !== 404) throw problem;
        lost.push(title);
        return undefined;
      }
    };
    const backdrop = backdropName ? await get(backdropName, backdropName) : undefined;
    for (const [i, entry] of listing.photos.entries()) {
      progress(`photo ${i + 1} of ${listing.photos.length}`, i / listing.photos.length);
      const file = await get(entry.original, entry.name);
      if (file) fetched.push({ entry, file, retouch: entry.retouch ? await get(entry.retouch, entry.retouch) ?? null : null });
    }
    this.#photos.clear();
    this.#options.settings = look;
    this.#options.backdrop = backdrop ?? null;
    this.#backdrop = { id, blob: backdrop, name: backdropName };
    for (const { entry, file, retouch } of fetched) {
      this.#photos.add([file], { straighten: entry.options.straighten ?? '0', plate: entry.options.plate ?? null, retouch });
      const photo = this.#photos.all[this.#photos.all.length - 1];
      this.#saved.set(photo, { id, number: numberOf(entry.original), entry, retouch, state: this.#state(photo, !entry.finished) });
    }
    return lost;
  }

  /**
   * Uploads the background picture, and returns the settings of the listing.
   * @param {string} id
   */
  async #saveSettings(id) {
    const { settings, backdrop, background } = this.#options;
    if (!backdrop || background !== null) return { ...settings };
    if (this.#backdrop?.id !== id || this.#backdrop.blob !== backdrop) {
      this.#backdrop = { id, blob: backdrop, name: await this.#put(id, `backdrop.${extensionOf(backdrop)}`, backdrop) };
    }
    return { ...settings, backdrop: this.#backdrop.name };
  }

  /**
   * Uploads what is not saved yet of a photo.
   * @param {Photo} photo
   * @param {Saved} saved
   * @returns {Promise<PhotoEntry>}
   */
  async #send(photo, saved) {
    const { id, number } = saved, { retouch, straighten, plate } = photo.edits, state = this.#state(photo);
    const original = saved.entry.original ?? await this.#put(id, `photo-${number}.${extensionOf(photo.file)}`, photo.file);
    /** @type {PhotoEntry} */
    const entry = { name: titleOf(photo), original, retouch: null, finished: saved.entry.finished ?? null, options: {} };
    if (retouch) entry.retouch = saved.entry.retouch ?? null;
    if (retouch && saved.retouch !== retouch) entry.retouch = await this.#put(id, `retouch-${number}.png`, retouch);
    if (Number(straighten) !== 0) entry.options.straighten = straighten;
    if (plate) entry.options.plate = plate;
    if (saved.state !== state) entry.finished = photo.state === 'failed' ? null : await this.#finish(id, number, photo);
    this.#saved.set(photo, { id, number, entry, retouch, state });
    return entry;
  }

  /**
   * @param {string} id
   * @param {number} number
   * @param {Photo} photo
   */
  async #finish(id, number, photo) {
    const picture = await this.#photos.make(photo, this.#options.query);
    return this.#put(id, `finished-${number}.${extensionOf(picture)}`, picture);
  }

  /**
   * @param {string} id
   * @param {string} name
   * @param {Blob} blob
   */
  async #put(id, name, blob) {
    await ask(address(id, name), { method: 'PUT', body: blob });
    return name;
  }

  /**
   * @param {string} id
   * @param {string} name
   * @param {string} title
   */
  async #fetch(id, name, title) {
    const blob = await (await ask(address(id, name))).blob();
    return new File([blob], title, { type: types[name.slice(name.lastIndexOf('.') + 1)] ?? blob.type });
  }

  /**
   * A text that is equal for equal finished pictures.
   * @param {Photo} photo
   */
  #state(photo, failed = photo.state === 'failed') { return keyOf({ ...this.#options.query, ...asOptions(photo.edits), failed }); }
}
