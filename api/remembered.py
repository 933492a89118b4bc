"""Answers kept in memory, up to a number of bytes: a release never changes, so what was answered once is the answer."""

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

WORTH_PACKING = 500  # bytes, below which compressing saves nothing


@dataclass(frozen=True)
class Made:
    """An answer's content. `following`: the address of the next page; `filename`: for what is taken away as a file."""

    body: bytes
    media_type: str
    following: str | None = None
    filename: str | None = None


@dataclass(frozen=True)
class Kept:
    """The same, ready to send. `packed`: compressed, where that is worth it; the tag is weak because both are the same answer."""

    made: Made
    packed: bytes | None
    etag: str

    @property
    def size(self) -> int:
        return len(self.made.body) + len(self.packed or b"")


class Remembered:
    """The answers asked for last. Safe to share between threads; two that ask for the same at once may both make it."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[object, Kept] = OrderedDict()
        self._size = 0

    def take(self, key: object, make: Callable[[], Made]) -> Kept:
        with self._lock:
            found = self._kept.get(key)
            if found:
                self._kept.move_to_end(key)
                return found
        return self._keep(key, ready(make()))

    def _keep(self, key: object, kept: Kept) -> Kept:
        with self._lock:
            if kept.size <= self._most and key not in self._kept:
                self._kept[key] = kept
                self._size += kept.size
            while self._size > self._most:
                self._size -= self._kept.popitem(last=False)[1].size
        return kept


def ready(made: Made) -> Kept:
    etag = f'W/"{hashlib.sha256(made.body).hexdigest()[:20]}"'
    is_text = made.media_type.startswith("text/") or "json" in made.media_type
    packed = gzip.compress(made.body, 6, mtime=0) if is_text and len(made.body) >= WORTH_PACKING else None
    return Kept(made, packed, etag)
