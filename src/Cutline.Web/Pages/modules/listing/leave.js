// Asks what becomes of work that is not saved.

/** @returns {(photosAlone: boolean) => Promise<'save'|'discard'|'cancel'>} */
export function asking(dialog) {
  return photosAlone => new Promise(answer => {
    dialog.querySelector('p').textContent = photosAlone ? 'The photos here are in no saved listing.' : 'What you wrote is kept only in this tab.';
    dialog.querySelector('[value="save"]').hidden = photosAlone;
    dialog.returnValue = 'cancel';
    dialog.addEventListener('close', () => answer(dialog.returnValue), { once: true });
    dialog.showModal();
  });
}
