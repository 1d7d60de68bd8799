// The terms of the model that cuts, wherever the page has a place for them.

import { all } from './find.js';
import { model } from './model.js';

/** Shows the terms where the model's file says them. */
export async function showTerms() {
  const card = await model;
  if (!card?.terms) return;
  for (const place of all('.terms')) {
    place.textContent = `Model ${card.name}: ${card.terms}.`;
    place.title = card.licence ?? '';
    place.hidden = false;
  }
}
