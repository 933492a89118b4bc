"""Cookies are marked Secure wherever the visitor came by TLS; the framework sets its own without.

Whether it was TLS, uvicorn says: from its own connection, or from a proxy whose word it takes (FORWARDED_ALLOW_IPS).
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_SCHEMES = ("https", "wss")


class SecureCookies:
    """`always`: the site is known by an https address, whatever the proxy in front of it forgot to say."""

    def __init__(self, app: ASGIApp, *, always: bool = False):
        self.app = app
        self.always = always

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not (self.always or scope["scheme"] in SAFE_SCHEMES):
            await self.app(scope, receive, send)
            return

        async def send_secure(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.accept"):
                headers = [(name, _secure(name, value)) for name, value in message.get("headers", ())]
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, send_secure)


def _secure(name: bytes, value: bytes) -> bytes:
    attributes = [part.strip().lower() for part in value.split(b";")[1:]]
    return value if name.lower() != b"set-cookie" or b"secure" in attributes else value + b"; Secure"
