"""Answers remembered per release: the only cache. A release never changes, so its checksum is all an answer depends on."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from ccare_metrics.release import Release, published
from ccare_metrics.release import open_release as open_one
from ccare_metrics.store.engine import releases_folder

KEPT_ANSWERS = 2_000

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def release(number: int | None = None) -> Release:
    """The newest release, or the one named; looked up in the folder each time, so a new one is followed without a restart."""
    folder = releases_folder()
    known = published(folder)
    wanted = max(known, default=None) if number is None else number
    path = known.get(wanted) if wanted is not None else None
    return _opened(folder, wanted, path.stat().st_mtime_ns if path else None)


@lru_cache(maxsize=8)
def _opened(folder: Path, number: int | None, _written: int | None) -> Release:
    return open_one(folder, number)


def ask(
    question: Callable[Concatenate[Release, Asked], Answer], source: Release, *args: Asked.args, **kwargs: Asked.kwargs
) -> Answer:
    """The answer to a question of `ccare_metrics.results`, computed once for all visitors."""
    asked = f"{source.key}|{question.__name__}|{args!r}|{kwargs!r}"
    return _remembered(asked, question, source, args, kwargs)


@st.cache_data(max_entries=KEPT_ANSWERS, show_spinner=False)
def _remembered(asked: str, _question: Any, _source: Release, _args: tuple, _kwargs: dict) -> Any:
    return _question(_source, *_args, **_kwargs)
