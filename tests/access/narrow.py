"""What does not fit a window 320 pixels wide, which is also a page at four times its size."""

from playwright.sync_api import Page

NARROW = 320
SIDEWAYS = """() => [document.scrollingElement, document.querySelector('[data-testid=stMain]')]
  .filter(each => each.scrollWidth > each.clientWidth).map(each => `${each.tagName} scrolls: ${each.scrollWidth} in ${each.clientWidth}`)"""
# What sticks out of the window; not the way past the header, which comes in when it has the focus, the inside of a drawing, or of a box
# within the window that shows no more than itself.
BEYOND = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(each => {
  const out = box => box.right > innerWidth + 1 || box.left < -1;
  const box = each.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1 || !out(box) || each.closest('svg, .cc-skip') || !each.checkVisibility()) return false;
  for (let around = each.parentElement; around.dataset.testid !== 'stMain'; around = around.parentElement)
    if (getComputedStyle(around).overflowX !== 'visible' && !out(around.getBoundingClientRect())) return false;
  return true;
}).map(each => `${each.tagName} ${each.className}: ${each.textContent.trim().slice(0, 40)} ends at `
  + Math.round(each.getBoundingClientRect().right))"""
# Text that its own box cuts off.
CUT = """() => [...document.querySelectorAll('.stHtml *, [data-testid=stPageLink-NavLink] *, button *, label *')].filter(each => {
  const how = getComputedStyle(each);
  return (how.overflowX === 'hidden' || how.overflowX === 'clip') && each.textContent.trim()
    && each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1 && how.clipPath === 'none';
}).map(each => `${each.tagName} ${each.className} cuts off: ${each.textContent.trim().slice(0, 60)}`)"""


def misfits(page: Page) -> list[str]:
    """A sentence for each: the page scrolls sideways, something ends beyond the window, a box cuts its own text off."""
    return [*page.evaluate(SIDEWAYS), *page.evaluate(BEYOND), *page.evaluate(CUT)]
