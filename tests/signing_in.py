"""How tests are somebody, without a browser at a provider: with what the framework would have written had a provider vouched for them.

    be(app, "board")                                   an AppTest
    cookies("kent", server.url)                        a browser, or a plain request: the cookie, signed with the test servers' own secret
    visiting(url, page, cookies=cookies("kent", url))  a raw web socket (bench.visitor)

Who there is: demo_signin.cast, by code: board, lead.one, lead.two, and each partner. Anybody else is signed in and not invited.
`configured` and `invite_everybody` make a folder's server know them; the session's own server and store do (serving_fixtures.py).
"""

import json
import time
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from ccare_metrics.framework import Programme
from ccare_metrics.scope import Signature
from ccare_metrics.store import people
from ccare_metrics.store.checking import checked
from demo_signin.cast import HOST, cast, invite, programme_here

ISSUER = "https://sign-in.example.org"
SECRET = "pR7Qe2mVtYw0LzKc4nHs8Bj5uXa1GdFo9iTqMlZv3Ek"
REDIRECT = "http://127.0.0.1:{port}/oauth2callback"  # the framework fills in the port
A_MINUTE = 60
PROVIDER = {
    "client_id": "dashboard",
    "client_secret": "told to nobody",
    "server_metadata_url": f"{ISSUER}/.well-known/openid-configuration",
}


def claims(who: str, *, age: int = A_MINUTE, **told: Any) -> dict[str, Any]:
    """What an ID token says of somebody who signed in `age` seconds ago; `told` adds or replaces claims."""
    return {
        "iss": ISSUER,
        "sub": f"subject of {who}",
        "email": f"{who}@{HOST}",
        "email_verified": True,
        "name": f"Demo {who}",
        "iat": int(time.time()) - age,
        "is_logged_in": True,
        **told,
    }


def signature(who: str, *, age: int = A_MINUTE, day: str = "2023-06-05", **told: Any) -> Signature:
    """As `access.signature_now()` makes it: for acts that tests do without a page."""
    said = claims(who, age=age, **told)
    return Signature(
        issuer=said["iss"], subject=said["sub"], email=said["email"], email_verified=said["email_verified"],
        name=said["name"], signed_in=said["iat"], now=int(time.time()), at=f"{day}T09:00:00Z",
    )  # fmt: skip


def be(app: AppTest, who: str, **told: Any) -> AppTest:
    """The next runs of an app are this person's; "" is nobody, on a site where one can sign in."""
    app.secrets = {"auth": {"redirect_uri": REDIRECT, "cookie_secret": SECRET, "test": PROVIDER}}
    app.user = claims(who, **told) if who else {"is_logged_in": False}
    return app


def cookies(who: str, site: str, *, secret: str = SECRET, **told: Any) -> dict[str, str]:
    """The cookie of somebody signed in at `site` (http://127.0.0.1:port), as the framework signs it."""
    said = {**claims(who, **told), "origin": site, "provider": "test"}
    return {USER_COOKIE_NAME: create_signed_value(secret, USER_COOKIE_NAME, json.dumps(said)).decode()}


def configured(folder: Path, *, secret: str = SECRET, redirect: str = REDIRECT, provider: str = ISSUER) -> Path:
    """Writes the secrets that a server of this folder reads (bench.serving)."""
    path = folder / "secrets.toml"
    address = f"{provider}/.well-known/openid-configuration"
    lines = [
        "[auth]",
        f"redirect_uri = {json.dumps(redirect)}",
        f"cookie_secret = {json.dumps(secret)}",
        "[auth.test]",
        *(f"{name} = {json.dumps(value)}" for name, value in {**PROVIDER, "server_metadata_url": address}.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def invite_everybody(folder: Path, programme: Programme | None = None) -> None:
    """Gives each of the cast access to the store of a folder, and lets them come in once, so that tests find them known."""
    store, programme = f"sqlite:///{folder / 'store.sqlite'}", programme or programme_here()
    invite(store, programme)
    engine = checked(store)
    for part in cast(programme):
        people.come_in(engine, signature(part.code))
    engine.dispose()
