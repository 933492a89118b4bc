"""Hands at a report's page, over a raw web socket: they type into fields and press buttons without waiting for what the page says to it.

As a browser does: with every state it has, and with the part of the page (a fragment) that the field stands in.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection

from bench.visitor import PATIENCE, visiting

QUIET = 0.15  # seconds without a word, after which a page that has finished is taken to be at rest
EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class Hands:
    """`widgets`: the id of what is drawn, by its kind and label; the grid's label is its description."""

    def __init__(self, connection: ClientConnection, page: str, query: str) -> None:
        self.connection, self.page, self.query = connection, page, query
        self.widgets: dict[tuple[str, str], str] = {}
        self.parts: dict[str, str] = {}
        self.states: dict[str, WidgetState] = {}
        self.said: list[str] = []

    async def open(self) -> None:
        await self._send()
        await self.rest()

    async def type(self, cells: Mapping[int, str]) -> None:
        """Into the grid: what stands in the month's field, by row. All of them are sent again with each, as the browser does."""
        told = {"edited_rows": {str(row): {"typed": text} for row, text in cells.items()}}
        grid = next(number for (kind, _), number in self.widgets.items() if kind == "dataframe")
        edits = json.dumps({**told, "added_rows": [], "deleted_rows": []})
        await self._change(WidgetState(id=grid, string_value=edits))

    async def switch(self, label: str, on: bool) -> None:
        await self._change(WidgetState(id=self.widgets["checkbox", label], bool_value=on))

    async def write(self, label: str, text: str) -> None:
        await self._change(WidgetState(id=self.widgets["text_area", label], string_value=text))

    async def press(self, label: str) -> None:
        pressed = WidgetState(id=self.widgets["button", label], trigger_value=True)
        await self._send(pressed, part=self.parts.get(pressed.id, ""))

    async def go(self, page: str) -> None:
        """By a link of the page."""
        self.page, self.query = page, "lang=en"
        await self._send()

    def drop(self) -> None:
        """The connection is gone, as in a tunnel: without a word."""
        self.connection.transport.abort()

    async def rest(self) -> None:
        """Until the page has said all it has to say."""
        await self.answer()
        while True:
            try:
                message = await asyncio.wait_for(self._next(), QUIET)
            except TimeoutError:
                return
            if message.WhichOneof("type") == "new_session":
                await self.answer()  # another run has begun

    async def until_told(self, words: str) -> None:
        """Until the page says something with these words, again or for the first time."""
        told = len(self.said)
        async with asyncio.timeout(PATIENCE):
            while not any(words in said for said in self.said[told:]):
                await self._next()

    async def answer(self) -> None:
        """Until a run of the page has come to its end."""
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await self._next()
                if message.WhichOneof("type") == "script_finished" and message.script_finished != EARLY:
                    return

    async def _next(self) -> ForwardMsg:
        message = ForwardMsg.FromString(await self.connection.recv())
        self._hear(message)
        return message

    def _hear(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        if kind != "delta":
            return
        element = message.delta.new_element
        drawn = element.WhichOneof("type")
        if drawn == "exception":
            raise AssertionError(element.exception.message)
        if drawn in ("html", "markdown"):
            self.said.append(element.html.body or element.markdown.body)
        if drawn in ("dataframe", "checkbox", "text_area", "button"):
            widget = getattr(element, drawn)
            self.widgets[drawn, widget.alt if drawn == "dataframe" else widget.label] = widget.id
            self.parts[widget.id] = message.delta.fragment_id

    async def _change(self, state: WidgetState) -> None:
        self.states[state.id] = state
        await self._send(part=self.parts[state.id])

    async def _send(self, *pressed: WidgetState, part: str = "") -> None:
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        asked.rerun_script.query_string = self.query
        asked.rerun_script.fragment_id = part
        asked.rerun_script.widget_states.widgets.extend([*self.states.values(), *pressed])
        await self.connection.send(asked.SerializeToString())


@asynccontextmanager
async def hands_at(url: str, page: str, query: str = "lang=en", *, cookies: Mapping[str, str]) -> AsyncIterator[Hands]:
    async with visiting(url, page, query, cookies=cookies) as visitor:
        hands = Hands(visitor.connection, page, query)
        await hands.open()
        yield hands
