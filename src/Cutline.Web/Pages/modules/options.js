// What the panel says: background, crop and file format, as the API has them.

export class Options extends EventTarget {
  #form;

  constructor(form) {
    super();
    this.#form = form;
    form.addEventListener('submit', e => e.preventDefault());
    form.addEventListener('input', e => {
      if (e.target.name === 'own') form.elements.background.value = 'own';
      this.#refresh();
    });
    this.#refresh();
  }

  /** The name of a background that the service paints, or null for a colour or none. */
  get scene() { return ['studio', 'blur'].find(name => name === this.#form.elements.background.value) ?? null; }

  /** A colour, or null for transparent; JPEG has none, and is laid on white. */
  get background() {
    const { background, own, format } = this.#form.elements;
    if (this.scene) return null;
    if (background.value === 'transparent') return format.value === 'jpeg' ? '#ffffff' : null;
    return background.value === 'own' ? own.value : background.value;
  }

  /** The margin in percent, or null for the whole photo. */
  get margin() { return this.#form.elements.crop.value === 'on' ? Number(this.#form.elements.margin.value) : null; }

  get ending() { return { jpeg: 'jpg' }[this.#form.elements.format.value] ?? this.#form.elements.format.value; }

  /** For the API's query. */
  get query() {
    const query = { background: this.scene ?? this.background ?? 'transparent', format: this.#form.elements.format.value };
    if (this.margin !== null) query.crop = `${this.margin}%`;
    return query;
  }

  #refresh() {
    const { background, format, margin } = this.#form.elements;
    this.#form.querySelector('.margin').hidden = this.margin === null;
    this.#form.elements['margin-value'].value = `${margin.value} %`;
    this.#form.querySelector('.note').hidden = !(format.value === 'jpeg' && background.value === 'transparent');
    this.dispatchEvent(new Event('change'));
  }
}
