"""Serves a page to compare with, through the same compression and the same headers as the dashboard, and nothing more."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from streamlit.file_util import get_static_dir

from serving.bundles import Folder, Precompressed, Shelf
from serving.framework_page import index
from serving.headers import SecurityHeaders, content_security_policy
from serving.promptness import answer_at_once

STATIC = Path(get_static_dir()).resolve()
THEIR_SCRIPT = re.search(r"<script>(.*?)</script>", index(STATIC), re.DOTALL)[1]


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    answer_at_once()
    yield


app = st.App(
    Path(__file__).with_name(f"{os.environ['REFERENCE']}.py"),
    lifespan=lifespan,
    middleware=[
        Middleware(SecurityHeaders, policy=content_security_policy(scripts=[THEIR_SCRIPT])),
        Middleware(
            Precompressed,
            folders=[Folder("/static/", STATIC / "static", named_by_content=True)],
            shelf=Shelf(),
        ),
    ],
)
