/* What was ticked in each checklist: kept in this browser by the items' ids, which are the same in
   every language and outlive an edit. Every access may fail: storage may be full or forbidden. */

const PREFIX = "kb:checklist:";
const unsaved = new Map(); // what the browser would not keep lives until the page is left

/** Returns { done: ids of the ticked items, at: ms } of a checklist, or null. */
export function load(id) {
  if (unsaved.has(id)) return unsaved.get(id);
  try {
    const { done, at } = JSON.parse(localStorage.getItem(PREFIX + id));
    return Array.isArray(done) ? { done, at: Number(at) || 0 } : null;
  } catch {
    return null; // forbidden, nothing there, or not ours
  }
}

/** Keeps what is ticked; a list with no tick is forgotten. Returns whether the browser kept it. */
export function save(id, done, at = Date.now()) {
  try {
    if (done.length) localStorage.setItem(PREFIX + id, JSON.stringify({ done, at }));
    else localStorage.removeItem(PREFIX + id);
    unsaved.delete(id);
    return true;
  } catch {
    unsaved.set(id, { done, at });
    return false;
  }
}

/** Returns the ids of all lists that have been begun; null if the browser forbids to look. */
export function begun() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return null;
  }
}

/** Calls back when another tab has changed something, or may have while this one slept. */
export function watch(changed) {
  addEventListener("storage", ({ key }) => (!key || key.startsWith(PREFIX)) && changed());
  addEventListener("pageshow", changed); // back to a kept page; or a browser has restored its boxes
}

/** Puts values into the {places} of a text. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
