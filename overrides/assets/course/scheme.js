/* Makes a course light or dark, as the system is. Runs at once, before anything is painted. */

if (matchMedia("(prefers-color-scheme: dark)").matches) {
  document.body.dataset.mdColorScheme = "slate";
}
