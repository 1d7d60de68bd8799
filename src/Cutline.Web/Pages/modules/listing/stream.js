// Requests a text from the service, and reports it while it is written.

import { ApiError } from '../api.js';
import { events } from './events.js';
import { ask } from './service.js';

/**
 * @param {import('./draft.js').Listing} listing
 * @param {boolean} template whether the template writes, even where a language model is configured
 * @param {{text: (whole: string) => void, doubts: (all: import('./checking.js').Doubt[]) => void}} report
 * @param {AbortSignal} signal
 * @returns {Promise<{writer: string, template: boolean}>} the writer
 * @throws {ApiError} where the text is incomplete; its pieces were reported before
 */
export async function stream(listing, template, report, signal) {
  const response = await ask(`/api/listings/text${template ? '?writer=template' : ''}`, { method: 'POST', body: listing, signal });
  let text = '';
  /** @type {import('./checking.js').Doubt[]} */
  let doubts = [];
  try {
    for await (const { name, data } of events(response)) {
      if (name === 'text') report.text(text += data.text);
      else if (name === 'doubts') report.doubts(doubts = [...doubts, ...data]);
      else if (name === 'failed') throw new ApiError(data.status, data);
      else if (name === 'end') return data;
    }
  } catch (problem) {
    if (problem instanceof ApiError || signal.aborted) throw problem;
  }
  throw new ApiError(0, { title: 'Text incomplete', detail: 'the connection to the service ended early: write it again' });
}
