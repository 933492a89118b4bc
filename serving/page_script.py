"""The one script written into the page itself, in two forms; the security policy lets in these two texts and no other.

It tells the framework where its server is: without it a page tries below its own address first, a lost round trip and two errors in the
browser's log. Whoever is not signed in is also told the server's answer about itself, so that the conversation starts at once instead of
after one more round trip. A sign-in is only believed with a token that this round trip brings, so whoever is signed in makes it.

And it makes drawings ready for paper when printing begins, and takes the first words away once the page is drawn (first_words.py).
"""

from collections.abc import Iterable

SERVER = 'BACKEND_BASE_URL:location.origin+"/"'
ANSWER = "HOST_CONFIG:{allowedOrigins:[location.origin],useExternalAuthToken:false,enableCustomParentMessages:false}"
# The framework's own line, for robots that draw pages.
ROBOTS = "window.prerenderReady=false"
# Plotly's drawings have a size in pixels and no shape: without one a browser cuts them off at the edge of the paper.
PAPER = (
    'addEventListener("beforeprint",()=>{for(const s of document.querySelectorAll(".main-svg"))'
    's.setAttribute("viewBox",`0 0 ${s.getAttribute("width")} ${s.getAttribute("height")}`)})'
)
# The first words go as soon as anything is drawn, be it a page or why there is none.
GIVE_WAY = (
    'addEventListener("DOMContentLoaded",()=>{const f=document.getElementById("cc-first");if(!f)return;'
    'new MutationObserver((_,o)=>{if(document.querySelector("#root [data-testid=stElementContainer] :is(.cc-title,.cc-state),'
    '#root [data-testid=stAlert],#root [data-testid=stException]")){f.remove();o.disconnect()}})'
    '.observe(document.getElementById("root"),{childList:true,subtree:true})})'
)
SIGNED_IN = f"window.__streamlit={{{SERVER}}};{ROBOTS};{PAPER};{GIVE_WAY}"
ANYBODY = f"window.__streamlit={{{SERVER},{ANSWER}}};{ROBOTS};{PAPER};{GIVE_WAY}"
SCRIPTS = (ANYBODY, SIGNED_IN)
SIGN_IN_COOKIE = "_streamlit_user"


def script_for(cookies: Iterable[str]) -> str:
    """By the names of a visitor's cookies."""
    return SIGNED_IN if any(name.startswith(SIGN_IN_COOKIE) for name in cookies) else ANYBODY
