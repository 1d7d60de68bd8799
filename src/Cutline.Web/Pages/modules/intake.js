// Input of photos: by file dialog, camera, drag and drop, or paste.

import { find } from './find.js';

/** Whether a file is what file managers leave beside photos. */
const isLitter = (/** @type {File} */ file) => /^(\.|thumbs\.db$|desktop\.ini$)/i.test(file.name);

/** @param {(files: File[]) => void} accept */
export function listen(accept) {
  const take = (/** @type {File[]} */ files) => accept(files.filter(file => !isLitter(file)));
  for (const id of ['choose', 'capture']) {
    const input = find(`#${id}`);
    input.addEventListener('change', () => {
      take([...input.files]);
      input.value = '';
    });
  }

  let depth = 0;
  const shown = (/** @type {boolean} */ on) => document.body.classList.toggle('dropping', on);
  const carriesFiles = (/** @type {DragEvent} */ e) => e.dataTransfer?.types.includes('Files');
  addEventListener('dragenter', e => carriesFiles(e) && shown(++depth > 0));
  addEventListener('dragleave', e => carriesFiles(e) && shown(--depth > 0));
  addEventListener('dragover', e => e.preventDefault());
  addEventListener('drop', e => {
    e.preventDefault();
    depth = 0;
    shown(false);
    take([...(e.dataTransfer?.files ?? [])]);
  });
  addEventListener('paste', e => take([...(e.clipboardData?.files ?? [])]));
}
