"""Asking the application as a server hands requests over to it: no network, nothing followed, nothing unpacked."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from starlette.types import ASGIApp, Message, Scope

from tests.visit import completed


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8-sig")

    @property
    def figures(self) -> list[dict[str, Any]]:
        assert self.status == 200, self.text
        return self.json["figures"]

    @property
    def faults(self) -> dict[str, dict[str, Any]]:
        """By parameter."""
        assert self.status == 422, (self.status, self.text)
        return {fault["parameter"]: fault for fault in self.json["faults"]}


Ask = Callable[..., Answer]


def asking(app: ASGIApp) -> Ask:
    """`ask("/figures", indicator="places", by="area")`; a list is a parameter given several times, `query` what is sent as it stands."""

    def ask(
        path: str, *, method: str = "GET", query: str | None = None, headers: dict[str, str] | None = None, **asked: Any
    ) -> Answer:
        told = {name.rstrip("_"): value for name, value in asked.items()}
        return completed(_answer(app, path, method, query or urlencode(told, doseq=True), headers or {}))

    return ask


def failing(app: ASGIApp, address: str) -> Answer:
    """What a client is told by an application that fails; a server logs the failure, which is handed on after the answer."""
    sent: list[Message] = []
    path, _, query = address.partition("?")
    with pytest.raises(ZeroDivisionError):
        completed(_hand_over(app, path, "GET", query, {}, sent))
    return _read(sent)


async def _answer(app: ASGIApp, path: str, method: str, query: str, headers: dict[str, str]) -> Answer:
    sent: list[Message] = []
    await _hand_over(app, path, method, query, headers, sent)
    return _read(sent)


async def _hand_over(
    app: ASGIApp, path: str, method: str, query: str, headers: dict[str, str], sent: list[Message]
) -> None:
    told = {"host": "figures.example", **headers}
    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "asgi": {"version": "3.0"},
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": quote(path).encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in told.items()],
        "server": ("figures.example", 80),
        "client": ("127.0.0.1", 1),
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)


def _read(sent: list[Message]) -> Answer:
    start, *rest = sent
    headers_sent = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], headers_sent, b"".join(message.get("body", b"") for message in rest))
