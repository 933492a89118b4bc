"""Scripts, styles, fonts and outlines from memory, compressed once.

The framework sends its bundles uncompressed and compresses everything else anew for every visitor: 11.8 MB instead of 3.9 MB for
a page with a map, and work on each request.
"""

import gzip
import hashlib
import mimetypes
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache, partial
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

TEXT = (".js", ".css", ".json", ".geojson", ".svg")
PACKED = (".woff2", ".png")  # already compressed: kept in memory as they are
# The framework writes a digest into each bundle's name, so a name never changes its meaning. A file of ours is asked for again
# after an hour, or never where its address holds a version (?v=...).
FOR_EVER = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"


@dataclass(frozen=True)
class Folder:
    prefix: str  # of the address, with both slashes
    path: Path
    named_by_content: bool


@dataclass(frozen=True)
class Stored:
    body: bytes
    compressed: bool
    content_type: str
    etag: str
    modified: str


class Precompressed:
    def __init__(self, app: ASGIApp, *, folders: Iterable[Folder], shelf: "Shelf"):
        self.app = app
        self.folders = tuple(folders)
        self.shelf = shelf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._answer(scope) if scope["type"] == "http" else None
        await (response or self.app)(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response | None:
        """None where the framework should answer: another folder, an unusual request, a file we do not keep."""
        folder = next((f for f in self.folders if scope["path"].startswith(f.prefix)), None)
        headers = Headers(scope=scope)
        if folder is None or scope["method"] not in ("GET", "HEAD") or "range" in headers:
            return None
        path = (folder.path / scope["path"].removeprefix(folder.prefix)).resolve()
        if not path.is_relative_to(folder.path) or not path.is_file():
            return Response("Not found", status_code=404, media_type="text/plain")  # the framework sends an empty page
        if path.suffix not in TEXT + PACKED:
            return None
        stored = await to_thread.run_sync(partial(self.shelf.take, path))
        if stored.compressed and not accepts_gzip(headers.get("accept-encoding", "")):
            return None
        versioned = folder.named_by_content or scope["query_string"].startswith(b"v=")
        return _response(stored, headers, FOR_EVER if versioned else AN_HOUR)


class Shelf:
    """Files ready to send, by path and time of change."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Path, tuple[int, Stored]] = {}

    def take(self, path: Path) -> Stored:
        changed = path.stat().st_mtime_ns
        with self._lock:  # also keeps two visitors from compressing the same file at once
            if path not in self._kept or self._kept[path][0] != changed:
                self._kept[path] = (changed, _pack(path))
            return self._kept[path][1]


def _pack(path: Path) -> Stored:
    content = path.read_bytes()
    compressed = path.suffix in TEXT
    return Stored(
        body=_compress(content) if compressed else content,
        compressed=compressed,
        content_type=_content_type(path),
        etag=f'"{hashlib.sha256(content).hexdigest()[:20]}"',
        modified=formatdate(path.stat().st_mtime, usegmt=True),
    )


@lru_cache(maxsize=256)
def packed(text: str) -> bytes:
    """For the few texts that are made here and sent often."""
    return _compress(text.encode())


def _compress(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)


def _content_type(path: Path) -> str:
    known = {".js": "text/javascript", ".woff2": "font/woff2", ".geojson": "application/geo+json"}
    kind = known.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if path.suffix in TEXT else kind


def _response(stored: Stored, headers: Headers, caching: str) -> Response:
    answered = {
        "Cache-Control": caching,
        "ETag": stored.etag,
        "Last-Modified": stored.modified,
        "Vary": "Accept-Encoding",
    }
    if headers.get("if-none-match") == stored.etag:
        return Response(status_code=304, headers=answered)
    if stored.compressed:
        answered["Content-Encoding"] = "gzip"
    return Response(stored.body, media_type=stored.content_type, headers=answered)


def accepts_gzip(accept_encoding: str) -> bool:
    wanted = [part.replace(" ", "").lower() for part in accept_encoding.split(",")]
    return any(part.partition(";")[0] in ("gzip", "*") and not part.endswith(";q=0") for part in wanted)
