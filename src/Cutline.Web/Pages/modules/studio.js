// The studio: photos in, cut-outs to look at, to work on and to take away.

import { key } from './api.js';
import { listenForBackdrop } from './backdrop.js';
import { downloadAll, downloadOne } from './download.js';
import { touched } from './edits.js';
import { listen } from './intake.js';
import { startListing } from './listing/listing.js';
import { Options } from './options.js';
import { askForKey, facts, notice, say, trouble } from './page.js';
import { Photos } from './photos.js';
import { Plate } from './plate.js';
import { Previews } from './previews.js';
import { Retouch } from './retouch/retouch.js';
import { Review } from './review.js';
import { Stage } from './stage.js';
import { Straighten } from './straighten.js';
import { Strip } from './strip.js';
import { Tools } from './tools.js';
import { Viewer } from './viewer.js';

const find = selector => document.querySelector(selector), bar = name => find(`[data-for="${name}"]`);
const photos = new Photos(), options = new Options(find('.options')), viewer = new Viewer(find('.stage'));
find('.ahead').addEventListener('error', e => e.target.hidden = true); // a format that this browser does not show
new Strip(find('.strip-list'), photos);
listenForBackdrop(options);

const tools = new Tools(find('.tools')), review = new Review(photos, find('.review'));
const retouch = new Retouch(photos, viewer, bar('retouch'), find('.stage'), { say, trouble });
const straighten = new Straighten(photos, bar('straighten'), find('.grid'));
const plate = new Plate(photos, viewer, bar('plate'), find('.plate'), { say, trouble });
const stage = new Stage(photos, options, viewer, new Previews(), {
  trouble,
  painting: on => find('.tag-after').classList.toggle('painting', on),
  painted: (photo, picture) => {
    plate.covered(photo, picture.plate);
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
viewer.addEventListener('unshown', () => photos.current && readAnew(photos.current));
photos.addEventListener('edit', e => e.detail === photos.current && show());
photos.addEventListener('change', e => {
  const photo = e.detail;
  if (photo.state === 'done') say(`${photo.name}: the car is cut out`);
  if (photo.state === 'failed') say(`${photo.name}: ${photo.problem.title}. ${photo.problem.message}`);
  if (photo.problem?.status === 401) askForKey();
  if (photo === photos.current && tools.name !== 'retouch') retouch.close();
  show();
});
options.addEventListener('change', () => (trouble(''), show()));
tools.addEventListener('change', work);
addEventListener('beforeunload', e => photos.all.some(p => touched(p.edits)) && !listing.kept() && e.preventDefault());

/** Has the service read a photo that this browser cannot show. */
async function readAnew(photo) {
  if (photo.state !== 'done' || photo.readAnew) return;
  photo.readAnew = true;
  try {
    const own = await photos.own(photo);
    URL.revokeObjectURL(photo.url);
    photo.url = URL.createObjectURL(own);
    if (photo === photos.current) viewer.show(photo);
  } catch (problem) {
    trouble(`The photo itself cannot be shown: ${problem.message}`);
  }
}

function select() {
  trouble('');
  if (tools.name === 'retouch' && photos.current?.state === 'done') return work();
  retouch.close();
  show();
  settle();
}

/** Takes up the chosen tool. */
function work() {
  const photo = photos.current, brushing = tools.name === 'retouch';
  viewer.parted = !brushing && tools.name !== 'plate';
  if (brushing) retouch.open(photo);
  else retouch.rest();
  show();
  settle();
}

/** Cuts anew what was retouched, once the brush is laid down. */
async function settle() {
  for (const photo of photos.done) {
    const inHand = () => tools.name === 'retouch' && photo === photos.current;
    if (inHand()) continue;
    try {
      await photos.recut(photo);
    } catch (problem) {
      trouble(`${photo.name}: ${problem.message}`);
    }
    if (photo === photos.current && !inHand()) retouch.close();
  }
}

function show() {
  const photo = photos.current, done = photo?.state === 'done';
  notice(photo);
  tools.enabled = done;
  stage.show(tools.name === 'retouch');
  if (done) straighten.show(photo);
  plate.show(done && tools.name === 'plate' ? photo : null);
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

async function make(button, work) {
  const label = button.textContent;
  making = true;
  trouble('');
  buttons();
  try {
    const failed = await work(text => button.textContent = text) ?? [];
    if (failed.length > 0) trouble(`Not in the ZIP:\n${failed.join('\n')}`);
    else say('downloaded');
  } catch (problem) {
    trouble(`${problem.title}: ${problem.message}`);
    if (problem.status === 401) askForKey();
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

const actions = {
  choose: () => find('#choose').click(),
  capture: () => find('#capture').click(),
  retry: () => photos.retry(photos.current),
  remove: () => photos.remove(photos.current),
  clear: async () => await listing.left() && photos.clear(),
  download: button => make(button, tell => (tell('Writing the file …'), downloadOne(photos, photos.current, options))),
  'download-all': button => make(button, tell => downloadAll(photos, options, (done, total) => tell(`Writing ${done + 1} of ${total} …`))),
};
document.addEventListener('click', e => {
  const button = e.target.closest('[data-action]');
  if (button) actions[button.dataset.action](button);
});
