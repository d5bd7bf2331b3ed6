/* Role cards to print: the reader chooses them and their layout, which the address keeps
   (?cards=R01.R02&layout=a5).

   Without this script all cards are on the sheets, two on each. */

import { fill, make, put } from "./interface.js";

const DEFAULT = "a4-2";
const PER_SHEET = { "a4-2": 2, "a4-4": 4, a5: 1 };

const root = document.querySelector("[data-print-sheet]");
const form = root.querySelector("form");
const sheets = root.querySelector(".kb-sheets");
const cards = new Map([...sheets.querySelectorAll("[data-role]")].map((card) => [card.dataset.role, card]));
const boxes = [...form.querySelectorAll("[name=card]")];
const print = form.querySelector('[data-do="print"]');
const output = form.querySelector("output");

function lay() {
  const layout = form.elements.layout.value;
  const chosen = boxes.filter((box) => box.checked).map((box) => cards.get(box.value));
  const places = PER_SHEET[layout];
  const shown = [...sheets.querySelectorAll("[data-role]")];
  const same = shown.length === chosen.length && shown.every((card, n) => card === chosen[n]);
  if (!same || sheets.dataset.layout !== layout) {
    sheets.dataset.layout = layout;
    sheets.replaceChildren(
      ...Array.from({ length: Math.ceil(chosen.length / places) }, (_, n) =>
        make("div", { class: "kb-sheet" }, ...chosen.slice(n * places, (n + 1) * places))),
    );
  }
  const { some, none } = output.dataset;
  const said = { cards: chosen.length, sheets: sheets.children.length };
  output.textContent = chosen.length ? fill(some, said) : none;
  print.disabled = !chosen.length;
}

function read() {
  const query = new URLSearchParams(location.search);
  const asked = (query.get("cards") ?? "").split(".").filter((id) => cards.has(id));
  for (const box of boxes) box.checked = !asked.length || asked.includes(box.value);
  const layout = query.get("layout");
  form.elements.layout.value = layout in PER_SHEET ? layout : DEFAULT;
  lay();
}

function write() {
  const ids = boxes.filter((box) => box.checked).map((box) => box.value);
  const { value } = form.elements.layout;
  put({ cards: ids.length < boxes.length && ids.join("."), layout: value !== DEFAULT && value });
  lay();
}

form.addEventListener("change", write);
form.addEventListener("click", ({ target }) => {
  const action = target.closest("[data-do]")?.dataset.do;
  if (action === "print") window.print();
  if (action === "all" || action === "none") {
    for (const box of boxes) box.checked = action === "all";
    write();
  }
});
root.querySelector("[data-without]").hidden = true;
form.hidden = false;
read();
