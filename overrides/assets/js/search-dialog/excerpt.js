/* Shows what matches in a page: the best excerpt of its text, and the matching sections. */

import { raise, sum } from "./words.js";

const WIDTH = 26; // words of an excerpt
const LEAD = 4; // of these, words before the first match
const SECTIONS = 3; // the most sections; if more have as much of the query, none stands out

/** Returns the words of a text that has some, each with the space after it: that may be a no-break one. */
export const parted = (text) => text.match(/\S+\s*/g);

const tokens = (fragment) => (fragment.words ??= parted(fragment.content.replaceAll("\u200b", "")));

/** Returns the text as nodes, with a <mark> around each word that `hit` accepts. */
export function marked(words, hit) {
  const nodes = [];
  words.forEach((word, at) => {
    if (!hit(at, word)) return nodes.push(word);
    const [, before, core, after] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u.exec(word);
    const mark = document.createElement("mark");
    mark.textContent = core;
    nodes.push(before, mark, after);
  });
  return nodes;
}

/** Returns the places of words that were meant: Pagefind also finds others with the same stem. */
export function checked(fragment, places, isMeant) {
  const words = tokens(fragment);
  return new Map([...places].filter(([place]) => isMeant(words[place] ?? "")));
}

/** Returns the start of the stretch that has most of the query, and how much: { place, value };
    `places`: position → token. */
export function densest(places) {
  const hits = [...places.keys()].sort((a, b) => a - b);
  let best = { place: 0, value: 0 };
  hits.forEach((place, at) => {
    const seen = new Set();
    for (let next = at; next < hits.length && hits[next] < place + WIDTH; next++) seen.add(places.get(hits[next]));
    const value = sum(seen, (token) => token.value);
    if (value > best.value + 1e-6) best = { place, value };
  });
  return best;
}

/** Returns the stretch of a page that has most of the query, as nodes. */
export function excerpt(fragment, places) {
  const words = tokens(fragment);
  const start = Math.max(0, densest(places).place - LEAD);
  const nodes = marked(words.slice(start, start + WIDTH), (at) => places.has(start + at));
  return [start ? "… " : "", ...nodes, start + WIDTH < words.length ? "…" : ""];
}

/** Returns the sections that have most of the query: [{ id, text }]; none if too many do. */
export function sections(fragment, places) {
  const headings = fragment.anchors.filter(({ element, id }) => /^h[2-4]$/.test(element) && id);
  const found = headings.map(({ id, text, location }, at) => {
    const end = headings[at + 1]?.location ?? Infinity;
    const length = text.split(/\s+/).length;
    const own = new Map();
    for (const [place, token] of places) {
      if (place < location || place >= end) continue;
      raise(own, token, place < location + length ? 2 : 1); // twice in the heading itself
    }
    return { id, text, value: sum(own, ([token, weight]) => token.value * weight) };
  });
  const most = Math.max(0, ...found.map(({ value }) => value));
  const best = found.filter(({ value }) => value && value >= 0.99 * most);
  return best.length > SECTIONS ? [] : best;
}
