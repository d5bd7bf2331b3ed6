/* The clipboard, and what there is instead over plain http or where it is refused. */

/** Copies by `write`; else `text` the old way, out of `area`; else leaves it there, selected, for the
    reader's own hands. Returns whether it was copied; the focus is then where it was, on `button`. */
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
