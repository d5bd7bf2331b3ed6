/* Leads the switch of languages to the section being read: in the other language its anchor has
   another name. Loaded when the menu of languages opens; until then, and if the two pages differ in
   their sections, the switch leads to the page's top. */

const HEADINGS = "article :is(h2, h3)[id]";

/** Changes a link to this page in another language, if its address names a section or nothing. */
export async function aim(link) {
  if (link.matches("[aria-current]")) return; // this page itself
  const own = [...document.querySelectorAll(HEADINGS)];
  const named = own.find(({ id }) => `#${id}` === decodeURIComponent(location.hash));
  if (location.hash && !named) return; // it means the same there
  const within = (heading, most) => heading.getBoundingClientRect().top < most;
  const inSight = named && within(named, innerHeight) && !within(named, 0);
  const at = inSight ? own.indexOf(named) : own.findLastIndex((one) => one.offsetParent && within(one, innerHeight / 3));
  link.hash = "";
  if (at < 0) return;
  const answer = await fetch(link.href);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const theirs = [...page.querySelectorAll(HEADINGS)];
  if (`${theirs.map(({ tagName }) => tagName)}` !== `${own.map(({ tagName }) => tagName)}`) return;
  link.hash = theirs[at].id;
}
