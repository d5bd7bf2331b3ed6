/* The session of a course: SCORM 1.2 between an LMS and the chapters in the frame.

   It begins when the course is opened and ends when it is left; what happens in between is
   committed at once. The status comes from the quiz: the best attempt counts. Without an LMS the
   course can be read, and says that nothing is kept. Not a module: modules do not run from a folder
   (file://). */

{
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const part = (name, root = document) => root.querySelector(`[data-part="${name}"]`);

  const words = document.body.dataset;
  const mastery = Number(words.mastery);
  const frame = document.querySelector("iframe");
  const contents = document.querySelector("details");
  const links = [...contents.querySelectorAll("a[data-key]")];
  const keys = links.map((link) => link.dataset.key);
  const wide = matchMedia("(min-width: 60em)"); // course.css: the contents stand beside the chapter
  const began = performance.now();

  const kept = { seen: [], best: null };
  let current = 0;
  let isOpen = false; // the LMS has accepted the session
  let counts = false; // … and this is not browsing or a review of a finished course

  // -------------------------------------------------------------- the LMS

  /** Returns the LMS's API from the window `from` or one around it; null if there is none. */
  function findApi(from) {
    for (let at = from, steps = 0; at && steps < 100; at = at.parent, steps += 1) {
      try {
        if (at.API) return at.API;
      } catch {
        // another site's window
      }
      if (at.parent === at) break;
    }
    return null;
  }

  const api = findApi(window) ?? findApi(window.opener);
  const get = (name) => (isOpen ? String(api.LMSGetValue(`cmi.${name}`)) : "");
  const set = (name, value) => !isOpen || String(api.LMSSetValue(`cmi.${name}`, String(value))) === "true";

  /** HHHH:MM:SS.SS */
  function sessionTime() {
    const hundredths = Math.round((performance.now() - began) / 10);
    const two = (number) => String(number).padStart(2, "0");
    const seconds = Math.floor(hundredths / 100);
    const hours = String(Math.min(9999, Math.floor(seconds / 3600))).padStart(4, "0");
    return `${hours}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
  }

  function begin() {
    isOpen = Boolean(api) && String(api.LMSInitialize("")) === "true";
    part("alone").hidden = isOpen;
    if (!isOpen) return;
    counts = !["browse", "review"].includes(get("core.lesson_mode"));
    try {
      Object.assign(kept, JSON.parse(get("suspend_data") || "{}"));
    } catch {
      // written by another program: begin anew
    }
    kept.seen = keys.filter((key) => kept.seen.includes(key));
    if (counts && ["", "not attempted", "unknown"].includes(get("core.lesson_status"))) {
      set("core.lesson_status", "incomplete");
    }
    current = Math.max(0, keys.indexOf(get("core.lesson_location")));
  }

  function save() {
    if (!isOpen) return;
    const accepted = [
      set("core.lesson_location", keys[current]),
      set("suspend_data", JSON.stringify(kept)),
      set("core.session_time", sessionTime()),
      set("core.exit", "suspend"), // the next session resumes here, even after a pass
      String(api.LMSCommit("")) === "true",
    ];
    part("lost").textContent = accepted.every(Boolean) ? "" : part("lost").dataset.words;
  }

  function end() {
    if (!isOpen) return;
    save();
    api.LMSFinish("");
    isOpen = false;
  }

  function finished({ detail }) {
    kept.best = Math.max(kept.best ?? 0, Math.round((100 * detail.right) / detail.all));
    if (counts) {
      set("core.score.min", 0);
      set("core.score.max", 100);
      set("core.score.raw", kept.best);
      set("core.lesson_status", kept.best >= mastery ? "passed" : "failed");
    }
    save();
    show();
  }

  // -------------------------------------------------------------- the chapters

  function show() {
    const place = { n: current + 1, all: keys.length };
    part("place").textContent = ` · ${fill(words.chapter, place)}`;
    for (const [index, link] of links.entries()) {
      if (index === current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
      part("seen", link.parentElement).hidden = !kept.seen.includes(keys[index]);
    }
    for (const button of document.querySelectorAll("[data-step]")) {
      button.disabled = !keys[current + Number(button.dataset.step)];
    }
    const said = kept.best >= mastery ? words.passed : words.best;
    part("result").textContent = kept.best === null ? "" : fill(said, { best: kept.best, mastery });
  }

  function open(index) {
    current = index;
    frame.contentWindow.location.replace(new URL(links[index].href)); // no history entry for «back»
    show();
  }

  /** A chapter has loaded in the frame: opened here, or by a link in another chapter. */
  function opened() {
    const chapter = frame.contentDocument; // null from a folder: each file is an origin of its own
    if (chapter && chapter.location.href === "about:blank") return;
    if (chapter) {
      current = Math.max(0, links.findIndex((link) => new URL(link.href).pathname === chapter.location.pathname));
      frame.title = chapter.title;
      if ("final" in chapter.body.dataset) chapter.addEventListener("kb-quiz-finished", finished);
    }
    if (!kept.seen.includes(keys[current])) kept.seen.push(keys[current]);
    save();
    show();
  }

  frame.addEventListener("load", opened);
  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => {
      open(current + Number(button.dataset.step));
      if (button.disabled) frame.focus(); // or the focus would be lost
    });
  }
  contents.addEventListener("click", (event) => {
    const index = links.indexOf(event.target.closest("a"));
    if (index < 0) return;
    event.preventDefault();
    open(index);
    if (wide.matches) return;
    contents.open = false;
    frame.focus(); // the link that had the focus is hidden
  });

  const settle = () => (contents.open = wide.matches);
  wide.addEventListener("change", settle);
  settle();

  addEventListener("pagehide", end);
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload()); // the session is over

  begin();
  open(current);
}
