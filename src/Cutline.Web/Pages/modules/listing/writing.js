// The text: in which language and how, written by the service as it comes, then edited and held to the facts.

import { Checking } from './checking.js';
import { Doubts } from './doubts.js';
import { Paper } from './paper.js';
import { saying, sentenceAround } from './places.js';
import { json, words } from './service.js';
import { stream } from './stream.js';
import { Tabs } from './tabs.js';

export class Writing {
  #section; #draft; #page; #tabs; #paper; #doubts; #checking;
  #leave = null; #writes = null; #former = {};

  /** @param {{say: (text: string) => void, demandCar: (why: string) => void, vouch: (text: string) => void}} page */
  constructor(section, draft, page) {
    [this.#section, this.#draft, this.#page] = [section, draft, page];
    this.#tabs = new Tabs(this.#find('[role="tablist"]'));
    [this.#paper, this.#doubts] = [new Paper(this.#find('.paper')), new Doubts(this.#find('.doubts'))];
    this.#checking = new Checking(draft, (doubts, problem) => this.#checked(doubts, problem));
    this.#tabs.addEventListener('choose', e => e.detail.dataset.language === this.#language || this.#speak(e.detail.dataset.language));
    for (const name of ['tone', 'length']) section.addEventListener('change', e => e.target.name === name && draft.change({ [name]: e.target.value }));
    this.#find('[data-text="write"]').addEventListener('click', () => this.#leave ? this.#leave.abort() : this.#write(false));
    this.#find('[data-text="template"]').addEventListener('click', () => this.#write(true));
    this.#find('[data-text="former"]').addEventListener('click', () => this.#putBack());
    this.#paper.addEventListener('edit', () => (draft.write(this.#language, this.#paper.text), this.#list(), this.#buttons()));
    this.#doubts.addEventListener('look', e => this.#paper.reveal(e.detail));
    this.#doubts.addEventListener('remove', e => this.#paper.replace(...sentenceAround(this.#paper.text, e.detail), ''));
    this.#doubts.addEventListener('keep', e => this.#keep(e.detail));
    draft.addEventListener('change', e => e.detail.some(part => ['car', 'vin', 'facts', 'seller', 'texts'].includes(part)) && !this.#leave && this.#checking.later());
    draft.addEventListener('replace', () => this.show());
    this.show();
  }

  /** Asks who writes. */
  async start() {
    try {
      const writer = await json('/api/listings/writer');
      this.#find('.writer').textContent = writer.template ? 'A template writes: it says what is known, and nothing else.' : `${writer.name} writes. What the facts do not support is struck out.`;
      this.#find('[data-text="template"]').hidden = writer.template;
    } catch (problem) {
      this.#trouble(words(problem));
    }
  }

  show() {
    this.#leave?.abort();
    this.#former = {};
    for (const name of ['tone', 'length']) this.#find(`[name="${name}"][value="${this.#draft.listing[name]}"]`).checked = true;
    this.#tabs.choose(this.#find(`[data-language="${this.#language}"]`));
    this.#turn();
  }

  get #language() { return this.#draft.listing.language; }
  #find(selector) { return this.#section.querySelector(selector); }

  #speak(language) {
    this.#draft.change({ language });
    this.#turn();
  }

  /** Shows the text of the language. */
  #turn() {
    const texts = this.#draft.listing.texts;
    this.#paper.text = texts[this.#language] ?? '';
    this.#paper.language = this.#language;
    this.#paper.writing = this.#writes === this.#language;
    this.#trouble('');
    this.#list();
    this.#buttons();
    if (texts[this.#language] && this.#writes !== this.#language) this.#checking.later();
  }

  #buttons() {
    const written = this.#draft.listing.texts;
    this.#find('[data-text="write"]').textContent = this.#leave ? 'Stop' : written[this.#language] ? 'Write it anew' : 'Write the text';
    this.#find('[data-text="template"]').disabled = this.#leave !== null;
    this.#find('[data-text="former"]').hidden = this.#leave !== null || this.#former[this.#language] === undefined;
    for (const tab of this.#tabs.all) {
      const done = Boolean(written[tab.dataset.language]);
      tab.classList.toggle('written', done);
      tab.ariaLabel = done ? `${tab.textContent}, written` : null;
    }
  }

  async #write(template) {
    if (!this.#draft.named) return this.#page.demandCar('Say which car it is first: the text is about it. Year, make and model will do');
    const language = this.#writes = this.#language, leave = this.#leave = new AbortController(), former = this.#draft.listing.texts[language];
    const here = () => this.#language === language && this.#leave === leave;
    this.#checking.stop();
    this.#turn();
    this.#find('.paper').scrollIntoView({ block: 'nearest' });
    this.#page.say('Writing');
    let whole = '';
    try {
      const by = await stream(this.#draft.listing, template, {
        text: text => {
          whole = text;
          this.#draft.write(language, text);
          if (here()) this.#continue(text);
        },
        doubts: all => here() && this.#strike(all),
      }, leave.signal);
      this.#find('.writer').textContent = by.template ? 'Written from the template: it says what is known, and nothing else.' : `Written by ${by.writer}. What the facts do not support is struck out.`;
      this.#page.say(by.template ? 'Written from the template' : `Written by ${by.writer}`);
    } catch (problem) {
      if (!leave.signal.aborted) this.#trouble(words(problem));
    }
    if (this.#leave !== leave) return;
    [this.#leave, this.#writes] = [null, null];
    if (former && whole) this.#former[language] = former;
    this.#turnBack(language);
  }

  #turnBack(language) {
    this.#paper.writing = false;
    this.#buttons();
    if (language === this.#language && this.#draft.listing.texts[language]) this.#checking.later();
  }

  /** The text so far, with the doubts so far. */
  #continue(text) {
    const doubts = this.#paper.doubts;
    this.#paper.text = text;
    this.#paper.doubts = doubts;
  }

  #strike(doubts) {
    this.#paper.doubts = doubts;
    this.#list();
  }

  #checked(doubts, problem) {
    this.#find('.unchecked').textContent = problem ? `Not checked: ${problem.message}` : '';
    if (!problem) this.#strike(doubts);
  }

  #keep(doubt) {
    const place = saying(this.#paper.text, doubt), notes = this.#draft.listing.seller.notes ?? '';
    // A number alone may not be told from others: then the whole sentence is the seller's word.
    this.#page.vouch(notes.includes(place) ? this.#paper.text.slice(...sentenceAround(this.#paper.text, doubt)).trim() : place);
    this.#strike(this.#paper.doubts.filter(d => d !== doubt));
    this.#page.say('Kept, and added to your notes');
  }

  #putBack() {
    const text = this.#former[this.#language];
    this.#former[this.#language] = this.#draft.listing.texts[this.#language];
    this.#draft.write(this.#language, text);
    this.#turn();
  }

  #list() { this.#doubts.show(this.#paper.text, this.#paper.doubts); }

  #trouble(text) {
    this.#find('.text-error').textContent = text;
    if (text) this.#page.say(text);
  }
}
