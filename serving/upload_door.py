"""Files are taken only from somebody who signed in: whoever may not do anything with a file may not fill the server's memory with it.

What they may do with it is asked later, by the page and by the store.
"""

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.headers import UPLOAD
from serving.signing_out import claims_of


class UploadDoor:
    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["path"].startswith(UPLOAD)
        if asked and not claims_of(HTTPConnection(scope).cookies).get("is_logged_in"):
            await PlainTextResponse("Sign in first", status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)
