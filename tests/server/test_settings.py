"""The framework still honours the settings that it does not document, and its page still has what we replace in it."""

import json
import socket
from pathlib import Path

import pytest
from streamlit import config
from streamlit.file_util import get_static_dir
from streamlit.watcher.path_watcher import get_default_path_watcher_class

from bench.visitor import visiting
from serving import framework_page
from serving.chunks import USED, MissingChunkError, announced
from serving.menu import read_menu
from serving.promptness import answer_at_once
from tests.visit import completed

STATIC = Path(get_static_dir())
# Counts full passes of the garbage collector since the page was first drawn, and says the count on every run.
COUNTS_COLLECTIONS = """
import gc
import streamlit as st

@st.cache_resource
def passes():
    seen = []
    gc.callbacks.append(lambda phase, told: seen.append(1) if phase == "start" and told["generation"] == 2 else None)
    return seen

st.html(f"<p>passes: {len(passes())}</p>")
"""
SERVES_IT = """
from pathlib import Path
import streamlit as st
app = st.App(Path(__file__).with_name("page.py"))
"""


def test_nothing_that_we_replace_in_the_frameworks_page_has_moved():
    assert framework_page.moved(STATIC) == []


@pytest.mark.parametrize("page", ["", *USED])
def test_every_bundle_that_a_page_announces_exists(page):
    address, _, view = page.partition("?view=")
    files = announced(STATIC, address, view)
    assert files
    assert all((STATIC / file).is_file() for file in files)


def test_only_pages_of_the_menu_announce_anything():
    assert {page.partition("?")[0] for page in USED} <= {entry.address for entry in read_menu()}


def test_a_bundle_that_is_gone_is_named(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps({"index.html": {"file": "static/js/index.js"}}))
    with pytest.raises(MissingChunkError, match="Html"):
        announced(tmp_path, "map")


def test_a_rerun_is_not_followed_by_a_full_garbage_collection(serve, tmp_path):
    (tmp_path / "page.py").write_text(COUNTS_COLLECTIONS)
    (tmp_path / "server.py").write_text(SERVES_IT)

    async def passes(url: str) -> list[str]:
        async with visiting(url) as visitor:
            return [(await visitor.draw()).texts[-1] for _ in range(6)]

    with serve(script=tmp_path / "server.py", empty=True) as server:
        assert completed(passes(server.url)) == ["<p>passes: 0</p>"] * 6


def test_no_file_is_watched():
    assert get_default_path_watcher_class().__name__ == "NoOpPathWatcher"


def test_messages_are_compressed_on_the_wire(server):
    async def agreed() -> str:
        async with visiting(server.url) as visitor:
            return visitor.connection.response.headers["Sec-WebSocket-Extensions"]

    assert "permessage-deflate" in completed(agreed())


def test_no_other_site_may_steer_the_page_by_messages(ask):
    assert json.loads(ask("/_stcore/host-config").text)["allowedOrigins"] == []


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("runner.postScriptGC", False),
        ("client.allowedOrigins", []),
        ("client.showErrorDetails", "none"),
        ("client.toolbarMode", "minimal"),
        ("browser.gatherUsageStats", False),
        ("server.address", "127.0.0.1"),
        ("server.enableXsrfProtection", True),
        ("server.enableCORS", True),
        ("server.enableAgentApi", False),
        ("server.maxUploadSize", 10),
    ],
)
def test_the_settings_that_keep_visitors_safe_are_in_force(setting, value):
    assert config.get_option(setting) == value


def test_connections_do_not_wait_to_fill_a_packet():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert answer_at_once() >= 1
        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
