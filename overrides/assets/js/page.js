/* What every page needs: support for the keyboard, and the field of the search (page/search.js).

   While the menu is open on a narrow screen, the page behind it is inert; Esc closes that menu
   (page/closing.js) and the one of languages, which a click or the focus elsewhere closes as well.
   The theme's keys that turn the page (n, p, comma and full stop) do nothing: a letter meant for a
   form, or by speech, would leave the page with all that was typed. For the same reason the keys
   that open the search, f, s and /, can be switched off in its dialog (WCAG 2.1.4); in a Russian
   layout they are а, ы and /.
   Tables shown as stacks of cards on a phone remain tables to screen readers, and what is wider than
   its box can be focused and scrolled. */

import { closing } from "./page/closing.js";
import { field, open } from "./page/search.js";

const drawer = document.getElementById("__drawer");
const languages = document.querySelector("details.md-select");
const keys = document.querySelector("[name=keys]");
const behind = document.querySelectorAll(".md-skip, .md-header, .md-content, .md-footer, .md-top");

const shut = closing(drawer);

drawer.addEventListener("change", () => {
  for (const part of behind) part.inert = drawer.checked;
});
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !languages?.open) return;
  languages.open = false;
  languages.firstElementChild.focus();
});
matchMedia("(min-width: 76.25em)").addEventListener("change", shut); // the menu is beside the page
addEventListener("pageshow", shut); // a browser may have restored it as open
if (languages) {
  for (const elsewhere of ["click", "focusin", "pageshow"]) {
    addEventListener(elsewhere, ({ target }) => (languages.open &&= languages.contains(target)));
  }
  // The reader's choices in the address mean the same in another language.
  languages.addEventListener("toggle", () => {
    for (const link of languages.querySelectorAll("a")) {
      link.search = location.search;
      link.hash = location.hash;
      if (languages.open) import("./section.js").then(({ aim }) => aim(link)).catch(() => {});
    }
  });
}

if (keys) {
  keys.checked = __md_get("__keys") ?? true;
  keys.addEventListener("change", () => __md_set("__keys", keys.checked));
}
addEventListener("keydown", (event) => {
  const opens = /^[fs/аы]$/.test(event.key); // the search
  const turns = /^[np,.]$/.test(event.key); // the page, in the theme
  if (opens ? !keys?.checked : turns) return event.stopImmediatePropagation();
  if (!opens || !field || event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) return; // it is typed there
  event.preventDefault();
  open();
}, true);

// Laid out as blocks, they are not tables to some browsers. HTML itself may not repeat the roles.
const ROLES = { table: "", row: " tr", cell: " td", columnheader: " thead th", rowheader: " tbody th" };
for (const role in ROLES) {
  for (const part of document.querySelectorAll(`[data-cards]${ROLES[role]}`)) part.role = role;
}

// By then, the theme's script has wrapped each table in a box.
addEventListener("load", () => {
  const boxes = document.querySelectorAll(".md-typeset__scrollwrap, pre > code");
  const wide = new ResizeObserver(() => {
    for (const box of boxes) box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
  });
  for (const box of boxes) {
    wide.observe(box);
    if (box.matches("code")) continue;
    box.role = "group";
    box.ariaLabel = box.querySelector("thead")?.innerText.trim().replaceAll("\t", ", ") ?? "";
    wide.observe(box.querySelector("table"));
  }
});
