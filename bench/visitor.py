"""A browser's side of the framework's conversation, without the browser: opens a page over a raw web socket and turns its filters."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from streamlit.web.server.starlette.starlette_server_config import XSRF_COOKIE_NAME
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60


class VisitFailedError(RuntimeError):
    """The page ended in an error, or did not end in time."""


@dataclass(frozen=True)
class Drawn:
    """One run of a page."""

    seconds: float
    bytes: int
    charts: int
    texts: tuple[str, ...]


@dataclass
class Visitor:
    connection: ClientConnection
    page: str  # the address without its slash; "" is the first page
    query: str
    filters: dict[str, list[WidgetState]] = field(default_factory=dict)  # every state each filter can be put in
    states: dict[str, WidgetState] = field(default_factory=dict)
    turned: int = 0

    async def draw(self) -> Drawn:
        """Runs the page as it stands and waits until it is complete."""
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        asked.rerun_script.query_string = self.query
        asked.rerun_script.widget_states.widgets.extend(self.states.values())
        begun = time.perf_counter()
        await self.connection.send(asked.SerializeToString())
        try:
            received = await asyncio.wait_for(self._until_finished(), PATIENCE)
        except TimeoutError:
            raise VisitFailedError(f"/{self.page}: not drawn after {PATIENCE} s") from None
        seconds = time.perf_counter() - begun
        elements = [message.delta.new_element for message, _ in received if message.HasField("delta")]
        self._remember_filters(elements)
        kinds = [element.WhichOneof("type") for element in elements]
        if any(_is_error(element) for element in elements):
            raise VisitFailedError(f"/{self.page}: ended in an error")
        charts = sum(kind in ("plotly_chart", "deck_gl_json_chart", "bidi_component") for kind in kinds)
        texts = tuple(_text(element) for element in elements)
        return Drawn(seconds, sum(size for _, size in received), charts, texts)

    async def turn_a_filter(self) -> Drawn:
        """Puts one filter after the other into its next state, as somebody who explores does."""
        if not self.filters:
            raise VisitFailedError(f"/{self.page} has no filter")
        names = sorted(self.filters)
        name = names[self.turned % len(names)]
        choices = self.filters[name]
        self.turned += 1
        self.states[name] = choices[(self.turned // len(names) + 1) % len(choices)]
        return await self.draw()

    async def _until_finished(self) -> list[tuple[ForwardMsg, int]]:
        received = []
        while True:
            data = await self.connection.recv()
            message = ForwardMsg.FromString(data)
            received.append((message, len(data)))
            if message.WhichOneof("type") == "page_info_changed":
                self.query = message.page_info_changed.query_string
            if message.WhichOneof("type") != "script_finished":
                continue
            # A filter's callback that changes the address ends the run early and begins another.
            if message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return received

    def _remember_filters(self, elements: list[Element]) -> None:
        self.filters = {}
        for element in elements:
            states = _possible_states(element)
            if len(states) > 1:
                self.filters[states[0].id] = states
        self.states = {name: state for name, state in self.states.items() if name in self.filters}


def _possible_states(element: Element) -> list[WidgetState]:
    kind = element.WhichOneof("type")
    if kind == "selectbox":
        return [WidgetState(id=element.selectbox.id, string_value=option) for option in element.selectbox.options]
    if kind == "checkbox":
        return [WidgetState(id=element.checkbox.id, bool_value=value) for value in (False, True)]
    return []


def _is_error(element: Element) -> bool:
    kind = element.WhichOneof("type")
    return kind == "exception" or (kind == "alert" and element.alert.format == Alert.ERROR)


def _text(element: Element) -> str:
    kind = element.WhichOneof("type")
    told = {
        "html": element.html.body, "markdown": element.markdown.body, "alert": element.alert.body,
        "page_link": element.page_link.label,
    }  # fmt: skip
    return told.get(kind, "")


@asynccontextmanager
async def visiting(
    url: str,
    page: str = "",
    query: str = "lang=en",
    *,
    origin: str | None = None,
    cookies: Mapping[str, str] | None = None,
) -> AsyncIterator[Visitor]:
    """A visitor at a page of a server. `origin` is the site the visit comes from; the server's own unless told otherwise. `cookies` say
    who it is, and are believed with the token that a page of the site would send along."""
    address, token = f"ws://{urlsplit(url).netloc}/_stcore/stream", generate_xsrf_token_string()
    sent = "; ".join(f"{name}={value}" for name, value in {**(cookies or {}), XSRF_COOKIE_NAME: token}.items())
    async with connect(
        address,
        subprotocols=["streamlit", token],
        origin=origin or url,
        max_size=None,
        additional_headers={"Cookie": sent},
    ) as connection:
        yield Visitor(connection, page, query)
