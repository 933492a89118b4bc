"""The headers every answer carries, static files included, and the doors that stay shut."""

import base64
import hashlib
import re
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.page_script import SCRIPTS

# Session counts, and the framework's interface for programs, concern no visitor.
SHUT = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
# Where nobody has anything to send, nobody can fill the server's memory.
UPLOAD = "/_stcore/upload_file"
SHUT_WITHOUT_SIGN_IN = (*SHUT, UPLOAD)
# Cards for other people's sites: nothing runs or is fetched in them, and anybody may frame them.
EMBEDS = "/embed/"
EMBED_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors *"
ORIGIN = re.compile(r"https?://[A-Za-z0-9*.:\[\]-]+")


class FrameAncestorsError(ValueError):
    """CCARE_FRAME_ANCESTORS holds something that is not an origin."""


def content_security_policy(frame_ancestors: str = "", scripts: Iterable[str] = SCRIPTS) -> str:
    """Everything from this server only; `scripts` written into a page are let in by their digests."""
    return "; ".join(
        (
            "default-src 'self'",
            # blob: is how an inline v2 component is loaded; wasm-unsafe-eval is what deck.gl needs. Never unsafe-eval.
            f"script-src 'self' 'wasm-unsafe-eval' blob: {' '.join(map(digest, scripts))}",
            "style-src 'self' 'unsafe-inline'",  # Streamlit writes its styles into the page as it draws
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            " ".join(("frame-ancestors 'self'", *ancestors(frame_ancestors))),
        )
    )


def ancestors(told: str) -> list[str]:
    """Origins that may show the dashboard in a frame, from a space-separated list."""
    origins = told.split()
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise FrameAncestorsError(
                f"CCARE_FRAME_ANCESTORS: {origin!r} is not an origin; expected e.g. https://www.example.org, separated by spaces"
            )
    return origins


def digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


class SecurityHeaders:
    """Pure ASGI, so that it also sees web sockets and static files."""

    def __init__(self, app: ASGIApp, *, policy: str, shut: tuple[str, ...] = SHUT):
        self.app = app
        self.shut = shut
        self.headers = {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return

        own = {"Content-Security-Policy": EMBED_POLICY} if scope["path"].startswith(EMBEDS) else {}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update({**self.headers, **own})
            await send(message)

        if scope["type"] == "http" and scope["path"].startswith(self.shut):
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send_with_headers)
            return
        await self.app(scope, receive, send_with_headers)
