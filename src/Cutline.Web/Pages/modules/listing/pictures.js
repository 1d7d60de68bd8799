// The photos of a listing on their way to the service and back: originals, masks as retouched, finished pictures, edits and look.

import { asOptions, keyOf } from '../edits.js';
import { ask } from './service.js';

const endings = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif', 'image/tiff': 'tif', 'image/avif': 'avif', 'image/heic': 'heic' };
const types = Object.fromEntries(Object.entries(endings).map(([type, ending]) => [ending, type]));

const endingOf = blob => endings[blob.type] ?? /\.([a-z0-9]{1,5})$/.exec((blob.name ?? '').toLowerCase())?.[1] ?? 'bin';
const numberOf = name => Number(/-(\d+)\./.exec(name)?.[1] ?? 0);
const titleOf = photo => photo.name.replace(/\p{Cc}/gu, ' ').slice(0, 255);
const filesOf = ({ photos, look }) => [...photos.flatMap(photo => [photo.original, photo.retouch, photo.finished]), look.backdrop].filter(Boolean);

export const address = (id, name) => `/api/listings/${id}/files/${encodeURIComponent(name)}`;

export class Pictures {
  #photos; #options;
  #kept = new WeakMap(); // photo → what the service has of it
  #backdrop = null; // what the service has to stand before

  constructor(photos, options) {
    [this.#photos, this.#options] = [photos, options];
  }

  get any() { return this.#photos.all.length > 0; }

  /** What is a picture; of other files the service keeps none. */
  get #all() { return this.#photos.all.filter(photo => photo.problem?.kind !== 'no-photo'); }

  /** Whether the service has all of them for this listing, in this order, as they look now. */
  kept(id, listing) {
    const photos = this.#all, all = photos.map(photo => this.#kept.get(photo));
    return all.length === listing.photos.length
      && all.every((kept, i) => kept?.id === id && kept.entry.original === listing.photos[i].original && kept.sign === this.#sign(photos[i]));
  }

  /**
   * Sends what the service has not yet.
   * @param {(what: string, share: number) => void} tell
   * @returns {Promise<{photos: object[], look: object}>} for the listing
   */
  async keep(id, tell) {
    const all = this.#all, look = await this.#keepLook(id), entries = [];
    let next = 1 + Math.max(0, ...all.map(photo => this.#kept.get(photo)).filter(kept => kept?.id === id).map(kept => kept.number));
    for (const [i, photo] of all.entries()) {
      tell(`picture ${i + 1} of ${all.length}`, i / all.length);
      const kept = this.#kept.get(photo);
      await photo.saved; // the last stroke of the brush
      entries.push(await this.#send(photo, kept?.id === id ? kept : { id, number: next++, entry: {}, retouch: null, sign: null }));
    }
    return { photos: entries, look };
  }

  /** Deletes what the listing had and has no more. */
  async tidy(id, before, after) {
    const used = new Set(filesOf(after));
    for (const name of filesOf(before)) if (!used.has(name)) await ask(address(id, name), { method: 'DELETE' }).catch(() => {}); // a leftover file does no harm
  }

  /**
   * Fetches a listing's photos, and cuts them again as they were.
   * @returns {Promise<string[]>} names of those that are not there
   */
  async open(id, listing, tell) {
    const { backdrop: behind, ...look } = listing.look, fetched = [], lost = [];
    const get = (name, title) => this.#fetch(id, name, title).catch(problem => problem.status === 404 ? void lost.push(title) : Promise.reject(problem));
    const backdrop = behind && await get(behind, behind);
    for (const [i, entry] of listing.photos.entries()) {
      tell(`photo ${i + 1} of ${listing.photos.length}`, i / listing.photos.length);
      const file = await get(entry.original, entry.name);
      if (file) fetched.push({ entry, file, retouch: entry.retouch ? await get(entry.retouch, entry.retouch) ?? null : null });
    }
    this.#photos.clear();
    this.#options.look = look;
    this.#options.backdrop = backdrop ?? null;
    this.#backdrop = { id, blob: backdrop, name: behind };
    for (const { entry, file, retouch } of fetched) {
      this.#photos.add([file], { straighten: entry.options.straighten ?? '0', plate: entry.options.plate ?? null, retouch });
      const photo = this.#photos.all.at(-1);
      this.#kept.set(photo, { id, number: numberOf(entry.original), entry, retouch, sign: this.#sign(photo, !entry.finished) });
    }
    return lost;
  }

  async #keepLook(id) {
    const { look, backdrop, background } = this.#options;
    if (!backdrop || background !== null) return { ...look };
    if (this.#backdrop?.id !== id || this.#backdrop.blob !== backdrop) this.#backdrop = { id, blob: backdrop, name: await this.#put(id, `backdrop.${endingOf(backdrop)}`, backdrop) };
    return { ...look, backdrop: this.#backdrop.name };
  }

  async #send(photo, kept) {
    const { id, number } = kept, { retouch, straighten, plate } = photo.edits, sign = this.#sign(photo);
    const entry = { name: titleOf(photo), original: kept.entry.original, retouch: retouch && kept.entry.retouch, finished: kept.entry.finished ?? null, options: {} };
    if (!entry.original) entry.original = await this.#put(id, `photo-${number}.${endingOf(photo.file)}`, photo.file);
    if (retouch && kept.retouch !== retouch) entry.retouch = await this.#put(id, `retouch-${number}.png`, retouch);
    if (Number(straighten) !== 0) entry.options.straighten = straighten;
    if (plate) entry.options.plate = plate;
    if (kept.sign !== sign) entry.finished = photo.state === 'failed' ? null : await this.#finish(id, number, photo);
    this.#kept.set(photo, { id, number, entry, retouch, sign });
    return entry;
  }

  async #finish(id, number, photo) {
    const picture = await this.#photos.make(photo, this.#options.query);
    return this.#put(id, `finished-${number}.${endingOf(picture)}`, picture);
  }

  async #put(id, name, blob) {
    await ask(address(id, name), { method: 'PUT', body: blob });
    return name;
  }

  async #fetch(id, name, title) {
    const blob = await (await ask(address(id, name))).blob();
    return new File([blob], title, { type: types[name.split('.').at(-1)] ?? blob.type });
  }

  /** What the finished picture is made of. */
  #sign(photo, failed = photo.state === 'failed') { return keyOf({ ...this.#options.query, ...asOptions(photo.edits), failed }); }
}
