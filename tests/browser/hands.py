"""Hands without a pointer: Tab, Enter, arrows and letters, and at each step whether one sees where one is."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.visit import wait_until_drawn

FAR = 150  # steps after which something counts as out of reach
# What has the focus, through shadow roots: what it is called, whether it stands in the window and on top, and how it looks.
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return {name: '', html: '', tabindex: 0, shown: true, styles: ''};
  // A slider or a switch is a hidden field within what is seen of it.
  let seen = at;
  const unseen = each => Math.min(each.getBoundingClientRect().width, each.getBoundingClientRect().height) < 8
    || getComputedStyle(each.parentElement).clipPath !== 'none';
  while (seen.parentElement && unseen(seen)) seen = seen.parentElement;
  document.getAnimations().forEach(each => each.finish());
  const {left, top, right, bottom} = seen.getBoundingClientRect();
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2, y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  let above = document.elementFromPoint(x, y);
  while (above?.shadowRoot?.elementFromPoint(x, y)) above = above.shadowRoot.elementFromPoint(x, y);
  const shown = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth
    && !!above && (seen.contains(above) || above.contains(seen) || seen.getRootNode() === above.getRootNode() && !!seen.getRootNode().host);
  const told = ['outline', 'boxShadow', 'border', 'backgroundColor', 'textDecoration', 'stroke'];
  const parents = [];
  for (let each = seen.parentElement; each && parents.length < 3; each = each.parentElement) parents.push(each);
  window.looked = [seen, ...seen.children, ...parents, ...(seen.ownerSVGElement?.querySelectorAll('.focus-ring') ?? [])];
  const label = at.getAttribute('aria-label') || at.labels?.[0]?.innerText || at.innerText || '';
  return {name: label.trim(), html: at.outerHTML.slice(0, 160), tabindex: at.tabIndex, shown,
    styles: window.looked.map(each => told.map(name => getComputedStyle(each)[name]).join()).join(' ')};
}"""
# How the same elements look once the focus has gone on.
WITHOUT = """() => {
  document.getAnimations().forEach(each => each.finish());
  const told = ['outline', 'boxShadow', 'border', 'backgroundColor', 'textDecoration', 'stroke'];
  return window.looked.map(each => each.isConnected ? told.map(name => getComputedStyle(each)[name]).join() : 'gone').join(' ');
}"""


@dataclass
class Hands:
    """`met`: what had the focus, in order. `before`: what had it last."""

    page: Page
    met: list[str] = field(default_factory=list)
    before: dict[str, Any] = field(default_factory=dict)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def enter(self) -> None:
        self.press("Enter")
        self.before = {}
        self.page.wait_for_timeout(300)
        wait_until_drawn(self.page)

    @property
    def here(self) -> str:
        """The name of what has the focus."""
        return self.page.evaluate(FOCUSED)["name"]

    def choose(self, name: str) -> None:
        """In the list that has the focus: typed, and taken. It is its choices that show what is marked now."""
        self.before = {}
        self.page.keyboard.type(name)
        self.page.get_by_role("option", name=name, exact=True).wait_for()
        self.enter()

    def step(self) -> str:
        """One Tab on; the name of what has the focus now. It stands in the window, and what has lost the focus looks otherwise now."""
        self.press("Tab")
        if self.before.get("name"):
            assert self.page.evaluate(WITHOUT) != self.before["styles"], (
                f"nothing shows the focus: {self.before['html']}"
            )
        now = self.page.evaluate(FOCUSED)
        assert now["tabindex"] <= 0, f"out of the order of reading: {now['html']}"
        assert now["shown"], f"the focus is hidden: {now['html']}"
        self.before = now
        self.met.append(now["name"])
        return now["name"]

    def reach(self, name: str) -> None:
        """Tabs on until what is called so has the focus."""
        start = len(self.met)
        for _ in range(FAR):
            if self.step() == name:
                return
        raise AssertionError(f"{name!r} cannot be reached from here; met {self.met[start:]}")
