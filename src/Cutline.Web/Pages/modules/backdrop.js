// The user's own background picture: choosing, changing, and its thumbnail.

import { find } from './find.js';

/** @param {import('./options.js').Options} options */
export function listenForBackdrop(options) {
  const input = find('#backdrop'), swatch = find('.swatch-photo');
  /** @type {Blob|null} */
  let shown = null;
  let url = '';
  input.addEventListener('change', () => {
    if (input.files.length === 0) return;
    options.backdrop = input.files[0];
    input.value = '';
  });
  swatch.addEventListener('click', () => options.backdrop ?? input.click());
  find('[data-backdrop]').addEventListener('click', () => input.click());
  options.addEventListener('change', () => {
    if (shown === options.backdrop) return;
    shown = options.backdrop;
    URL.revokeObjectURL(url);
    url = shown ? URL.createObjectURL(shown) : '';
    swatch.style.backgroundImage = url ? `url("${url}")` : '';
    find('[data-backdrop]').textContent = shown ? 'Another picture …' : 'Choose a picture …';
  });
}
