"""/signin, /signout and what becomes of the framework's answers: to whom they lead, what they refuse, which cookies they set."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bench.serving import Running, free_port, running
from serving.coming_back import COOKIE, on_this_site, remembered
from tests.server.conftest import Answer
from tests.signing_in import SECRET, configured, cookies

FRENCH = {"accept_language": "fr"}
HERE = {"sec_fetch_site": "same-origin"}


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server whose provider is down: nothing listens where it should be."""
    folder = tmp_path_factory.mktemp("provider_down")
    for name in ("store.sqlite", "releases"):
        (folder / name).symlink_to(published / name)
    configured(folder, provider=f"http://127.0.0.1:{free_port()}")
    with running(folder) as server:
        yield server


@pytest.fixture
def asked(ask: Callable[..., Answer], site: Running) -> Callable[..., Answer]:
    def asked(path: str, **told: str) -> Answer:
        return ask(path, url=site.url, **told)

    return asked


def set_cookies(answer: Answer) -> dict[str, str]:
    """What the answer sets, by name: the value and its attributes."""
    return {each.partition("=")[0]: each.partition("=")[2] for each in answer.headers.get_all("Set-Cookie", ())}


def cookie_of(who: str, site: Running, **told: object) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies(who, site.url, **told).items())


# -- where one comes back to


@pytest.mark.parametrize(
    ("wanted", "sent"),
    [
        ("/map?area=E06000026&lang=fr", "/map?area=E06000026&lang=fr"),
        ("/", "/"),
        ("/scheme?scheme=a2a#here", "/scheme?scheme=a2a"),
        ("/map?area=Finistère", "/map?area=Finist%C3%A8re"),
        ("/map?q=%C3%A9+b", "/map?q=%C3%A9+b"),
    ],
)
def test_a_page_of_this_site_is_come_back_to(wanted, sent):
    assert on_this_site(wanted) == sent


@pytest.mark.parametrize(
    "wanted",
    [
        *("https://elsewhere.example", "//elsewhere.example", "///elsewhere.example", "/\\elsewhere.example"),
        *(
            "\\\\elsewhere.example",
            "/\t/elsewhere.example",
            "/\n/elsewhere.example",
            "/map\r\nSet-Cookie: a=b",
            " /map",
        ),
        *("/map//elsewhere.example", "javascript:alert(1)", "map", "", None, "/" + "a" * 2000, "/map?a=b c", "/\x7f"),
        *("/signin?next=/map", "/signout", "/oauth2callback?code=1", "/auth/logout", "/_stcore/health", "/api/v1/docs"),
    ],
)
def test_anything_else_is_the_first_page(wanted):
    assert on_this_site(wanted) == "/"


def test_what_a_cookie_says_is_looked_at_once_more():
    assert remembered("%2Fmap%3Farea%3D29") == "/map?area=29"
    assert remembered("%2F%2Felsewhere.example") == "/"
    assert remembered(None) == "/"


@pytest.mark.parametrize(
    ("wanted", "kept"), [("/map%3Farea%3D29", "%2Fmap%3Farea%3D29"), ("//elsewhere.example", "%2F"), ("", "%2F")]
)
def test_signing_in_leads_to_the_provider_and_remembers_the_page(asked, wanted, kept):
    answer = asked(f"/signin?next={wanted}")
    assert answer.status == 302
    assert answer.headers["Location"].startswith("/auth/login?provider=")
    assert answer.headers["Cache-Control"] == "no-store"
    value, *attributes = set_cookies(answer)[COOKIE].split("; ")
    assert value == kept
    assert {"HttpOnly", "SameSite=lax", "Max-Age=600", "Path=/"} == set(attributes)


def test_who_came_by_another_name_of_the_machine_begins_at_the_one_that_the_provider_knows(ask, site):
    port = urlsplit(site.url).port
    answer = ask("/signin?next=/map", url=site.url, host=f"localhost:{port}")
    moved = urlsplit(answer.headers["Location"])
    assert f"{moved.scheme}://{moved.netloc}" == site.url
    assert parse_qs(moved.query) == {"next": ["/map"], "moved": ["1"]}
    again = ask(f"{moved.path}?{moved.query}", url=site.url, host=f"localhost:{port}")
    assert again.headers["Location"].startswith("/auth/login")


# -- a provider that does not answer, refuses, or did not ask


@pytest.mark.parametrize(
    ("how", "said"),
    [({}, "The sign-in service does not answer"), (FRENCH, "Le service de connexion ne répond pas")],
)
def test_a_provider_that_is_down_is_a_sentence_and_the_public_site_works_on(asked, how, said):
    begun = asked("/signin?next=/map")
    shown = f"{COOKIE}={set_cookies(begun)[COOKIE].partition(';')[0]}"
    answer = asked(begun.headers["Location"], cookie=shown)
    assert (answer.status, answer.body) == (303, b"")
    told = asked(answer.headers["Location"], **how)
    assert told.status == 503
    assert said in told.text
    assert 'href="/signin?next=%2Fmap"' in told.text
    assert 'href="/map"' in told.text
    assert asked("/map").status == 200
    assert asked("/api/v1/figures?indicator=businesses_supported").status == 200


@pytest.mark.parametrize(
    ("query", "problem", "status", "said"),
    [
        ("error=access_denied&error_description=<b>no</b>&state=s", "refused", 403, "The sign-in service refused"),
        ("code=forged&state=forged", "failed", 400, "The answer of the sign-in service could not be used"),
        ("code=forged", "failed", 400, "was not meant for this browser"),
        ("state=", "failed", 400, "was used before"),
    ],
)
def test_an_answer_that_was_not_asked_for_signs_nobody_in(asked, query, problem, status, said):
    answer = asked(f"/oauth2callback?{query}")
    assert (answer.status, answer.headers["Location"]) == (303, f"/signin?problem={problem}")
    assert not any(name.startswith("_streamlit_user") for name in set_cookies(answer))
    told = asked(answer.headers["Location"])
    assert told.status == status
    assert said in told.text
    assert "<b>" not in told.text
    assert "Traceback" not in told.text


def test_a_forged_answer_ends_nobodys_sign_in(asked, site):
    answer = asked("/oauth2callback?code=forged&state=forged", cookie=cookie_of("kent", site))
    assert set_cookies(answer) == {}


def test_the_way_back_from_the_providers_sign_out_is_no_problem(asked):
    answer = asked("/oauth2callback")
    assert answer.headers["Location"] == "/"


def test_a_link_that_is_too_old_begins_anew(asked):
    assert asked("/auth/login?provider=old").headers["Location"] == "/signin"
    assert asked("/auth/login").headers["Location"] == "/signin"


def test_a_problem_is_told_in_another_language_without_losing_the_page(asked):
    told = asked("/signin?problem=failed&next=/map")
    other = re.search(r'<a href="(\?[^"]*)" hreflang="fr"', told.text)[1].replace("&amp;", "&")
    assert "La connexion n’a pas abouti" in asked(f"/signin{other}").text
    assert 'href="/map"' in asked(f"/signin{other}").text


def test_a_problem_that_there_is_not_is_a_sign_in(asked):
    assert asked("/signin?problem=<script>").headers["Location"].startswith("/auth/login")


# -- signing out


def test_a_link_signs_nobody_out(asked, site):
    for path in ("/signout", "/auth/logout", "/auth/logout/"):
        answer = asked(path, cookie=cookie_of("norfolk", site), sec_fetch_site="cross-site")
        assert set_cookies(answer) == {}
        assert answer.status in (200, 303)
        assert answer.headers.get("Location", "/signout") == "/signout"
    assert '<form method="post" action="/signout">' in asked("/signout").text


@pytest.mark.parametrize(
    "how",
    [
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {},
    ],
)
def test_a_form_of_another_site_signs_nobody_out(asked, site, how):
    answer = asked("/signout", method="POST", cookie=cookie_of("norfolk", site), **how)
    assert answer.status == 403
    assert set_cookies(answer) == {}


def test_a_form_of_this_site_signs_out(asked, site):
    for how in (HERE, {"origin": site.url}):
        answer = asked("/signout", method="POST", cookie=cookie_of("nobody.known", site), **how)
        assert answer.status == 200
        assert "You are signed out here" in answer.text
        gone = set_cookies(answer)["_streamlit_user"]
        assert gone.startswith('""')
        assert "Max-Age=0" in gone
        assert answer.headers["Refresh"] == "0; url=/", "the provider is down, so there is nobody to tell"


def test_whoever_is_not_signed_in_may_sign_out_too(asked):
    assert asked("/signout", method="POST", **HERE).status == 200
    assert asked("/signout", method="POST", cookie="_streamlit_user=nonsense", **HERE).status == 200


def test_a_sign_out_that_cannot_be_recorded_says_so_and_keeps_the_cookie(serve, ask):
    with serve(sign_in=True) as server:
        (server.folder / "store.sqlite").rename(server.folder / "away.sqlite")
        shown = "; ".join(f"{name}={value}" for name, value in cookies("kent", server.url).items())
        answer = ask("/signout", method="POST", url=server.url, cookie=shown, **HERE)
        assert answer.status == 503
        assert "You are still signed in" in answer.text
        assert set_cookies(answer) == {}
        (server.folder / "away.sqlite").rename(server.folder / "store.sqlite")
        again = ask("/signout", method="POST", url=server.url, cookie=shown, **HERE)
        assert again.status == 200
        assert "_streamlit_user" in set_cookies(again)


# -- cookies


@pytest.mark.parametrize("path", ["/signin", "/?lang=fr", "/_stcore/health"])
def test_cookies_are_secure_behind_tls_and_only_there(asked, path):
    """The tests come from 127.0.0.1, whose word about the visitor's connection uvicorn takes, as it does a proxy's."""
    plain, safe = asked(path), asked(path, x_forwarded_proto="https")
    assert set_cookies(plain)
    assert set_cookies(plain).keys() == set_cookies(safe).keys()
    assert not any("secure" in each.lower() for each in set_cookies(plain).values())
    assert all(each.endswith("; Secure") for each in set_cookies(safe).values())


def test_the_cookie_of_a_signed_out_visitor_goes_by_tls_too(asked, site):
    answer = asked("/signout", method="POST", cookie=cookie_of("kent.known", site), x_forwarded_proto="https", **HERE)
    assert all("secure" in each.lower() for each in set_cookies(answer).values())


# -- several providers


def test_where_there_are_several_providers_one_is_chosen_first(serve, ask):
    with serve(sign_in=True) as server:
        pass
    path = server.folder / "secrets.toml"
    other = '[auth.other]\ntitle = "Other <ministry>"\nclient_id = "c"\nclient_secret = "d"\n'
    address = f'server_metadata_url = "http://127.0.0.1:{free_port()}/.well-known/openid-configuration"\n'
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{other}{address}", encoding="utf-8")
    with running(server.folder) as server:
        choice = ask("/signin?next=/map%3Farea%3D29", url=server.url, **FRENCH)
        assert choice.status == 200
        assert "Avec quel compte" in choice.text
        assert "Other &lt;ministry&gt;" in choice.text
        links = re.findall(r'<li><a href="([^"]+)"', choice.text)
        assert [parse_qs(urlsplit(each.replace("&amp;", "&")).query) for each in links] == [
            {"provider": ["test"], "next": ["/map?area=29"]},
            {"provider": ["other"], "next": ["/map?area=29"]},
        ]
        gone = ask(links[1].replace("&amp;", "&"), url=server.url)
        assert gone.headers["Location"].startswith("/auth/login?provider=")
        assert "%2Fmap%3Farea%3D29" in set_cookies(gone)[COOKIE]
        assert ask("/signin?provider=unknown", url=server.url).status == 200


def test_no_secret_is_ever_sent(asked):
    for path in ("/signin", "/signin?problem=failed", "/signout", "/", "/_stcore/host-config"):
        answer = asked(path)
        assert SECRET not in answer.body.decode("latin-1")
        assert "told to nobody" not in answer.body.decode("latin-1")
