// Saves the listing with its pictures, opens saved ones, and lets none be lost on the way to another.

import { json } from './service.js';

const rest = 2000; // ms without a key, until what is typed into a saved listing is saved by itself

export class Keeping extends EventTarget {
  #draft; #pictures; #choose; #last = Promise.resolve(); #timer; #doing = null; #problem = null;

  /** @param {(photos: boolean) => Promise<'save'|'discard'|'cancel'>} choose asks what becomes of unsaved work */
  constructor(draft, pictures, choose) {
    super();
    [this.#draft, this.#pictures, this.#choose] = [draft, pictures, choose];
    draft.addEventListener('change', () => this.#later());
    addEventListener('beforeunload', e => this.unsaved && e.preventDefault());
  }

  get doing() { return this.#doing; }
  get problem() { return this.#problem; }

  /** Whether leaving would lose something that was typed or, in a saved listing, changed. */
  get unsaved() { return this.#draft.unsaved || (this.#draft.id !== null && !this.picturesKept); }
  get picturesKept() { return this.#pictures.kept(this.#draft.id, this.#draft.listing); }

  /** @returns {Promise<boolean>} whether it is saved; {@link problem} says why not */
  save() { return this.#after(() => this.#save()); }

  /** @returns {Promise<string[]>} names of photos that are not there any more */
  open(id) {
    return this.#during('Opening', async tell => {
      const stored = await json(`/api/listings/${id}`);
      const lost = await this.#pictures.open(id, stored.listing, tell);
      this.#draft.replace(id, stored.listing, new Date(stored.changed));
      return lost;
    });
  }

  /** After the page was loaded anew: the photos of the listing that was open, with what was typed since. */
  reopen() {
    return this.#during('Opening', async tell => {
      const { id } = this.#draft, stored = await json(`/api/listings/${id}`).catch(problem => problem.status === 404 ? null : Promise.reject(problem));
      if (!stored) return this.#draft.forgotten();
      await this.#pictures.open(id, stored.listing, tell);
      if (this.#draft.unsaved) this.#draft.change({ photos: stored.listing.photos, look: stored.listing.look });
      else this.#draft.replace(id, stored.listing, new Date(stored.changed));
    });
  }

  /** Makes something of what is saved, and shows that it is being made. */
  make(name, work) { return this.#during(`Making the ${name}`, work); }

  /** Asks what becomes of unsaved work. @returns {Promise<boolean>} whether to go on */
  async leave(photosToo) {
    const photos = photosToo && this.#draft.id === null && this.#pictures.any;
    if (!this.unsaved && !photos) return true;
    const choice = await this.#choose(photos && !this.#draft.unsaved);
    return choice === 'discard' || (choice === 'save' && await this.save());
  }

  async #save() {
    const draft = this.#draft;
    if (!draft.named) return this.#failed(new Error('Say which car it is first: a listing is saved under its name'));
    return await this.#during('Saving', async tell => {
      const { photos: had, look: wore } = draft.listing;
      const id = draft.id ?? await this.#create();
      const { photos, look } = await this.#pictures.keep(id, tell);
      await this.#put(id, { ...draft.listing, photos, look });
      await this.#pictures.tidy(id, { photos: had, look: wore }, { photos, look });
      return true;
    }).catch(problem => this.#gone(problem));
  }

  /** A listing that was deleted meanwhile is a new one again. */
  #gone(problem) {
    if (problem.status === 404 && this.#draft.id !== null) {
      this.#draft.forgotten();
      this.#failed(new Error('This listing was deleted meanwhile: save again to keep it as a new one'));
    }
    return false;
  }

  async #create() {
    const listing = structuredClone({ ...this.#draft.listing, photos: [] });
    const { id, changed } = await json('/api/listings', { method: 'POST', body: listing });
    this.#draft.saved(id, listing, new Date(changed));
    return id;
  }

  async #put(id, listing) {
    const sent = structuredClone(listing);
    const { changed } = await json(`/api/listings/${id}`, { method: 'PUT', body: sent });
    this.#draft.saved(id, sent, new Date(changed));
  }

  #later() {
    clearTimeout(this.#timer);
    this.#tell();
    if (this.#draft.id !== null) this.#timer = setTimeout(() => this.#after(() => this.#again()), rest);
  }

  /** What is typed goes by itself; pictures go when they are asked for. */
  async #again() {
    const { id, named, unsaved, listing } = this.#draft;
    if (id === null || !named || !unsaved) return;
    await this.#during('Saving', () => this.#put(id, listing)).catch(() => {});
  }

  async #during(what, work) {
    this.#problem = null;
    this.#doing = { what, share: null };
    this.#tell();
    try {
      return await work((part, share) => {
        this.#doing = { what: `${what} ${part}`, share };
        this.#tell();
      });
    } catch (problem) {
      this.#failed(problem);
      throw problem;
    } finally {
      this.#doing = null;
      this.#tell();
    }
  }

  #failed(problem) {
    this.#problem = problem;
    this.#tell();
    return false;
  }

  /** One after the other. */
  #after(work) { return this.#last = this.#last.catch(() => {}).then(work); }

  #tell() { this.dispatchEvent(new Event('change')); }
}
