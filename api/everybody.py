"""Any site may read the open figures, and nobody may do anything else: the same for every address."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.faults import Told, shortened
from api.sending import refused
from serving.languages import PARAMETER, chosen_language
from ui.words import words_for

METHODS = "GET, HEAD, OPTIONS"
ANYBODY = {
    "Access-Control-Allow-Origin": "*",  # public and without cookies, so there are no credentials to allow
    "Access-Control-Expose-Headers": "ETag, Link, Content-Disposition, Content-Language",
}
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
NO_CONTENT, NOT_ALLOWED = 204, 405


class ForEverybody:
    """Pure ASGI: readable from any site; HEAD is GET without its body, which the server leaves out."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(ANYBODY)
            await send(message)

        await self._answering(scope)(scope, receive, send_with_headers)

    def _answering(self, scope: Scope) -> ASGIApp:
        if scope["type"] != "http" or scope["method"] == "GET":
            return self.app
        if scope["method"] == "HEAD":
            return self._as_get
        if scope["method"] == "OPTIONS":
            return Response(status_code=NO_CONTENT, headers=PREFLIGHT)
        return _not_allowed(Request(scope))

    async def _as_get(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, "method": "GET"}, receive, send)


def _not_allowed(request: Request) -> Response:
    language = chosen_language(request.query_params.get(PARAMETER), None, request.headers.get("accept-language"))
    told = Told(words_for(language)("api.not_allowed", method=shortened(request.method)), tuple(METHODS.split(", ")))
    return refused(told, NOT_ALLOWED, headers={"Allow": METHODS})
