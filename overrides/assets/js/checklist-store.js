/* The ticks of each checklist, stored in this browser by item ids, which are the same in every
   language and survive edits. Every access may fail: storage may be full or forbidden. */

const PREFIX = "kb:checklist:";
const unsaved = new Map(); // what the browser did not store: kept until the page is left

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

/** Stores the ticks; a list without any is removed. Returns whether the browser stored them. */
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

/** Returns the ids of all lists begun; null if storage is forbidden. */
export function begun() {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return null;
  }
}

/** Calls `changed` when another tab has changed a list, or may have while this page was frozen. */
export function watch(changed) {
  addEventListener("storage", ({ key }) => (!key || key.startsWith(PREFIX)) && changed());
  addEventListener("pageshow", changed); // the browser restored the page, or its checkboxes
}
