// The listing tab, and the drawer of saved listings.

import { key } from '../api.js';
import { find } from '../find.js';
import { sentenceOf } from '../page.js';
import { Car } from './car.js';
import { Draft } from './draft.js';
import { Drawer } from './drawer.js';
import { Export } from './export.js';
import { Facts } from './facts.js';
import { asking } from './leave.js';
import { Order } from './order.js';
import { Pictures } from './pictures.js';
import { Saving } from './saving.js';
import { Seller } from './seller.js';
import { keyRequired } from './service.js';
import { State } from './state.js';
import { Tabs } from './tabs.js';
import { Vin } from './vin.js';
import { Writing } from './writing.js';

const detailOf = (/** @type {Event} */ e) => /** @type {CustomEvent} */ (e).detail;

/**
 * @param {import('../photos.js').Photos} photos
 * @param {import('../options.js').Options} options
 * @param {{say: (text: string) => void, askForKey: () => void}} page
 * @returns {{leave: () => Promise<boolean>, saved: () => boolean}} leave asks about unsaved changes and starts a new listing; saved is
 * whether the photos are saved unchanged
 */
export function startListing(photos, options, { say, askForKey }) {
  const draft = new Draft(), tabs = new Tabs(find('.tabs')), drawer = new Drawer(find('.drawer'), say);
  const saving = new Saving(draft, new Pictures(photos, options), asking(find('.leave')));
  const state = new State(find('.listing-state'), find('.listing-bar'), draft, saving);

  const car = new Car(find('.part-car'), draft, say), seller = new Seller(find('.part-seller'), draft);
  new Vin(find('.part-vin'), draft, known => car.fill(known));
  new Facts(find('.part-facts'), draft, say);
  const writing = new Writing(
    find('.part-text'), draft, { say, requireCar: message => car.require(message), confirm: text => seller.note(text) });
  new Order(find('.part-photos'), photos, say);

  const start = () => {
    car.start();
    writing.start();
  };
  let started = false;
  tabs.addEventListener('choose', e => {
    const { tab } = detailOf(e).dataset;
    document.body.dataset.tab = tab;
    if (started || tab !== 'listing') return;
    started = true; // the facts are not requested before the tab is opened
    start();
  });
  keyRequired.addEventListener('key', askForKey);
  let known = key.get();
  find('.key').addEventListener('close', () => setTimeout(() => { // once the key is set
    if (key.get() === known) return;
    known = key.get();
    if (started) start();
    drawer.refresh();
  }));

  const show = () => {
    document.body.dataset.view = 'work';
    find('.work').hidden = false;
    tabs.choose(find('#tab-listing'));
  };
  const showError = (/** @type {string} */ text) => {
    find('.save-error').textContent = text;
    say(text);
  };
  const save = async () => {
    if (!draft.named) {
      show();
      car.require('Enter the car first: a listing is saved under its name');
      return false;
    }
    const saved = await saving.save();
    say(saved ? 'Saved' : `Not saved. ${sentenceOf(saving.problem)}`);
    return saved;
  };
  new Export(find('.export'), draft, saving, { say, saved: save });

  const leave = async (/** @type {boolean} */ withPhotos) => {
    const left = await saving.leave(withPhotos);
    if (!left && saving.problem) {
      drawer.close();
      show();
    }
    return left;
  };

  const showEmpty = () => { find('.no-photos').hidden = photos.all.length > 0; };
  photos.addEventListener('list', showEmpty);
  showEmpty();
  for (const type of ['list', 'change', 'edit']) photos.addEventListener(type, () => state.show());
  options.addEventListener('change', () => state.show());
  find('.listing-form').addEventListener('submit', (/** @type {Event} */ e) => e.preventDefault());
  find('[data-listing="save"]').addEventListener('click', save);
  find('[data-open="listings"]').addEventListener('click', () => drawer.open());
  find('.state-title').addEventListener('click', show);
  addEventListener('keydown', e => {
    if (!(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey || e.key.toLowerCase() !== 's') return;
    e.preventDefault();
    if (!document.querySelector('dialog[open]')) save();
  });

  drawer.addEventListener('open', async e => {
    if (!await leave(true)) return;
    drawer.close();
    try {
      const { id, title } = detailOf(e), lost = await saving.open(id);
      say(`${title} opened`);
      if (lost.length > 0) showError(`These photos are missing in the store: ${lost.join(', ')}`);
    } catch (problem) {
      showError(sentenceOf(problem));
    }
    show();
  });
  drawer.addEventListener('remove', e => detailOf(e) === draft.id && draft.deleted());

  const unfinished = find('.unfinished');
  unfinished.hidden = draft.blank;
  find('button', unfinished).textContent = `Continue with ${draft.title || 'your listing'}`;
  unfinished.addEventListener('click', show);
  if (draft.id !== null) {
    saving.reopen().then(show, problem => {
      show();
      showError(sentenceOf(problem));
    });
  }

  return {
    saved: () => draft.id !== null && saving.picturesSaved,
    leave: async () => {
      if (!await leave(false)) return false;
      draft.replace();
      unfinished.hidden = true;
      tabs.choose(find('#tab-picture'));
      return true;
    },
  };
}
