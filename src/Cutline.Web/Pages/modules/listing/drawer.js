// The drawer of saved listings.

export class Drawer {
  #dialog;

  constructor(dialog) {
    this.#dialog = dialog;
    dialog.querySelector('.drawer-close').addEventListener('click', () => dialog.close());
  }

  open() { this.#dialog.showModal(); }
}
