"""The cards of a small programme with a hidden and a missing result, and of the real one; asked as a server asks for them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import Message, Scope

from api.embeds import embed_routes
from serving.headers import SecurityHeaders, content_security_policy
from tests.embeds.small_counts import published_small_counts
from tests.visit import completed

SITE = "figures.example"


@dataclass(frozen=True)
class Card:
    status: int
    headers: dict[str, str]
    html: str

    @property
    def drawing(self) -> str:
        """The page without its style."""
        return re.sub(r"<style>.*?</style>", "", self.html, flags=re.S)

    @property
    def text(self) -> str:
        """What is read: tags taken away, no-break spaces as plain ones."""
        read = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.drawing))
        return unescape(read).replace("\xa0", " ").replace("\u202f", " ")

    @property
    def spoken(self) -> str:
        """What a picture says for those who do not see it."""
        told = " ".join(re.findall(r'<svg[^>]*aria-label="([^"]*)"', self.drawing))
        return unescape(told).replace("\xa0", " ").replace("\u202f", " ")


Ask = Callable[..., Card]


def asking(folder: Path) -> Ask:
    """`ask("map", indicator="places", lang="fr")`; `query` for what no well-meaning reader would write."""
    policy = content_security_policy()
    app = Starlette(routes=embed_routes(lambda: folder), middleware=[Middleware(SecurityHeaders, policy=policy)])

    def ask(
        card: str,
        *,
        method: str = "GET",
        query: str | None = None,
        headers: dict[str, str] | None = None,
        host: str = SITE,
        **codes: str,
    ) -> Card:
        told = urlencode(codes) if query is None else query
        return completed(_conversation(app, f"/embed/{card}", told, method, {"host": host, **(headers or {})}))

    return ask


async def _conversation(app: Starlette, path: str, query: str, method: str, headers: dict[str, str]) -> Card:
    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": (SITE, 80),
    }
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        said.append(message)

    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in said[1:])
    return Card(said[0]["status"], {name.decode(): value.decode() for name, value in said[0]["headers"]}, body.decode())


@pytest.fixture(scope="session")
def small_counts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its releases."""
    return published_small_counts(tmp_path_factory.mktemp("small_counts"))


@pytest.fixture(scope="session")
def ask(small_counts: Path) -> Ask:
    return asking(small_counts)


@pytest.fixture(scope="session")
def ask_ccare(published: Path) -> Ask:
    return asking(published / "releases")
