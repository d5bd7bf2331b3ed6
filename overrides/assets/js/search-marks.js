/* Marks the results of the theme's own search, if that is configured, as ours are marked. */

const list = document.querySelector(".md-search-result__list");

if (list) {
  new MutationObserver(() => {
    for (const link of list.querySelectorAll("a")) link.dataset.searchResult = "";
  }).observe(list, { childList: true, subtree: true });
}
