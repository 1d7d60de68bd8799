// Saves the listing with its pictures, opens saved listings, and asks about unsaved changes.

import { ApiError } from '../api.js';
import { json } from './service.js';

const pause = 2000; // milliseconds without input before a saved listing is saved automatically

/** @typedef {import('./draft.js').Listing} Listing */

/** Whether a request failed since the listing does not exist. @param {unknown} problem */
const isMissing = problem => problem instanceof ApiError && problem.status === 404;

export class Saving extends EventTarget {
  #draft; #pictures; #choose;
  /** @type {Promise<any>} */
  #last = Promise.resolve();
  #timer = 0;
  /** @type {{what: string, share: number|null}|null} */
  #task = null;
  /** @type {unknown} */
  #problem = null;

  /**
   * @param {import('./draft.js').Draft} draft
   * @param {import('./pictures.js').Pictures} pictures
   * @param {(photosOnly: boolean) => Promise<'save'|'discard'|'cancel'>} choose asks what to do with unsaved changes
   */
  constructor(draft, pictures, choose) {
    super();
    this.#draft = draft;
    this.#pictures = pictures;
    this.#choose = choose;
    draft.addEventListener('change', () => this.#later());
    addEventListener('beforeunload', e => {
      if (this.unsaved) e.preventDefault();
    });
  }

  /** The current task with its progress; null for none. */
  get task() { return this.#task; }
  get problem() { return this.#problem; }

  /** Whether there are unsaved changes. */
  get unsaved() { return this.#draft.unsaved || (this.#draft.id !== null && !this.picturesSaved); }
  get picturesSaved() { return this.#pictures.saved(this.#draft.id, this.#draft.listing); }

  /** @returns {Promise<boolean>} whether it was saved; otherwise {@link problem} is the reason */
  save() { return this.#enqueue(() => this.#save()); }

  /**
   * Opens a saved listing.
   * @param {string} id
   * @returns {Promise<string[]>} names of missing photos
   */
  open(id) {
    return this.#run('Opening', async progress => {
      const stored = await json(`/api/listings/${id}`);
      const lost = await this.#pictures.open(id, stored.listing, progress);
      this.#draft.replace(id, stored.listing, new Date(stored.changed));
      return lost;
    });
  }

  /** Opens the current listing again after the page was reloaded, and keeps its unsaved changes. */
  reopen() {
    return this.#run('Opening', async progress => {
      const { id } = this.#draft;
      if (id === null) return;
      const stored = await json(`/api/listings/${id}`).catch(problem => isMissing(problem) ? null : Promise.reject(problem));
      if (!stored) return this.#draft.deleted();
      await this.#pictures.open(id, stored.listing, progress);
      if (this.#draft.unsaved) this.#draft.change({ photos: stored.listing.photos, look: stored.listing.look });
      else this.#draft.replace(id, stored.listing, new Date(stored.changed));
    });
  }

  /**
   * Runs a task that makes a file of the saved listing.
   * @param {string} name
   * @param {() => Promise<void>} work
   */
  make(name, work) { return this.#run(`Making the ${name}`, work); }

  /**
   * Asks what to do with unsaved changes.
   * @param {boolean} withPhotos whether photos that are in no listing count
   * @returns {Promise<boolean>} whether to continue
   */
  async leave(withPhotos) {
    const photos = withPhotos && this.#draft.id === null && this.#pictures.any;
    if (!this.unsaved && !photos) return true;
    const choice = await this.#choose(photos && !this.#draft.unsaved);
    return choice === 'discard' || (choice === 'save' && await this.save());
  }

  async #save() {
    const draft = this.#draft;
    if (!draft.named) return this.#failed(new Error('Enter the car first: a listing is saved under its name'));
    return await this.#run('Saving', async progress => {
      const { photos: oldPhotos, look: oldLook } = draft.listing;
      const id = draft.id ?? await this.#create();
      const { photos, look } = await this.#pictures.save(id, progress);
      await this.#put(id, { ...draft.listing, photos, look });
      await this.#pictures.removeUnused(id, { photos: oldPhotos, look: oldLook }, { photos, look });
      return true;
    }).catch(problem => this.#checkDeleted(problem));
  }

  /**
   * Turns a listing that was deleted in the store into a new one.
   * @param {unknown} problem
   */
  #checkDeleted(problem) {
    if (isMissing(problem) && this.#draft.id !== null) {
      this.#draft.deleted();
      this.#failed(new Error('This listing was deleted in the meantime: save again to store it as a new one'));
    }
    return false;
  }

  /** @returns {Promise<string>} the id */
  async #create() {
    const listing = structuredClone({ ...this.#draft.listing, photos: [] });
    const { id, changed } = await json('/api/listings', { method: 'POST', body: listing });
    this.#draft.saved(id, listing, new Date(changed));
    return id;
  }

  /**
   * @param {string} id
   * @param {Listing} listing
   */
  async #put(id, listing) {
    const sent = structuredClone(listing);
    const { changed } = await json(`/api/listings/${id}`, { method: 'PUT', body: sent });
    this.#draft.saved(id, sent, new Date(changed));
  }

  #later() {
    clearTimeout(this.#timer);
    this.#notify();
    if (this.#draft.id !== null) this.#timer = setTimeout(() => this.#enqueue(() => this.#autosave()), pause);
  }

  /** Saves the texts automatically; pictures are saved only on request. */
  async #autosave() {
    const { id, named, unsaved, listing } = this.#draft;
    if (id === null || !named || !unsaved) return;
    await this.#run('Saving', () => this.#put(id, listing)).catch(() => {});
  }

  /**
   * Runs a task and shows its progress.
   * @template T
   * @param {string} what
   * @param {(progress: (part: string, share: number) => void) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async #run(what, work) {
    this.#problem = null;
    this.#task = { what, share: null };
    this.#notify();
    try {
      return await work((part, share) => {
        this.#task = { what: `${what} ${part}`, share };
        this.#notify();
      });
    } catch (problem) {
      this.#failed(problem);
      throw problem;
    } finally {
      this.#task = null;
      this.#notify();
    }
  }

  /** @param {unknown} problem */
  #failed(problem) {
    this.#problem = problem;
    this.#notify();
    return false;
  }

  /**
   * Runs tasks one after the other.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  #enqueue(work) {
    this.#last = this.#last.catch(() => {}).then(work);
    return this.#last;
  }

  #notify() { this.dispatchEvent(new Event('change')); }
}
