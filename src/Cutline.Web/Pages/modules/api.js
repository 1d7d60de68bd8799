// The service's API: sends one photo, tells how far it is, and gives the cut-out or why there is none.

const keyName = 'cutline-key';
const patience = 1000 * 60 * 5;

/** A refusal, with the service's own words for cause and repair. */
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(problem.detail ?? 'the service did not answer as expected: try again');
    this.title = problem.title ?? 'That did not work';
    this.kind = (problem.type ?? '').replace('urn:cutline:', '');
    this.status = status;
    this.retryAfter = retryAfter;
    this.meant = problem.meant ?? null;
  }

  /** Whether the photo itself is to blame: another try ends alike. */
  get final() { return [400, 413, 415, 422].includes(this.status); }

  /** Whether the same photo may well be cut a little later. */
  get passes() { return this.status === 429 || this.status === 503; }
}

export const key = {
  get: () => sessionStorage.getItem(keyName) ?? '',
  set: value => sessionStorage.setItem(keyName, value),
  /** For a request. */
  headers: () => key.get() ? { Authorization: `Bearer ${key.get()}` } : {},
};

/**
 * Cuts a photo.
 * @param {Blob} photo
 * @param {Record<string, string|Blob>} options as the API has them; those that are files go with the photo
 * @param {(state: 'sending'|'cutting', share: number) => void} tell
 * @param {AbortSignal} signal
 * @returns {Promise<{blob: Blob, subject: number[], part: number[], confidence: number, review: string[], plate: number[]|null}>}
 */
export async function cutOut(photo, options, tell, signal) {
  const entries = Object.entries(options), files = entries.filter(([, value]) => value instanceof Blob);
  const query = new URLSearchParams(entries.filter(([, value]) => !(value instanceof Blob)));
  return result(await send(`/api/cutouts?${query}`, body(photo, files), tell, signal));
}

/**
 * Looks for the number plate.
 * @returns {Promise<{corners: number[][]|null, confidence: number}>} clockwise from its top left, in the photo's pixels
 */
export async function findPlate(photo, signal) {
  return JSON.parse(await (await send('/api/plates', photo, () => {}, signal)).response.text());
}

function body(photo, files) {
  if (files.length === 0) return photo;
  const form = new FormData();
  form.append('photo', photo, 'photo');
  for (const [name, file] of files) form.append(name, file, name);
  return form;
}

function send(address, content, tell, signal) {
  // XMLHttpRequest, because fetch does not tell how much has been sent.
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.responseType = 'blob';
    request.timeout = patience;
    for (const [name, value] of Object.entries(key.headers())) request.setRequestHeader(name, value);
    request.upload.onprogress = e => tell('sending', e.lengthComputable ? e.loaded / e.total : 0);
    request.upload.onload = () => tell('cutting', 1);
    request.onload = () => request.status === 200 ? resolve(request) : request.response.text().catch(() => '').then(text => reject(refusal(request.status, text, request.getResponseHeader('Retry-After'))));
    request.onerror = () => reject(new Refusal(0, { title: 'The service cannot be reached', detail: 'it may have stopped, or the connection is gone: try again' }));
    request.ontimeout = () => reject(new Refusal(0, { title: 'No answer', detail: 'the service took more than five minutes: try again, or send a smaller photo' }));
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    if (signal.aborted) return request.onabort();
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(content);
  });
}

function result(request) {
  const header = name => request.getResponseHeader(name) ?? '', numbers = name => header(name).split(',').map(Number);
  const plate = header('Cutline-Plate');
  return {
    blob: request.response, subject: numbers('Cutline-Subject'), part: numbers('Cutline-Part'), confidence: Number(header('Cutline-Confidence')),
    review: header('Cutline-Review').split(',').map(r => r.trim()).filter(Boolean), plate: plate && plate !== 'none' ? numbers('Cutline-Plate') : null,
  };
}

/** Comes back later as long as the service has too much to do. */
export async function patiently(work, signal) {
  for (;;) {
    try {
      return await work();
    } catch (problem) {
      if (!problem.passes || signal.aborted) throw problem;
      await new Promise(wake => setTimeout(wake, 1000 * Math.min(problem.retryAfter, 20)));
      if (signal.aborted) throw problem;
    }
  }
}

/** What an answer that is no good says. */
export function refusal(status, text, retryAfter) {
  let problem = {};
  try {
    problem = JSON.parse(text);
  } catch {
    // Not the service's own answer; a proxy's, say.
  }
  return new Refusal(status, problem, Number(retryAfter) || 2);
}
