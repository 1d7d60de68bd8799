// What the panel says of the look of all photos, as the API has it.

import { set, stored } from './look.js';

const plain = { jpeg: 92, webp: 90 }, ofStudio = 70; // quality, and percent of shadow, where nothing is said

export class Options extends EventTarget {
  #form;
  #backdrop = null;
  #shadowed = false; // whether the shadow was chosen, or is what the background brings
  #quality = { ...plain };

  constructor(form) {
    super();
    this.#form = form;
    form.addEventListener('submit', e => e.preventDefault());
    form.addEventListener('input', e => this.#input(e.target));
    this.look = stored.read();
  }

  get #fields() { return this.#form.elements; }

  /** Another picture to stand before. */
  get backdrop() { return this.#backdrop; }
  set backdrop(picture) {
    this.#backdrop = picture;
    if (picture) this.#fields.background.value = 'photo';
    this.#refresh();
  }

  /** The name of a background, or its colours; null for a picture. */
  get background() {
    const { background, own, above, below, format } = this.#fields;
    if (background.value === 'own') return own.value;
    if (background.value === 'gradient') return `${above.value}-${below.value}`;
    if (background.value === 'photo' && this.#backdrop) return null;
    return ['transparent', 'photo'].includes(background.value) ? (format.value === 'jpeg' ? '#ffffff' : 'transparent') : background.value;
  }

  get transparent() { return this.background === 'transparent'; }

  /** The background's colours as CSS has them; null for none, undefined for a scene. */
  get colours() {
    const { background } = this;
    if (background === null || ['studio', 'blur'].includes(background)) return undefined;
    if (background === 'transparent') return null;
    return background.includes('-') ? `linear-gradient(${background.replace('-', ', ')})` : background;
  }

  /** What to lay behind the car in the page, as `colours`; undefined where only the service can paint it all. */
  get paper() {
    const { shadow, reflection, aspect } = this.look;
    return shadow || reflection || aspect ? undefined : this.colours;
  }

  /** The margin in percent, or null for the whole photo. */
  get margin() { return this.#fields.crop.value === 'on' ? Number(this.#fields.margin.value) : null; }

  get ending() { return { jpeg: 'jpg' }[this.#fields.format.value] ?? this.#fields.format.value; }

  /** The look as the API's options, all strings. */
  get look() {
    const { format, fit, aspect, size, metadata, shadow, reflection } = this.#fields, { background, transparent, margin } = this;
    const look = background === null ? { fit: fit.value } : { background };
    if (margin !== null) look.crop = `${margin}%`;
    if (!transparent) {
      if (aspect.value) look.aspect = aspect.value;
      if (this.#shadowed && shadow.value !== String(this.#ownShadow)) look.shadow = String(shadow.value / 100);
      if (reflection.value !== '0') look.reflection = String(reflection.value / 100);
    }
    if (size.value) look.size = size.value;
    look.format = format.value;
    if (format.value in plain && this.#quality[format.value] !== plain[format.value]) look.quality = String(this.#quality[format.value]);
    if (metadata.value !== 'strip') look.metadata = metadata.value;
    return look;
  }

  set look(look) {
    set(this.#fields, look);
    this.#shadowed = look.shadow !== undefined;
    this.#quality = { ...plain, ...(look.quality && { [look.format]: Number(look.quality) }) };
    this.#refresh();
  }

  /** The look and the picture to stand before, as a request has them. */
  get query() { return this.background === null ? { ...this.look, backdrop: this.#backdrop } : this.look; }

  get #ownShadow() { return this.background === 'studio' ? ofStudio : 0; }

  #input({ name, value }) {
    if (name === 'own') this.#fields.background.value = 'own';
    if (name === 'shadow') this.#shadowed = true;
    if (name === 'quality') this.#quality[this.#fields.format.value] = Number(value);
    this.#refresh();
  }

  #refresh() {
    const { background, format, margin, shadow, reflection, quality, size } = this.#fields;
    const show = (part, on) => this.#form.querySelector(part).hidden = !on;
    show('.margin', this.margin !== null);
    show('.gradient', background.value === 'gradient');
    show('.backdrop', background.value === 'photo');
    show('.fit', this.#backdrop !== null);
    show('.on-white', format.value === 'jpeg' && background.value === 'transparent');
    show('.quality', format.value in plain);
    for (const field of [shadow, reflection, ...this.#fields.aspect]) field.disabled = this.transparent;
    show('.wants-background', this.transparent);
    if (!this.#shadowed) shadow.value = this.#ownShadow;
    if (format.value in plain) quality.value = this.#quality[format.value];
    for (const field of [margin, shadow, reflection, quality]) this.#fields[`${field.name}-value`].value = field === quality ? field.value : `${field.value} %`;
    this.#form.querySelector('.more-value').textContent = size.value ? `${size.value} px` : 'original size';
    stored.write(this.look);
    this.dispatchEvent(new Event('change'));
  }
}
