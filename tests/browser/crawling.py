"""Going through every page of the site in a browser and writing down what is there: texts, links, pictures, and whom it asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.access.looking import LOCALES
from tests.access.views import LANGUAGES, Place, places
from tests.signing_in import cookies
from tests.visit import Visit

# Everything that is written or read aloud, shadow roots included. What is in another language says so itself, and code is no sentence.
COLLECT = """() => {
  const found = {texts: [], links: [], nameless: [], ids: []};
  const language = document.documentElement.lang;
  const ICON = '[data-testid=stIconMaterial]';  // drawn by a font from the letters of its name
  const SKIPPED = new Set(['STYLE', 'SCRIPT', 'NOSCRIPT', 'CODE', 'PRE', 'TEMPLATE']);
  const SPOKEN = ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'alt', 'placeholder', 'data-label'];
  const named = (e) => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.getAttribute('title')
    || e.querySelector(':scope > title')?.textContent.trim();
  const walk = (root) => {
    for (const e of root.children) {
      if (SKIPPED.has(e.tagName) || e.matches(ICON) || (e.lang && e.lang !== language)) continue;
      if (!e.checkVisibility?.() && !(e instanceof SVGElement) && !e.closest('details')) continue;
      const where = e.closest('[data-testid]')?.dataset.testid ?? '';
      for (const name of SPOKEN) if (e.getAttribute(name)) found.texts.push([e.getAttribute(name), where]);
      for (const node of e.childNodes) if (node.nodeType === 3 && node.data.trim()) found.texts.push([node.data, where]);
      if (e.id) found.ids.push(e.id);
      if (e.tagName === 'A' && e.hasAttribute('href')) found.links.push([e.getAttribute('href'), e.href]);
      const picture = e.getAttribute('role') === 'img' || e.tagName === 'IFRAME';
      const hidden = e.closest('[aria-hidden=true]');
      if (picture && !hidden && !named(e)) found.nameless.push(e.outerHTML.slice(0, 200));
      if (e.tagName === 'IMG' && !e.hasAttribute('alt') && !hidden) found.nameless.push(e.outerHTML.slice(0, 200));
      walk(e);
      if (e.shadowRoot) walk(e.shadowRoot);
    }
  };
  walk(document.body);
  found.texts.push([document.title, 'title']);
  return found;
}"""


@dataclass(frozen=True)
class Seen:
    """One page as it was found. texts: (text, the framework's name for the element around it); links: (as written, in full)."""

    place: Place
    language: str
    address: str
    texts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    nameless: tuple[str, ...]
    ids: frozenset[str]


@dataclass(frozen=True)
class Walk:
    seen: tuple[Seen, ...]
    hosts: frozenset[str]


def walk(browser: Browser, site: str) -> Walk:
    """Every page as whom it is made for, in every language; one window a person and language."""
    seen, hosts = [], set()
    for language in LANGUAGES:
        for who, there in _by_person(_places(language)):
            context = browser.new_context(
                viewport={"width": 1440, "height": 900}, locale=LOCALES[language], reduced_motion="reduce"
            )
            if who:
                context.add_cookies([{"name": name, "value": v, "url": site} for name, v in cookies(who, site).items()])
            visit = Visit(context.new_page())
            seen += [_look(visit, site, place, language) for place in there]
            hosts |= visit.hosts
            context.close()
    return Walk(tuple(seen), frozenset(hosts))


def look_at(page: Page) -> dict:
    """What is on a page right now."""
    return page.evaluate(COLLECT)


def _by_person(there: list[Place]) -> Iterator[tuple[str, list[Place]]]:
    for who in dict.fromkeys(place.who for place in there):
        yield who, [place for place in there if place.who == who]


def _places(language: str) -> list[Place]:
    """Every page; of what a page shows when asked for more, each part in one of the languages, in turn."""
    everything = [
        place for place in places(everybody=False) if "{" not in place.asked
    ]  # a report to be looked up first
    asked = [place for place in everything if place.asked]
    return [place for place in everything if not place.asked] + asked[LANGUAGES.index(language) :: len(LANGUAGES)]


def _look(visit: Visit, site: str, place: Place, language: str) -> Seen:
    visit.go(site + place.path(language))
    visit.page.wait_for_timeout(150)  # the frames of charts come a moment after the script's end
    found = look_at(visit.page)
    return Seen(
        place,
        language,
        visit.page.url,
        tuple(map(tuple, found["texts"])),
        tuple(map(tuple, found["links"])),
        tuple(found["nameless"]),
        frozenset(found["ids"]),
    )
