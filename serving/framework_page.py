"""What we change in the framework's own page, and a check that an upgrade has not moved it from under us."""

import re
from functools import lru_cache
from pathlib import Path

# The first is replaced by a title and what goes with it, the others by ours or by nothing.
TITLE = "<title>Streamlit</title>"
HTML_TAG = '<html lang="en">'
ICON = '<link rel="shortcut icon" href="./favicon.png" />'
AGENT_LINK = '<link rel="service-desc" href="./_stcore/agent/openapi.json" />'
HEAD_END = "</head>"
ROOT = '<div id="root"></div>'
FONT_HINT = re.compile(r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^"]*"[^>]*/>')
NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)
STYLESHEET = re.compile(r'<link rel="stylesheet" crossorigin href="\./(static/css/index\.[^"]+\.css)">')
BUNDLE = re.compile(r'(?:src|href)="\./(static/js/[^"]+)"')
COMMENT = re.compile(r"<!--(?!\s*Copyright).*?-->\s*", re.DOTALL)  # their copyright notice stays
# In the stylesheet: the framework asks for its icons' font (375 kB) at once by its space, whether a page has an icon or not.
ICON_FACE = "@font-face{font-family:Material Symbols Rounded;"
TEXT_FACE = re.compile(r"(@font-face\{font-family:Source Sans;font-weight:100 900;font-style:normal;)src:[^}]*\}")


@lru_cache(maxsize=4)
def index(static: Path) -> str:
    """`static` is the framework's folder."""
    return (static / "index.html").read_text(encoding="utf-8")


def stylesheet(static: Path) -> Path:
    found = STYLESHEET.search(index(static))
    if not found:
        raise MovedError(f"no {STYLESHEET.pattern} in the framework's page")
    return static / found[1]


def bundles(static: Path) -> list[str]:
    """The scripts that its page names itself."""
    return BUNDLE.findall(index(static))


class MovedError(LookupError):
    """The framework's page no longer has something that we replace."""


def moved(static: Path) -> list[str]:
    """What an upgrade of the framework has moved; empty where everything is in its place."""
    html = index(static)
    missing = [text for text in (TITLE, HTML_TAG, ICON, AGENT_LINK, HEAD_END, ROOT) if text not in html]
    missing += [
        pattern.pattern for pattern in (FONT_HINT, NOSCRIPT, SCRIPT, STYLESHEET, BUNDLE) if not pattern.search(html)
    ]
    css = stylesheet(static).read_text(encoding="utf-8")
    missing += [ICON_FACE] if ICON_FACE not in css else []
    missing += [TEXT_FACE.pattern] if not TEXT_FACE.search(css) else []
    return missing
