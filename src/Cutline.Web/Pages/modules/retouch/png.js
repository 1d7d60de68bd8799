// Encodes and decodes grey PNG files with exact values, which a canvas does not guarantee.

import { crc } from '../zip.js';

const signature = Uint8Array.of(0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A);

/**
 * @param {Uint8Array} values in row order
 * @param {number} width
 * @param {number} height
 * @returns {Promise<Blob>} 8 bits per pixel
 */
export async function greyPng(values, width, height) {
  const rows = new Uint8Array((width + 1) * height); // each row starts with its filter type: none
  for (let y = 0; y < height; y++) rows.set(values.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const packed = new Blob([rows]).stream().pipeThrough(new CompressionStream('deflate'));
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  /** @type {[string, Uint8Array][]} */
  const chunks = [
    ['IHDR', new Uint8Array(header.buffer)],
    ['IDAT', new Uint8Array(await new Response(packed).arrayBuffer())],
    ['IEND', new Uint8Array(0)],
  ];
  return new Blob([signature, ...chunks.map(([name, content]) => chunk(name, content))], { type: 'image/png' });
}

/**
 * @param {string} name
 * @param {Uint8Array} content
 */
function chunk(name, content) {
  const bytes = new Uint8Array(content.length + 12), view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, crc(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

/**
 * The values of a grey picture, resized.
 * @param {Blob} blob
 * @param {number} width
 * @param {number} height
 */
export async function greyOf(blob, width, height) {
  const picture = await createImageBitmap(blob);
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser has no 2D canvas');
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  const { data } = context.getImageData(0, 0, width, height), values = new Uint8Array(width * height);
  for (let i = 0; i < values.length; i++) values[i] = data[4 * i];
  return values;
}
