/* What Material's bundle expects to find before it runs; Material itself has it inline in each page.

   Runs at once, in the head. Storage may be forbidden: then the reader's choices are not kept. */

const { scope } = document.currentScript.dataset;

window.__md_scope = new URL(scope, location);

window.__md_hash = (text) =>
  [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);

window.__md_get = (key, storage, base = window.__md_scope) => {
  try {
    return JSON.parse((storage ?? localStorage).getItem(`${base.pathname}.${key}`));
  } catch {
    return null;
  }
};

window.__md_set = (key, value, storage, base = window.__md_scope) => {
  try {
    (storage ?? localStorage).setItem(`${base.pathname}.${key}`, JSON.stringify(value));
  } catch {
    // full or forbidden
  }
};

// An address that leads into a tab opens it.
document.addEventListener("DOMContentLoaded", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.name?.startsWith("__tabbed_")) target.checked = true;
});
