/* Sorts and filters the report on all pages; without this script it is a table sorted by path. */

import { fill, make, plain } from "./interface.js";

const SEARCHED = [0, 1, 3]; // the columns of a page, its id and its owner

const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

function sortable(table) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  for (const [column, head] of heads.entries()) {
    const title = fill(table.dataset.sort, { column: head.textContent });
    const button = make("button", { type: "button", title }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const order = head.ariaSort === "ascending" ? -1 : 1;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.ariaSort = order > 0 ? "ascending" : "descending";
      const value = (row) => row.cells[column].textContent.trim();
      const rows = [...body.rows].map((row) => [value(row), row]);
      // Rows without a value come last, whichever way the others are sorted.
      rows.sort(([a], [b]) => !a - !b || order * collator.compare(a, b));
      body.append(...rows.map(([, row]) => row));
    });
  }
}

function filterable(root) {
  const form = root.querySelector("form");
  const output = form.querySelector("output");
  const rows = [...root.querySelectorAll("tbody tr")].map((row) => ({
    row,
    words: plain(SEARCHED.map((column) => row.cells[column].textContent).join(" ")),
    flags: row.dataset.flags.split(" "),
  }));
  const apply = () => {
    const { query, type, flags: flag } = form.elements;
    const wanted = plain(query.value.trim());
    let found = 0;
    for (const { row, words, flags } of rows) {
      const fits =
        words.includes(wanted) &&
        (!type.value || row.dataset.type === type.value) &&
        (!flag.value || flags.includes(flag.value));
      row.hidden = !fits;
      found += fits;
    }
    output.textContent = fill(output.dataset.some, { found, all: rows.length });
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  apply();
}

for (const root of document.querySelectorAll("[data-report]")) {
  sortable(root.querySelector("table"));
  filterable(root);
}
