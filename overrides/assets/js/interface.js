/* Shared by all scripts: the interface's texts and elements, and the address that keeps a reader's
   choices. A form that only filters has `method="dialog"`: Enter does not submit it. */

/** Replaces the {placeholders} in a text with values. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Shows a text, unless it is there already: a screen reader would repeat a status. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Returns a text in the form in which it is compared with what a reader types. */
export const plain = (text) => text.toLowerCase().replaceAll("ё", "е").replaceAll("\u00a0", " ");

/** Returns a new element; an attribute that is `false` is left out. Strings become text, never HTML. */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const name in attributes) if (attributes[name] !== false) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}

/** Sets parameters of the page's address, and removes those without a value: no entry of the history. */
export function put(parameters) {
  const address = new URL(location);
  for (const name in parameters) {
    if (parameters[name]) address.searchParams.set(name, parameters[name]);
    else address.searchParams.delete(name);
  }
  history.replaceState(history.state, "", address);
}
