// The model that the service cuts with.

import { addressOf } from './root.js';

/** @typedef {{name: string|null, terms: string|null, licence: string|null, outputs: string[]}} Model */

/** @type {Promise<Model|null>} null where the service does not say */
export const model = load();

async function load() {
  const answer = await fetch(addressOf('/api/model'));
  return answer.ok ? await answer.json() : null;
}
