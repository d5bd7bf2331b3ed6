/* Filters the cards of a catalogue by their fields.

   The choice is kept in the address (?role-side=team&role-audience=manager), so that it can be
   shared; the back button leaves the page. Without this script, all cards are shown, without a filter. */

import { fill, put, say } from "./interface.js";

function start(root) {
  const form = root.querySelector("form");
  const selects = [...form.querySelectorAll("select")];
  const cards = [...root.querySelectorAll(".kb-card")];
  const [output, reset] = [form.querySelector("output"), form.querySelector("[type=reset]")];
  const parameter = (select) => `${root.dataset.catalogue}-${select.name}`;

  function show() {
    const query = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = query.get(parameter(select)) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    let found = 0;
    for (const card of cards) {
      const fits = selects.every(({ name, value }) => !value || card.dataset[name].split(" ").includes(value));
      card.hidden = !fits;
      found += fits;
    }
    const said = found ? fill(output.dataset.some, { found, all: cards.length }) : output.dataset.none;
    say(output, said);
    reset.hidden = selects.every((select) => !select.value);
  }

  function write() {
    put(Object.fromEntries(selects.map((select) => [parameter(select), select.value])));
    showAll(); // the page may show the same cards twice
  }

  form.addEventListener("change", write);
  form.addEventListener("reset", (event) => {
    event.preventDefault(); // it would restore the page's initial values
    for (const select of selects) select.value = "";
    selects[0].focus(); // before the button is hidden, so that the keyboard focus is not lost
    write();
  });
  form.hidden = false;
  return show;
}

const shows = [...document.querySelectorAll("[data-catalogue]")].map(start);
const showAll = () => shows.forEach((show) => show());
showAll();
