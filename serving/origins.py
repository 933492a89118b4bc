"""Requests that come from other sites are turned away before the framework sees them.

Where it meets an origin that it does not know, it asks an outside service for this machine's address, and every visitor waits for
up to two seconds meanwhile. Nothing of ours may call outside, and nobody may stop the others with a header.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

OURS = ("localhost", "127.0.0.1", "::1")
FRAMEWORK = ("/_stcore/", "/media/", "/component/")
POLICY_VIOLATION = 1008


class ForeignOrigins:
    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] not in ("http", "websocket")
            or not scope["path"].startswith(FRAMEWORK)
            or is_known(Headers(scope=scope))
        ):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            # Without the header the answer carries no permission to read it, so the other site's script cannot.
            kept = [(name, value) for name, value in scope["headers"] if name != b"origin"]
            await self.app({**scope, "headers": kept}, receive, send)


def is_known(headers: Headers) -> bool:
    """Whether a request names no origin, ours, or one that the settings allow."""
    origin = headers.get("origin")
    if origin is None or urlsplit(origin).netloc == headers.get("host"):
        return True
    allowed = [urlsplit(told).hostname or told for told in config.get_option("server.corsAllowedOrigins")]
    return urlsplit(origin).hostname in (*OURS, config.get_option("browser.serverAddress"), *allowed)
