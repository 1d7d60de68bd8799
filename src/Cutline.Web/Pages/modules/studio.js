// The studio page: photos, their cut-outs, the tools, the settings and the downloads.

import { key } from './api.js';
import { listenForBackdrop } from './backdrop.js';
import { downloadAll, downloadOne } from './download.js';
import { edited } from './edits.js';
import { closest, find } from './find.js';
import { listen } from './intake.js';
import { startListing } from './listing/listing.js';
import { Options } from './options.js';
import { ApiError } from './api.js';
import { askForKey, facts, messageOf, notice, say, sentenceOf, showError } from './page.js';
import { photoOf, Photos } from './photos.js';
import { Plate } from './plate.js';
import { Previews } from './previews.js';
import { Retouch } from './retouch/retouch.js';
import { Review } from './review.js';
import { Stage } from './stage.js';
import { Straighten } from './straighten.js';
import { Strip } from './strip.js';
import { showTerms } from './terms.js';
import { Tools } from './tools.js';
import { Viewer } from './viewer.js';

const bar = (/** @type {string} */ name) => find(`[data-for="${name}"]`);
const photos = new Photos(), options = new Options(find('.options')), viewer = new Viewer(find('.stage'));
const ahead = find('.ahead');
ahead.addEventListener('error', () => { ahead.hidden = true; }); // a format that this browser cannot show
new Strip(find('.strip-list'), photos);
listenForBackdrop(options);
void showTerms();

const tools = new Tools(find('.tools')), review = new Review(photos, find('.review'));
const retouch = new Retouch(photos, viewer, bar('retouch'), find('.stage'), { say, showError });
const straighten = new Straighten(photos, bar('straighten'), find('.grid'));
const plate = new Plate(photos, viewer, bar('plate'), find('.plate'), { say, showError });
const stage = new Stage(photos, options, viewer, new Previews(), {
  showError,
  rendering: on => find('.tag-after').classList.toggle('painting', on),
  rendered: (photo, preview) => {
    plate.covered(photo, preview.plate);
    facts(photo, stage.size);
  },
});
let making = false;

listen(files => {
  const count = photos.add(files);
  if (count > 0) say(`${count} ${count === 1 ? 'photo' : 'photos'} added`);
});

photos.addEventListener('list', () => {
  const any = photos.all.length > 0;
  document.body.dataset.view = any ? 'work' : 'welcome';
  find('.work').hidden = !any;
  select();
});
photos.addEventListener('select', select);
viewer.addEventListener('rescale', () => photos.current && show());
viewer.addEventListener('unsupported', () => photos.current && decode(photos.current));
photos.addEventListener('edit', e => photoOf(e) === photos.current && show());
photos.addEventListener('change', e => {
  const photo = photoOf(e);
  if (photo.state === 'done') say(`${photo.name}: the car is cut out`);
  if (photo.state === 'failed') say(`${photo.name}: ${sentenceOf(photo.problem)}`);
  if (photo.problem?.status === 401) askForKey();
  if (photo === photos.current && tools.name !== 'retouch') retouch.close();
  show();
});
options.addEventListener('change', () => {
  showError('');
  show();
});
tools.addEventListener('change', work);
addEventListener('beforeunload', e => {
  if (photos.all.some(p => edited(p.edits)) && !listing.saved()) e.preventDefault();
});

/**
 * Lets the service decode a photo that this browser cannot show.
 * @param {import('./photos.js').Photo} photo
 */
async function decode(photo) {
  if (photo.state !== 'done' || photo.decoded) return;
  photo.decoded = true;
  try {
    const blob = await photos.decode(photo);
    URL.revokeObjectURL(photo.url);
    photo.url = URL.createObjectURL(blob);
    if (photo === photos.current) viewer.show(photo);
  } catch (problem) {
    showError(`The photo itself cannot be shown: ${messageOf(problem)}`);
  }
}

function select() {
  showError('');
  if (tools.name === 'retouch' && photos.current?.state === 'done') return work();
  retouch.close();
  show();
  settle();
}

/** Activates the chosen tool. */
function work() {
  const photo = photos.current, brushing = tools.name === 'retouch';
  viewer.divided = !brushing && tools.name !== 'plate';
  if (brushing && photo) retouch.open(photo);
  else retouch.rest();
  show();
  settle();
}

/** Cuts the retouched photos again, after the brush is put away. */
async function settle() {
  for (const photo of photos.done) {
    const inUse = () => tools.name === 'retouch' && photo === photos.current;
    if (inUse()) continue;
    try {
      await photos.recut(photo);
    } catch (problem) {
      showError(`${photo.name}: ${messageOf(problem)}`);
    }
    if (photo === photos.current && !inUse()) retouch.close();
  }
}

function show() {
  const photo = photos.current, done = photo?.state === 'done';
  notice(photo);
  tools.enabled = done;
  stage.show(tools.name === 'retouch');
  if (photo && done) straighten.show(photo);
  plate.show(photo && done && tools.name === 'plate' ? photo : null);
  review.show();
  facts(photo, stage.size);
  buttons();
}

function buttons() {
  const done = photos.done.length;
  find('[data-action="download"]').disabled = making || photos.current?.state !== 'done';
  find('[data-action="download-all"]').hidden = photos.all.length < 2;
  find('[data-action="download-all"]').disabled = making || done === 0;
}

/**
 * Runs a download, whose progress the button shows.
 * @param {HTMLButtonElement} button
 * @param {(progress: (text: string) => void) => Promise<string[]|void>} task
 */
async function make(button, task) {
  const label = button.textContent;
  making = true;
  showError('');
  buttons();
  try {
    const failed = await task(text => { button.textContent = text; }) ?? [];
    if (failed.length > 0) showError(`Not in the ZIP:\n${failed.join('\n')}`);
    else say('downloaded');
  } catch (problem) {
    showError(sentenceOf(problem));
    if (problem instanceof ApiError && problem.status === 401) askForKey();
  }
  making = false;
  button.textContent = label;
  buttons();
}

const listing = startListing(photos, options, { say, askForKey });

find('.key').addEventListener('close', () => {
  if (!find('#key').value) return;
  key.set(find('#key').value);
  find('#key').value = '';
  photos.retryRefused();
});

/** @type {Record<string, (button: HTMLButtonElement) => void>} */
const actions = {
  choose: () => find('#choose').click(),
  capture: () => find('#capture').click(),
  retry: () => photos.current && photos.retry(photos.current),
  remove: () => photos.current && photos.remove(photos.current),
  clear: async () => {
    if (await listing.leave()) photos.clear();
  },
  download: button => make(button, async progress => {
    progress('Writing the file …');
    if (photos.current) await downloadOne(photos, photos.current, options);
  }),
  'download-all': button =>
    make(button, progress => downloadAll(photos, options, (done, total) => progress(`Writing ${done + 1} of ${total} …`))),
};
document.addEventListener('click', e => {
  const button = closest(e, '[data-action]');
  if (button instanceof HTMLButtonElement) actions[button.dataset.action ?? '']?.(button);
});
document.body.dataset.ready = '';
