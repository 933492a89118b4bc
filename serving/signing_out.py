"""Signing out for good: of whom the cookie speaks, and whether it was a page of this site that asked."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from ccare_metrics.store import people
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import store_url
from serving.claims import signature_of


def asked_from_this_site(headers: Headers) -> bool:
    """Browsers say where a request comes from; one that says neither this nor that is not believed."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == headers.get("host")


def end_everywhere(cookies: Mapping[str, str]) -> None:
    """Records that this sign-in, and earlier ones, are over; other windows lose their rights at their next act. Raises StoreError."""
    signature = signature_of(claims_of(cookies), now=datetime.now(UTC))
    if signature is None:
        return
    engine = checked(store_url())
    try:
        people.sign_out(engine, signature)
    finally:
        engine.dispose()


def claims_of(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What the framework's cookie says of somebody; nothing where it is missing, altered or signed with another secret."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1")) if value else None

    try:
        found = json.loads(get_cookie_with_chunks(one, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
