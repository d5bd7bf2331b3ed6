/* What a page does wrong for people who use a keyboard, a screen reader, large text or their own
   colours: `audit.*`, injected into pages by test_accessibility.py and test_keyboard.py in
   tests/browser. Each returns sentences, one per fault, with the element; null or [] is good. */

{
  const SEEN = { visibilityProperty: true, opacityProperty: true };

  const told = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 160);
  const every = (selector) => [...document.querySelectorAll(selector)];
  const reached = [];

  /** Whether some of the part can be seen on the screen, with nothing over it. */
  function inSight(part) {
    return [...part.getClientRects()].some((box) => {
      const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      const uncovered = ([x, y]) =>
        part.contains(document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y));
      return right > left && bottom > top
        && [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].some(uncovered);
    });
  }

  /** What is wrong with how this element shows that it has the focus; null if nothing is. */
  function focusFault(element) {
    // a checkbox drawn by its label, or by the one beside it, is visible there
    const shown = [element, ...(element.labels ?? []), element.nextElementSibling]
      .filter((part) => part === element || part?.matches("label"))
      .filter((part) => part.checkVisibility(SEEN));
    if (!shown.some(inSight)) return "фокус за краем экрана или закрыт другим";
    const ringed = shown
      .map((part) => getComputedStyle(part))
      .some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
    return ringed ? null : "фокус ничем не показан";
  }

  /** Counts a stop of the focus; returns what is wrong with it. */
  function arrive(element) {
    const faults = [focusFault(element)];
    const last = reached.at(-1);
    if (reached.includes(element)) faults.push("фокус вернулся сюда, не дойдя до конца страницы");
    else if (last?.isConnected && last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) {
      faults.push("фокус идёт не в том порядке, в каком стоит текст");
    }
    reached.push(element);
    return faults.filter(Boolean).map((fault) => `${fault}: ${told(element)}`);
  }

  window.audit = {
    /** What axe finds, once scripts have reacted to a new size of the window. */
    async broken(rules) {
      await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
      const { violations } = await axe.run({ ...rules, resultTypes: ["violations"] });
      return violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, html, any, all, none }) => {
          const [why] = [...any, ...all, ...none];
          return `${id} (${help}): ${target.join(" ")}\n    ${html.slice(0, 200)}\n    ${why?.message}`;
        }));
    },

    /** Makes what every Tab from now on reaches a stop, until `ended`; `faults` has what is wrong.

        A stop is looked at when the next Tab comes, which waits while something may still open. */
    follow() {
      Object.assign(this, { ended: false, faults: [] });
      let pressed;
      addEventListener("keydown", (event) => {
        if (event.key !== "Tab") return;
        const element = document.activeElement;
        const nowhere = element === document.body;
        this.ended ||= pressed !== undefined && (nowhere || element === reached[0]);
        const opening = !nowhere && performance.now() - pressed < 500 && focusFault(element);
        if (this.ended || opening) {
          event.preventDefault();
          event.stopImmediatePropagation();
          return;
        }
        if (!nowhere) this.faults.push(...arrive(element));
        pressed = performance.now();
      }, true);
    },

    /** Visible controls that Tab has never reached.

        Not the button to the top: it may come after the focus has passed its place, as a page
        scrolls up by itself a pixel at its end. */
    missed() {
      const stops = every("a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable]")
        .filter((one) => one.tabIndex >= 0 && !one.disabled && !one.closest(".kb-sheets")) // a picture
        .filter((one) => one.checkVisibility(SEEN) && !reached.includes(one))
        .filter((one) => !one.matches(".md-top"))
        .filter((one) => one.type !== "radio" || !reached.some(({ name }) => name === one.name));
      const labels = every("label[for]")
        .filter((one) => one.checkVisibility(SEEN) && one.offsetWidth && one.offsetHeight)
        .filter((one) => one.htmlFor !== "__search") // its field opens the search
        .filter(({ control }) => !control?.checkVisibility({ visibilityProperty: true }));
      return [...stops, ...labels].map((one) => `клавиатурой не достать: ${told(one)}`);
    },

    /** Controls whose ring is hardly seen on what is behind it (WCAG 1.4.11). */
    faint() {
      const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
      const linear = (part) => (part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4);
      const light = (colour) => {
        const [red, green, blue] = parts(colour).map(linear);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05;
      };
      const behind = (one) => {
        const { backgroundColor } = getComputedStyle(one);
        return (parts(backgroundColor)[3] ?? 1) > 0.9 ? backgroundColor : behind(one.parentElement);
      };
      return every("a[href], button, input, select, textarea, summary")
        .filter((one) => one.checkVisibility(SEEN) && !one.closest(".kb-sheets"))
        .filter((one) => {
          one.focus({ focusVisible: true });
          const [ring, back] = [light(getComputedStyle(one).outlineColor), light(behind(one.parentElement))];
          return Math.max(ring, back) / Math.min(ring, back) < 3;
        })
        .map((one) => `фокус едва виден: ${told(one)}`);
    },

    /** What makes the page scroll sideways. */
    wider() {
      if (document.documentElement.scrollWidth <= innerWidth) return [];
      const inside = (one) => one.parentElement.closest('[tabindex="0"], pre, .md-sidebar, .md-search');
      return every("body *")
        .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 && !inside(one))
        .map((one) => `шире экрана: ${told(one)}`);
    },

    /** Sets the text spacing that a reader may set (WCAG 1.4.12). */
    space() {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`
        * { letter-spacing: .12em !important; line-height: 1.5 !important; word-spacing: .16em !important }
        p { margin-bottom: 2em !important }`);
      document.adoptedStyleSheets = [sheet];
    },

    /** Text that its own box cuts off. */
    cut() {
      const hidden = (way) => way === "hidden" || way === "clip";
      return every("article *, header *, nav *, footer *")
        .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
        .filter((one) => one.checkVisibility(SEEN) && one.clientHeight > 1)
        .filter((one) => {
          const { overflowX, overflowY, clipPath, textOverflow } = getComputedStyle(one);
          return clipPath === "none" && textOverflow !== "ellipsis"
            && ((hidden(overflowX) && one.scrollWidth > one.clientWidth + 1)
              || (hidden(overflowY) && one.scrollHeight > one.clientHeight + 1));
        })
        .map((one) => `текст обрезан: ${told(one)}`);
    },

    /** What would move: a transition or an animation that takes time. */
    moving() {
      const takes = (times) => times.split(",").some((time) => parseFloat(time) > 0);
      const moves = ({ transitionDuration, animationName, animationDuration, scrollBehavior }) =>
        takes(transitionDuration) || (animationName !== "none" && takes(animationDuration))
        || scrollBehavior === "smooth";
      return every("*")
        .filter((one) => [null, "::before", "::after"].some((part) => moves(getComputedStyle(one, part))))
        .map((one) => `движется: ${told(one)}`);
    },

    /** Icons masked out of a background that is now the same as the page's. */
    lost() {
      const page = getComputedStyle(document.body).backgroundColor;
      return every("body *")
        .filter((one) => one.checkVisibility(SEEN))
        .filter((one) => [null, "::before", "::after"].some((part) => {
          const { content, display, maskImage, backgroundColor } = getComputedStyle(one, part);
          return maskImage !== "none" && display !== "none" && (!part || content !== "none")
            && backgroundColor === page;
        }))
        .map((one) => `значок не виден: ${told(one)}`);
    },
  };
}
