// The API's page: a form that sends a cut-out, and the list of all that the OpenAPI document describes.

import { key } from './api.js';
import { trial } from './trial.js';

const find = selector => document.querySelector(selector);
const form = find('.try');

function element(tag, text, name) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (name) made.className = name;
  return made;
}

function query() {
  const given = new FormData(form), asked = new URLSearchParams();
  for (const name of ['background', 'crop', 'aspect', 'format', 'quality']) if (given.get(name)) asked.set(name, given.get(name));
  return asked.toString();
}

const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;

function command() {
  const file = form.elements.photo.files[0]?.name ?? 'photo.jpg';
  const secret = form.elements.key.value ? ' -H "Authorization: Bearer $KEY"' : '';
  find('.command').textContent = `curl --fail-with-body${secret} \\\n  --data-binary ${quoted(`@${file}`)} \\\n  ${quoted(`${location.origin}/api/cutouts?${query()}`)} \\\n  -o car.${form.elements.format.value}`;
}

async function send(e) {
  e.preventDefault();
  key.set(form.elements.key.value);
  const box = find('.answer'), image = find('.answer-image');
  box.hidden = false;
  find('.answer-status').textContent = 'Sending …';
  find('.answer-text').textContent = '';
  image.hidden = true;
  try {
    const answer = await fetch(`/api/cutouts?${query()}`, { method: 'POST', body: form.elements.photo.files[0], headers: key.headers() });
    box.classList.toggle('wrong', !answer.ok);
    find('.answer-status').textContent = `${answer.status} ${answer.statusText}`;
    const headers = [...answer.headers].filter(([name]) => /^(content-(type|length)|cutline-|retry-after)/.test(name)).map(([name, value]) => `${name}: ${value}`).join('\n');
    find('.answer-text').textContent = answer.ok ? headers : `${headers}\n\n${JSON.stringify(await answer.json(), null, 2)}`;
    if (!answer.ok) return;
    URL.revokeObjectURL(image.src);
    image.src = URL.createObjectURL(await answer.blob());
    image.hidden = false;
  } catch {
    box.classList.add('wrong');
    find('.answer-status').textContent = 'The service cannot be reached';
  }
}

function operation(method, path, about) {
  const details = document.createElement('details'), summary = document.createElement('summary');
  summary.append(element('span', method.toUpperCase(), 'method'), element('code', path), element('span', about.summary ?? '', 'soft'));
  details.append(summary);
  if (about.description) details.append(element('p', about.description, 'soft'));
  const list = document.createElement('dl');
  for (const parameter of about.parameters ?? []) list.append(element('dt', parameter.name), element('dd', parameter.description ?? `in the ${parameter.in}`));
  for (const [status, answer] of Object.entries(about.responses ?? {})) list.append(element('dt', status), element('dd', `${answer.description} ${Object.keys(answer.content ?? {}).join(', ')}`));
  details.append(list);
  const form = trial(method, path, about);
  if (form) details.append(form);
  return details;
}

form.elements.key.value = key.get();
form.addEventListener('input', command);
form.addEventListener('submit', send);
command();
form.elements.key.addEventListener('change', () => key.set(form.elements.key.value));
try {
  const described = await (await fetch('/openapi/v1.json')).json();
  find('.operations').replaceChildren(...Object.entries(described.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, about]) => operation(method, path, about))));
} catch {
  find('.operations').textContent = 'The service cannot be reached: reload this page when it is back.';
}
