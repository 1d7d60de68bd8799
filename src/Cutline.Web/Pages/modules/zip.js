// A ZIP archive without compression (PKWARE APPNOTE 4.3), since pictures are compressed already.

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let i = 0; i < 8; i++) n = n & 1 ? 0xEDB88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

/**
 * CRC-32 of ZIP and PNG.
 * @param {Uint8Array} bytes
 */
export function crc(bytes) {
  let value = 0xFFFFFFFF;
  for (let i = 0; i < bytes.length; i++) value = table[(value ^ bytes[i]) & 0xFF] ^ (value >>> 8);
  return (value ^ 0xFFFFFFFF) >>> 0;
}

/**
 * A record of fields in order.
 * @param {...[size: number, value: number]} fields
 */
function record(...fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return view;
}

const utf8 = 0x0800, version = 20, epoch = 0x0021; // names in UTF-8; 1 January 1980

/**
 * @param {{name: string, blob: Blob}[]} files
 * @returns {Promise<Blob>}
 */
export async function zip(files) {
  const parts = [], directory = [];
  let at = 0;
  for (const { name, blob } of files) {
    const title = new TextEncoder().encode(name), bytes = new Uint8Array(await blob.arrayBuffer());
    /** @type {[number, number][]} */
    const about = [
      [2, version], [2, utf8], [2, 0], [2, 0], [2, epoch],
      [4, crc(bytes)], [4, bytes.length], [4, bytes.length], [2, title.length], [2, 0],
    ];
    parts.push(record([4, 0x04034B50], ...about), title, blob);
    directory.push(record([4, 0x02014B50], [2, version], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), title);
    at += 30 + title.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.byteLength, 0);
  const end = record([4, 0x06054B50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]);
  return new Blob([...parts, ...directory, end], { type: 'application/zip' });
}

/**
 * Makes names unique by numbers.
 * @param {string[]} names
 */
export function distinct(names) {
  const seen = new Map();
  return names.map(name => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : name.replace(/(\.[^.]*)?$/, ` (${count})$1`);
  });
}
