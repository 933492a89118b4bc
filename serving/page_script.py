"""The one script written into the page itself, in two forms; the security policy lets in these two texts and no other.

It tells the framework where its server is: without it a page tries below its own address first, a lost round trip and two errors in the
browser's log. Whoever is not signed in is also told the server's answer about itself, so that the conversation starts at once instead of
after one more round trip. A sign-in is only believed with a token that this round trip brings, so whoever is signed in makes it.
"""

from collections.abc import Iterable

SERVER = 'BACKEND_BASE_URL:location.origin+"/"'
ANSWER = "HOST_CONFIG:{allowedOrigins:[location.origin],useExternalAuthToken:false,enableCustomParentMessages:false}"
# The framework's own line, for robots that draw pages.
ROBOTS = "window.prerenderReady=false"
SIGNED_IN = f"window.__streamlit={{{SERVER}}};{ROBOTS}"
ANYBODY = f"window.__streamlit={{{SERVER},{ANSWER}}};{ROBOTS}"
SCRIPTS = (ANYBODY, SIGNED_IN)
SIGN_IN_COOKIE = "_streamlit_user"


def script_for(cookies: Iterable[str]) -> str:
    """By the names of a visitor's cookies."""
    return SIGNED_IN if any(name.startswith(SIGN_IN_COOKIE) for name in cookies) else ANYBODY
