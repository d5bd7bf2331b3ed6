/* Puts two or three entries side by side, from the exported data.

   The choice is kept in the address (?type=role&ids=R01.R02), so that it can be shared. The back
   button leaves the page: arrow keys choose every entry on their way through a list. Only another
   type, which empties the table, can be undone by it. */

import { lay, tell } from "./comparison.js";
import { make, put } from "./interface.js";

const MARK = /\\([\\`*_{}[\]()>#+.!-])|\*\*(.+?)\*\*|`(.+?)`|\[(.+?)\]\([^)]*\)|\*(.+?)\*/g; // inline Markdown
const OPENING = /^[«„(]+/;

const page = document.querySelector("[data-compare]");
const form = page.querySelector("form");
const region = page.querySelector("[role=group]");
const table = page.querySelector("table");
const [type, differences] = [form.elements.type, form.elements.differences];
const selects = [...form.querySelectorAll("[name=entry]")];
const short = new Set(form.dataset.short?.split(" "));
const files = new Map();

const isShort = (word) => short.has(word?.replace(OPENING, "").toLowerCase());

/** Returns a text whose lines neither begin with a dash nor end with a preposition, as in the pages. */
const bound = (text) => text.split(" ").map((word, n, all) => {
  const held = /^[—–]/.test(word) || isShort(all[n - 1]);
  return (n ? (held ? "\u00a0" : " ") : "") + word;
}).join("");

function* read(text) {
  let at = 0;
  for (const found of text.matchAll(MARK)) {
    yield bound(text.slice(at, found.index));
    const [whole, sign, bold, code, link, slanted] = found;
    if (sign) yield sign;
    else if (code) yield make("code", {}, code);
    else yield make(bold ? "strong" : slanted ? "em" : "span", {}, ...read(bold ?? link ?? slanted));
    at = found.index + whole.length;
  }
  yield bound(text.slice(at));
}

const pick = (value, key) => {
  if (key === "count") return [value].flat().filter(Boolean).length;
  return Array.isArray(value) ? value.flatMap((one) => one[key] ?? []) : value?.[key];
};

function write(value) {
  if (value?.not_applicable) return [`${form.dataset.inapplicable}: `, ...read(value.not_applicable)];
  if (!Array.isArray(value)) return [...read(String(value ?? form.dataset.absent))];
  if (value.length < 2) return write(value[0]);
  return [make("ul", {}, ...value.map((one) => make("li", {}, ...read(String(one)))))];
}

/** Returns the entries to choose from, and the rows: a label, and a function from entry to cell. */
async function load({ dataset }) {
  const { source, columns } = dataset;
  if (!files.has(source)) {
    const answer = await fetch(source);
    if (!answer.ok) throw new Error(answer.status);
    files.set(source, await answer.json());
  }
  const records = files.get(source);
  if (columns) {
    const { rows, columns: entries, url, locale } = records.find((one) => one.id === columns);
    const fields = rows.map((row) => [row.criterion, (entry) => row.cells[entry.id]]);
    return { source, fields, entries: entries.map((entry) => ({ ...entry, url, locale })) };
  }
  const fields = JSON.parse(dataset.fields).map(([path, label, names]) => {
    const named = (value) => (Array.isArray(value) ? value.map(named) : names[value] ?? value);
    return [label, (entry) => named(path.split(".").reduce(pick, entry))];
  });
  return { source, fields, entries: records };
}

function draw({ source, fields }, chosen) {
  const lang = ({ locale }) => locale !== document.documentElement.lang && locale; // untranslated
  const heads = chosen.map((one) =>
    make("th", { scope: "col", role: "columnheader", "data-subject": one.id, lang: lang(one) },
      make("a", { href: new URL(`../${one.url}`, new URL(source, location)) }, bound(one.title))));
  const corner = make("th", { scope: "col", role: "columnheader" }, table.dataset.criterion);
  const rows = fields
    .map(([label, value]) => [label, chosen.map(value)])
    .filter(([, values]) => values.some((value) => value !== undefined && value.length !== 0))
    .map(([label, values]) =>
      make("tr", { role: "row" },
        make("th", { scope: "row", role: "rowheader" }, ...read(label)),
        ...values.map((value, n) =>
          make("td", { role: "cell", "data-subject": chosen[n].id, "data-label": chosen[n].title, lang: lang(chosen[n]) },
            ...write(value)))));
  table.replaceChildren(
    make("caption", {}, bound(chosen.map((one) => one.title).join(" · "))),
    make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, corner, ...heads)),
    make("tbody", { role: "rowgroup" }, ...rows));
}

/** Offers the entries in the boxes: in each, none that another one has. */
function offer({ entries }, chosen) {
  selects.forEach((select, place) => {
    const others = chosen.filter((_, n) => n !== place).map((one) => one.id);
    select.replaceChildren(
      make("option", { value: "" }, form.dataset.none),
      ...entries.map((one) =>
        make("option", { value: one.id, disabled: others.includes(one.id) && "" }, one.title)));
    select.value = chosen[place]?.id ?? "";
  });
}

async function show() {
  const query = new URLSearchParams(location.search);
  type.value = query.get("type");
  if (type.selectedIndex < 0) type.selectedIndex = 0;
  differences.checked = query.has("diff");
  let data;
  const option = type.selectedOptions[0];
  try {
    data = await load(option);
  } catch {
    form.querySelector("output").textContent = form.dataset.failed;
    offer({ entries: [] }, []);
    region.hidden = true;
    return;
  }
  if (option !== type.selectedOptions[0]) return; // another type was chosen meanwhile
  const ids = [...new Set((query.get("ids") ?? "").split("."))];
  const chosen = ids.flatMap((id) => data.entries.filter((one) => one.id === id)).slice(0, selects.length);
  offer(data, chosen);
  region.hidden = chosen.length < 2;
  if (region.hidden) {
    form.querySelector("output").textContent = form.dataset.choose;
    return;
  }
  draw(data, chosen);
  tell(form, lay(table, chosen.map((one) => one.id), differences.checked));
}

form.addEventListener("change", ({ target }) => {
  const loses = target === type && new URLSearchParams(location.search).has("ids");
  if (loses) history.pushState(null, ""); // Back brings the choice back
  const ids = target !== type && selects.map((select) => select.value).filter(Boolean).join(".");
  put({ type: type.value, ids, diff: differences.checked && "1" });
  show();
});
addEventListener("popstate", show);
page.querySelector("[data-without]").hidden = true;
form.hidden = false;
show();
