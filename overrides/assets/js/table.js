/* Lets a keyboard scroll a table that is wider than the screen. */

const boxes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

// The theme's script has put each table into a box by then.
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    const heads = [...box.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", heads.filter(Boolean).join(", "));
    boxes.observe(box);
  }
});
