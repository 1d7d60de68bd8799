// The picture of one's own to stand before: chosen, shown small, changed.

/** @param {import('./options.js').Options} options */
export function listenForBackdrop(options) {
  const find = selector => document.querySelector(selector), input = find('#backdrop'), swatch = find('.swatch-photo');
  let url = null;
  input.addEventListener('change', () => {
    if (input.files.length === 0) return;
    options.backdrop = input.files[0];
    input.value = '';
  });
  swatch.addEventListener('click', () => options.backdrop ?? input.click());
  find('[data-backdrop]').addEventListener('click', () => input.click());
  options.addEventListener('change', () => {
    if (swatch.picture === options.backdrop) return;
    swatch.picture = options.backdrop;
    URL.revokeObjectURL(url);
    url = options.backdrop && URL.createObjectURL(options.backdrop);
    swatch.style.backgroundImage = url ? `url("${url}")` : '';
    find('[data-backdrop]').textContent = options.backdrop ? 'Another picture …' : 'Choose a picture …';
  });
}
