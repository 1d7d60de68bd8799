// The texts of the page: status of the photo, progress and errors.

import { ApiError } from './api.js';
import { find } from './find.js';

/** Announces a text to screen readers. @param {string} text */
export function say(text) { find('.live').textContent = text; }

/** Shows an error below the settings; none for an empty text. @param {string} text */
export function showError(text) {
  find('.trouble').textContent = text;
  find('.trouble').hidden = text === '';
}

/** The message of an error of any type. @param {unknown} problem */
export const messageOf = problem => problem instanceof Error ? problem.message : String(problem);

/** An error as a sentence: title, cause and repair. @param {unknown} problem */
export const sentenceOf = problem => problem instanceof ApiError ? `${problem.title}: ${problem.message}` : messageOf(problem);

/** Opens the dialog for the API key. */
export function askForKey() {
  const dialog = find('.key');
  if (!dialog.open) dialog.showModal();
}

/**
 * Shows the photo's name, the size of the finished picture, and the confidence of its outline.
 * @param {import('./photos.js').Photo|null} photo
 * @param {{width: number, height: number}|null} size
 */
export function facts(photo, size) {
  find('.facts-name').textContent = photo?.name ?? '';
  const cut = photo?.state === 'done' && size ? photo.cut : null;
  find('.facts-text').textContent = cut && size
    ? `${size.width} × ${size.height} pixels · outline ${Math.round(cut.confidence * 100)} % confident` : '';
}

const titles = { waiting: 'Waiting', sending: 'Sending', cutting: 'Cutting out the car' };

/**
 * Shows the progress of a photo that is not cut yet, or why it failed.
 * @param {import('./photos.js').Photo|null} photo
 */
export function notice(photo) {
  const box = find('.notice'), ahead = find('.ahead');
  if (!photo || photo.state === 'done') {
    ahead.hidden = box.hidden = true;
    return;
  }
  const failed = photo.state === 'failed' ? photo.problem : null;
  ahead.hidden = box.hidden = false;
  if (ahead.src !== photo.url) ahead.src = photo.url;
  box.classList.toggle('wrong', failed !== null);
  find('[data-action="retry"]', box).hidden = failed?.final ?? false;
  find('.notice-title', box).textContent = failed ? failed.title : titles[/** @type {keyof typeof titles} */ (photo.state)];
  find('.notice-text', box).textContent = failed ? failed.message : photo.name;
  find('progress', box).hidden = photo.state !== 'sending';
  find('progress', box).value = photo.share;
}
