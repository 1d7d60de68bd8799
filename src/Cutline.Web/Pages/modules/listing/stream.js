// One text on its way from the writer, piece by piece.

import { Refusal } from '../api.js';
import { events } from './events.js';
import { ask } from './service.js';

/**
 * @param {object} listing
 * @param {boolean} template whether the template writes, whoever else could
 * @param {{text: (whole: string) => void, doubts: (all: object[]) => void}} tell
 * @param {AbortSignal} signal
 * @returns {Promise<{writer: string, template: boolean}>} who wrote
 * @throws {Refusal} what came before it has been told
 */
export async function stream(listing, template, tell, signal) {
  const answer = await ask(`/api/listings/text${template ? '?writer=template' : ''}`, { method: 'POST', body: listing, signal });
  let text = '', doubts = [];
  try {
    for await (const { name, data } of events(answer)) {
      if (name === 'text') tell.text(text += data.text);
      else if (name === 'doubts') tell.doubts(doubts = [...doubts, ...data]);
      else if (name === 'failed') throw new Refusal(data.status, data, 2);
      else if (name === 'end') return data;
    }
  } catch (problem) {
    if (problem instanceof Refusal || signal.aborted) throw problem;
  }
  throw new Refusal(0, { title: 'The text broke off', detail: 'the connection to the service ended early: write it again' });
}
