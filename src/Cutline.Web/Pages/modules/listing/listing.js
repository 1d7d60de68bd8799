// The listing of the car in the photos: its tab beside the picture's, and the drawer of those that are saved.

import { key } from '../api.js';
import { Car } from './car.js';
import { Draft } from './draft.js';
import { Drawer } from './drawer.js';
import { Export } from './export.js';
import { Facts } from './facts.js';
import { Keeping } from './keeping.js';
import { asking } from './leave.js';
import { Order } from './order.js';
import { Pictures } from './pictures.js';
import { Seller } from './seller.js';
import { refused, words } from './service.js';
import { State } from './state.js';
import { Tabs } from './tabs.js';
import { Vin } from './vin.js';
import { Writing } from './writing.js';

const find = selector => document.querySelector(selector);

/**
 * @param {import('../photos.js').Photos} photos
 * @param {import('../options.js').Options} options
 * @param {{say: (text: string) => void, askForKey: () => void}} page
 * @returns {{left: () => Promise<boolean>, kept: () => boolean}} left asks about unsaved work before the page is emptied, and then begins a new listing; kept says whether the photos are saved as they are
 */
export function startListing(photos, options, { say, askForKey }) {
  const draft = new Draft(), tabs = new Tabs(find('.tabs')), drawer = new Drawer(find('.drawer'), say);
  const keeping = new Keeping(draft, new Pictures(photos, options), asking(find('.leave'))), state = new State(find('.listing-state'), find('.listing-bar'), draft, keeping);

  const car = new Car(find('.part-car'), draft, say), seller = new Seller(find('.part-seller'), draft);
  new Vin(find('.part-vin'), draft, known => car.fill(known));
  new Facts(find('.part-facts'), draft, say);
  const writing = new Writing(find('.part-text'), draft, { say, demandCar: why => car.demand(why), vouch: text => seller.note(text) });
  new Order(find('.part-photos'), photos, say);

  const start = () => {
    car.start();
    writing.start();
  };
  let started = false;
  tabs.addEventListener('choose', e => {
    document.body.dataset.tab = e.detail.dataset.tab;
    if (started || e.detail.dataset.tab !== 'listing') return;
    started = true; // who only wants pictures asks for no facts
    start();
  });
  refused.addEventListener('key', askForKey);
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
  const trouble = text => {
    find('.save-error').textContent = text;
    say(text);
  };
  const save = async () => {
    if (!draft.named) {
      show();
      car.demand('Say which car it is first: a listing is saved under its name');
      return false;
    }
    const saved = await keeping.save();
    say(saved ? 'Saved' : `Not saved. ${words(keeping.problem)}`);
    return saved;
  };
  new Export(find('.export'), draft, keeping, { say, saved: save });

  const leave = async photosToo => {
    const left = await keeping.leave(photosToo);
    if (!left && keeping.problem) {
      drawer.close();
      show();
    }
    return left;
  };

  const bare = () => find('.no-photos').hidden = photos.all.length > 0;
  photos.addEventListener('list', bare);
  bare();
  for (const type of ['list', 'change', 'edit']) photos.addEventListener(type, () => state.show());
  options.addEventListener('change', () => state.show());
  find('.listing-form').addEventListener('submit', e => e.preventDefault());
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
      const lost = await keeping.open(e.detail.id);
      say(`${e.detail.title} opened`);
      if (lost.length > 0) trouble(`These photos are not in the store any more: ${lost.join(', ')}`);
    } catch (problem) {
      trouble(words(problem));
    }
    show();
  });
  drawer.addEventListener('remove', e => e.detail === draft.id && draft.forgotten());

  const goOn = find('.unfinished');
  goOn.hidden = draft.blank;
  goOn.querySelector('button').textContent = `Go on with ${draft.title || 'your listing'}`;
  goOn.addEventListener('click', show);
  if (draft.id !== null) keeping.reopen().then(show, problem => (show(), trouble(words(problem))));

  return {
    kept: () => draft.id !== null && keeping.picturesKept,
    left: async () => {
      if (!await leave(false)) return false;
      draft.replace();
      goOn.hidden = true;
      tabs.choose(find('#tab-picture'));
      return true;
    },
  };
}
