/* Finds the words of the texts that a typed word may mean: it may be a form of one, its beginning, a
   typo, or typed in the wrong keyboard layout. The vocabulary is made by kb.search.vocabulary. */

export const MEANT = 0.8; // weight of a word that this one is a synonym or another name of
const LIKE = 0.6; // share of common letter pairs above which a word is taken for another

/** The words of a text, split as by kb.search.inflection.words. */
export const cut = (text) =>
  text.toLowerCase().replaceAll("ё", "е").replace(/[\u00ad\u0301]/g, "").match(/[\p{L}\p{N}]+(?:[&+][\p{L}\p{N}]+)*/gu) ?? [];

export const sum = (all, of) => [...all].reduce((before, one) => before + of(one), 0);

/** Returns the map's value for the key, set to `empty` if there is none. */
export const entry = (map, key, empty) => map.get(key) ?? map.set(key, empty).get(key);

/** Sets the map's value for the key, unless it has a greater one already. */
export const raise = (map, key, value) => map.set(key, Math.max(value, map.get(key) ?? 0));

const letters = (piece) => cut(piece).join("").length;

/** Whether the word may be an inexact match: a function word only if a page's name has it. */
const worth = (word) => word.pages || word.isName;

/** Returns the form of a word to show: the basic one, if it is among `forms`. */
const spelling = ([{ basic }, forms]) => (forms.has(basic) ? basic : [...forms][0]);

/** Returns the token with the text to show: the word, unless it only shares the form's root. */
function guessed(form, token) {
  const [[{ basic }]] = token.words;
  const isKin = basic.startsWith(form.slice(0, 5)); // «похвалить» is not a typo for «похвала»
  return { ...token, shown: isKin ? form : basic, changed: !isKin };
}

/** Yields each text one edit away: a letter of the word's alphabet added or substituted, a letter
    removed, or two neighbours swapped. */
function* near(word, alphabets) {
  if (word.length > 30) return; // it would take minutes
  const letters = alphabets.find((one) => [...word].some((letter) => one.includes(letter))) ?? "";
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    if (after.length > 1) yield before + after[1] + after[0] + after.slice(2);
    if (after) yield before + after.slice(1);
    for (const letter of letters) {
      if (after) yield before + letter + after.slice(1);
      yield before + letter + after;
    }
  }
}

export class Words {
  constructor({ words, endings, keyboard }) {
    this.keyboard = keyboard; // see kb.search.keyboard
    const lists = endings.map((list) => list.split("|"));
    this.stems = new Map();
    this.known = new Map(); // by form: a page's names say the same words again
    this.all = words.map((line) => {
      const [stem, number, pages, forms = "", meant = ""] = line.split("|");
      const basic = stem + lists[number][0];
      const asked = forms.split(" ").map((one) => {
        const [form, parts] = one.split(":");
        return [form || basic, parts ? parseInt(parts, 16) : ~0];
      });
      const word = { stem, basic, endings: lists[number], pages: +pages, asked, meant: meant.split(" ") };
      entry(this.stems, stem, []).push(word);
      return word;
    });
  }

  /** The words that have this form. */
  exact(form) {
    if (this.known.has(form)) return this.known.get(form);
    const found = [];
    for (let at = 0; at <= form.length; at++) {
      for (const word of this.stems.get(form.slice(0, at)) ?? []) {
        if (word.endings.includes(form.slice(at))) found.push(word);
      }
    }
    if (found.length) this.known.set(form, found); // of a typo, thousands of forms are no word
    return found;
  }

  /** Returns those of the words with a form that begins so: [word, share of it typed], largest first. */
  begun(start, all = this.all) {
    const found = [];
    for (const word of all) {
      const { stem, endings, basic } = word;
      const fits = start.startsWith(stem) && endings.some((one) => one.startsWith(start.slice(stem.length)));
      if ((fits || stem.startsWith(start)) && worth(word)) found.push([word, Math.min(1, start.length / basic.length)]);
    }
    return found.sort((a, b) => b[1] - a[1] || b[0].pages - a[0].pages);
  }

  /** Returns the Latin names that `form` spells in Cyrillic letters: «нпс» is «nps». */
  spelt(form) {
    const fits = (word) => (letter, at) => (this.keyboard.sounds[letter] ?? letter).includes(word[at]);
    return this.all.filter(({ basic, isName }) => isName && basic.length === form.length && [...form].every(fits(basic)));
  }

  /** Returns the words with a form one typo away: [word, those forms], the likeliest first. */
  slipped(form) {
    const found = new Map();
    for (const one of near(form, this.keyboard.alphabets)) {
      for (const word of this.exact(one)) {
        if (worth(word)) entry(found, word, new Set()).add(one);
      }
    }
    const likely = ([word, [one]]) => (word.pages || 1) * (word.isName ? 4 : 1) * (one[0] === form[0] ? 4 : 1);
    return [...found].sort((a, b) => likely(b) - likely(a)).slice(0, 6);
  }

  /** Returns the word that shares most letter pairs (Dice), for more than one typo; or null. */
  alike(form) {
    const pairs = (text) => new Set([...text].slice(1).map((letter, at) => text[at] + letter));
    const own = pairs(form);
    let best = [LIKE, null];
    for (const word of this.all) {
      if (!word.pages || word.basic[0] !== form[0] || Math.abs(word.basic.length - form.length) > 3) continue;
      const its = pairs(word.basic);
      const both = [...its].filter((pair) => own.has(pair)).length;
      const share = (2 * both) / (own.size + its.size);
      if (share > best[0]) best = [share, word];
    }
    return best[1];
  }

  /** Returns the words that seem to share a root: a common beginning, five letters or more. */
  kin({ basic, pages }) {
    const start = basic.slice(0, Math.max(5, 0.55 * basic.length));
    return this.all.filter((word) => pages && start.length > 4 && word.pages && word.basic !== basic && word.basic.startsWith(start));
  }

  /** Returns what the same keys give in the other keyboard layout. */
  switched(text) {
    const [latin, cyrillic] = this.keyboard.layouts;
    const [from, to] = /\p{Script=Cyrillic}/u.test(text) ? [cyrillic, latin] : [latin, cyrillic];
    return [...text.toLowerCase()].map((letter) => to[from.indexOf(letter)] ?? letter).join("");
  }

  /** Returns the words of a piece in the other layout; none if they have under `least` letters. */
  other(piece, least) {
    const keys = cut(this.switched(piece));
    const isTorn = keys.length > 1 && keys.some((form) => form.length < 2); // «k.l» is «люд»
    return isTorn || keys.join("").length < least ? [] : keys;
  }

  /** Whether pieces were typed in the other layout: there, a long one is a word; here, none is. */
  isSwitched(pieces) {
    const areKnown = (forms) => forms.length > 0 && forms.every((form) => this.exact(form).length);
    const long = pieces.filter((piece) => letters(piece) > 2);
    // «б» at the end may be a comma.
    return long.some((piece) => areKnown(this.other(piece, Math.max(3, letters(piece) - 1)))) && !long.some((piece) => areKnown(cut(piece)));
  }

  /** Reads all pieces of a query, as `read` does; the last one may be unfinished. */
  readAll(pieces) {
    const isSwitched = this.isSwitched(pieces);
    const read = pieces.map((piece, at) => {
      const tokens = this.read(piece, at === pieces.length - 1, isSwitched);
      const text = this.shownAs(piece, tokens);
      if (text) tokens.forEach((token, at) => (token.text = at ? "" : text));
      return tokens;
    });
    this.join(pieces, read);
    const tokens = read.flat();
    for (const { words } of tokens) {
      words.push(...words.flatMap(([{ meant }, weight]) => meant.flatMap((form) => this.exact(form)).map((word) => [word, MEANT * weight])));
    }
    return tokens;
  }

  /** Reads two neighbours as one word too, if there is such a word: «check list». It replaces what
      could not be read without a correction. */
  join(pieces, read) {
    for (let at = 1; at < pieces.length; at++) {
      const [form, ...more] = cut(pieces[at - 1] + pieces[at]);
      const words = form?.length > 5 && !more.length ? this.exact(form).filter(worth) : [];
      if (!words.length) continue;
      const both = [...read[at - 1], ...read[at]];
      if (both.every(({ words, changed, begun }) => words.length && !changed && !begun)) {
        for (const token of both) token.words.push(...words.map((word) => [word, 0.9]));
      } else {
        read[at - 1] = [{ words: words.map((word) => [word, 1]), shown: form, changed: true }];
        read[at] = [];
      }
    }
  }

  /** Returns how a piece is shown, with capitals, «ё» and hyphens; "" if a letter was corrected. */
  shownAs(piece, tokens) {
    if (!tokens.some(({ changed }) => changed)) return piece;
    const keys = this.switched(piece).replace(/^\P{L}+|\P{L}+$/gu, "");
    return cut(keys).join(" ") === tokens.map(({ shown }) => shown).join(" ") ? keys : "";
  }

  /** Reads a typed piece: { words: [[word, weight]], shown, changed }, one for each word meant.

      `last` says that it may be unfinished, `isSwitched` that the other layout is likelier. The
      first way to read all forms of the piece is taken. */
  read(piece, last, isSwitched) {
    const typed = cut(piece);
    const keys = this.other(piece, isSwitched ? 1 : Math.max(2, letters(piece))); // nobody types «б2б» for «2»
    const [first, second] = isSwitched ? [keys, typed] : [typed, keys];
    const exact = (form, isEnd) => this.asForm(form, isEnd);
    const either = (form, isEnd) => exact(form, isEnd) ?? this.asStart(form, last);
    const nearly = (form, isEnd) => either(form, isEnd) ?? this.asSlip(form);
    const each = (forms, way) => {
      const tokens = forms.map((form, at) => way(form, last && at === forms.length - 1));
      if (!tokens.length || !tokens.every(Boolean)) return null;
      for (const token of tokens) token.changed ||= forms !== typed;
      return tokens;
    };
    return (
      each(first, either) ??
      each(second, second.join("").length > 2 ? either : exact) ??
      each(first, nearly) ??
      (typed.length === 1 ? this.asGlued(typed[0], last) : null) ??
      each(second, nearly) ??
      each(typed, (form, isEnd) => either(form, isEnd) ?? this.asSlippedStart(form, last) ?? this.asLike(form)) ??
      each(typed, (form, isEnd) => either(form, isEnd) ?? { words: [], shown: form }) ??
      [] // a piece without letters
    );
  }

  // The ways to read a form: each returns a token, as `read` does, or null. `last` says that the
  // piece may be unfinished, `isEnd` that this form of it may be.

  asForm(form, isEnd) {
    const found = this.exact(form);
    if (!found.length) return null;
    const begun = isEnd && form.length > 1 ? this.begun(form) : [];
    const words = new Map([
      ...begun.map(([word, part]) => [word, 0.6 * part]),
      ...this.spelt(form).map((word) => [word, 0.9]),
      ...found.map((word) => [word, 1]),
    ]);
    return { words: [...words].sort((a, b) => b[1] - a[1]), shown: form };
  }

  asStart(form, last, all) {
    if (form.length < (last ? 2 : 3)) return null;
    const found = this.begun(form, all).map(([word, part]) => [word, 0.6 + 0.4 * part]);
    const only = !found.length; // «сла» may also begin «слайд», «нпс» begins nothing
    const words = [...this.spelt(form).map((word) => [word, only ? 1 : 0.9]), ...found];
    return words.length ? { words, shown: only ? words[0][0].basic : form, changed: only, begun: true } : null;
  }

  asSlip(form) {
    const found = form.length < 4 ? [] : this.slipped(form);
    const words = found.map(([word], rank) => [word, 0.95 - 0.05 * rank]);
    return words.length ? { words, shown: spelling(found[0]), changed: true, forms: found } : null;
  }

  /** Reads two words typed without the space: returns two tokens. */
  asGlued(form, last) {
    if (this.begun(form.slice(0, -form.length / 4)).length && this.asLike(form)) return null; // «проактивным» is not «про активным»
    for (let at = form.length - 3; at >= 3; at--) {
      const [head, tail] = [form.slice(0, at), form.slice(at)];
      const whole = this.asForm(tail, last);
      const parts = [this.asForm(head, whole && last), whole ?? this.asStart(tail, last)];
      if (!parts.every(Boolean)) continue;
      if (whole) for (const part of parts) part.changed = true; // what is still being typed is not yet corrected
      return parts;
    }
    return null;
  }

  asSlippedStart(form, last) {
    if (form.length < 5) return null;
    const all = this.begun(form[0]).map(([word]) => word); // there are hundreds of slips to try
    for (const one of near(form, this.keyboard.alphabets)) {
      const found = one[0] === form[0] && this.asStart(one, last, all);
      if (found) return guessed(form, found);
    }
    return null;
  }

  asLike(form) {
    const word = form.length > 5 ? this.alike(form) : null;
    return word && guessed(form, { words: [[word, 0.8]] });
  }
}
