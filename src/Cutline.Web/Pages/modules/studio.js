// The studio: photos in, cut-outs to look at and to take away.

import { key } from './api.js';
import { downloadAll, downloadOne } from './download.js';
import { frameOf } from './frame.js';
import { listen } from './intake.js';
import { startListing } from './listing/listing.js';
import { Options } from './options.js';
import { Photos } from './photos.js';
import { Strip } from './strip.js';
import { Viewer } from './viewer.js';

const find = selector => document.querySelector(selector);
const photos = new Photos(), options = new Options(find('.options')), viewer = new Viewer(find('.stage'));
find('.ahead').addEventListener('error', e => e.target.hidden = true); // a format that this browser does not show
new Strip(find('.strip-list'), photos);
let shown = null, making = false;

const say = text => find('.live').textContent = text;

listen(files => {
  const count = photos.add(files);
  if (count > 0) say(`${count} ${count === 1 ? 'photo' : 'photos'} added`);
});

photos.addEventListener('list', () => {
  const any = photos.all.length > 0;
  document.body.dataset.view = any ? 'work' : 'welcome';
  find('.work').hidden = !any;
  show();
});
photos.addEventListener('select', show);
photos.addEventListener('change', e => {
  const photo = e.detail;
  if (photo.state === 'done') say(`${photo.name}: the car is cut out`);
  if (photo.state === 'failed') say(`${photo.name}: ${photo.problem.title}. ${photo.problem.message}`);
  if (photo.problem?.status === 401) askForKey();
  show();
});
options.addEventListener('change', () => preview());

function show() {
  const photo = photos.current;
  find('.facts-name').textContent = photo?.name ?? '';
  find('.facts-text').textContent = facts(photo);
  notice(photo);
  if (photo?.state !== 'done') viewer.hide();
  else if (shown !== photo) viewer.show(photo);
  shown = photo?.state === 'done' ? photo : null;
  preview();
  buttons();
}

function preview() {
  viewer.background(options.background);
  if (photos.current?.state === 'done') viewer.frame(frameOf(photos.current.cut, options.margin));
  find('.facts-text').textContent = facts(photos.current);
  scene(photos.current, options.scene);
}

async function scene(photo, name) {
  if (photo?.state !== 'done') return;
  if (!name) return viewer.picture(photo.cut.url);
  try {
    const url = await photos.scene(photo, name);
    if (photo === photos.current && name === options.scene) viewer.picture(url);
  } catch (problem) {
    if (photo === photos.current) trouble(`${problem.title}: ${problem.message}`);
  }
}

function facts(photo) {
  if (photo?.state !== 'done') return '';
  const { width, height } = frameOf(photo.cut, options.margin);
  return `${width} × ${height} pixels · outline ${Math.round(photo.cut.confidence * 100)} % sure`;
}

function notice(photo) {
  const box = find('.notice'), failed = photo?.state === 'failed';
  const ahead = find('.ahead');
  ahead.hidden = box.hidden = !photo || photo.state === 'done';
  if (box.hidden) return;
  if (ahead.src !== photo.url) ahead.src = photo.url;
  box.classList.toggle('wrong', failed);
  box.querySelector('[data-action="retry"]').hidden = failed && photo.problem.final;
  box.querySelector('.notice-title').textContent = failed ? photo.problem.title : { waiting: 'Waiting', sending: 'Sending', cutting: 'Cutting out the car' }[photo.state];
  box.querySelector('.notice-text').textContent = failed ? photo.problem.message : photo.name;
  box.querySelector('progress').hidden = photo.state !== 'sending';
  box.querySelector('progress').value = photo.share;
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

function trouble(text) {
  find('.trouble').textContent = text;
  find('.trouble').hidden = text === '';
}

function askForKey() {
  const dialog = find('.key');
  if (!dialog.open) dialog.showModal();
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
