// The dialog that asks what to do with unsaved changes.

import { find } from '../find.js';

/**
 * @param {HTMLDialogElement} dialog
 * @returns {(photosOnly: boolean) => Promise<'save'|'discard'|'cancel'>}
 */
export function asking(dialog) {
  return photosOnly => new Promise(answer => {
    find('p', dialog).textContent = photosOnly
      ? 'The photos are not part of a saved listing.'
      : 'Your changes are stored only in this tab.';
    find('[value="save"]', dialog).hidden = photosOnly;
    dialog.returnValue = 'cancel';
    dialog.addEventListener('close', () => answer(/** @type {'save'|'discard'|'cancel'} */ (dialog.returnValue)), { once: true });
    dialog.showModal();
  });
}
