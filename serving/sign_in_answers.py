"""What becomes of the framework's own answers at sign-in.

It sends everybody to the first page, whether the sign-in went well or not, and says nothing of what went wrong. Here somebody who signed
in comes back to where they were, and somebody who could not is told so. Its sign-out answers any link; here only ours leads to it.
"""

from collections.abc import Iterable
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from serving.coming_back import COOKIE, forgotten, remembered
from serving.providers import CALLBACK
from serving.sign_in import SEE_OTHER, SIGN_IN, SIGN_OUT, THEIR_SIGN_OUT, problem_address

LOGIN = "/auth/login"
ANSWERS = (
    "code",
    "state",
    "error",
)  # what a provider's answer to a sign-in holds; the way back from a sign-out holds none
FAILED = 400


class SignInAnswers:
    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        if path.rstrip("/") == THEIR_SIGN_OUT:
            await RedirectResponse(SIGN_OUT, SEE_OTHER)(scope, receive, send)
        elif path in (LOGIN, CALLBACK):
            await self.app(scope, receive, _Rewritten(scope, send))
        else:
            await self.app(scope, receive, send)


class _Rewritten:
    """Takes the place of `send`: the framework's answer with another destination, its body left out."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.scope, self.send = scope, send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self.send(self._redirected(message))
        elif message["type"] == "http.response.body":
            await self.send({"type": "http.response.body", "body": b"", "more_body": message.get("more_body", False)})

    def _redirected(self, message: Message) -> Message:
        headers = MutableHeaders(raw=list(message["headers"]))
        destination = self._login(message, headers) if self.scope["path"] == LOGIN else self._callback(headers)
        headers["location"] = destination
        headers["content-length"] = "0"
        headers["cache-control"] = "no-store"
        del headers["content-type"]
        return {**message, "status": SEE_OTHER, "headers": headers.raw}

    def _login(self, message: Message, headers: Headers) -> str:
        """To the provider; to a sentence where it does not answer; to a new beginning where the link that began it is too old."""
        if message["status"] >= FAILED:
            return problem_address("unreachable", self._wanted())
        return headers["location"] if "://" in headers["location"] else SIGN_IN

    def _callback(self, headers: MutableHeaders) -> str:
        if _signed_in(headers.getlist("set-cookie")):
            headers.append("set-cookie", forgotten())
            return self._wanted()
        asked = parse_qs(self.scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if not any(name in asked for name in ANSWERS):
            return "/"
        return problem_address("refused" if "error" in asked else "failed", self._wanted())

    def _wanted(self) -> str:
        return remembered(cookie_parser(Headers(scope=self.scope).get("cookie", "")).get(COOKIE))


def _signed_in(cookies: Iterable[str]) -> bool:
    """Whether an answer sets the cookie of somebody who is signed in, rather than taking it back."""
    values = (each.partition(";")[0].partition("=") for each in cookies)
    return any(name == USER_COOKIE_NAME and value.strip('"') for name, _, value in values)
