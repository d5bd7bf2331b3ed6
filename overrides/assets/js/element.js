/** Returns a new element; an attribute that is `false` is left out. Strings become text, never HTML. */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const name in attributes) if (attributes[name] !== false) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}
