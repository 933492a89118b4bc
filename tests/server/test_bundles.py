"""Scripts, fonts and outlines: compressed once, kept by browsers, and only those."""

import gzip
import re
from pathlib import Path

import pytest
from streamlit.file_util import get_static_dir

from serving.bundles import accepts_gzip

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bundle(ask) -> str:
    return "/" + re.search(r'src="\./(static/js/index[^"]+)"', ask("/").text)[1]


def test_a_bundle_arrives_compressed_whole_and_to_keep(ask, bundle):
    answer = ask(bundle, accept_encoding="gzip, deflate, br")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.body) == (Path(get_static_dir()) / bundle.lstrip("/")).read_bytes()
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_who_cannot_unpack_gets_it_plain(ask, bundle):
    answer = ask(bundle, accept_encoding="identity")
    assert answer.headers["Content-Encoding"] is None
    assert answer.body == (Path(get_static_dir()) / bundle.lstrip("/")).read_bytes()


@pytest.mark.parametrize(
    ("accepted", "gzipped"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("br", False), ("", False)],
)
def test_a_browser_is_believed_about_what_it_can_unpack(accepted, gzipped):
    assert accepts_gzip(accepted) == gzipped


def test_an_unchanged_file_is_not_sent_again(ask, bundle):
    etag = ask(bundle, accept_encoding="gzip").headers["ETag"]
    answer = ask(bundle, accept_encoding="gzip", if_none_match=etag)
    assert (answer.status, answer.body) == (304, b"")


def test_outlines_are_compressed_and_kept_for_ever_only_by_version(ask):
    plain = ask("/app/static/outlines.json", accept_encoding="gzip")
    assert gzip.decompress(plain.body) == (ROOT / "static" / "outlines.json").read_bytes()
    assert plain.headers["Cache-Control"] == "public, max-age=3600"
    assert "immutable" in ask("/app/static/outlines.json?v=1", accept_encoding="gzip").headers["Cache-Control"]


def test_the_font_that_is_announced_is_the_one_that_is_served(ask):
    font = re.search(r'rel="preload" href="([^"]+)" as="font"', ask("/").text)[1]
    answer = ask(font)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "font/woff2")
    assert answer.body == (ROOT / "static/fonts" / Path(font).name).read_bytes()


@pytest.mark.parametrize(
    "path", ["/static/../manifest.json", "/static/%2e%2e/index.html", "/app/static/..%2f..%2fmanage.py"]
)
def test_nothing_beside_the_two_folders_is_served(ask, path):
    answer = ask(path, accept_encoding="gzip")
    assert b"import" not in answer.body
    assert answer.status in (400, 404)


def test_the_stylesheet_fetches_no_font_that_a_page_does_not_use(ask):
    styles = re.search(r'rel="stylesheet" href="([^"]+)"', ask("/").text)[1]
    css = ask(styles).text
    assert "SourceSansVF-Upright" not in css
    assert "font-family:Material Symbols Rounded;unicode-range:U+21-10FFFF" in css
    assert "url(../" not in css
