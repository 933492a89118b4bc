"""Who somebody is, is looked up in every run: by a cookie that the server itself signed, in the table of access, at this moment.

Over raw web sockets, as a program would speak that shows whatever cookie it likes.
"""

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench.serving import Running, running
from bench.visitor import Visitor, visiting
from ccare_metrics.store import people
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import writing
from tests.signing_in import SECRET, configured, cookies
from tests.visit import completed

HOUR = 60 * 60
BOARD_MENU, SIGN_IN, SIGN_OUT = "\nBoard\n", ">Sign in</a>", ">Sign out</button>"
AGAIN, NO_ACCESS = "Please sign in again", "You have no access beyond the public pages"


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of its own: signing out and taking access away are remembered."""
    folder = tmp_path_factory.mktemp("who") / "own"
    shutil.copytree(published, folder, ignore=shutil.ignore_patterns("*.log"))
    configured(folder)
    with running(folder) as server:
        yield server


@pytest.fixture
def said(site: Running) -> Callable[..., str]:
    """Everything a page says to whoever shows these cookies."""

    def said(shown: dict[str, str], page: str = "", query: str = "lang=en") -> str:
        async def draw() -> str:
            async with visiting(site.url, page, query, cookies=shown) as visitor:
                return await seen(visitor)

        return completed(draw())

    return said


async def seen(visitor: Visitor) -> str:
    return "\n".join((await visitor.draw()).texts)


def revoke(site: Running, email: str) -> None:
    engine = checked(f"sqlite:///{site.folder / 'store.sqlite'}")
    with writing(engine) as session:
        people.withdraw_access(session, by="a test", at="2023-06-05T12:00:00Z", email=email, reason="left")
    engine.dispose()


def sign_out(site: Running, shown: dict[str, str]) -> int:
    connection = HTTPConnection(urlsplit(site.url).netloc, timeout=30)
    cookie = "; ".join(f"{name}={value}" for name, value in shown.items())
    connection.request("POST", "/signout", headers={"Cookie": cookie, "Sec-Fetch-Site": "same-origin"})
    status = connection.getresponse().status
    connection.close()
    return status


# -- a cookie that is believed, and those that are not


@pytest.mark.parametrize(
    ("who", "name", "role"),
    [
        ("board", "Demo board", "programme board"),
        ("lead.one", "Demo lead.one", "lead partner"),
        ("finistere", "Demo finistere", "Finistère Departmental Council"),
    ],
)
def test_each_is_called_by_what_they_are_and_sees_the_menu_of_it(site, said, who, name, role):
    page = said(cookies(who, site.url))
    assert f'{name}<span class="cc-role">, {role}</span>' in page
    assert SIGN_OUT in page
    assert SIGN_IN not in page
    assert (BOARD_MENU in page) == (who != "finistere")


def test_the_public_is_offered_to_sign_in_and_nothing_else(said):
    page = said({})
    assert SIGN_IN in page
    assert BOARD_MENU not in page
    assert SIGN_OUT not in page


def altered(cookie: str) -> str:
    """One letter of it, in the middle of what it says."""
    return f"{cookie[:20]}{'A' if cookie[20] != 'A' else 'B'}{cookie[21:]}"


def unsigned(site: Running) -> str:
    said = {"iss": "https://sign-in.example.org", "sub": "subject of board", "is_logged_in": True, "origin": site.url}
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


NOT_BELIEVED: dict[str, Callable[[Running], dict[str, str]]] = {
    "altered": lambda site: {name: altered(value) for name, value in cookies("board", site.url).items()},
    "unsigned": lambda site: {"_streamlit_user": unsigned(site)},
    "signed with an old secret": lambda site: cookies("board", site.url, secret=SECRET[::-1]),
    "signed for another site": lambda _: cookies("board", "https://elsewhere.example"),
    "under another name": lambda site: {"_streamlit_user_tokens": cookies("board", site.url)["_streamlit_user"]},
    "not signed in": lambda site: cookies("board", site.url, is_logged_in=False),
    "of nobody": lambda site: cookies("board", site.url, sub=""),
    "of no provider": lambda site: cookies("board", site.url, iss=None),
}


@pytest.mark.parametrize("shown", NOT_BELIEVED.values(), ids=NOT_BELIEVED)
def test_a_cookie_that_is_not_sound_is_nobodys(site, said, shown):
    page = said(shown(site), "attention")
    assert SIGN_IN in page
    assert BOARD_MENU not in page
    assert "This page is for the programme board" in page


def test_the_same_cookie_whole_is_the_boards(site, said):
    page = said(cookies("board", site.url), "attention")
    assert BOARD_MENU in page
    assert "This page is for" not in page


@pytest.mark.parametrize(
    ("who", "page", "query"),
    [
        ("", "attention", "as=board&role=board"),
        ("norfolk", "attention", "role=lead&partner=kent"),
        ("norfolk", "money", "as=board"),
    ],
)
def test_no_word_in_the_address_gives_a_right(site, said, who, page, query):
    shown = cookies(who, site.url) if who else {}
    assert "This page is for the programme board" in said(shown, page, f"lang=en&{query}")


# -- twelve hours


def test_a_sign_in_lasts_twelve_hours_and_then_is_asked_for_again(site, said):
    assert BOARD_MENU in said(cookies("board", site.url, age=12 * HOUR - 60))
    page = said(cookies("board", site.url, age=12 * HOUR + 60), "map", "lang=en&area=E06000026")
    assert AGAIN in page
    assert BOARD_MENU not in page
    assert SIGN_OUT not in page
    assert page.count('href="./signin?next=%2Fmap%3Flang%3Den%26area%3DE06000026"') == 2, (
        "in the header and in the notice"
    )


def test_a_sign_in_of_the_future_or_of_no_time_is_asked_for_again(site, said):
    assert AGAIN in said(cookies("board", site.url, age=-HOUR))
    assert AGAIN in said(cookies("board", site.url, iat=None))
    assert AGAIN in said(cookies("board", site.url, iat="now"))
    assert AGAIN not in said(cookies("board", site.url, age=-60)), "clocks differ by a minute"


# -- no access


@pytest.mark.parametrize(
    ("language", "title", "whom"),
    [
        ("en", NO_ACCESS, "Access is given by the lead partner, Kent County Council"),
        (
            "fr",
            "Vous n’avez accès qu’aux pages publiques",
            "Les accès sont accordés par le chef de file, Conseil du comté du Kent",
        ),
    ],
)
def test_somebody_who_was_not_invited_is_told_whom_to_ask_and_sees_what_the_public_sees(
    site, said, language, title, whom
):
    page = said(cookies("stranger", site.url), "", f"lang={language}").replace("\N{NO-BREAK SPACE}", " ")
    assert title in page
    assert whom in page
    assert "stranger@demo.example" in page
    assert "<h1>" in page
    assert BOARD_MENU not in page
    assert "\nPublic site\n" not in page
    assert title not in said(cookies("kent", site.url), "", f"lang={language}")


def test_an_address_that_nobody_confirmed_opens_nothing(site, said):
    """The invited address, from another account of the same provider."""
    page = said(cookies("board", site.url, sub="somebody else", email_verified=False))
    assert "Your e-mail address is not confirmed" in page
    assert BOARD_MENU not in page


def test_the_same_address_at_another_provider_is_somebody_else(site, said):
    for other in ({"iss": "https://other.example.org"}, {"sub": "somebody else"}):
        page = said(cookies("board", site.url, **other))
        assert NO_ACCESS in page
        assert BOARD_MENU not in page


def test_whoever_is_known_stays_known_under_another_address(site, said):
    """A person is who the provider says they are, not the address they are reached at."""
    assert BOARD_MENU in said(cookies("board", site.url, email="renamed@elsewhere.example", email_verified=False))


def test_what_a_provider_writes_is_shown_as_text(site, said):
    page = said(cookies("stranger", site.url, email="<script>alert(1)</script>@demo.example"))
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


# -- what ends while a window is open


def test_access_that_is_taken_away_ends_in_the_open_window_at_its_next_run(site):
    async def before_and_after() -> tuple[str, str, str]:
        kept, lost = cookies("kent", site.url), cookies("cesi", site.url)
        async with (
            visiting(site.url, cookies=lost) as loser,
            visiting(site.url, cookies=kept) as keeper,
        ):
            before = await seen(loser)
            await seen(keeper)
            revoke(site, "cesi@demo.example")
            return before, await seen(loser), await seen(keeper)

    before, after, other = completed(before_and_after())
    assert "Demo cesi" in before
    assert NO_ACCESS in after
    assert "Demo cesi" not in after
    assert "Demo kent" in other


def test_signing_out_ends_every_window_of_that_sign_in_and_nobody_elses(site):
    async def before_and_after() -> tuple[str, str, str, str]:
        shown, earlier = cookies("plymouth", site.url), cookies("plymouth", site.url, age=2 * HOUR)
        async with (
            visiting(site.url, cookies=shown) as one,
            visiting(site.url, cookies=earlier) as two,
            visiting(site.url, cookies=cookies("new_anglia", site.url)) as other,
        ):
            before = await seen(one)
            await seen(two)
            await seen(other)
            assert sign_out(site, shown) == 200
            return before, await seen(one), await seen(two), await seen(other)

    before, one, two, other = completed(before_and_after())
    assert "Demo plymouth" in before
    assert AGAIN in one
    assert AGAIN in two
    assert "Demo new_anglia" in other
    # Signed in anew, after that: welcome again.
    completed(_come_back(site))


async def _come_back(site: Running) -> None:
    async with visiting(site.url, cookies=cookies("plymouth", site.url, age=0)) as visitor:
        assert "Demo plymouth" in await seen(visitor)


def test_where_the_store_is_gone_the_public_site_works_on_and_says_why_nobody_has_rights(serve):
    async def draw(server: Running, who: str) -> str:
        shown = cookies(who, server.url) if who else {}
        async with visiting(server.url, cookies=shown) as visitor:
            return await seen(visitor)

    with serve(sign_in=True) as server:
        (server.folder / "store.sqlite").unlink()
        page = completed(draw(server, "board"))
        assert "What you may do cannot be looked up at the moment" in page
        assert "There is no store at store.sqlite" in page
        assert "<h1>" in page
        assert BOARD_MENU not in page
        assert "cannot be looked up" not in completed(draw(server, ""))


def test_a_file_is_taken_only_from_somebody_who_signed_in(site, ask):
    path = "/_stcore/upload_file/somebody/something"
    assert ask(path, method="PUT", url=site.url).status == 403
    forged = "; ".join(f"{name}={altered(value)}" for name, value in cookies("kent", site.url).items())
    assert ask(path, method="PUT", url=site.url, cookie=forged).status == 403
    shown = "; ".join(f"{name}={value}" for name, value in cookies("kent", site.url).items())
    answer = ask(path, method="PUT", url=site.url, cookie=shown)
    assert "Sign in first" not in answer.text, "the framework's own rules come next"
