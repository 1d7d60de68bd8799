// A form to try an operation of the API where it is described: fields for its parameters and body, and the response below.

import { key } from './api.js';
import { addressOf } from './root.js';

/**
 * An operation of the OpenAPI document.
 * @typedef {object} Operation
 * @property {string} [summary]
 * @property {string} [description]
 * @property {{name: string, in: string, description?: string}[]} [parameters]
 * @property {{content: Record<string, unknown>}} [requestBody]
 * @property {Record<string, {description: string, content?: Record<string, unknown>}>} [responses]
 */

const example = { car: { year: 2019, make: 'Audi', model: 'A4' }, seller: { notes: '2 keys' }, language: 'en' };
const readable = /json|text/;

/**
 * @param {string} method
 * @param {string} path
 * @param {Operation} about
 * @returns {HTMLFormElement|null} null for operations that accept photos, which have a form of their own
 */
export function trial(method, path, about) {
  const bodies = Object.keys(about.requestBody?.content ?? {}), json = bodies.includes('application/json');
  if (bodies.length > 0 && !json) return null;

  const parameters = about.parameters ?? [], form = document.createElement('form');
  const body = Object.assign(document.createElement('textarea'), { name: 'body', rows: 8, value: JSON.stringify(example, null, 2) });
  form.className = 'trial';
  for (const { name, in: where } of parameters) {
    form.append(labelled(name, Object.assign(document.createElement('input'), { name, required: where === 'path', autocomplete: 'off' })));
  }
  if (json) form.append(labelled('body', body));
  const send = Object.assign(document.createElement('button'), { type: 'submit', className: 'plain', textContent: 'Send' });
  const response = Object.assign(document.createElement('pre'), { tabIndex: 0, hidden: true, ariaLabel: 'The response', role: 'status' });
  form.append(send, response);
  form.addEventListener('submit', async e => {
    e.preventDefault();
    response.hidden = false;
    response.textContent = 'Sending …';
    try {
      response.textContent = await request(method, filled(path, parameters, new FormData(form)), json ? body.value : undefined);
    } catch {
      response.textContent = 'The service cannot be reached';
    }
  });
  return form;
}

/**
 * @param {string} text
 * @param {HTMLElement} field
 */
function labelled(text, field) {
  const label = document.createElement('label');
  label.append(text, field);
  return label;
}

/**
 * The address with the values of its parameters.
 * @param {string} path
 * @param {{name: string, in: string}[]} parameters
 * @param {FormData} given
 */
function filled(path, parameters, given) {
  const query = new URLSearchParams();
  for (const { name, in: where } of parameters) {
    const value = String(given.get(name) ?? '');
    if (where === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (value) query.set(name, value);
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

/**
 * Sends the request.
 * @param {string} method
 * @param {string} address
 * @param {string} [body] JSON
 * @returns {Promise<string>} the response as text
 */
async function request(method, address, body) {
  const headers = key.headers();
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await fetch(addressOf(address), { method: method.toUpperCase(), headers, body });
  const type = response.headers.get('Content-Type') ?? '', status = `${response.status} ${response.statusText} · ${address}`;
  if (!readable.test(type)) return `${status}\n${type} ${(await response.blob()).size} bytes`;
  const text = await response.text();
  return `${status}\n\n${/json/.test(type) ? JSON.stringify(JSON.parse(text), null, 2) : text}`;
}
