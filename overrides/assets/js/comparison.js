/* Lets a reader choose the columns of a comparison and see only the rows that differ.

   The choice is kept in the address (?X07=call.chat&X07-diff=1), so that it can be shared; the back
   button leaves the page. Without this script the table is complete and the form stays hidden. */

import { fill, put, say } from "./interface.js";

const LEAST = 2; // one column alone compares nothing

const words = (cell) => cell.textContent.replace(/\s+/g, " ").trim().toLowerCase();

/** Shows only these columns and, if asked, only rows whose cells differ; returns what is left. */
export function lay(table, subjects, differences) {
  for (const cell of table.querySelectorAll("[data-subject]")) {
    cell.hidden = !subjects.includes(cell.dataset.subject);
  }
  let rows = 0;
  for (const body of table.tBodies) {
    let left = 0;
    for (const row of body.querySelectorAll("tr:not(.kb-table__group)")) {
      const said = [...row.querySelectorAll("td:not([hidden])")].map(words);
      row.hidden = differences && new Set(said).size < 2;
      left += !row.hidden;
    }
    body.hidden = !left;
    for (const name of body.querySelectorAll(".kb-table__group > th")) name.colSpan = subjects.length + 1;
    rows += left;
  }
  return { columns: subjects.length, rows };
}

/** Shows in the form how much of the table is visible. */
export function tell(form, { columns, rows }) {
  const { shown, same } = form.dataset;
  say(form.querySelector("output"), rows ? fill(shown, { columns, rows }) : same);
}

/** Shows a table's form; returns a function that lays out the table as the address says. */
function start(table) {
  const id = table.dataset.comparison;
  const form = table.closest(".kb-comparison").querySelector("form");
  const boxes = [...form.querySelectorAll("[name=subject]")];
  const all = [...table.querySelectorAll("thead [data-subject]")].map((head) => head.dataset.subject);
  const { differences } = form.elements;

  const show = () => {
    const query = new URLSearchParams(location.search);
    const asked = (query.get(id) ?? "").split(".");
    let subjects = all.filter((subject) => asked.includes(subject));
    if (subjects.length < LEAST) subjects = all;
    for (const box of boxes) {
      box.checked = subjects.includes(box.value);
      box.disabled = box.checked && subjects.length <= LEAST;
    }
    differences.checked = query.has(`${id}-diff`);
    const left = lay(table, subjects, differences.checked);
    if (subjects !== all || differences.checked || form.querySelector("output").textContent) tell(form, left);
  };

  form.addEventListener("change", () => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    put({ [id]: chosen.length < boxes.length && chosen.join("."), [`${id}-diff`]: differences.checked && "1" });
    showAll(); // the page may show the same table twice
  });
  form.hidden = false;
  return show;
}

const shows = [...document.querySelectorAll("[data-comparison]")].map(start);
const showAll = () => shows.forEach((show) => show());
showAll();
