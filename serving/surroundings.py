"""Everything that st.App is given beside the script: `st.App(script, **surroundings(...))`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import BaseRoute
from streamlit import get_option
from streamlit.file_util import get_static_dir

from api.app import api_routes
from api.embeds import embed_routes
from ccare_metrics.store.engine import releases_folder
from serving.bundles import Folder, Precompressed, Shelf
from serving.headers import SHUT, SHUT_WITHOUT_SIGN_IN, SecurityHeaders, content_security_policy
from serving.health import health_route
from serving.menu import MenuEntry
from serving.mishaps import tell
from serving.origins import ForeignOrigins
from serving.providers import SignIn
from serving.secure_cookies import SecureCookies
from serving.shell import Shell
from serving.sign_in import sign_in_routes
from serving.sign_in_answers import SignInAnswers
from serving.site import site
from serving.small_files import small_file_routes
from serving.styles import styles_route
from serving.upload_door import UploadDoor
from serving.warming import warmed


def surroundings(
    *,
    root: Path,
    menu: tuple[MenuEntry, ...],
    sign_in: SignIn | None = None,
    frame_ancestors: str = "",
    public_only: bool = False,
) -> dict[str, Any]:
    """`root` holds static/; without `sign_in` there is no address to sign in at.

    Routes are tried in order, so the shell, which takes any address left, comes last.
    """
    static = Path(get_static_dir()).resolve()
    shelf = Shelf()
    folders = (
        Folder("/static/", static / "static", named_by_content=True),
        Folder("/app/static/", (root / "static").resolve(), named_by_content=False),
    )
    routes: list[BaseRoute] = [
        health_route(public_only=public_only),
        *api_routes(releases_folder),
        *embed_routes(releases_folder),
        *small_file_routes(),
        styles_route(static),
        *(sign_in_routes(sign_in, site) if sign_in else ()),
    ]
    return {
        "lifespan": warmed(shelf, static, (entry.address for entry in menu)),
        "routes": [*routes, *Shell(menu, static, site, sign_in=sign_in is not None).routes()],
        "middleware": [
            *_of_these_hosts(get_option("server.allowedHosts")),
            Middleware(
                SecurityHeaders,
                policy=content_security_policy(frame_ancestors),
                shut=SHUT if sign_in else SHUT_WITHOUT_SIGN_IN,
            ),
            Middleware(SecureCookies, always=sign_in is not None and sign_in.origin.startswith("https:")),
            Middleware(ForeignOrigins),
            *([Middleware(SignInAnswers), Middleware(UploadDoor)] if sign_in else ()),
            Middleware(Precompressed, folders=folders, shelf=shelf),
        ],
        "on_script_error": tell,
    }


def _of_these_hosts(named: Sequence[str]) -> list[Middleware]:
    """The framework asks for the name that a visitor used on its own addresses only. Cards and the page about open data print that name
    in links, and may be kept for a year. The machine itself may always ask: for its health."""
    if not named:
        return []
    return [Middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1", *named], www_redirect=False)]
