"""One visit in a real browser: the page, whom it asked, and what it complained about."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

Result = TypeVar("Result")
DRAWN = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
PATIENCE = 30_000  # milliseconds; two cores draw maps in software while other tests run


@dataclass
class Visit:
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, address: str) -> Response | None:
        response = self.page.goto(address)
        if response and response.ok:
            self.wait_until_drawn()
        return response

    def wait_until_drawn(self) -> None:
        """The script has run to its end and the page shows what it sent."""
        wait_until_drawn(self.page)

    @property
    def hosts(self) -> set[str]:
        """Every host that was asked for something; data: and blob: addresses ask nobody."""
        return {host for host in (urlsplit(url).netloc for url in self.requests if "://" in url[:8]) if host}


def wait_until_drawn(page: Page) -> None:
    page.wait_for_selector(DRAWN)
    page.wait_for_function("() => !document.querySelector('[data-testid=stSkeleton], [data-stale=true]')")


def completed(conversation: Coroutine[None, None, Result]) -> Result:
    """Runs to its end what speaks over a raw web socket; in a thread of its own, as the browser's loop holds this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, conversation).result()
