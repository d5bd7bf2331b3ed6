/* Shows results as the reader types, in Material's search dialog; arrow keys move through them.

   The results are plain links, which a screen reader treats like any others; the status line says
   how many there are. */

import { fill, make, put, say } from "./interface.js";
import { engine } from "./search-dialog/engine.js";
import { checked, excerpt, marked, parted, sections } from "./search-dialog/excerpt.js";
import { cut } from "./search-dialog/words.js";

const PAUSE = 90; // ms after the last keystroke before the search begins
const BEST = 3; // results that come first, whatever their type
const SHOWN = 4; // results of a group, before «more»
const WITH_TEXT = 12; // results whose pages are loaded for an excerpt

const values = (page, filter) => [page[filter]].flat();

/** Sets up the dialog; `field` has the focus, `toggle` says whether the dialog is open. */
export function start(field, toggle) {
  const { form } = field;
  const dialog = form.closest("[role=dialog]");
  const status = dialog.querySelector("[role=status]");
  const body = dialog.querySelector(".kb-found__body");
  const folder = new URL(form.dataset.index, location);
  const hint = status.textContent;
  let chosen = {}; // by filter
  let loading; // the engine, as a promise
  let latest; // the search in progress, or the last one
  let literal; // a query that is not to be corrected
  let timer;

  const tell = (text) => say(status, text);

  async function find(query) {
    const search = await (loading ??= engine(folder));
    return { ...(await search.search(query, literal === query)), search, query };
  }

  function clear(text) {
    body.replaceChildren();
    tell(text);
  }

  async function update() {
    const query = field.value.slice(0, field.maxLength).trim(); // a link may have more
    put({ q: query }); // so that it can be shared, and Back returns to it
    if (!query) {
      latest = null;
      chosen = {};
      return clear(hint);
    }
    if (status.textContent === hint) tell(form.dataset.searching);
    const own = (latest = find(query));
    const found = await own.catch(() => null);
    if (!found) loading = null; // the next keystroke tries again, as Pagefind itself does not
    if (own !== latest) return; // the query has changed meanwhile
    if (found) show(found);
    else clear(form.dataset.failed);
  }

  function show(found) {
    const { results, search, query, search: { texts } } = found;
    const fits = ({ page }, ignored) =>
      Object.entries(chosen).every(([name, value]) => name === ignored || !value || values(page, name).includes(value));
    if (!results.some(fits)) chosen = {}; // the filters were chosen for another query
    const shown = results.filter(fits);
    const others = shown.slice(BEST);
    const parts = [];
    if (found.corrected) parts.push(instead(found));
    if (results.length > 1) parts.push(filters(found, fits));
    let number = 0;
    const list = (title, some) =>
      parts.push(group(title, some.map((one) => result(one, found, number++)), texts));
    if (shown.length) list(texts.best, shown.slice(0, BEST));
    else parts.push(nothing(search));
    for (const type of new Set(others.map(({ page }) => page.type))) {
      list(texts.groups[type] ?? type, others.filter(({ page }) => page.type === type));
    }
    body.replaceChildren(...parts);
    tell(shown.length ? fill(texts.found, { count: shown.length }) : fill(texts.none, { query }));
  }

  /** Returns what was searched for in place of the query, and a button to search for it as typed. */
  function instead({ corrected, query, search: { texts } }) {
    const again = make("button", { type: "button" }, fill(texts.literally, { query }));
    again.addEventListener("click", () => {
      literal = query;
      field.focus();
      update();
    });
    return make("p", { class: "kb-found__instead" }, fill(texts.instead, { query: corrected }), " ", again);
  }

  /** Returns a titled list, with a button that shows what does not fit at first. */
  function group(title, items, texts) {
    const list = make("section", { "aria-label": title }, make("p", { class: "kb-found__title" }, title), make("ol", { class: "md-search-result__list" }, ...items));
    const rest = items.slice(SHOWN);
    if (rest.length) {
      const more = make("button", { type: "button", class: "kb-found__more" }, fill(texts.more, { count: rest.length }));
      for (const one of rest) one.hidden = true;
      more.addEventListener("click", () => {
        for (const one of rest) one.hidden = false;
        rest[0].querySelector("a").focus();
        more.remove();
      });
      list.append(more);
    }
    return list;
  }

  function filters(found, fits) {
    const { texts } = found.search;
    const select = (name, every, names) => {
      const met = found.results.filter((one) => fits(one, name)).flatMap(({ page }) => values(page, name));
      const options = Object.entries(names).flatMap(([value, text]) => {
        const count = met.filter((one) => one === value).length;
        return count || value === chosen[name] ? make("option", { value }, `${text} (${count})`) : [];
      });
      const control = make("select", { name }, make("option", { value: "" }, every), ...options);
      control.value = chosen[name] ?? "";
      control.addEventListener("change", () => {
        chosen[name] = control.value;
        show(found);
        body.querySelector(`select[name=${name}]`).focus();
      });
      return make("label", {}, `${texts[name]} `, control);
    };
    return make("div", { class: "kb-found__filters" },
      select("type", texts.every_type, texts.groups),
      select("audience", texts.every_audience, texts.audiences));
  }

  /** Returns a result. The first ones, of any type, name their type; some more have an excerpt. */
  function result({ page, places, answers, alias }, { tokens, search }, number) {
    const { texts } = search;
    const meant = new Set(tokens.flatMap((token) => token.words.map(([word]) => word)));
    const isMeant = (text) => cut(text).some((form) => search.words.exact(form).some((word) => word.pages && meant.has(word)));
    const name = (text) => marked(parted(text), (_, word) => isMeant(word));
    const lang = /[а-яё]/i.test(alias) ? "ru" : document.documentElement.lang === "ru" && "en"; // as in kb.content.foreign
    const also = alias ? [" (", make("span", { lang }, ...name(alias)), ")"] : [];
    const link = make("a", { class: "md-search-result__link", href: page.href, "data-search-result": "" }, ...name(page.title), ...also);
    const text = make("p", { class: "kb-found__text" });
    const one = make("li", { class: `md-search-result__item kb-found__item${answers ? " kb-found__answer" : ""}` },
      ...(number < BEST ? [make("span", { class: "kb-found__type" }, texts.types[page.type] ?? page.type)] : []), link, text);
    if (number < WITH_TEXT) {
      search.fragment(page).then((fragment) => {
        if (page.type === "term") return text.append(...name(fragment.meta.definition));
        const meantAt = checked(fragment, places, isMeant);
        text.append(...excerpt(fragment, meantAt));
        const links = sections(fragment, meantAt).map((part) => make("li", {}, make("a", { href: `${page.href}#${part.id}` }, part.text)));
        one.append(make("ul", { class: "kb-found__parts", "aria-label": texts.parts }, ...links));
      }, () => partly(texts)); // the title is shown anyway
    }
    return one;
  }

  /** Says that some excerpts could not be loaded: no network, or the site has been republished. */
  function partly(texts) {
    if (!body.querySelector(".kb-found__partly")) {
      body.prepend(make("p", { class: "kb-found__partly", role: "alert" }, texts.partly));
    }
  }

  /** Returns what to show when nothing is found: advice, and the site's sections, as its tabs name them. */
  function nothing({ texts }) {
    const tabs = [...document.querySelectorAll(".md-tabs__link")];
    const links = tabs.map(({ href, textContent }) => make("li", {}, make("a", { href }, textContent.trim())));
    return make("div", { class: "kb-found__nothing" },
      make("ul", {}, ...texts.advice.map((line) => make("li", {}, line))),
      ...(tabs.length ? [make("p", {}, texts.sections), make("ul", { class: "kb-found__sections" }, ...links)] : []));
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(update, PAUSE);
  });
  form.addEventListener("reset", () => {
    setTimeout(() => { // once the field has been cleared
      field.focus();
      update();
    });
  });
  form.addEventListener("submit", async () => {
    clearTimeout(timer);
    await update();
    body.querySelector("[data-search-result]")?.click();
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target.matches("select")) return;
    event.preventDefault();
    const stops = [field, ...body.querySelectorAll("a")].filter((one) => one.offsetParent);
    const at = stops.indexOf(document.activeElement);
    stops[(at + step + stops.length) % stops.length].focus();
  });
  toggle.addEventListener("change", () => {
    if (toggle.checked) return update();
    clearTimeout(timer);
    latest = null;
    chosen = {};
    put({ q: "" });
  });

  document.head.append(make("link", { rel: "stylesheet", href: form.dataset.style }));
  loading = engine(folder);
  loading.catch(() => {
    loading = null;
    tell(form.dataset.failed);
  });
  if (field.value) update();
}
