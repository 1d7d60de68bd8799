// The part of a photo that its cut-out shows: the whole photo, or the car with a margin, computed as the service does.

/**
 * @param {{width: number, height: number, subject: number[]}} cut
 * @param {number|null} percent margin as a percentage of the car's longer side; null for no crop
 * @returns {{x: number, y: number, width: number, height: number}}
 */
export function frameOf(cut, percent) {
  if (percent === null) return { x: 0, y: 0, width: cut.width, height: cut.height };
  const [x, y, width, height] = cut.subject;
  const margin = Math.round(percent / 100 * Math.max(width, height));
  const left = Math.max(x - margin, 0), top = Math.max(y - margin, 0);
  const right = Math.min(x + width + margin, cut.width), bottom = Math.min(y + height + margin, cut.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}
