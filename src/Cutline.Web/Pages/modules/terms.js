// The terms of the model that cuts, wherever the page has a place for them.

import { all } from './find.js';

/** Shows the terms where the model's file says them. */
export async function showTerms() {
  const answer = await fetch('/api/model');
  if (!answer.ok) return;
  /** @type {{name: string|null, terms: string|null, licence: string|null}} */
  const model = await answer.json();
  if (!model.terms) return;
  for (const place of all('.terms')) {
    place.textContent = `Model ${model.name}: ${model.terms}.`;
    place.title = model.licence ?? '';
    place.hidden = false;
  }
}
