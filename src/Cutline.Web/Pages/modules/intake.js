// Input of photos: by file dialog, camera, drag and drop, or paste.

import { find } from './find.js';

/** @param {(files: File[]) => void} take */
export function listen(take) {
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
