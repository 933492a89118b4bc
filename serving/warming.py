"""What is done once, before the first visitor comes, so that nobody waits for it."""

import gc
import importlib
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from anyio import to_thread
from streamlit.runtime.pages_manager import PagesManager

from serving.bundles import Shelf
from serving.languages import LANGUAGES
from serving.promptness import answer_at_once
from serving.shell import bundles_of
from serving.site import site

# Slow to import (4 s together), and first needed by a page, where a visitor would wait for it.
HEAVY = ("pandas", "plotly.graph_objects", "pydeck", "geopandas", "xlsxwriter", "babel.numbers", "ui.cached")


def warmed(shelf: Shelf, static: Path, addresses: Iterable[str]) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """The lifespan of the server: everything heavy is loaded and compressed before it answers."""
    known = tuple(addresses)

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[None]:
        answer_at_once()
        _without_pages_folder()
        await to_thread.run_sync(partial(_warm, shelf, static, known))
        yield

    return lifespan


def _without_pages_folder() -> None:
    """The framework takes any folder called pages for its older kind of app until the first script has run.

    Until then an address below the first page is answered with a notice that it does not exist, and scripts directly under
    pages/ would be open to anybody. What st.navigation says later is said at once.
    """
    PagesManager.uses_pages_directory = False


def _warm(shelf: Shelf, static: Path, addresses: tuple[str, ...]) -> None:
    for module in HEAVY:
        importlib.import_module(module)
    for file in dict.fromkeys(file for address in addresses for file in bundles_of(static, address)):
        shelf.take((static / file).resolve())
    for language in LANGUAGES:
        site(language)
    # What is loaded now stays: the collector need not look through it again on every pass.
    gc.collect()
    gc.freeze()
