// Where the photo's plane lies on the stage: scale and shift, and the turn of the photo within it.

const most = 8, least = 0.02, room = 24, insight = 60; // times; CSS pixels

export class Plane {
  scale = 1; x = 0; y = 0;
  fitted = true;
  /** Of the photo within the plane, about its centre: degrees, clockwise. */
  turn = 0;
  photo = { width: 1, height: 1 };
  frame = { x: 0, y: 0, width: 1, height: 1 };
  stage = { width: 1, height: 1 };

  fit() {
    const { width, height } = this.stage, f = this.frame;
    const within = Math.min(room, width * 0.04);
    this.scale = Math.max(Math.min((width - 2 * within) / f.width, (height - 2 * within) / f.height, most), least);
    this.x = (width - f.width * this.scale) / 2 - f.x * this.scale;
    this.y = (height - f.height * this.scale) / 2 - f.y * this.scale;
    this.fitted = true;
  }

  /** Scales about a point of the stage, which stays where it is. */
  rescale(scale, at) {
    scale = Math.min(Math.max(scale, least), most);
    this.x = at.x - (at.x - this.x) * scale / this.scale;
    this.y = at.y - (at.y - this.y) * scale / this.scale;
    this.scale = scale;
    this.fitted = false;
    this.#keepInSight();
  }

  pan(x, y) {
    this.x += x;
    this.y += y;
    this.fitted = false;
    this.#keepInSight();
  }

  /** A point of the stage in the photo's own pixels, before it was turned. */
  toPhoto({ x, y }) {
    return turned({ x: (x - this.x) / this.scale, y: (y - this.y) / this.scale }, this.photo, -this.turn);
  }

  /** A point of the photo on the stage. */
  toStage(point) {
    const { x, y } = turned(point, this.photo, this.turn);
    return { x: x * this.scale + this.x, y: y * this.scale + this.y };
  }

  #keepInSight() {
    const f = this.frame, s = this.scale;
    this.x = Math.min(Math.max(this.x, insight - (f.x + f.width) * s), this.stage.width - insight - f.x * s);
    this.y = Math.min(Math.max(this.y, insight - (f.y + f.height) * s), this.stage.height - insight - f.y * s);
  }
}

/** A point turned about the photo's centre. */
function turned({ x, y }, { width, height }, degrees) {
  const angle = degrees * Math.PI / 180, cos = Math.cos(angle), sin = Math.sin(angle), [dx, dy] = [x - width / 2, y - height / 2];
  return { x: width / 2 + dx * cos - dy * sin, y: height / 2 + dx * sin + dy * cos };
}
