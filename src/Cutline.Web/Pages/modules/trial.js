// A request of the API, to try where it is described: its parameters and its body as fields, the answer below. Photos have a form of their own.

import { key } from './api.js';

const example = { car: { year: 2019, make: 'Audi', model: 'A4' }, seller: { notes: '2 keys' }, language: 'en' };
const readable = /json|text/;

/** @returns {HTMLFormElement|null} null for what takes photos */
export function trial(method, path, about) {
  const bodies = Object.keys(about.requestBody?.content ?? {}), json = bodies.includes('application/json');
  if (bodies.length > 0 && !json) return null;

  const parameters = about.parameters ?? [], form = document.createElement('form'), send = document.createElement('button'), answer = document.createElement('pre');
  form.className = 'trial';
  for (const { name, in: where } of parameters) form.append(field(name, 'input', { name, required: where === 'path', autocomplete: 'off' }));
  if (json) form.append(field('body', 'textarea', { name: 'body', rows: 8, value: JSON.stringify(example, null, 2) }));
  Object.assign(send, { type: 'submit', className: 'plain', textContent: 'Send' });
  Object.assign(answer, { tabIndex: 0, hidden: true, ariaLabel: 'The answer', role: 'status' });
  form.append(send, answer);
  form.addEventListener('submit', async e => {
    e.preventDefault();
    answer.hidden = false;
    answer.textContent = 'Sending …';
    try {
      answer.textContent = await ask(method, filled(path, parameters, new FormData(form)), json ? form.elements.body.value : undefined);
    } catch {
      answer.textContent = 'The service cannot be reached';
    }
  });
  return form;
}

function field(text, tag, members) {
  const label = document.createElement('label'), made = document.createElement(tag);
  label.append(text, Object.assign(made, members));
  return label;
}

function filled(path, parameters, given) {
  const asked = new URLSearchParams();
  for (const { name, in: where } of parameters) {
    if (where === 'path') path = path.replace(`{${name}}`, encodeURIComponent(given.get(name)));
    else if (given.get(name)) asked.set(name, given.get(name));
  }
  return asked.size > 0 ? `${path}?${asked}` : path;
}

async function ask(method, address, body) {
  const headers = key.headers();
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const answer = await fetch(address, { method: method.toUpperCase(), headers, body });
  const type = answer.headers.get('Content-Type') ?? '', status = `${answer.status} ${answer.statusText} · ${address}`;
  if (!readable.test(type)) return `${status}\n${type} ${(await answer.blob()).size} bytes`;
  const text = await answer.text();
  return `${status}\n\n${/json/.test(type) ? JSON.stringify(JSON.parse(text), null, 2) : text}`;
}
