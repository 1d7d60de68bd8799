// The page that looks through labels: shows one after another, and rejects those whose mask is bad.

import { closest, find } from './find.js';
import { addressOf } from './root.js';

/** @typedef {{photo: string, car: number|null, unsure: number|null, agreement: number|null, rejected: boolean}} Label */

const keys = { ArrowLeft: 'back', ArrowRight: 'next', x: 'reject', u: 'undo', p: 'bare' };

/** @type {Label[]} */
let labels = [];
let place = 0;
let bare = false;

/** The places whose labels were rejected on this page, the last one last. @type {number[]} */
const history = [];

/** Requests follow one another, as fast as keys may be pressed. */
let last = Promise.resolve();

const acts = {
  back: () => go(place - 1),
  next: () => go(place + 1),
  reject: () => {
    const at = place;
    if (labels[at].rejected) return go(at + 1);
    last = last.then(() => judge(at, true));
    history.push(at);
    return go(at + 1);
  },
  undo: () => {
    const at = history.pop() ?? place;
    go(at);
    last = last.then(() => judge(at, false));
  },
  bare: () => {
    bare = !bare;
    show();
  },
};

/** @param {number} at */
function go(at) {
  place = Math.max(0, Math.min(labels.length - 1, at));
  window.history.replaceState(null, '', `#${place + 1}`);
  show();
}

/**
 * Rejects a label, or takes that back.
 * @param {number} at
 * @param {boolean} rejected
 */
async function judge(at, rejected) {
  try {
    if (labels[at].rejected === rejected) return;
    await ask(`/api/labels/${at}/rejection`, rejected ? 'PUT' : 'DELETE');
    labels[at].rejected = rejected;
    find('.live').textContent = `${labels[at].photo} is ${rejected ? 'rejected' : 'kept'}`;
    trouble('');
  } catch (problem) {
    trouble(problem instanceof Error ? problem.message : String(problem));
  }
  show();
}

/**
 * @param {string} address
 * @param {string} method
 */
async function ask(address, method = 'GET') {
  const response = await fetch(addressOf(address), { method }).catch(() => {
    throw new Error('the program cannot be reached: start cutline label --review again, then load this page again');
  });
  if (!response.ok) throw new Error((await response.json()).detail);
  return response;
}

/** @param {string} text */
function trouble(text) {
  find('.trouble').textContent = text;
  find('.trouble').hidden = text === '';
}

/** @param {number|null} share */
const percent = share => share === null ? '–' : `${(100 * share).toFixed(1)} %`;

function show() {
  const label = labels[place], picture = find('.picture');
  const address = addressOf(`/api/labels/${place}/${bare ? 'photo' : 'mask'}`);
  if (picture.getAttribute('src') !== address) picture.src = address;
  picture.alt = bare ? `The photo ${label.photo}` : `The photo ${label.photo} with its mask over it`;
  find('.name').textContent = label.photo;
  const agreement = label.agreement === null ? '' : ` · teachers agree to ${label.agreement.toFixed(3)}`;
  find('.figures').textContent = `car ${percent(label.car)} · unsure ${percent(label.unsure)}${agreement}`;
  find('.verdict').hidden = !label.rejected;
  find('.label').classList.toggle('rejected', label.rejected);
  find('[data-act=bare]').setAttribute('aria-pressed', String(bare));
  find('.count').textContent = `${place + 1} of ${labels.length} · ${labels.filter(l => l.rejected).length} rejected`;
  find('[data-act=back]').disabled = place === 0;
  find('[data-act=next]').disabled = place === labels.length - 1;
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || labels.length === 0) return;
  const act = keys[/** @type {keyof typeof keys} */ (event.key)];
  if (!act) return;
  event.preventDefault();
  acts[/** @type {keyof typeof acts} */ (act)]();
}

async function start() {
  try {
    labels = await (await ask('/api/labels')).json();
  } catch (problem) {
    trouble(problem instanceof Error ? problem.message : String(problem));
    return;
  }
  find('.empty').hidden = labels.length > 0;
  find('.label').hidden = find('#actions').hidden = labels.length === 0;
  if (labels.length > 0) go((Number.parseInt(window.location.hash.slice(1), 10) || 1) - 1);
  document.addEventListener('keydown', pressed);
  document.addEventListener('click', event => {
    const act = closest(event, '[data-act]')?.dataset.act;
    if (act) acts[/** @type {keyof typeof acts} */ (act)]();
  });
}

await start();
document.body.dataset.ready = '';
