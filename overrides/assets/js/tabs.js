/* Opens the tab that an address leads into, or in which the section is that it names: a link of the
   page's contents would lead nowhere. Without this script, the tabs open at a click alone. */

function open(part) {
  if (part.name?.startsWith("__tabbed_")) part.click(); // the theme moves its line below the name
  const block = part.closest(".tabbed-block");
  if (!block) return;
  const { children, parentElement: tabs } = block.parentElement;
  open(tabs.querySelectorAll(":scope > input")[[...children].indexOf(block)]); // in a tab, too?
}

function reveal() {
  const parts = [...document.querySelectorAll(".tabbed-set [id]")];
  const named = parts.find(({ id }) => new URL(`#${id}`, location).hash === location.hash);
  if (!named) return;
  open(named);
  named.scrollIntoView();
}

addEventListener("hashchange", reveal);
addEventListener("click", ({ target }) => {
  const link = target.closest?.("a:not(.tabbed-labels *)"); // their names are the theme's
  if (link?.hash === location.hash) reveal(); // the address stays as it is
});
reveal();
