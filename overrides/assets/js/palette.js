/* Sets the colour scheme the reader chose before the page is painted.

   Runs at once, behind the switch; the switch itself is Material's. */

{
  const color = window.__md_get("__palette")?.color;
  if (color) {
    if (color.media === "(prefers-color-scheme)") {
      const { matches } = matchMedia("(prefers-color-scheme: light)");
      const media = `(prefers-color-scheme: ${matches ? "light" : "dark"})`;
      const option = document.querySelector(`[data-md-color-media="${media}"]`);
      for (const name of ["media", "scheme", "primary", "accent"]) {
        color[name] = option.getAttribute(`data-md-color-${name}`);
      }
    }
    for (const [name, value] of Object.entries(color)) {
      document.body.setAttribute(`data-md-color-${name}`, value);
    }
  }
}
