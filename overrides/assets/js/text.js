/* What scripts do with the texts of the interface. */

/** Replaces the {placeholders} of a text by values. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** Shows a text, unless it is there already: a screen reader would say a status once more. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Returns a text as it is compared with what a reader types. */
export const plain = (text) => text.toLowerCase().replaceAll("ё", "е").replaceAll("\u00a0", " ");
