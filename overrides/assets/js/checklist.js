/* Checklists that remember: ticks, progress, reset with undo, copy, share by link, print.

   Without this script the boxes can be ticked and the tools stay hidden. A page may show the same
   list several times; all its copies show one state. */

import { load, save, watch } from "./checklist-store.js";
import { copied, words } from "./clipboard.js";
import { fill } from "./interface.js";

const shared = new Map(); // by list: the ticks of an opened link, until accepted or dropped
const before = new Map(); // by list: the ticks that «undo» restores

const lists = [...document.querySelectorAll("[data-checklist]")].map((root) => ({
  id: root.dataset.checklist,
  root,
  part: (name) => root.querySelector(`[data-part="${name}"]`),
  button: (name) => root.querySelector(`[data-do="${name}"]`),
  boxes: new Map(
    [...root.querySelectorAll("[data-item]")].map((item) => [item.dataset.item, item.querySelector("input")]),
  ),
}));

const here = () => location.href.split("#")[0];

/** Returns those of the ids that are still items of the list, in its order. */
const present = (list, ids) => [...list.boxes.keys()].filter((id) => ids.includes(id));
const own = (list) => present(list, load(list.id)?.done ?? []);
const seen = (list) => shared.get(list.id) ?? own(list);

/** Updates all copies of a list; only `actor`, the one being used, announces its state. */
function show(id, actor) {
  for (const list of lists.filter((one) => one.id === id)) {
    const done = seen(list);
    for (const [item, box] of list.boxes) box.checked = done.includes(item);
    const all = list.boxes.size;
    const bar = list.root.querySelector("progress");
    bar.max = all;
    bar.value = done.length;
    const output = list.root.querySelector("output");
    output.ariaLive = list === actor ? "polite" : "off";
    output.textContent = fill(done.length === all ? output.dataset.all : output.dataset.some, { done: done.length, all });
    list.part("shared").hidden = !shared.has(id);
    list.button("undo").hidden = !before.has(id);
    if (list !== actor) say(list);
  }
}

function say(list, name) {
  const status = list.part("status");
  status.textContent = name ? status.dataset[name] : "";
}

/** Makes `done` the reader's own ticks; `undoable` keeps the previous ones for «undo». */
function keep(list, done, message, undoable) {
  const old = own(list);
  before.delete(list.id);
  if (undoable && old.length) before.set(list.id, old);
  drop(list);
  const kept = save(list.id, done);
  show(list.id, list);
  say(list, kept ? message : "unsaved");
}

/** Drops the shared ticks, also from the address: a reload must show the reader's own. */
function drop(list) {
  if (shared.delete(list.id)) history.replaceState(history.state, "", here());
}

/** Shows the ticks of a link such as #C02.heard.task; the reader's own stay as they are. */
function receive() {
  const [, id, items] = /^#([A-Z0-9-]+)\.([a-z0-9.-]+)$/.exec(location.hash) ?? [];
  const list = lists.find((one) => one.id === id);
  if (!list) return;
  shared.set(id, present(list, items.split(".")));
  if (`${seen(list)}` === `${own(list)}`) drop(list);
  show(id);
  list.root.scrollIntoView();
}

/** The address of the list's own page: it says more than that of a guide that shows the list. */
const page = ({ root }) => root.querySelector(".kb-embed__title a")?.href ?? here();

/** Returns a link that opens the list with the ticks it shows now. */
function address(list) {
  const done = seen(list);
  return done.length ? `${page(list)}#${[list.id, ...done].join(".")}` : page(list);
}

function text({ root }) {
  const lines = [...root.querySelectorAll(".kb-checklist__group, .kb-item__text")].map((part) => {
    const box = part.closest("label")?.control;
    return `${box ? (box.checked ? "☑ " : "☐ ") : "\n"}${words(part)}`;
  });
  return [root.dataset.title, ...lines, "", page({ root })].join("\n");
}

async function copy(list, button, content, message) {
  const write = () => navigator.clipboard.writeText(content);
  say(list, (await copied(write, content, list.part("text"), button)) ? message : "byHand");
}

/** Prints this list alone, with the page's title if it has none of its own. */
function print(list, blank) {
  const printed = [list.root];
  if (!list.root.querySelector(".kb-embed__title")) printed.push(document.querySelector("h1"));
  const mark = (on) => {
    for (const part of printed) part.classList.toggle("kb-printed", on);
    list.root.classList.toggle("kb-printed--blank", on && blank);
  };
  mark(true);
  window.onafterprint = () => mark(false);
  window.print();
}

const ACTIONS = {
  reset: (list) => keep(list, [], "reset", true),
  accept: (list) => keep(list, seen(list), "accepted", true),
  undo: (list) => keep(list, before.get(list.id), "restored"),
  own: (list) => {
    drop(list);
    show(list.id, list);
  },
  text: (list, button) => copy(list, button, text(list), "copied"),
  link: (list, button) => copy(list, button, address(list), "linked"),
  print: (list) => print(list, false),
  blank: (list) => print(list, true),
};

for (const list of lists) {
  list.root.addEventListener("change", ({ target }) => {
    if (!target.closest("[data-item]")) return;
    // A tick on a shared list accepts it; «undo» brings the reader's own ticks back.
    const taken = shared.has(list.id);
    const ticked = [...list.boxes.keys()].filter((id) => list.boxes.get(id).checked);
    keep(list, ticked, taken && "accepted", taken);
  });
  list.root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (!button) return;
    ACTIONS[button.dataset.do](list, button);
    // A button that is now hidden must not take the keyboard focus with it.
    if (button.dataset.do === "undo") list.button("reset").focus();
    else if (!button.offsetParent) list.root.querySelector("input").focus();
  });
  list.part("tools").hidden = false;
  list.part("state").hidden = false;
}

const refresh = () => {
  for (const { id } of lists) show(id);
};

receive();
refresh();
addEventListener("hashchange", receive);
watch(() => {
  before.clear(); // another tab may have changed the list since: nothing to undo
  refresh();
});
