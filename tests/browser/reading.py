"""What stands on a page in a browser."""

from playwright.sync_api import Page

NARROW = "\N{NARROW NO-BREAK SPACE}"


def text_of(page: Page) -> str:
    """What is read; no-break spaces, narrow ones too, as plain ones."""
    return page.locator("[data-testid=stMain]").inner_text().replace("\xa0", " ").replace(NARROW, " ")
