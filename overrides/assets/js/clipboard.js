/* The clipboard, with fallbacks for plain http and for browsers that refuse access to it. */

/** Copies by `write`; if that fails, copies `text` from `area` the old way; if that fails too,
    leaves it there, selected, for the reader to copy. Returns whether it was copied; the focus is
    then on `button`, as before. */
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
