// The part of a photo that its cut-out shows: all of it, or the car with a margin, as the service crops it.

/**
 * @param {{width: number, height: number, subject: number[]}} cut
 * @param {number|null} percent of the car's longer side; null for no crop
 * @returns {{x: number, y: number, width: number, height: number}}
 */
export function frameOf(cut, percent) {
  if (percent === null) return { x: 0, y: 0, width: cut.width, height: cut.height };
  const [x, y, width, height] = cut.subject;
  const room = Math.round(percent / 100 * Math.max(width, height));
  const left = Math.max(x - room, 0), top = Math.max(y - room, 0);
  const right = Math.min(x + width + room, cut.width), bottom = Math.min(y + height + room, cut.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}
