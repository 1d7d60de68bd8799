// The page of the API: a form that cuts a photo out, and all operations of the OpenAPI document.

import { key } from './api.js';
import { all } from './cutOptions.js';
import { find } from './find.js';
import { addressOf } from './root.js';
import { trial } from './trial.js';

const form = find('.try');
const options = all.filter(option => option.type !== 'file');

/**
 * @param {string} tag
 * @param {string} text
 * @param {string} [name] of the CSS class
 */
function element(tag, text, name) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}

/**
 * The field of a cut option.
 * @param {import('./cutOptions.js').CutOption} option
 */
function field({ name, type, help, minimum, maximum, choices, default: standard }) {
  const label = element('label', name), placeholder = String(standard ?? '');
  label.title = help;
  if (type === 'choice') {
    const select = Object.assign(document.createElement('select'), { name });
    select.append(...choices.map(choice => new Option(choice, choice, choice === standard, choice === standard)));
    label.append(select);
    return label;
  }
  const input = Object.assign(document.createElement('input'), { name, placeholder, autocomplete: 'off' });
  if (type !== 'text') Object.assign(input, { type: 'number', min: minimum, max: maximum, step: type === 'integer' ? '1' : 'any' });
  label.append(input);
  return label;
}

function query() {
  const given = new FormData(form), asked = new URLSearchParams();
  for (const { name, default: standard } of options) {
    const value = String(given.get(name) ?? '');
    if (value && value !== standard) asked.set(name, value);
  }
  return asked.size > 0 ? `?${asked}` : '';
}

const quoted = (/** @type {string} */ text) => `'${text.replaceAll("'", "'\\''")}'`;

function command() {
  const file = form.elements.photo.files[0]?.name ?? 'photo.jpg';
  const secret = form.elements.key.value ? ' -H "Authorization: Bearer $KEY"' : '';
  const address = quoted(location.origin + addressOf(`/api/cutouts${query()}`));
  const output = `car.${form.elements.format.value}`;
  const lines = [`curl --fail-with-body${secret}`, `  --data-binary ${quoted(`@${file}`)}`, `  ${address}`, `  -o ${output}`];
  find('.command').textContent = lines.join(' \\\n');
}

/** @param {SubmitEvent} e */
async function send(e) {
  e.preventDefault();
  key.set(form.elements.key.value);
  const box = find('.answer'), image = find('.answer-image');
  box.hidden = false;
  find('.answer-status').textContent = 'Sending …';
  find('.answer-text').textContent = '';
  image.hidden = true;
  try {
    const response = await fetch(
      addressOf(`/api/cutouts${query()}`), { method: 'POST', body: form.elements.photo.files[0], headers: key.headers() });
    box.classList.toggle('wrong', !response.ok);
    find('.answer-status').textContent = `${response.status} ${response.statusText}`;
    const shown = [...response.headers].filter(([name]) => /^(content-(type|length)|cutline-|retry-after)/.test(name));
    const headers = shown.map(([name, value]) => `${name}: ${value}`).join('\n');
    find('.answer-text').textContent = response.ok ? headers : `${headers}\n\n${JSON.stringify(await response.json(), null, 2)}`;
    if (!response.ok) return;
    URL.revokeObjectURL(image.src);
    image.src = URL.createObjectURL(await response.blob());
    image.hidden = false;
  } catch {
    box.classList.add('wrong');
    find('.answer-status').textContent = 'The service cannot be reached';
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {import('./trial.js').Operation} about
 */
function operation(method, path, about) {
  const details = document.createElement('details'), summary = document.createElement('summary');
  summary.append(element('span', method.toUpperCase(), 'method'), element('code', path), element('span', about.summary ?? '', 'soft'));
  details.append(summary);
  if (about.description) details.append(element('p', about.description, 'soft'));
  const list = document.createElement('dl');
  for (const { name, description, in: where } of about.parameters ?? []) {
    list.append(element('dt', name), element('dd', description ?? `in the ${where}`));
  }
  for (const [status, { description, content }] of Object.entries(about.responses ?? {})) {
    list.append(element('dt', status), element('dd', `${description} ${Object.keys(content ?? {}).join(', ')}`));
  }
  details.append(list);
  const fields = trial(method, path, about);
  if (fields) details.append(fields);
  return details;
}

find('.try-options').replaceWith(...options.map(field));
form.elements.key.value = key.get();
form.addEventListener('input', command);
form.addEventListener('submit', send);
command();
form.elements.key.addEventListener('change', () => key.set(form.elements.key.value));
try {
  const { paths } = await (await fetch(addressOf('/openapi/v1.json'))).json();
  const methods = Object.entries(paths).flatMap(
    ([path, operations]) => Object.entries(operations).map(([method, about]) => operation(method, path, about)));
  find('.operations').replaceChildren(...methods);
} catch {
  find('.operations').textContent = 'The service cannot be reached: reload this page when it is available.';
}
document.body.dataset.ready = '';
