/* Opens the search, and loads the rest of it only when somebody is about to use it.

   The dialog, its form and its toggle (#__search) are Material's. Other pages may link to it with
   ?q=. Without this script the field is not shown. */

import { closing } from "./closing.js";

/** The field for a query; null if the search is not ours. */
export const field = document.querySelector("form.kb-search [data-search-input]");
const toggle = document.getElementById("__search");
let dialog;

/** Opens the dialog, where the field is, and loads what it needs. */
export function open() {
  if (!toggle.checked) toggle.click(); // Material listens to its changes
  // Only now: on a phone, the closed dialog is hidden, so that Tab does not open it. And the page
  // behind stays where it is: to show a field of the header, a browser would scroll it.
  field.focus({ preventScroll: true });
  dialog ??= import("../search-dialog.js").then(({ start }) => start(field, toggle)).catch(() => {
    dialog = null; // the network may be back at the next try
    document.querySelector(".kb-found [role=status]").textContent = field.form.dataset.failed;
  });
}

if (field) {
  const frame = field.closest("[role=dialog]");
  const behind = document.querySelectorAll(".md-skip, .md-container, .md-header__inner > :not(.md-search)");
  const phone = matchMedia("(max-width: 59.984375em)"); // there the dialog covers the page
  const shut = closing(toggle);
  let last; // what had the focus before

  field.addEventListener("focus", ({ relatedTarget }) => {
    if (!toggle.checked) last = relatedTarget;
    open();
  });
  field.addEventListener("input", open); // it may have failed to load
  field.form.method = "dialog"; // Enter does not send it: search-dialog.js opens the first result
  toggle.addEventListener("change", () => {
    const { activeElement } = document;
    const inside = frame.contains(activeElement);
    if (toggle.checked && !inside) {
      last = activeElement;
      open();
    }
    document.documentElement.classList.toggle("kb-searching", toggle.checked);
    for (const part of behind) part.inert = toggle.checked && phone.matches;
    if (toggle.checked || !inside) return;
    activeElement.blur();
    last?.focus();
  });
  addEventListener("click", ({ target }) => target.closest?.("[data-search-toggle]") && toggle.click());
  // Here, not in the script loaded later: by then, Tab may have moved on, behind the open dialog.
  frame.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !frame.contains(event.relatedTarget)) shut(event);
  });
  const query = new URLSearchParams(location.search).get("q");
  if (query) field.value = query;
  if (query || document.activeElement === field) open();
}
