/* What a keyboard needs on every page.

   While the menu of a narrow screen is open, the page behind it is out of reach, and Esc closes it.
   Tables and code that are wider than the screen can be scrolled. */

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
shut(); // a browser may remember that it was open

// The theme's script has put each table into a box by then.
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
