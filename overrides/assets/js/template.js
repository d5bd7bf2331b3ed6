/* Document templates: what the reader types appears in the document below, to be copied or saved.

   Everything stays in this page's memory; the browser asks before what was neither copied nor saved
   is lost. Without this script there are only the fields' descriptions to read and the files to
   download. */

import { copied, words } from "./clipboard.js";

for (const [number, root] of [...document.querySelectorAll("[data-template]")].entries()) {
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const sheet = part("document");
  const status = part("status");
  const fields = new Map(
    [...root.querySelectorAll("[data-field]")].map((field, index) => [field.dataset.field, open(field, index)]),
  );
  const blanks = [...sheet.querySelectorAll("[data-blank]")].map((place) => ({
    place,
    id: place.dataset.blank,
    name: [...place.childNodes],
  }));

  /** Shows the field's box and connects it to its label and hint; a page may show a template twice. */
  function open(field, index) {
    const box = field.querySelector("textarea");
    const hint = field.querySelector(".kb-field__hint");
    box.id = `kb-field-${number}-${index}`;
    hint.id = `${box.id}-hint`;
    box.setAttribute("aria-describedby", hint.id);
    field.querySelector("label").htmlFor = box.id;
    box.hidden = false;
    return box;
  }

  const typed = (id) => fields.get(id)?.value.trim() ?? "";

  const ask = (event) => event.preventDefault(); // whether to leave the page

  function show() {
    if ([...fields.keys()].some(typed)) addEventListener("beforeunload", ask);
    else removeEventListener("beforeunload", ask);
    for (const { place, id, name } of blanks) {
      place.classList.toggle("kb-blank--filled", Boolean(typed(id)));
      place.replaceChildren(...(typed(id) ? [typed(id)] : name));
    }
    say("");
  }

  function say(message) {
    const left = new Set(blanks.filter(({ id }) => !typed(id)).map(({ id }) => id)).size;
    status.textContent = [
      message && status.dataset[message],
      message && message !== "failed" && left && status.dataset.left.replace("{count}", left),
    ]
      .filter(Boolean)
      .join(" ");
  }

  /** Returns the document in Markdown; what was typed is escaped, and stays within its table cell. */
  function markdown() {
    return JSON.parse(sheet.dataset.markdown).replace(/^.*$/gm, (line) =>
      line.replace(/\{([^{}\s]+)\}/g, (written, id) => {
        if (!fields.has(id)) return written;
        const text = typed(id) || blanks.find((blank) => blank.id === id).name.map((node) => node.textContent).join("");
        const literal = text.replace(/[\\`*_[\]<]/g, "\\$&");
        if (/^\s*\|/.test(line)) return literal.replaceAll("|", "\\|").replace(/\s*\n\s*/g, " ");
        return literal.replace(/^(\s*\d*)([-+#>.)])/gm, "$1\\$2").replaceAll("\n", `  \n${/^[\s>]*/.exec(line)[0]}`); // in a list or a quotation
      }),
    );
  }

  /** Returns the document as plain text for a message. */
  function text() {
    const list = (node, indent = "") => [...node.children].map((item, index) => {
      const own = item.cloneNode(true);
      for (const inner of own.querySelectorAll("ol, ul")) inner.remove();
      const inner = [...item.children].filter((one) => one.matches("ol, ul")).map((one) => list(one, `    ${indent}`));
      const sign = node.matches("ol") ? `${index + 1}.` : "•";
      return [`${indent}${sign} ${words(own)}`, ...inner].join("\n");
    }).join("\n");
    const lines = (node) => {
      if (node.matches("table")) return [...node.rows].map((row) => [...row.cells].map(words).join("\t")).join("\n");
      if (node.matches("ol, ul")) return list(node);
      return words(node);
    };
    return [...sheet.querySelectorAll(":scope > *, :scope > .md-typeset__scrollwrap table")]
      .filter((node) => !node.matches(".md-typeset__scrollwrap"))
      .map(lines)
      .join("\n\n");
  }

  /** Returns the document as HTML for a letter or a document, with bold words and tables. */
  function html() {
    const copied = sheet.cloneNode(true);
    for (const link of copied.querySelectorAll("a[href]")) link.setAttribute("href", link.href); // in full
    for (const place of copied.querySelectorAll("[data-blank]")) place.outerHTML = place.innerHTML.replaceAll("\n", "<br>");
    return copied.innerHTML;
  }

  async function copy(button) {
    const kinds = { "text/plain": text(), "text/html": html() };
    const write = () => {
      const blobs = Object.entries(kinds).map(([type, content]) => [type, new Blob([content], { type })]);
      return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    };
    const done = await copied(write, kinds["text/plain"], part("text"), button);
    if (done) removeEventListener("beforeunload", ask);
    say(done ? "copied" : "byHand");
  }

  function save(blob, ending) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${root.dataset.title}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href));
    removeEventListener("beforeunload", ask);
    say("saved");
  }

  const ACTIONS = {
    copy,
    markdown: () => save(new Blob([`${markdown()}\n`], { type: "text/markdown" }), "md"),
    word: async () => {
      try {
        const { filled } = await import("./word.js");
        const form = root.querySelector('.kb-template__files a[href$=".docx"]');
        save(await filled(form.href, new Map([...fields.keys()].map((id) => [id, typed(id)]))), "docx");
      } catch {
        say("failed");
      }
    },
  };

  /** Marks the places in the document of the field that has the focus. */
  function mark(now) {
    for (const { place, id } of blanks) place.classList.toggle("kb-blank--now", id === now);
  }

  root.addEventListener("input", show);
  root.addEventListener("focusin", ({ target }) => mark(target.closest("[data-field]")?.dataset.field));
  root.addEventListener("focusout", () => mark());
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button) ACTIONS[button.dataset.do](button);
  });
  sheet.addEventListener("click", ({ target }) => {
    fields.get(target.closest("[data-blank]")?.dataset.blank)?.focus(); // a keyboard uses the boxes
  });

  part("note").hidden = false;
  part("tools").hidden = false;
  show(); // a browser may restore what was typed when the reader comes back to the page
}
