"""Asking the server as a plain client does: no redirects followed, nothing unpacked."""

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urlsplit

import pytest


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@pytest.fixture
def ask(server_url: str) -> Callable[..., Answer]:
    """`ask("/map", accept_language="fr")`: a header is named by its name with underscores."""

    def ask(path: str, *, method: str = "GET", url: str = server_url, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        try:
            connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    return ask
