// The text of the listing: its language and style, written by the service, edited, and checked against the facts.

import { ApiError } from '../api.js';
import { find } from '../find.js';
import { messageOf, sentenceOf } from '../page.js';
import { Checking } from './checking.js';
import { Doubts } from './doubts.js';
import { Editor } from './editor.js';
import { claimAt, sentenceAround } from './places.js';
import { json } from './service.js';
import { stream } from './stream.js';
import { Tabs } from './tabs.js';

const detailOf = (/** @type {Event} */ e) => /** @type {CustomEvent} */ (e).detail;

export class Writing {
  #section; #draft; #page; #tabs; #editor; #doubts; #checking;
  /** @type {AbortController|null} */
  #abort = null;
  /** @type {string|null} */
  #writing = null; // the language of the text that is being written
  /** @type {Record<string, string>} */
  #previous = {}; // texts by language

  /**
   * @param {HTMLElement} section
   * @param {import('./draft.js').Draft} draft
   * @param {{say: (text: string) => void, requireCar: (message: string) => void, confirm: (text: string) => void}} page
   */
  constructor(section, draft, page) {
    this.#section = section;
    this.#draft = draft;
    this.#page = page;
    this.#tabs = new Tabs(this.#find('[role="tablist"]'));
    this.#editor = new Editor(this.#find('.paper'));
    this.#doubts = new Doubts(this.#find('.doubts'));
    this.#checking = new Checking(draft, (doubts, problem) => this.#checked(doubts, problem));
    this.#tabs.addEventListener('choose', e => {
      const { language } = detailOf(e).dataset;
      if (language !== this.#language) this.#changeLanguage(language);
    });
    section.addEventListener('change', e => {
      const { name, value } = /** @type {HTMLInputElement} */ (e.target);
      if (name === 'tone' || name === 'length') draft.change({ [name]: value });
    });
    this.#find('[data-text="write"]').addEventListener('click', () => this.#abort ? this.#abort.abort() : this.#write(false));
    this.#find('[data-text="template"]').addEventListener('click', () => this.#write(true));
    this.#find('[data-text="former"]').addEventListener('click', () => this.#restore());
    this.#editor.addEventListener('edit', () => {
      draft.write(this.#language, this.#editor.text);
      this.#list();
      this.#buttons();
    });
    this.#doubts.addEventListener('show', e => this.#editor.reveal(detailOf(e)));
    this.#doubts.addEventListener('remove', e => this.#editor.replace(...sentenceAround(this.#editor.text, detailOf(e)), ''));
    this.#doubts.addEventListener('keep', e => this.#keep(detailOf(e)));
    draft.addEventListener('change', e => {
      const relevant = detailOf(e).some((/** @type {string} */ part) => ['car', 'vin', 'facts', 'seller', 'texts'].includes(part));
      if (relevant && !this.#abort) this.#checking.later();
    });
    draft.addEventListener('replace', () => this.show());
    this.show();
  }

  /** Requests the name of the writer. */
  async start() {
    try {
      const writer = await json('/api/listings/writer');
      this.#find('.writer').textContent = writer.template
        ? 'A template writes the text from the facts and your details only.'
        : `${writer.name} writes the text. Unsupported claims are struck out.`;
      this.#find('[data-text="template"]').hidden = writer.template;
    } catch (problem) {
      this.#showError(sentenceOf(problem));
    }
  }

  show() {
    this.#abort?.abort();
    this.#previous = {};
    for (const name of /** @type {const} */ (['tone', 'length'])) {
      this.#find(`[name="${name}"][value="${this.#draft.listing[name]}"]`).checked = true;
    }
    this.#tabs.choose(this.#find(`[data-language="${this.#language}"]`));
    this.#showText();
  }

  get #language() { return this.#draft.listing.language; }
  /** @param {string} selector */
  #find(selector) { return find(selector, this.#section); }

  /** @param {string} language */
  #changeLanguage(language) {
    this.#draft.change({ language });
    this.#showText();
  }

  /** Shows the text of the current language. */
  #showText() {
    const texts = this.#draft.listing.texts;
    this.#editor.text = texts[this.#language] ?? '';
    this.#editor.language = this.#language;
    this.#editor.writing = this.#writing === this.#language;
    this.#showError('');
    this.#list();
    this.#buttons();
    if (texts[this.#language] && this.#writing !== this.#language) this.#checking.later();
  }

  #buttons() {
    const written = this.#draft.listing.texts;
    this.#find('[data-text="write"]').textContent = this.#abort ? 'Stop' : written[this.#language] ? 'Write again' : 'Write the text';
    this.#find('[data-text="template"]').disabled = this.#abort !== null;
    this.#find('[data-text="former"]').hidden = this.#abort !== null || this.#previous[this.#language] === undefined;
    for (const tab of this.#tabs.all) {
      const done = Boolean(written[tab.dataset.language ?? '']);
      tab.classList.toggle('written', done);
      tab.ariaLabel = done ? `${tab.textContent}, written` : null;
    }
  }

  /** @param {boolean} template whether the template writes */
  async #write(template) {
    if (!this.#draft.named) return this.#page.requireCar('Enter the car first: year, make and model are sufficient');
    const language = this.#writing = this.#language, abort = this.#abort = new AbortController();
    const previous = this.#draft.listing.texts[language];
    const visible = () => this.#language === language && this.#abort === abort;
    this.#checking.stop();
    this.#showText();
    this.#find('.paper').scrollIntoView({ block: 'nearest' });
    this.#page.say('Writing');
    let whole = '';
    try {
      const writer = await stream(this.#draft.listing, template, {
        text: text => {
          whole = text;
          this.#draft.write(language, text);
          if (visible()) this.#continue(text);
        },
        doubts: doubts => {
          if (visible()) this.#strike(doubts);
        },
      }, abort.signal);
      this.#find('.writer').textContent = writer.template
        ? 'Written by the template from the facts and your details only.'
        : `Written by ${writer.writer}. Unsupported claims are struck out.`;
      this.#page.say(writer.template ? 'Written by the template' : `Written by ${writer.writer}`);
    } catch (problem) {
      if (problem instanceof ApiError && problem.kind === 'writer-thoughts') {
        whole = '';
        this.#draft.write(language, previous ?? '');
        if (visible()) this.#showText();
      }
      if (!abort.signal.aborted) this.#showError(sentenceOf(problem));
    }
    if (this.#abort !== abort) return;
    this.#abort = null;
    this.#writing = null;
    if (previous && whole) this.#previous[language] = previous;
    this.#finished(language);
  }

  /** @param {string} language */
  #finished(language) {
    this.#editor.writing = false;
    this.#buttons();
    if (language === this.#language && this.#draft.listing.texts[language]) this.#checking.later();
  }

  /**
   * Shows more of the text, and keeps the claims found so far.
   * @param {string} text
   */
  #continue(text) {
    const doubts = this.#editor.doubts;
    this.#editor.text = text;
    this.#editor.doubts = doubts;
  }

  /** @param {import('./checking.js').Doubt[]} doubts */
  #strike(doubts) {
    this.#editor.doubts = doubts;
    this.#list();
  }

  /**
   * @param {import('./checking.js').Doubt[]} doubts
   * @param {unknown} problem
   */
  #checked(doubts, problem) {
    this.#find('.unchecked').textContent = problem ? `Not checked: ${messageOf(problem)}` : '';
    if (!problem) this.#strike(doubts);
  }

  /**
   * Keeps a claim, and adds it to the seller's notes.
   * @param {import('./checking.js').Doubt} doubt
   */
  #keep(doubt) {
    const claim = claimAt(this.#editor.text, doubt), notes = this.#draft.listing.seller.notes ?? '';
    // A number alone may be in the notes already: then the whole sentence is added.
    this.#page.confirm(notes.includes(claim) ? this.#editor.text.slice(...sentenceAround(this.#editor.text, doubt)).trim() : claim);
    this.#strike(this.#editor.doubts.filter(d => d !== doubt));
    this.#page.say('Kept and added to your notes');
  }

  #restore() {
    const text = this.#previous[this.#language];
    this.#previous[this.#language] = this.#draft.listing.texts[this.#language];
    this.#draft.write(this.#language, text);
    this.#showText();
  }

  #list() { this.#doubts.show(this.#editor.text, this.#editor.doubts); }

  /** @param {string} text */
  #showError(text) {
    this.#find('.text-error').textContent = text;
    if (text) this.#page.say(text);
  }
}
