"""Signing in for real: a browser, a dashboard, an OpenID provider; there, back to the same page, and out again in every window."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from demo_signin.provider import stop
from tests.browser.reading import text_of
from tests.demonstration import Demonstration, choose, demonstrated, sign_in, sign_out
from tests.signing_in import cookies
from tests.visit import wait_until_drawn

HOUR = 60 * 60


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    with demonstrated(published, tmp_path_factory.mktemp("signing_in") / "own") as started:
        yield started


@pytest.mark.parametrize(
    ("lang", "called", "menu", "leave", "enter"),
    [
        ("en", "Demo board, programme board", "Board", "Sign out", "Sign in"),
        ("fr", "Demo board, comité de pilotage", "Comité", "Se déconnecter", "Se connecter"),
    ],
)
def test_somebody_signs_in_comes_back_to_the_same_view_sees_the_pages_of_their_role_and_signs_out(
    visit, site, lang, called, menu, leave, enter
):
    visited = visit(f"/map?area=E06000026&lang={lang}", lang=lang, url=site.url)
    page = visited.page
    before = page.locator("h1").inner_text()
    board = page.get_by_role("link", name=menu, exact=True)
    assert board.count() == 0
    sign_in(page, "board")
    assert urlsplit(page.url).path == "/map"
    assert parse_qs(urlsplit(page.url).query) == {"area": ["E06000026"], "lang": [lang]}
    assert page.locator("h1").inner_text() == before
    assert called in text_of(page)
    board.click()
    page.wait_for_url("**/attention?**")
    wait_until_drawn(page)
    assert "Demo board" in text_of(page)
    expect(page.get_by_role("button", name=leave)).to_be_visible()
    sign_out(page)
    assert called not in text_of(page)
    expect(page.get_by_role("link", name=enter)).to_be_visible()
    assert visited.complaints == []
    assert visited.hosts == {urlsplit(site.url).netloc, urlsplit(site.provider.issuer).netloc}


def test_the_provider_forgets_too_so_that_the_next_person_is_asked_who_they_are(visit, site):
    page = visit("/", url=site.url).page
    sign_in(page, "norfolk")
    assert "Demo Norfolk, Norfolk County Council" in text_of(page)
    sign_out(page)
    sign_in(page, "lead.two")
    assert "Demo lead 2, lead partner" in text_of(page)
    assert {cookie["name"] for cookie in page.context.cookies() if cookie["name"] == "ccare_next"} == set()


def test_signing_out_in_one_window_ends_the_rights_of_the_other_at_its_next_act(visit, site):
    page = visit("/", url=site.url).page
    sign_in(page, "lead.one")
    other = page.context.new_page()
    other.goto(f"{site.url}/attention?lang=en&on=2022-10-15")
    wait_until_drawn(other)
    assert "Needs attention on 15 October 2022" in text_of(other)
    sign_out(page)
    assert "Needs attention on 15 October 2022" in text_of(other), "nothing was done there yet"
    other.get_by_role("link", name="Progress").click()
    other.wait_for_url("**/progress?**")
    other.get_by_text("Please sign in again").wait_for()
    wait_until_drawn(other)
    seen = text_of(other)
    assert "of 21 targets" not in seen
    assert "This page is for the programme board" in seen
    other.get_by_role("link", name="Sign in and come back to this page").click()
    choose(other, "lead.one")
    assert "on=2022-10-15" in other.url
    assert "On 15 October 2022, of 21 targets" in text_of(other)


def test_a_page_for_others_leads_through_the_sign_in_to_itself(visit, site):
    page = visit("/money?lang=en&on=2022-10-15", url=site.url).page
    assert "This page is for the programme board" in text_of(page)
    page.get_by_role("link", name="Sign in and come back to this page").click()
    choose(page, "board")
    assert urlsplit(page.url).path == "/money"
    assert "The grant was" in text_of(page)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("stranger", "Access is given by the lead partner, Kent County Council"),
        ("unverified", "Your sign-in service does not confirm that unverified@demo.example is yours"),
    ],
)
def test_somebody_without_access_sees_the_public_site_and_is_told_whom_to_ask(visit, site, who, said):
    page = visit("/targets", url=site.url).page
    sign_in(page, who)
    assert said in text_of(page)
    assert page.get_by_role("link", name="Public site").count() == 0
    assert page.locator("h1").count() == 1
    sign_out(page)
    assert said not in text_of(page)


def test_the_way_back_can_be_gone_once_only(visit, site):
    page = visit("/map", url=site.url).page
    used: list[str] = []
    page.on("request", lambda request: used.append(request.url) if "/oauth2callback?" in request.url else None)
    sign_in(page, "kent")
    (way_back,) = used
    sign_out(page)
    page.goto(way_back)
    assert "The answer of the sign-in service could not be used" in page.inner_text("main")
    page.get_by_role("link", name="Back to the site").click()
    wait_until_drawn(page)
    assert "Demo Kent" not in text_of(page)


def test_leaving_the_provider_without_signing_in_leaves_the_public_site_as_it_was(visit, site):
    page = visit("/map?lang=fr", lang="fr", url=site.url).page
    page.locator("a.cc-sign-in").click()
    page.wait_for_url("**/interaction/**")
    state = {cookie["name"] for cookie in page.context.cookies()}
    assert "ccare_next" in state
    page.goto(f"{site.url}/oauth2callback?error=access_denied&state=any")
    assert "Le service de connexion a refusé la demande" in page.inner_text("main")
    page.get_by_role("link", name="Revenir au site").click()
    wait_until_drawn(page)
    assert urlsplit(page.url).path == "/map"


def test_a_wrong_word_signs_nobody_in(visit, site):
    page = visit("/", url=site.url).page
    page.locator("a.cc-sign-in").click()
    page.wait_for_url("**/interaction/**")
    for email, word in (("kent@demo.example", "guessed"), ("kent@elsewhere.example", "demonstration")):
        page.locator("input[type=email]").fill(email)
        page.locator("input[name=word]:visible").fill(word)
        page.locator("p button").click()
        assert "That is not an address" in page.get_by_role("alert").inner_text()


def test_the_page_of_another_site_can_neither_sign_out_nor_steer_where_a_sign_in_ends(visit, site, browser):
    page = visit("/", url=site.url).page
    sign_in(page, "finistere")
    other = page.context.new_page()
    foreign = site.provider.issuer  # another origin, and by its number another site than localhost
    other.route(
        f"{foreign}/evil", lambda route: route.fulfill(content_type="text/html", body=EVIL.format(url=site.url))
    )
    other.goto(f"{foreign}/evil")
    other.locator("button").click()
    other.wait_for_url(f"{site.url}/signout")
    assert "This ends your sign-in" in other.inner_text("main")
    other.goto(f"{foreign}/evil")
    other.locator("#link").click()
    other.wait_for_url(f"{site.url}/signout")
    page.reload()
    wait_until_drawn(page)
    assert "Demo Finistère" in text_of(page)
    other.goto(f"{foreign}/evil")
    other.locator("#next").click()
    choose(other, "finistere")
    assert other.url.rstrip("/") == site.url


EVIL = """<form method="post" action="{url}/signout"><button>win</button></form>
<a id="link" href="{url}/auth/logout">win</a><a id="next" href="{url}/signin?next=//elsewhere.example/">win</a>"""


def test_the_cookies_of_a_sign_in_are_out_of_reach_of_scripts_and_stay_on_this_site(visit, site):
    page = visit("/", url=site.url).page
    sign_in(page, "cesi")
    ours = {cookie["name"]: cookie for cookie in page.context.cookies(site.url)}
    for name in ("_streamlit_user", "_streamlit_user_tokens"):
        assert ours[name]["httpOnly"]
        assert ours[name]["sameSite"] == "Lax"
        assert ours[name]["path"] == "/"
        assert not ours[name]["secure"], "plain http on this machine"
    assert "_streamlit_user" not in page.evaluate("document.cookie")


def test_an_old_sign_in_is_asked_for_again_and_comes_back(visit, server):
    visited = visit("/map?area=E06000026&lang=fr", lang="fr", who="board")
    page = visited.page
    assert "Demo board, comité de pilotage" in text_of(page)
    (cookie,) = [
        {"name": name, "value": value, "url": server.url}
        for name, value in cookies("board", server.url, age=12 * HOUR + 5).items()
    ]
    page.context.add_cookies([cookie])
    page.reload()
    wait_until_drawn(page)
    assert "Veuillez vous reconnecter" in text_of(page)
    link = page.get_by_role("link", name="Se connecter et revenir à cette page").get_attribute("href")
    assert parse_qs(urlsplit(link).query)["next"] == ["/map?area=E06000026&lang=fr"]


def test_a_provider_that_goes_down_is_a_sentence_and_the_site_works_on(visit, published, tmp_path):
    with demonstrated(published, tmp_path / "own") as site:
        page = visit("/map?lang=fr", lang="fr", url=site.url).page
        sign_in(page, "kent")
        stop(site.provider)
        page.goto(f"{site.url}/targets?lang=fr")
        wait_until_drawn(page)
        assert "Demo Kent" in text_of(page), "who is signed in needs no provider"
        sign_out(page)
        page.goto(f"{site.url}/map?lang=fr")
        wait_until_drawn(page)
        page.locator("a.cc-sign-in").click()
        page.wait_for_url("**/signin?problem=unreachable**")
        assert "Le service de connexion ne répond pas" in page.inner_text("main")
        page.get_by_role("link", name="Revenir au site").click()
        wait_until_drawn(page)
        assert urlsplit(page.url).path == "/map"
        assert page.locator("h1").count() == 1
