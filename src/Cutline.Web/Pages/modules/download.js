// Cut-outs as files of the options chosen: one, or all as a ZIP.

import { atOnce } from './photos.js';
import { distinct, zip } from './zip.js';

const stem = name => name.replace(/\.[^.]*$/, '') || 'photo';

export const fileName = (photo, options) => `${stem(photo.name)}-cutout.${options.ending}`;

export async function downloadOne(photos, photo, options) {
  save(await photos.make(photo, options.query), fileName(photo, options));
}

/** @param {(done: number, total: number) => void} tell */
export async function downloadAll(photos, options, tell) {
  const all = photos.done, names = distinct(all.map(p => fileName(p, options))), blobs = new Array(all.length), failed = [], { query } = options;
  const next = all.entries();
  let done = 0;
  const work = async () => {
    for (const [i, photo] of next) {
      tell(done, all.length);
      try {
        blobs[i] = await photos.make(photo, query);
      } catch (problem) {
        failed.push(`${photo.name}: ${problem.message}`);
      }
      done++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const files = names.map((name, i) => ({ name, blob: blobs[i] })).filter(f => f.blob);
  if (files.length > 0) save(await zip(files), 'cutouts.zip');
  return failed;
}

/** Hands a file to the browser. */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
