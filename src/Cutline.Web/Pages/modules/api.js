// Requests to the API for cut-outs, with progress, and the errors of all requests.

import { addressOf } from './root.js';

const keyName = 'cutline-key';
const timeout = 1000 * 60 * 5;

/** A problem of the API (RFC 9457), with its cause and repair. */
export class ApiError extends Error {
  /**
   * @param {number} status of HTTP; 0 where there was no response
   * @param {{type?: string, title?: string, detail?: string, meant?: string}} problem
   * @param {number} retryAfter seconds
   */
  constructor(status, problem, retryAfter = 2) {
    super(problem.detail ?? 'the service did not respond as expected: try again');
    this.title = problem.title ?? 'Request failed';
    this.kind = (problem.type ?? '').replace('urn:cutline:', '');
    this.status = status;
    this.retryAfter = retryAfter;
    this.meant = problem.meant ?? null;
  }

  /** Whether the photo itself is the cause, so that another attempt would fail as well. */
  get final() { return [400, 413, 415, 422].includes(this.status); }

  /** Whether another attempt may succeed a little later. */
  get temporary() { return this.status === 429 || this.status === 503; }
}

/** The API key, stored for this tab. */
export const key = {
  get: () => sessionStorage.getItem(keyName) ?? '',
  set: (/** @type {string} */ value) => sessionStorage.setItem(keyName, value),
  /**
   * The headers of a request.
   * @returns {Record<string, string>}
   */
  headers() { return key.get() ? { Authorization: `Bearer ${key.get()}` } : {}; },
};

/**
 * @typedef {object} CutOut
 * @property {Blob} blob
 * @property {number[]} subject bounding box of the car: x, y, width, height
 * @property {number[]} part of the photo that is shown: x, y, width, height
 * @property {number} confidence
 * @property {string[]} review reasons to check it
 * @property {number[]|null} plate eight coordinates of the covered plate
 */

/**
 * Cuts a photo out.
 * @param {Blob} photo
 * @param {Record<string, string|Blob>} options of the API; files are sent in the form with the photo
 * @param {(state: 'sending'|'cutting', fraction: number) => void} progress
 * @param {AbortSignal} signal
 * @returns {Promise<CutOut>}
 */
export async function cutOut(photo, options, progress, signal) {
  const entries = Object.entries(options), files = /** @type {[string, Blob][]} */ (entries.filter(([, value]) => value instanceof Blob));
  const query = new URLSearchParams(/** @type {[string, string][]} */ (entries.filter(([, value]) => !(value instanceof Blob))));
  return result(await send(`/api/cutouts?${query}`, body(photo, files), progress, signal));
}

/**
 * Detects the licence plate.
 * @param {Blob} photo
 * @param {AbortSignal} signal
 * @returns {Promise<{corners: number[][]|null, confidence: number}>} clockwise from its top left, in the photo's pixels
 */
export async function findPlate(photo, signal) {
  return JSON.parse(await (await send('/api/plates', photo, () => {}, signal)).response.text());
}

/**
 * @param {Blob} photo
 * @param {[string, Blob][]} files
 */
function body(photo, files) {
  if (files.length === 0) return photo;
  const form = new FormData();
  form.append('photo', photo, 'photo');
  for (const [name, file] of files) form.append(name, file, name);
  return form;
}

/**
 * @param {string} address
 * @param {Blob|FormData} content
 * @param {(state: 'sending'|'cutting', fraction: number) => void} progress
 * @param {AbortSignal} signal
 * @returns {Promise<XMLHttpRequest>}
 */
function send(address, content, progress, signal) {
  // XMLHttpRequest, because fetch does not report how much has been sent.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf(address));
    request.responseType = 'blob';
    request.timeout = timeout;
    for (const [name, value] of Object.entries(key.headers())) request.setRequestHeader(name, value);
    request.upload.onprogress = e => progress('sending', e.lengthComputable ? e.loaded / e.total : 0);
    request.upload.onload = () => progress('cutting', 1);
    request.onload = async () => {
      if (request.status === 200) return resolve(request);
      const text = await request.response.text().catch(() => '');
      reject(errorOf(request.status, text, request.getResponseHeader('Retry-After')));
    };
    request.onerror = () => reject(unreachable());
    request.ontimeout = () => reject(new ApiError(0, { title: 'No response', detail: 'the service took over five minutes: try again' }));
    const aborted = () => reject(new DOMException('', 'AbortError'));
    request.onabort = aborted;
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(content);
  });
}

/**
 * @param {XMLHttpRequest} request
 * @returns {CutOut}
 */
function result(request) {
  const header = (/** @type {string} */ name) => request.getResponseHeader(name) ?? '';
  const numbers = (/** @type {string} */ name) => header(name).split(',').map(Number);
  const plate = header('Cutline-Plate');
  return {
    blob: request.response,
    subject: numbers('Cutline-Subject'),
    part: numbers('Cutline-Part'),
    confidence: Number(header('Cutline-Confidence')),
    review: header('Cutline-Review').split(',').map(r => r.trim()).filter(Boolean),
    plate: plate && plate !== 'none' ? numbers('Cutline-Plate') : null,
  };
}

/**
 * Repeats a request while the service is busy.
 * @template T
 * @param {() => Promise<T>} work
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
export async function retrying(work, signal) {
  for (;;) {
    try {
      return await work();
    } catch (problem) {
      if (!(problem instanceof ApiError) || !problem.temporary || signal.aborted) throw problem;
      const { retryAfter } = problem;
      await new Promise(wake => setTimeout(wake, 1000 * Math.min(retryAfter, 20)));
      if (signal.aborted) throw problem;
    }
  }
}

/** The error of a request without a response. */
export const unreachable = () =>
  new ApiError(0, { title: 'The service cannot be reached', detail: 'it may have stopped, or the connection is lost: try again' });

/**
 * The error of a response.
 * @param {number} status
 * @param {string} text of the body
 * @param {string|null} retryAfter the header
 */
export function errorOf(status, text, retryAfter) {
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    // The response is not from the service, but perhaps from a proxy.
  }
  return new ApiError(status, problem, Number(retryAfter) || 2);
}
