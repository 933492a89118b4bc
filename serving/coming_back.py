"""Where somebody comes back to after signing in: the page they were on, kept in a cookie of a few minutes while the provider asks."""

import re
from urllib.parse import quote, unquote, urlsplit

from starlette.responses import Response

HOME = "/"
PARAMETER = "next"
COOKIE = "ccare_next"
MINUTES = 10
LONGEST = 2000
KEPT = "/?&=%+:,;@!*()~"  # of an address, what is written as it stands
# A control character, a space or a backslash is read by some browsers as something else than by us.
UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
# Not back to where one signs in and out, and not to what is no page.
NOT_PAGES = re.compile(r"/(?:signin|signout|oauth2callback|auth|_stcore|api|embed)(?:[/?]|$)")


def on_this_site(wanted: str | None) -> str:
    """The wanted address, if it is one of this site's own pages; the first page if not. Ready to be sent: plain ASCII."""
    if not wanted or len(wanted) > LONGEST or UNSAFE.search(wanted) or not wanted.startswith("/"):
        return HOME
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or "//" in wanted.partition("?")[0] or NOT_PAGES.match(wanted):
        return HOME
    return quote(wanted.partition("#")[0], safe=KEPT)


def remember(response: Response, wanted: str) -> None:
    value = quote(wanted, safe="")
    response.set_cookie(COOKIE, value, max_age=60 * MINUTES, httponly=True, samesite="lax")


def remembered(value: str | None) -> str:
    """From the cookie, which may say anything."""
    return on_this_site(unquote(value)) if value else HOME


def forgotten() -> str:
    """The header that takes the cookie back."""
    response = Response()
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return response.headers["set-cookie"]
