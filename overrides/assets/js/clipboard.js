/* What is copied, and the clipboard, with fallbacks for plain http and for browsers that refuse access to it. */

/** Returns an element's words as in a message: a link is followed by its address. */
export function words(element) {
  const own = element.cloneNode(true);
  for (const link of own.querySelectorAll("a:not(.kb-term)")) {
    if (link.matches(".headerlink")) link.remove();
    else if (!link.href.endsWith(link.textContent)) link.append(` (${link.href})`);
  }
  return own.textContent.replaceAll("\u00a0", " ").trim();
}

/** Copies by `write`; if that fails, copies `text` from `area` the old way; if that fails too,
    leaves it there, selected, for the reader to copy. Returns whether it was copied; if so, the
    focus is on `button`, as before. */
export async function copied(write, text, area, button) {
  area.hidden = true;
  try {
    await write();
  } catch {
    area.value = text;
    area.hidden = false;
    area.focus();
    area.select();
    if (!document.execCommand("copy")) return false;
    area.hidden = true;
    button.focus();
  }
  return true;
}
