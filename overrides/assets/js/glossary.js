/* Filters the index of the glossary as the reader types, and by the terms' audience.

   Without this script the index is complete and the filter stays hidden. */

import { plain } from "./interface.js";

const form = document.querySelector("[data-glossary-filter]");

if (form) {
  const entries = [...document.querySelectorAll("[data-entry]")].map((element) => ({
    element,
    words: plain(element.textContent),
    audience: element.dataset.audience.split(" "),
  }));
  const letters = [...document.querySelectorAll(".kb-letter")];
  const status = form.querySelector("output");

  const apply = () => {
    const wanted = plain(form.elements.query.value.trim());
    const audience = form.elements.audience.value;
    let found = 0;
    for (const { element, words, audience: theirs } of entries) {
      const fits = words.includes(wanted) && (!audience || theirs.includes(audience));
      element.hidden = !fits;
      found += fits;
    }
    for (const letter of letters) {
      const empty = !letter.querySelector("[data-entry]:not([hidden])");
      letter.hidden = empty;
      document.querySelector(`.kb-letters a[href="#${letter.dataset.letter}"]`).parentElement.hidden = empty;
    }
    status.textContent = found ? `${status.dataset.found} ${found}` : status.dataset.none;
  };

  form.hidden = false;
  form.addEventListener("input", apply);
}
