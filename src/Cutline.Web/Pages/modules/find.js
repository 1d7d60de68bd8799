// Finds elements that a page is known to have.

/**
 * The first element that a selector matches; an error where there is none.
 * @param {string} selector
 * @param {ParentNode} within
 * @returns {any} of the type that the selector implies
 */
export function find(selector, within = document) {
  const element = within.querySelector(selector);
  if (!element) throw new Error(`the page has no ${selector}`);
  return element;
}

/**
 * All elements that a selector matches.
 * @param {string} selector
 * @param {ParentNode} within
 * @returns {any[]}
 */
export function all(selector, within = document) { return [...within.querySelectorAll(selector)]; }

/**
 * The nearest element around an event's target that a selector matches.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement|null}
 */
export function closest(event, selector) {
  return event.target instanceof Element ? event.target.closest(selector) : null;
}
