// The panel's settings for all photos, as options of the API.

import { choicesOf, defaultOf, limit } from './cutOptions.js';
import { find } from './find.js';
import { model } from './model.js';
import { fill, stored } from './panel.js';

/**
 * The quality of each format where none is chosen.
 * @returns {Record<string, number>} formats without quality are left out
 */
function standardQuality() {
  return Object.fromEntries(
    choicesOf('format').map(format => [format, defaultOf('quality', { format })]).filter(([, quality]) => quality !== null));
}

export class Options extends EventTarget {
  #form;
  /** @type {Blob|null} */
  #backdrop = null;
  #hasShadow = false; // whether the shadow was chosen, or is the background's default
  #quality = standardQuality();

  /** @param {HTMLFormElement} form */
  constructor(form) {
    super();
    this.#form = form;
    const { shadow, reflection, glass, quality } = this.#fields;
    limit(shadow, 'shadow', 100);
    limit(reflection, 'reflection', 100);
    limit(glass, 'glass', 100);
    limit(quality, 'quality');
    form.addEventListener('submit', e => e.preventDefault());
    form.addEventListener('input', e => this.#input(/** @type {HTMLInputElement} */ (e.target)));
    this.settings = stored.read();
    void this.#offerGlass();
  }

  /** Offers clear windows where the model finds them. */
  async #offerGlass() {
    if (!(await model)?.outputs.includes('windows')) return;
    this.#fields.glass.disabled = false;
    find('.glass', this.#form).hidden = false;
    this.#refresh();
  }

  /** @returns {any} the form's controls by name */
  get #fields() { return this.#form.elements; }

  /** The user's own background picture. */
  get backdrop() { return this.#backdrop; }
  set backdrop(picture) {
    this.#backdrop = picture;
    if (picture) this.#fields.background.value = 'photo';
    this.#refresh();
  }

  /**
   * The name of the background, or its colours; null for a picture.
   * @returns {string|null}
   */
  get background() {
    const { background, own, above, below, format } = this.#fields, standard = defaultOf('background');
    if (background.value === 'own') return own.value;
    if (background.value === 'gradient') return `${above.value}-${below.value}`;
    if (background.value === 'photo' && this.#backdrop) return null;
    return [standard, 'photo'].includes(background.value) ? (format.value === 'jpeg' ? '#ffffff' : standard) : background.value;
  }

  get transparent() { return this.background === 'transparent'; }

  /** The colours of the background as CSS; null for none, undefined for a background that is rendered by the service. */
  get colours() {
    const { background } = this;
    if (background === null || ['studio', 'blur'].includes(background)) return undefined;
    if (background === 'transparent') return null;
    return background.includes('-') ? `linear-gradient(${background.replace('-', ', ')})` : background;
  }

  /** The CSS background behind the cut-out in the page, as `colours`; undefined where the service must render the scene. */
  get paper() {
    const { shadow, reflection, aspect, glass } = this.settings;
    return shadow || reflection || aspect || glass ? undefined : this.colours;
  }

  /** The margin in percent; null for the whole photo. */
  get margin() { return this.#fields.crop.value === 'on' ? Number(this.#fields.margin.value) : null; }

  /** The file extension of the format. */
  get extension() { const { value } = this.#fields.format; return value === 'jpeg' ? 'jpg' : value; }

  /**
   * The settings as options of the API.
   * @returns {Record<string, string>}
   */
  get settings() {
    const { format, fit, aspect, size, metadata, shadow, reflection, glass } = this.#fields, { background, transparent, margin } = this;
    /** @type {Record<string, string>} */
    const settings = background === null ? { fit: fit.value } : { background };
    if (margin !== null) settings.crop = `${margin}%`;
    if (!transparent) {
      if (aspect.value) settings.aspect = aspect.value;
      if (this.#hasShadow && shadow.value !== String(this.#standardShadow)) settings.shadow = String(shadow.value / 100);
      if (reflection.value !== '0') settings.reflection = String(reflection.value / 100);
    }
    if (!glass.disabled && glass.value !== '0') settings.glass = String(glass.value / 100);
    if (size.value) settings.size = size.value;
    settings.format = format.value;
    if (this.#quality[format.value] !== standardQuality()[format.value]) settings.quality = String(this.#quality[format.value]);
    if (metadata.value !== defaultOf('metadata')) settings.metadata = metadata.value;
    return settings;
  }

  set settings(settings) {
    fill(this.#fields, settings);
    this.#hasShadow = settings.shadow !== undefined;
    this.#quality = { ...standardQuality(), ...(settings.quality && { [settings.format]: Number(settings.quality) }) };
    this.#refresh();
  }

  /**
   * The settings and the background picture, for a request.
   * @returns {Record<string, string|Blob>}
   */
  get query() { return this.background === null && this.#backdrop ? { ...this.settings, backdrop: this.#backdrop } : this.settings; }

  /** The default shadow of the background in percent. */
  get #standardShadow() { return Math.round(100 * defaultOf('shadow', { background: this.background ?? '' })); }

  /** @param {HTMLInputElement} field */
  #input({ name, value }) {
    if (name === 'own') this.#fields.background.value = 'own';
    if (name === 'shadow') this.#hasShadow = true;
    if (name === 'quality') this.#quality[this.#fields.format.value] = Number(value);
    this.#refresh();
  }

  #refresh() {
    const { background, format, margin, shadow, reflection, glass, quality, size } = this.#fields, lossy = format.value in this.#quality;
    const show = (/** @type {string} */ part, /** @type {boolean} */ on) => { find(part, this.#form).hidden = !on; };
    show('.margin', this.margin !== null);
    show('.gradient', background.value === 'gradient');
    show('.backdrop', background.value === 'photo');
    show('.fit', this.#backdrop !== null);
    show('.on-white', format.value === 'jpeg' && background.value === 'transparent');
    show('.quality', lossy);
    for (const field of [shadow, reflection, ...this.#fields.aspect]) field.disabled = this.transparent;
    show('.wants-background', this.transparent);
    if (!this.#hasShadow) shadow.value = this.#standardShadow;
    if (lossy) quality.value = this.#quality[format.value];
    for (const field of [margin, shadow, reflection, glass, quality]) {
      this.#fields[`${field.name}-value`].value = field === quality ? field.value : `${field.value} %`;
    }
    find('.more-value', this.#form).textContent = size.value ? `${size.value} px` : 'original size';
    stored.write(this.settings);
    this.dispatchEvent(new Event('change'));
  }
}
