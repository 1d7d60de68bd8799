// Requests to the API for facts and listings.

import { errorOf, key, unreachable } from '../api.js';
import { addressOf } from '../root.js';

/** Its event `key` is sent when the service requires an API key. */
export const keyRequired = new EventTarget();

/**
 * @param {string} path
 * @param {{method?: string, body?: object|Blob, signal?: AbortSignal}} request an object is sent as JSON
 * @returns {Promise<Response>} successful
 * @throws {import('../api.js').ApiError} where the request fails
 */
export async function ask(path, { method = 'GET', body, signal } = {}) {
  const headers = key.headers(), raw = body instanceof Blob;
  if (body) headers['Content-Type'] = raw ? 'application/octet-stream' : 'application/json';
  let response;
  try {
    response = await fetch(addressOf(path), { method, headers, signal, body: raw ? body : body && JSON.stringify(body) });
  } catch (problem) {
    if (signal?.aborted) throw problem;
    throw unreachable();
  }
  if (response.status === 401) keyRequired.dispatchEvent(new Event('key'));
  if (!response.ok) throw errorOf(response.status, await response.text().catch(() => ''), response.headers.get('Retry-After'));
  return response;
}

/**
 * The JSON of a response.
 * @param {string} path
 * @param {Parameters<typeof ask>[1]} [request]
 * @returns {Promise<any>}
 */
export const json = async (path, request) => (await ask(path, request)).json();
