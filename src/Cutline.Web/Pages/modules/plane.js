// The transform between the photo and the stage: scale, offset, and the rotation of the photo.

/**
 * @typedef {{x: number, y: number}} Point
 * @typedef {{x: number, y: number, width: number, height: number}} Box
 */

const most = 8, least = 0.02, margin = 24, visible = 60; // scales; CSS pixels

export class Plane {
  scale = 1; x = 0; y = 0;
  fitted = true;
  /** The rotation of the photo about its centre: degrees, clockwise. */
  turn = 0;
  photo = { width: 1, height: 1 };
  frame = { x: 0, y: 0, width: 1, height: 1 };
  stage = { width: 1, height: 1 };

  fit() {
    const { width, height } = this.stage, f = this.frame;
    const within = Math.min(margin, width * 0.04);
    this.scale = Math.max(Math.min((width - 2 * within) / f.width, (height - 2 * within) / f.height, most), least);
    this.x = (width - f.width * this.scale) / 2 - f.x * this.scale;
    this.y = (height - f.height * this.scale) / 2 - f.y * this.scale;
    this.fitted = true;
  }

  /**
   * Scales about a fixed point of the stage.
   * @param {number} scale
   * @param {Point} at
   */
  rescale(scale, at) {
    scale = Math.min(Math.max(scale, least), most);
    this.x = at.x - (at.x - this.x) * scale / this.scale;
    this.y = at.y - (at.y - this.y) * scale / this.scale;
    this.scale = scale;
    this.fitted = false;
    this.#keepVisible();
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  pan(x, y) {
    this.x += x;
    this.y += y;
    this.fitted = false;
    this.#keepVisible();
  }

  /**
   * A point of the stage in pixels of the photo, before its rotation.
   * @param {Point} point
   */
  toPhoto({ x, y }) {
    return rotated({ x: (x - this.x) / this.scale, y: (y - this.y) / this.scale }, this.photo, -this.turn);
  }

  /**
   * A point of the photo on the stage.
   * @param {Point} point
   */
  toStage(point) {
    const { x, y } = rotated(point, this.photo, this.turn);
    return { x: x * this.scale + this.x, y: y * this.scale + this.y };
  }

  #keepVisible() {
    const f = this.frame, s = this.scale;
    this.x = Math.min(Math.max(this.x, visible - (f.x + f.width) * s), this.stage.width - visible - f.x * s);
    this.y = Math.min(Math.max(this.y, visible - (f.y + f.height) * s), this.stage.height - visible - f.y * s);
  }
}

/**
 * Rotates a point about the photo's centre.
 * @param {Point} point
 * @param {{width: number, height: number}} photo
 * @param {number} degrees
 */
function rotated({ x, y }, { width, height }, degrees) {
  const angle = degrees * Math.PI / 180, cos = Math.cos(angle), sin = Math.sin(angle), [dx, dy] = [x - width / 2, y - height / 2];
  return { x: width / 2 + dx * cos - dy * sin, y: height / 2 + dx * sin + dy * cos };
}
