// Elements made by script: their text is text, never markup.

/**
 * @param {string} name
 * @param {Record<string, string|boolean|number|((e: Event) => void)|null>} attributes true for one without a value; a function listens
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== null && value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children);
  return made;
}

/** A button that does something. */
export const button = (text, look, press) => element('button', { type: 'button', class: look, click: press }, text);
