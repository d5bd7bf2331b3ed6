/* Finds and ranks pages: their names come from the vocabulary, their text from Pagefind. */

import { densest } from "./excerpt.js";
import { cut, entry, MEANT, raise, sum, Words } from "./words.js";

const KIN = 0.35; // how much a word of the same root counts in a name
const ASKED = 5; // the most words that Pagefind is asked for, per typed word
const PROMISE = 0.55; // weight of a heading or a summary; a title has 1
const PROMISED = 0.55; // what the promises add together, more for more words in the query…
const CHANCE = 0.28; // … less what so many would add by chance
const BODY = 0.3; // what the text adds if it has the words most often…
const NEAR = 0.35; // … and if it has them close together
const COVER = 0.65; // what having all words adds, half as much if only in the text
const FUNCTION_WORD = 0.03; // weight of words such as «how», «to», «what»
const PRIOR = { guide: 0.05, checklist: 0.07 };

const telling = (value) => (value > FUNCTION_WORD ? value : 1e-9); // not 0: «how to» must weigh something

/** Returns the promise made for this key, or makes it; a failed one is made again. */
const once = (map, key, begin) => {
  if (!map.has(key)) {
    map.set(key, begin());
    map.get(key).catch(() => map.delete(key));
  }
  return map.get(key);
};

const load = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(url);
  return answer;
};

/** Loads the search of a language; rejects if the network fails. */
export async function engine(folder) {
  const [vocabulary, { createInstance }] = await Promise.all([
    load(new URL("vocabulary.json", folder)).then((answer) => answer.json()),
    import(new URL("pagefind.js", folder)),
  ]);
  const options = { metaCacheTag: "", baseUrl: "/" };
  const pagefind = createInstance({ ...options, noWorker: true });
  await pagefind.init();
  for (let part = 1; part < vocabulary.parts.length; part++) {
    pagefind.mergeIndex(new URL(`${part}/`, folder).href, options).catch(() => {}); // a search waits for it, and fails if it does
  }
  return new Engine(vocabulary, pagefind, folder);
}

class Engine {
  constructor(vocabulary, pagefind, folder) {
    Object.assign(this, { pagefind, folder, texts: vocabulary.texts });
    this.words = new Words(vocabulary);
    const root = new URL("../", folder);
    this.found = new Map(); // by word: Pagefind's answer
    this.fragments = new Map();
    this.pages = vocabulary.parts.flatMap((lines, part) => lines.map(([id, url, type, title, audience, names, promises, boost = 1]) => ({
      id, url, type, title, audience, names, promises, boost, part, href: new URL(url, root).href,
    })));
    this.byId = new Map(this.pages.map((page) => [page.id, page]));
    for (const [type, text] of Object.entries(this.texts.kinds ?? {})) {
      for (const word of cut(text).flatMap((form) => this.words.exact(form))) word.kind = type;
    }
    this.places = new Map(); // by word: [name, position in it], for each name
    for (const page of this.pages) {
      [page.title, ...page.names, ...page.promises].forEach((text, number) => {
        const isName = number <= page.names.length;
        const key = cut(text).join(" ");
        const alias = isName && !cut(page.title).join(" ").includes(key) ? text : "";
        const name = { page, text, isName, alias, weight: isName ? 1 : PROMISE, values: [], key };
        cut(text).forEach((form, place) => {
          const found = this.words.exact(form);
          name.values.push(Math.max(FUNCTION_WORD, ...found.map((word) => this.value(word))));
          for (const word of found) {
            word.isName ||= isName;
            entry(this.places, word, []).push([name, place]);
          }
        });
        name.value = sum(name.values, (one) => one);
      });
    }
  }

  /** Returns a word's weight: low if it is on every page, almost nothing for a function word. */
  value({ pages }) {
    if (!pages) return FUNCTION_WORD;
    return 1 - 0.75 * Math.log(pages) / Math.log(this.pages.length + 1);
  }

  /** Returns { results: [{ page, score, answers, alias, places: Map(position → token) }, …], tokens, corrected }.

      `answers` marks the term whose name was asked for, `alias` is the name that matches if the
      title does not contain it; with `literal` nothing typed is corrected. */
  async search(query, literal = false) {
    const pieces = query.replace(/ +([&+]) +/g, "$1").split(/\s+/).filter(Boolean); // L & D
    const tokens = this.words.readAll(pieces).filter(({ changed }) => !literal || !changed);
    for (const token of tokens) {
      const best = token.words[0]?.[1];
      const values = token.words.filter(([, weight]) => weight === best).map(([word]) => this.value(word));
      token.kinds = token.words.map(([{ kind }, weight]) => weight >= MEANT && kind); // of pages
      token.value = Math.min(1, ...values); // «перед» is rarely «перёд»; a word that occurs nowhere is rare
    }
    const whole = sum(tokens, ({ value }) => value);
    const several = 1 - Math.max(...tokens.map(({ value }) => value)) / whole; // 0 for one word
    // A word that names a page's type adds its whole value to pages of that type, unless it is alone: «чек-листы» means their list.
    const namesKind = tokens.some(({ kinds }) => !kinds.some(Boolean));
    const named = this.named(tokens, whole, cut(tokens.map((one) => one.shown).join(" ")).join(" "), query.toLowerCase());
    const said = await this.said(tokens);
    const results = [];
    for (const page of this.pages) {
      const [name, covered, promised] = named.get(page) ?? [{ score: 0 }, new Map(), 0];
      const hits = said.get(page.id);
      if (!name.score && !hits) continue;
      const places = hits?.places ?? new Map();
      let [cover, rest] = [0, 0];
      for (const token of tokens) {
        const here = hits?.scores.get(token) ?? 0;
        const kind = +token.kinds.includes(page.type);
        const best = Math.max(here && 0.5, covered.get(token) ?? 0, kind);
        cover += token.value * best;
        rest += token.value * (namesKind * kind + BODY * here + COVER * best);
      }
      const score = (name.score + several * (PROMISED * Math.log((1 + promised) / (page.promises.length || 1) ** CHANCE) + NEAR * densest(places).value / whole) + rest / whole + (PRIOR[page.type] ?? 0)) * page.boost;
      results.push({ ...name, page, score, cover, places });
    }
    results.sort((a, b) => b.score - a.score || a.page.title.length - b.page.title.length);
    const [first] = results;
    if (first?.page.type === "term") first.answers = first.whole;
    for (const token of tokens) {
      if (token.changed && first) token.shown = this.formOf(token, first.page) ?? token.shown;
    }
    const most = Math.max(...results.map((one) => one.cover));
    return {
      tokens,
      results: results.filter((one) => one.cover >= 0.45 * most || one.score > 0.5 * first.score),
      corrected: tokens.some((token) => token.changed) && tokens.map(({ text, shown }) => text ?? shown).filter(Boolean).join(" "),
    };
  }

  /** Returns the corrected word in the form in which a name of the page has it. */
  formOf({ forms = [] }, page) {
    for (const [word, near] of forms) {
      const [name, place] = this.places.get(word)?.find(([{ page: its }]) => its === page) ?? [];
      const form = name && cut(name.text)[place];
      if (near.has(form)) return form;
    }
  }

  /** Returns the words of a term's title if the word is another name of it: «SLA», «жалоба». */
  meant(word) {
    const names = (this.places.get(word) ?? []).filter(([name]) => name.alias && name.page.type === "term" && name.values.length === 1);
    return names.flatMap(([{ page }]) => cut(page.title)).flatMap((form) => this.words.exact(form)).filter(({ pages }) => pages);
  }

  /** Returns, by page, its best-matching name, how well its names match each token, and how well
      its promises together match them all. */
  named(tokens, all, query, typed) {
    const matched = new Map(); // by name, then by position: token → weight
    for (const token of tokens) {
      const candidates = new Map([...token.words].reverse()); // the first of two weights is the greater
      for (const [word, weight] of token.begun ? [] : token.words) {
        for (const one of this.words.kin(word)) raise(candidates, one, KIN);
        for (const one of this.meant(word)) raise(candidates, one, MEANT * weight);
      }
      for (const [word, weight] of candidates) {
        for (const [name, place] of this.places.get(word) ?? []) {
          raise(entry(entry(matched, name, new Map()), place, new Map()), token, weight);
        }
      }
    }
    const most = sum(tokens, ({ value }) => telling(value));
    const best = new Map();
    for (const [name, places] of matched) {
      const of = new Map();
      let share = 0;
      for (const [place, by] of places) {
        share += name.values[place] * Math.max(...by.values());
        for (const [token, weight] of by) raise(of, token, weight);
      }
      const recall = sum(of, ([{ value }, weight]) => value * weight) / all;
      const part = share / name.value;
      // The whole name and the whole query match; «what is an SLA?» is all of «SLA».
      const whole = name.isName && part > 0.999 && sum(of, ([{ value }, weight]) => telling(value) * weight) > 0.9 * most;
      const begins = whole ? 0.3 + 0.1 * (name.key === query) + 0.1 * (name.text.toLowerCase().replaceAll("\u00a0", " ") === typed) : name.isName && name.key.startsWith(query) ? 0.15 : 0; // «C++» is not «C#»
      const fit = recall * (0.45 + 0.55 * part);
      const score = name.weight * (fit * (name.isName || recall) + begins);
      const [top, covered, promised] = best.get(name.page) ?? [{ score: 0 }, new Map(), 0];
      for (const [token, weight] of of) raise(covered, token, weight);
      best.set(name.page, [score > top.score ? { score, alias: name.alias, whole } : top, covered, name.isName ? promised : promised + fit]);
    }
    return best;
  }

  /** Returns, by page id, how strongly the page has each token (0…1), and where. */
  async said(tokens) {
    const pages = new Map();
    const telling = tokens.filter(({ value }) => value > FUNCTION_WORD);
    await Promise.all((telling.length ? telling : tokens).map(async (token) => {
      const asked = new Map();
      for (const [word, weight] of token.words.slice(0, ASKED)) {
        for (const [form, parts] of word.asked) {
          const [known, more] = asked.get(form) ?? [0, 0];
          asked.set(form, [Math.max(weight, known), parts | more]);
        }
      }
      await Promise.all([...asked].map(async ([form, [weight, parts]]) => {
        const results = (await this.ask(form)).filter(({ id }) => (parts >> this.byId.get(id).part) & 1);
        const top = Math.max(1e-9, ...results.map(({ score }) => score));
        for (const { id, score, words } of results) {
          const page = entry(pages, id, { scores: new Map(), places: new Map() });
          raise(page.scores, token, (weight * score) / top);
          for (const place of words) page.places.set(place, token);
        }
      }));
    }));
    return pages;
  }

  ask(form) {
    return once(this.found, form, async () => (await this.pagefind.search(form)).results);
  }

  /** Returns a page's text: { content, anchors, meta }. */
  fragment({ id }) {
    return once(this.fragments, id, async () => {
      const packed = await (await load(new URL(`fragment/${id}.pf_fragment`, this.folder))).blob();
      const isPlain = (await packed.slice(0, 12).text()) === "pagefind_dcd"; // unpacked by the server
      const plain = isPlain ? packed : await new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).blob();
      return JSON.parse(await plain.slice(12).text());
    });
  }
}
