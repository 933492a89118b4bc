"""Serves the rows of one statement on one release, and nothing more: what the open figures are compared with over the network."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ccare_metrics.release import Release
from serving.promptness import answer_at_once

RELEASE = Release(Path(os.environ["RELEASE"]))


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    answer_at_once()
    yield


def rows(request: Request) -> Response:
    found = RELEASE._rows(os.environ[request.path_params["slice"]])
    return Response(to_json(found), media_type="application/json")


app = st.App(
    Path(__file__).with_name("one_line.py"),
    lifespan=lifespan,
    routes=[Route("/rows/{slice:str}", rows, methods=["GET"])],
)
