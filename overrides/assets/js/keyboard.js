/* Keyboard support on every page.

   While the menu is open on a narrow screen, the page behind it is inert, and Esc closes the menu.
   Tables and code that are wider than their box can be focused and scrolled. */

const drawer = document.getElementById("__drawer");
const behind = document.querySelectorAll(".md-skip, .md-header, .md-content, .md-footer, .md-top");

function shut() {
  if (drawer.checked) drawer.click();
}

drawer.addEventListener("change", () => {
  for (const part of behind) part.inert = drawer.checked;
  document.body.classList.toggle("kb-drawer", drawer.checked);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.checked) return;
  shut();
  drawer.focus();
});
matchMedia("(min-width: 76.25em)").addEventListener("change", shut); // the menu stands beside the page
shut(); // a browser may restore it as open

// By then the theme's script has wrapped each table in a box.
addEventListener("load", () => {
  const boxes = document.querySelectorAll(".md-typeset__scrollwrap, pre > code");
  const wide = new ResizeObserver(() => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });
  for (const box of boxes) {
    wide.observe(box);
    if (box.matches("code")) continue;
    const heads = [...box.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", heads.filter(Boolean).join(", "));
    wide.observe(box.querySelector("table"));
  }
});
