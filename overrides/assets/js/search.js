/* Opens the search, and loads the rest of it only when somebody is about to use it.

   The dialog, its form, its toggle (#__search) and the keys that open it (f, s and /) are
   Material's; with a Russian layout the same keys are а and ы. Other pages may link to it with ?q=. Without this script the field is not shown. */

const field = document.querySelector("form.kb-search [data-search-input]");
const toggle = document.getElementById("__search");
let dialog;

function open() {
  if (!toggle.checked) toggle.click(); // Material listens to its changes
  dialog ??= import("./search-dialog.js").then(({ start }) => start(field, toggle)).catch(() => {
    dialog = null; // the network may be back at the next try
    document.querySelector(".kb-found [role=status]").textContent = field.form.dataset.failed;
  });
}

if (field) {
  const frame = field.closest("[role=dialog]");
  const behind = document.querySelectorAll(".md-skip, .md-container, .md-header__inner > :not(.md-search)");
  const phone = matchMedia("(max-width: 59.99em)"); // there the dialog covers the page
  const shut = () => toggle.checked && toggle.click();
  let last; // what had the focus before

  field.addEventListener("focus", ({ relatedTarget }) => {
    if (!toggle.checked) last = relatedTarget;
    open();
  });
  field.addEventListener("input", open); // it may have failed to load
  field.form.addEventListener("submit", (event) => event.preventDefault());
  toggle.addEventListener("change", () => {
    const { activeElement } = document;
    const inside = frame.contains(activeElement);
    if (toggle.checked && !inside) {
      last = activeElement;
      field.focus();
    }
    for (const part of behind) part.inert = toggle.checked && phone.matches;
    if (toggle.checked || !inside) return;
    activeElement.blur();
    last?.focus();
  });
  for (const button of document.querySelectorAll("[data-search-toggle]")) {
    button.addEventListener("click", () => toggle.click());
  }
  // Here, not in the script loaded later: by then Tab may have moved on, behind the open dialog.
  frame.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !frame.contains(relatedTarget)) shut();
  });
  frame.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    shut();
  });
  addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || !/^[fs/аы]$/.test(event.key)) return;
    if (event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return;
    event.preventDefault();
    field.focus();
  });
  const query = new URLSearchParams(location.search).get("q");
  if (query) field.value = query;
  if (query || document.activeElement === field) {
    field.focus();
    open();
  }
}
