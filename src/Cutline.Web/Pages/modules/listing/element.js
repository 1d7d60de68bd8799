// Creates elements; texts are never interpreted as markup.

/**
 * @param {string} name
 * @param {Record<string, string|boolean|number|((e: Event) => void)|null>} attributes true for an attribute without a value; a function is
 * an event listener
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children);
  return made;
}

/**
 * Creates a button.
 * @param {string} text
 * @param {string} style its CSS classes
 * @param {() => void} press
 */
export const button = (text, style, press) => element('button', { type: 'button', class: style, click: press }, text);
