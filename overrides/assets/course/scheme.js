/* Makes a course light or dark, as the system is, before anything is painted; then lets its tables
   that are cards stay tables, as page.js does on the site. */

if (matchMedia("(prefers-color-scheme: dark)").matches) {
  document.body.dataset.mdColorScheme = "slate";
}

addEventListener("DOMContentLoaded", () => {
  const roles = { table: "", row: " tr", cell: " td", columnheader: " thead th", rowheader: " tbody th" };
  for (const role in roles) {
    for (const part of document.querySelectorAll(`[data-cards]${roles[role]}`)) part.setAttribute("role", role);
  }
});
