// Downloads of cut-outs with the chosen settings: one, or all as a ZIP.

import { messageOf } from './page.js';
import { parallel } from './photos.js';
import { distinct, zip } from './zip.js';

const stem = (/** @type {string} */ name) => name.replace(/\.[^.]*$/, '') || 'photo';

/**
 * @param {import('./photos.js').Photo} photo
 * @param {import('./options.js').Options} options
 */
export const fileName = (photo, options) => `${stem(photo.name)}-cutout.${options.extension}`;

/**
 * @param {import('./photos.js').Photos} photos
 * @param {import('./photos.js').Photo} photo
 * @param {import('./options.js').Options} options
 */
export async function downloadOne(photos, photo, options) {
  save(await photos.make(photo, options.query), fileName(photo, options));
}

/**
 * @param {import('./photos.js').Photos} photos
 * @param {import('./options.js').Options} options
 * @param {(done: number, total: number) => void} progress
 * @returns {Promise<string[]>} the photos that failed, each with the reason
 */
export async function downloadAll(photos, options, progress) {
  const all = photos.done, names = distinct(all.map(p => fileName(p, options))), { query } = options;
  /** @type {Blob[]} */
  const blobs = new Array(all.length);
  /** @type {string[]} */
  const failed = [];
  const next = all.entries();
  let done = 0;
  const work = async () => {
    for (const [i, photo] of next) {
      progress(done, all.length);
      try {
        blobs[i] = await photos.make(photo, query);
      } catch (problem) {
        failed.push(`${photo.name}: ${messageOf(problem)}`);
      }
      done++;
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  const files = names.map((name, i) => ({ name, blob: blobs[i] })).filter(f => f.blob);
  if (files.length > 0) save(await zip(files), 'cutouts.zip');
  return failed;
}

/**
 * Saves a file by the browser.
 * @param {Blob} blob
 * @param {string} name
 */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
