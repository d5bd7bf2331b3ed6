/* The menu of a narrow screen, for a keyboard: while it is open, the page behind it is out of reach,
   and Esc closes it. */

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
