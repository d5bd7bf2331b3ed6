/* Shows a term's definition at its link: on hover, keyboard focus and the first touch.

   The page carries the definitions (#kb-terms); without this script a term is a plain link, and a
   screen reader still reads its definition. WCAG 1.4.13: Esc hides the card, and it stays while the
   pointer is on it. */

const SHOW_AFTER = 250; // ms: a passing pointer opens nothing
const HIDE_AFTER = 200; // ms: time to move the pointer into the card
const GAP = 4; // px between the card and the term's line
const MARGIN = 8; // px between the card and the window's edge

const store = document.getElementById("kb-terms");
const card = document.createElement("div");
card.className = "kb-card-term";
card.hidden = true;

let shown; // the term
let timer;

const termAt = (target) => target.closest?.("[aria-describedby][data-term]");

/** `y`: where the pointer is, so that the card is beside that line of a broken term; if any. */
function show(link, y) {
  const definition = document.getElementById(link.getAttribute("aria-describedby"));
  if (!definition) return;
  clearTimeout(timer);
  card.replaceChildren(...definition.cloneNode(true).childNodes);
  if (link.href) card.append(" ", moreAt(link.href));
  card.hidden = false;
  place(link, y);
  shown = link;
}

/** Returns the link to a term's page. In a course a term without a page has no such link. */
function moreAt(href) {
  const more = document.createElement("a");
  more.href = href;
  more.tabIndex = -1; // for the keyboard, the term itself is that link
  more.textContent = store.dataset.more;
  return more;
}

function place(link, y) {
  // A term may be broken over two lines; the pointer is at one, the focus around both.
  const line = [...link.getClientRects()].find((one) => y < one.bottom) ?? link.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const left = Math.min(Math.max(MARGIN, line.left), document.documentElement.clientWidth - width - MARGIN);
  const below = line.bottom + height + MARGIN < innerHeight || line.top < height + MARGIN;
  const top = below ? line.bottom + GAP : line.top - height - GAP;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

function hide() {
  clearTimeout(timer);
  card.hidden = true;
  shown = null;
}

document.querySelector("main").append(card);
addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  const link = termAt(event.target);
  clearTimeout(timer);
  if (link && link !== shown) timer = setTimeout(() => show(link, event.clientY), SHOW_AFTER);
  else if (!link && shown && !card.contains(event.target)) timer = setTimeout(hide, HIDE_AFTER);
});
addEventListener("focusin", (event) => {
  const link = termAt(event.target);
  if (link?.matches(":focus-visible")) show(link);
  else if (!card.contains(event.target)) hide();
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
let byTouch = false;
addEventListener("pointerdown", (event) => {
  byTouch = event.pointerType === "touch";
  if (shown && !card.contains(event.target) && termAt(event.target) !== shown) hide();
});
addEventListener("click", (event) => {
  const link = termAt(event.target);
  if (link && byTouch && link !== shown) {
    event.preventDefault(); // the first touch shows the definition, the second follows the link
    show(link, event.clientY);
  }
});
addEventListener("resize", hide);
