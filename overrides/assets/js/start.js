/* What is needed before a page is painted: the globals that Material's bundle expects (Material has
   them inline in each page), the colours, and space for what other scripts will show.

   Runs at once, in the head. If storage is forbidden, the reader's choices are not kept. */

{
  const { scope, palette, awaits } = document.currentScript.dataset;
  const own = new URL(scope, location);

  window.__md_get = (key, storage, base = own) => {
    try {
      return JSON.parse((storage ?? localStorage).getItem(`${base.pathname}.${key}`));
    } catch {
      return null;
    }
  };

  window.__md_set = (key, value, storage, base = own) => {
    try {
      (storage ?? localStorage).setItem(`${base.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // full or forbidden
    }
  };

  // The colours the reader chose, or the system's; the switch itself is Material's.
  new MutationObserver((_, head) => {
    if (!document.body) return;
    head.disconnect();
    const options = JSON.parse(palette);
    const matching = ({ media }) => matchMedia(media ?? "").matches;
    let color = (options[1] && window.__md_get("__palette"))?.color ?? options.find(matching);
    if (color?.media === "(prefers-color-scheme)") {
      color = options.find((one) => one.media !== color.media && matching(one)) ?? color;
    }
    for (const name in color) document.body.setAttribute(`data-md-color-${name}`, color[name]);
  }).observe(document.documentElement, { childList: true });

  const { classList } = document.documentElement;
  classList.replace("no-js", "js"); // the bundle does so later, when the header would jump
  if (awaits) {
    classList.add("kb-awaits");
    // A script has not loaded, or has failed: show the page as without it.
    addEventListener("error", ({ target }) => {
      if (target === window || target.matches("script")) classList.remove("kb-awaits");
    }, true);
  }
}
