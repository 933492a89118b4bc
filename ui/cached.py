"""Answers remembered per release: the only cache. A release never changes, so its checksum is all an answer depends on."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from ccare_metrics import workflow as workflows
from ccare_metrics import working
from ccare_metrics.register import named, newest_sound
from ccare_metrics.release import Release
from ccare_metrics.reporting import own as reporting
from ccare_metrics.reporting.own import Own, refuse_others
from ccare_metrics.scope import Signature, Viewer
from ccare_metrics.store import read
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import StoreError, releases_folder, store_url
from ccare_metrics.workflow import Acts, Workflow
from ccare_metrics.working import Working
from geo.areas import Text
from serving.menu import public_only

KEPT_ANSWERS = 2_000
PUBLIC_ONLY = Text(
    en="This server shows what is published and opens no working store.",
    fr="Ce serveur ne montre que ce qui est publié et n’ouvre aucune base de travail.",
)

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def release(number: int | None = None) -> Release:
    """The newest release that is sound, or the one named; looked for in the folder each time, so a new one is followed without a restart.

    Raises ReleaseError: none yet, none sound, the one named damaged or unknown.
    """
    folder = releases_folder()
    return newest_sound(folder) if number is None else named(folder, number)


def as_it_stood(source: Release, day: date, viewer: Viewer) -> Working | None:
    """The approved figures as known at the end of a day, under the release's framework; made again only after an approval up to that day.

    Raises StoreError and NotAllowedError.
    """
    url = store_url()
    # Who asks decides whether there is an answer, not which: one for everybody of a role.
    return _stood(url, read.approvals(_store(url), day.isoformat()), source, day, Viewer(role=viewer.role))


def workflow(day: date, viewer: Viewer) -> Workflow:
    """Submissions and comments as they stood on a day; read again only after the store has changed. Raises as `as_it_stood`."""
    url = store_url()
    return _workflow(url, read.revision(_store(url)), day, Viewer(role=viewer.role))


@lru_cache(maxsize=16)
def _workflow(url: str, _revision: int, day: date, viewer: Viewer) -> Workflow:
    return workflows.workflow_on(_store(url), day, viewer)


def acts_between(after: date, until: date, viewer: Viewer) -> Acts:
    """Approvals between two days; read again only after the store has changed. Raises as `as_it_stood`."""
    url = store_url()
    return _acts(url, read.revision(_store(url)), after, until, Viewer(role=viewer.role))


@lru_cache(maxsize=16)
def _acts(url: str, _revision: int, after: date, until: date, viewer: Viewer) -> Acts:
    return workflows.acts_between(_store(url), after, until, viewer)


def store() -> Any:
    """The working store, opened and checked once. Raises StoreError."""
    return _store(store_url())


def _store(url: str) -> Any:
    if public_only():  # no page of such a server asks; one that did by mistake gets no figures that are not published
        raise StoreError(PUBLIC_ONLY)
    return _checked(url)


@lru_cache(maxsize=2)
def _checked(url: str) -> Any:
    return checked(url)


@lru_cache(maxsize=16)
def _stood(url: str, _approvals: int, source: Release, day: date, viewer: Viewer) -> Working | None:
    return working.as_it_stood(_store(url), source.programme, day, viewer)


def own(source: Release, day: date, partner: str, signature: Signature) -> Own | None:
    """A partner's own figures as known at the end of a day; made again only after an approval. Who asks is looked up each time.

    Raises StoreError and NotAllowedError.
    """
    url = store_url()
    refuse_others(_store(url), signature, partner)
    return _own(url, read.approvals(_store(url), day.isoformat()), source, day, partner)


@lru_cache(maxsize=16)
def _own(url: str, _approvals: int, source: Release, day: date, partner: str) -> Own | None:
    return reporting.own(_store(url), source.programme, day, partner)


def ask(
    question: Callable[Concatenate[Any, Asked], Answer],
    source: Release | Working,
    *args: Asked.args,
    **kwargs: Asked.kwargs,
) -> Answer:
    """The answer to a question of `ccare_metrics.results`, computed once for all visitors."""
    asked = f"{source.key}|{question.__name__}|{args!r}|{kwargs!r}"
    return _remembered(asked, question, source, args, kwargs)


@st.cache_data(max_entries=KEPT_ANSWERS, show_spinner=False)
def _remembered(asked: str, _question: Any, _source: Release, _args: tuple, _kwargs: dict) -> Any:
    return _question(_source, *_args, **_kwargs)
