// Asks the service for facts and listings, and turns its refusals into words.

import { key, refusal, Refusal } from '../api.js';

/** Tells when the service asks for a key. */
export const refused = new EventTarget();

/**
 * @param {string} path
 * @param {{method?: string, body?: object|Blob, signal?: AbortSignal}} request an object goes as JSON, a blob as it is
 * @returns {Promise<Response>} a good one
 * @throws {Refusal} with the service's own words
 */
export async function ask(path, { method = 'GET', body, signal } = {}) {
  const headers = key.headers(), raw = body instanceof Blob;
  if (body) headers['Content-Type'] = raw ? 'application/octet-stream' : 'application/json';
  let answer;
  try {
    answer = await fetch(path, { method, headers, signal, body: body && !raw ? JSON.stringify(body) : body });
  } catch (problem) {
    if (signal?.aborted) throw problem;
    throw new Refusal(0, { title: 'The service cannot be reached', detail: 'it may have stopped, or the connection is gone: try again' });
  }
  if (answer.status === 401) refused.dispatchEvent(new Event('key'));
  if (!answer.ok) throw refusal(answer.status, await answer.text().catch(() => ''), answer.headers.get('Retry-After'));
  return answer;
}

export const json = async (path, request) => (await ask(path, request)).json();

/** A problem as a sentence: cause and repair. */
export const words = problem => problem.title ? `${problem.title}: ${problem.message}` : problem.message;
