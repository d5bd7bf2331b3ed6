/* «Мои чек-листы»: the lists begun in this browser, from its storage and the exported data. */

import { begun, load, save, watch } from "./checklist-store.js";
import { fill, make } from "./interface.js";

const root = document.querySelector("[data-my-checklists]");
const words = root.dataset;
const list = root.querySelector("ul");
const status = root.querySelector("[role=status]");
const undo = root.querySelector('[data-do="undo"]');
const source = new URL(words.source, location.href);
const locale = document.documentElement.lang.replace(/^en$/, "en-GB"); // as in the pages
const day = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });

let checklists = [];
let forgotten = null; // { id, title, done, at }: what «undo» restores

/** Returns the lists that have a tick, last changed first; removed items do not count. */
function mine(ids) {
  return checklists
    .filter(({ id }) => ids.includes(id))
    .map(({ id, title, url, locale, groups }) => {
      const items = groups.flatMap((group) => group.items.map((item) => item.id));
      const { done, at } = load(id) ?? { done: [], at: 0 };
      const lang = locale !== document.documentElement.lang && locale; // untranslated
      return { id, title, url, lang, all: items.length, done: items.filter((item) => done.includes(item)), at };
    })
    .filter(({ done }) => done.length)
    .sort((one, other) => other.at - one.at);
}

function row(one) {
  const counted = { done: one.done.length, all: one.all };
  const progress = make("progress", { max: one.all, value: one.done.length, "aria-label": words.progress });
  const changed = make("time", { datetime: new Date(one.at).toISOString() }, day.format(one.at));
  const forget = make("button", { type: "button", class: "md-button", "aria-label": `${words.forget}: ${one.title}` }, words.forget);
  forget.addEventListener("click", () => {
    forgotten = one;
    save(one.id, []);
    show();
    tell(words.forgotten);
    undo.focus();
  });
  return make(
    "li",
    { class: "kb-mine__list" },
    make("p", { class: "kb-mine__title", lang: one.lang }, one.title),
    make(
      "p",
      { class: "kb-mine__progress" },
      progress,
      ` ${fill(counted.done === counted.all ? words.all : words.some, counted)}`,
    ),
    make("p", { class: "kb-mine__changed" }, `${words.changed} `, changed),
    make(
      "p",
      { class: "kb-buttons" },
      make("a", { class: "md-button md-button--primary", href: new URL(`../${one.url}`, source), "aria-label": `${words.goOn}: ${one.title}` }, words.goOn),
      forget,
    ),
  );
}

function tell(text) {
  status.textContent = text && fill(text, forgotten ?? {});
}

/** Focuses the same control of the same list, or the first one left if another tab has cleared it. */
function focusLike(held) {
  const same = [...list.querySelectorAll(held.tagName)].find(({ ariaLabel }) => ariaLabel === held.ariaLabel);
  (same ?? list.querySelector("a") ?? root).focus();
}

function show() {
  const ids = begun();
  const rows = mine(ids ?? []).map(row);
  const held = list.contains(document.activeElement) && document.activeElement;
  list.replaceChildren(...rows);
  if (held) focusLike(held);
  list.hidden = !rows.length;
  undo.hidden = !forgotten;
  tell(ids ? (rows.length ? "" : words.none) : words.forbidden);
}

undo.addEventListener("click", () => {
  const { id, done, at } = forgotten;
  save(id, done, at);
  const text = fill(words.restored, forgotten);
  forgotten = null;
  show();
  status.textContent = text;
  list.querySelector("a").focus();
});

root.querySelector("[data-without]").hidden = true;
try {
  checklists = await (await fetch(source)).json();
  show();
  watch(show);
} catch {
  tell(words.failed);
}
