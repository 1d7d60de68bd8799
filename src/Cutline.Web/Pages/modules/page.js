// What the page says in words: of the photo, of its way, of what went wrong.

const find = selector => document.querySelector(selector);

export const say = text => find('.live').textContent = text;

export function trouble(text) {
  find('.trouble').textContent = text;
  find('.trouble').hidden = text === '';
}

export function askForKey() {
  const dialog = find('.key');
  if (!dialog.open) dialog.showModal();
}

/** The photo's name, the finished picture's size, and how sure its outline is. */
export function facts(photo, size) {
  find('.facts-name').textContent = photo?.name ?? '';
  const done = photo?.state === 'done' && size;
  find('.facts-text').textContent = done ? `${size.width} × ${size.height} pixels · outline ${Math.round(photo.cut.confidence * 100)} % sure` : '';
}

/** How far a photo is that is not cut yet, or why it was not. */
export function notice(photo) {
  const box = find('.notice'), failed = photo?.state === 'failed', ahead = find('.ahead');
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
