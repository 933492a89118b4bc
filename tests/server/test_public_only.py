"""CCARE_PUBLIC_ONLY=1: a site that opens a release and nothing else, from disks it cannot write to, and follows what is published.

One such server for all of it: bound by permissions even where root starts it, the project and the releases closed to writing, a store
beside them that is no database and that it may not read, and every file it opens written down.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench.serving import ROOT, Running, environment, running
from bench.visitor import visiting
from serving.menu import read_menu
from tests.another_release import changed, put_after
from tests.bound_by_permissions import BOUND
from tests.heard import heard, listening
from tests.signing_in import configured, cookies
from tests.visit import completed

PUBLIC = [entry.address for entry in read_menu() if entry.audience == "public"]
OTHERS = ["no_such_page", *(entry.address for entry in read_menu() if entry.audience != "public")]
FIGURES = "/api/v1/figures?indicator=businesses_supported"
NOT_OF_THE_PROJECT = {".venv", ".git", "tests", "bench", "store"}
BOARD_MENU, SIGN_IN = "\nBoard\n", 'class="cc-sign-in"'
GARBAGE = b"not a database at all" * 100


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("public_only")
    project, releases, home = folder / "project", folder / "releases", folder / "home"
    shutil.copytree(ROOT, project, ignore=left_out)
    shutil.copytree(published / "releases", releases)
    home.mkdir()
    (folder / "store.sqlite").write_bytes(GARBAGE)
    (folder / "store.sqlite").chmod(0)
    configured(folder)  # as if somebody had thought that it could be signed in to
    closed = [path for top in (project, releases, home) for path in (top, *top.rglob("*"))]
    for path in closed:
        path.chmod(0o555 if path.is_dir() else 0o444)
    settings = {
        **listening(folder / "book"),
        "CCARE_PUBLIC_ONLY": "1",
        "PYTHONPATH": f"{folder / 'book'}{os.pathsep}{project}",
        "HOME": str(home),
        "TMPDIR": str(home),
    }
    with running(folder, script=project / "server.py", settings=settings, project=project, through=BOUND) as started:
        yield started
    for path in closed:  # so that whoever is not root can clear it away
        path.chmod(0o755)


def left_out(folder: str, names: Iterable[str]) -> set[str]:
    at_the_top = NOT_OF_THE_PROJECT if Path(folder) == ROOT else set()
    data = {"store"} if Path(folder) == ROOT / "data" else set()
    return {name for name in names if name in at_the_top | data or name.endswith("_cache")}


@pytest.fixture
def releases(site: Running, published: Path) -> Iterator[Path]:
    """The folder the site looks into, with the first release alone; only a test may write there, inside `opened`."""
    folder = site.folder / "releases"
    with opened(folder):
        for path in folder.iterdir():
            path.unlink()
        shutil.copy(published / "releases" / "release-1.sqlite", folder)
    return folder


@contextmanager
def opened(folder: Path) -> Iterator[Path]:
    """Lets a test change the folder and its files; nobody after it."""
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755)
    try:
        yield folder / "release-1.sqlite"
    finally:
        for path in (*folder.iterdir(), folder):
            path.chmod(0o444 if path.is_file() else 0o555)


@pytest.fixture
def visit_site(site: Running) -> Callable[..., str]:
    """Everything that a page says to a visitor who comes without a browser; with the cookie of `who`, where named."""

    def said(page: str = "", query: str = "lang=en", who: str = "") -> str:
        async def draw() -> str:
            shown = cookies(who, site.url) if who else {}
            async with visiting(site.url, page, query, cookies=shown) as visitor:
                return "\n".join((await visitor.draw()).texts)

        return completed(draw())

    return said


def headings(said: str) -> list[str]:
    return re.findall("<h[1-6].*?</h[1-6]>", said)


# -- nothing but the release


@pytest.mark.parametrize("address", OTHERS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_that_is_not_for_the_public_is_a_page_that_is_not_there(ask, site, address, language):
    for shown in ({}, {"cookie": "; ".join(f"{name}={value}" for name, value in cookies("board", site.url).items())}):
        answer = ask(f"/{address}?lang={language}", url=site.url, **shown)
        assert answer.status == 404
        assert {"en": "There is no page here", "fr": "Il n’y a pas de page ici"}[language] in answer.text


def test_a_server_for_everybody_has_the_boards_pages(ask):
    assert {address: ask(f"/{address}").status for address in OTHERS[1:]} == dict.fromkeys(OTHERS[1:], 200)


@pytest.mark.parametrize("page", ["", "attention", "money"])
def test_the_cookie_of_the_board_shows_what_the_public_sees(visit_site, page):
    """Over the web socket too, where a program can name any page it likes. The secrets are there, and are not looked at."""
    said = visit_site(page, who="board")
    assert BOARD_MENU not in said
    assert headings(said) == headings(visit_site("", "lang=en"))


@pytest.mark.parametrize("who", ["", "board"])
def test_no_page_offers_to_sign_in(visit_site, who):
    assert SIGN_IN not in visit_site("", who=who)


def test_a_server_for_everybody_offers_to_sign_in_and_the_board_its_menu(server):
    async def said(**who: dict[str, str]) -> str:
        async with visiting(server.url, "attention", **who) as visitor:
            return "\n".join((await visitor.draw()).texts)

    assert BOARD_MENU in completed(said(cookies=cookies("board", server.url)))
    assert SIGN_IN in completed(said())


@pytest.mark.parametrize(
    "path", ["/auth", "/auth/login", "/auth/logout", "/oauth2callback", "/auth/login/again", "/signin", "/signout"]
)
def test_nobody_can_sign_in(ask, site, server, path):
    answer = ask(path, url=site.url)
    assert (answer.status, "There is no page here" in answer.text) == (404, True)
    assert "There is no page here" not in ask(path, url=server.url).text


def test_nobody_can_send_a_file(ask, site, server):
    path = "/_stcore/upload_file/somebody/something"
    assert ask(path, method="PUT", url=site.url).status == 404
    assert ask(path, method="PUT", url=server.url).status != 404


def test_every_public_page_download_and_answer_comes_from_the_release_and_no_file_is_written(
    ask, site, releases, visit_site
):
    for address in PUBLIC:
        assert ask(f"/{address}", url=site.url).status in (200, 308)
        assert visit_site("" if address == PUBLIC[0] else address).count("<h1>") == 1
    files = [f"{FIGURES}&by=area,month&format={made}" for made in ("json", "csv", "xlsx", "parquet")]
    for path in (*files, "/api/v1/release.zip", "/api/v1/datapackage.json", "/api/v1/areas.geojson", "/healthz"):
        assert ask(path, url=site.url).status == 200, path
    assert heard(site.folder / "book", "writes") == []
    connected = {re.sub(r"release-\d+", "release-n", each) for each in heard(site.folder / "book", "connects")}
    # In memory a server makes the tables of a release, to compare those of the file with.
    assert connected - {":memory:"} == {f"{(releases / 'release-n.sqlite').as_uri()}?mode=ro&immutable=1"}
    assert not [path for path in heard(site.folder / "book", "reads") if "store.sqlite" in path]
    assert [path.name for path in releases.iterdir()] == ["release-1.sqlite"]
    (site.folder / "store.sqlite").chmod(0o600)
    assert (site.folder / "store.sqlite").read_bytes() == GARBAGE
    (site.folder / "store.sqlite").chmod(0)


def test_a_server_for_everybody_opens_the_store_and_misses_it_where_it_is_no_database(serve, ask, tmp_path):
    settings = {**listening(tmp_path / "book"), "PYTHONPATH": f"{tmp_path / 'book'}{os.pathsep}{ROOT}"}
    with serve(settings=settings) as server:
        assert ask("/healthz", url=server.url).status == 200
        assert any("store.sqlite" in each for each in heard(tmp_path / "book", "connects"))
        (server.folder / "store.sqlite").write_bytes(GARBAGE)
        assert ask("/healthz", url=server.url).status == 503


def test_a_page_that_asked_for_the_working_store_by_mistake_would_get_none(published, monkeypatch):
    # Not before a test runs: it declares a cache, which the framework reports as misplaced outside of a run.
    from ccare_metrics.scope import Viewer
    from ccare_metrics.store.engine import StoreError
    from ui import cached

    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{published / 'store.sqlite'}")
    monkeypatch.setenv("CCARE_RELEASES", str(published / "releases"))
    release, lead = cached.release(), Viewer(role="lead", name="a test")
    assert cached.as_it_stood(release, release.as_of, lead) is not None
    monkeypatch.setenv("CCARE_PUBLIC_ONLY", "1")
    asking = (
        lambda: cached.as_it_stood(release, release.as_of, lead),
        lambda: cached.workflow(release.as_of, lead),
        lambda: cached.acts_between(release.as_of, release.as_of, lead),
    )
    for ask in asking:
        with pytest.raises(StoreError, match="opens no working store"):
            ask()


# -- a disk nobody can write to

TRIES = """
import sys
for place in sys.argv[1:]:
    try:
        open(place, "a").close()
        print("written")
    except PermissionError:
        print("refused")
"""


def test_where_the_site_runs_a_write_is_refused_by_the_file_system(site, releases):
    """The same start, the same folders: what is proved for this program holds for the server."""
    places = [
        releases / "release-1.sqlite",
        releases / "release-1.sqlite-journal",
        releases / "release-2.sqlite",
        site.folder / "project" / "server.py",
        site.folder / "project" / "data" / "store",
        site.folder / "home" / "anything",
        site.folder / "store.sqlite",
    ]
    tried = subprocess.run(
        [*BOUND, sys.executable, "-c", TRIES, *map(str, places), str(site.folder / "free")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert tried.stdout.split() == ["refused"] * len(places) + ["written"]


# -- following what is published


def name_in(page: str) -> str:
    return re.search("<title>[^<]* – ([^<]*)</title>", page)[1]


def test_a_new_release_is_followed_by_open_pages_new_pages_titles_and_figures_without_a_restart(ask, site, releases):
    with opened(releases) as first:
        put_after(first, 2, words={'short_name.en = "C-CARE"': 'short_name.en = "C-CARE II"'})
        (releases / "release-2.sqlite").rename(site.folder / "release-2.sqlite")

    async def before_and_after() -> tuple[str, str]:
        async with visiting(site.url, "about") as visitor:
            before = (await visitor.draw()).texts
            with opened(releases):
                (site.folder / "release-2.sqlite").rename(releases / "release-2.sqlite")
            return "\n".join(before), "\n".join((await visitor.draw()).texts)

    assert name_in(ask("/map", url=site.url).text) == "C-CARE"
    assert json.loads(ask(FIGURES, url=site.url).text)["release"] == 1
    before, after = completed(before_and_after())
    assert "Release 1, figures as of" in before
    assert "Release 2, figures as of" not in before
    assert "Release 2, figures as of" in after
    assert name_in(ask("/map", url=site.url).text) == "C-CARE II"
    assert json.loads(ask("/manifest.json", url=site.url).text)["name"] == "C-CARE II"
    assert json.loads(ask(FIGURES, url=site.url).text)["release"] == 2
    assert json.loads(ask("/healthz", url=site.url).text) == {"status": "ok", "release": 2, "revision": None}


DAMAGES = {
    "cut short": lambda path: os.truncate(path, path.stat().st_size // 2),
    "no database": lambda path: path.write_bytes(GARBAGE),
    "a figure changed": lambda path: changed(path, "UPDATE cell SET value = value + 1 WHERE value > 100"),
    "an earlier version's": lambda path: changed(path, "PRAGMA user_version = 1"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_newest_release_that_is_damaged_leaves_the_last_good_one_up_and_health_says_so(
    ask, site, releases, visit_site, damage
):
    with opened(releases) as first:
        second = put_after(first, 2)
        assert "Release 2, figures as of" in visit_site()
        damage(second)
    assert "Release 1, figures as of" in visit_site()
    assert json.loads(ask(FIGURES, url=site.url).text)["release"] == 1
    answer = ask("/healthz", url=site.url)
    told = json.loads(answer.text)
    assert answer.status == 200
    assert (told["status"], told["release"]) == ("degraded", 1)
    ((number, reason),) = [(each["release"], each["reason"]) for each in told["damaged"]]
    assert number == 2
    assert "release-2.sqlite" in reason


def test_a_damaged_release_that_is_asked_for_by_name_is_a_sentence(ask, site, releases, visit_site):
    with opened(releases) as first:
        changed(put_after(first, 2), "DELETE FROM cell")
    answer = ask(f"{FIGURES}&release=2", url=site.url)
    assert answer.status == 503
    assert "release-2.sqlite" in answer.text
    assert ask(f"{FIGURES}&release=1", url=site.url).status == 200
    assert "Release 2 cannot be read" in visit_site("", "lang=en&release=2")
    assert "cannot be read" not in visit_site("", "lang=en&release=1")


NOTHING = {
    "en": ("Nothing is published yet", "Please come back later"),
    "fr": ("Rien n’est encore publié", "Revenez plus tard"),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_fresh_start_says_plainly_that_nothing_is_published_and_how_to_publish(
    ask, site, releases, visit_site, language
):
    with opened(releases) as first:
        first.unlink()
    for path in ("/", "/map"):
        answer = ask(f"{path}?lang={language}", url=site.url)
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "60"
        assert answer.headers["Content-Language"] == language
        assert all(said in answer.text for said in (*NOTHING[language], "<code>make run</code>"))
        assert "<script" not in answer.text
    assert NOTHING[language][0] in visit_site("", f"lang={language}")  # what a page that was open before is told
    told = ask("/healthz", url=site.url)
    assert (told.status, json.loads(told.text)["status"]) == (503, "unavailable")
    assert ask("/nowhere", url=site.url).status == 404


def test_a_site_whose_only_release_is_damaged_says_so_until_its_copy_is_put_back(ask, site, releases, published):
    with opened(releases) as first:
        os.truncate(first, 5_000)
        answer = ask("/", url=site.url)
        assert answer.status == 503
        assert "The published figures cannot be read" in answer.text
        assert "release-1.sqlite" in json.loads(ask("/healthz", url=site.url).text)["reason"]
        assert ask(FIGURES, url=site.url).status == 503
        shutil.copy(published / "releases" / "release-1.sqlite", first)
    assert ask("/", url=site.url).status == 200
    assert ask("/healthz", url=site.url).status == 200


# -- make run


def init(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """What `make run` does before it serves."""
    told = {**environment(folder), **settings}
    return subprocess.run(
        [sys.executable, "manage.py", "init"], cwd=ROOT, env=told, capture_output=True, text=True, check=False
    )


def test_make_run_makes_the_first_release_of_a_public_site_and_then_leaves_everything_alone(tmp_path):
    assert (
        "manage.py init" in (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nrun:")[2].partition("\n\n")[0]
    )
    assert init(tmp_path, CCARE_PUBLIC_ONLY="1").returncode == 0
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["release-1.sqlite"]
    (tmp_path / "store.sqlite").write_bytes(GARBAGE)
    again = init(tmp_path, CCARE_PUBLIC_ONLY="1")
    assert (again.returncode, again.stdout) == (0, "public only: release 1 is shown as it is\n")
    assert (tmp_path / "store.sqlite").read_bytes() == GARBAGE
    assert init(tmp_path).returncode == 1
