/* Closes what a checkbox opens over the page, as apps do: at Esc, and at Back on a phone, which
   would otherwise leave the page. Browsers without a CloseWatcher know Esc only. */

/** Returns a listener that closes it. The checkbox, if it is visible, gets the focus back. */
export function closing(toggle) {
  let watcher;
  const close = (event) => {
    if (!toggle.checked) return;
    event.preventDefault();
    toggle.click();
    toggle.focus();
  };
  toggle.addEventListener("change", () => {
    watcher?.destroy();
    if (toggle.checked && window.CloseWatcher) (watcher = new CloseWatcher()).addEventListener("close", close);
  });
  addEventListener("keydown", (event) => event.key === "Escape" && close(event));
  return close;
}
