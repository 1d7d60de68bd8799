// The listing of the car in the photos: its tab beside the picture's, and the drawer of those that are saved.

import { Drawer } from './drawer.js';
import { Tabs } from './tabs.js';

const find = selector => document.querySelector(selector);

/**
 * @param {import('../photos.js').Photos} photos
 * @param {import('../options.js').Options} options
 * @param {{say: (text: string) => void, askForKey: () => void}} page
 */
export function startListing(photos, options, page) {
  const tabs = new Tabs(find('.tabs'));
  tabs.addEventListener('choose', e => document.body.dataset.tab = e.detail.dataset.tab);
  const drawer = new Drawer(find('.drawer'));
  find('[data-open="listings"]').addEventListener('click', () => drawer.open());
}
