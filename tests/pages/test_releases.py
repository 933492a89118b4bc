"""Releases on the pages: which one is looked at, how to cite it, and the history with what each changed and put right."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from ccare_metrics.release import Release
from serving.menu import read_menu
from tests.pages.conftest import ROOT, ways_on
from tests.pages.hidden_release import next_release, published_twice
from tests.pages.reading import SPACES, everything_said, html, tables
from ui.words import words_for

LANGUAGES = ("en", "fr")
PUBLIC = [entry.address for entry in read_menu() if entry.audience == "public"]
BOARD = [entry.address for entry in read_menu() if entry.audience == "board"]
DAMAGED = 3


@pytest.fixture(scope="module")
def releases(tmp_path_factory) -> Path:
    """Release 1; release 2, which hides cells and corrects it; release 3, whose file is damaged; release 4, which corrects January."""
    folder = published_twice(tmp_path_factory.mktemp("releases"))
    (folder / f"release-{DAMAGED}.sqlite").write_bytes((folder / "release-2.sqlite").read_bytes()[:2_000])
    next_release(
        folder / "release-2.sqlite",
        4,
        "DELETE FROM info WHERE name = 'corrects'",
        "UPDATE info SET value = '2022-06-08' WHERE name = 'published_on'",
        "UPDATE info SET value = 'Norfolk corrected.' WHERE name = 'note_en'",
        "UPDATE info SET value = 'Norfolk corrigé.' WHERE name = 'note_fr'",
        "UPDATE cell SET value = value - 3 WHERE indicator = 'places' AND place_code = 'E10000020' AND time_code = '2022-01'",
        "INSERT INTO correction VALUES ('places', 'training', 'E10000020', '2022-01')",
        "INSERT INTO correction VALUES ('places', 'training', 'E10000016', '2022-01')",
        "INSERT INTO correction VALUES ('grants_paid', 'grants', 'E06000035', '2022-01')",
    )
    return folder


@pytest.fixture
def open_shores(open_page, releases, monkeypatch) -> Callable[..., AppTest]:
    monkeypatch.setenv("CCARE_RELEASES", str(releases))
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{releases.parent / 'store.sqlite'}")
    return open_page


def plain(text: str) -> str:
    return SPACES.sub(" ", re.sub("<[^>]*>", " ", text)).strip()


def bar(app: AppTest) -> str:
    """What stands above a page of an earlier release, and nothing where nothing does."""
    found = re.findall(r'<p class="cc-older-release" role="note">(.*?)</p>', html(app), flags=re.S)
    return plain(found[0]) if found else ""


def page_links(app: AppTest) -> list[dict[str, str]]:
    """The address parameters of every link inside the site."""
    queries = [str(link.proto.query_string) for link in app.get("page_link")]
    return [{name: codes[0] for name, codes in parse_qs(query).items()} for query in queries]


def places_of_norfolk(app: AppTest) -> str:
    table = next(table for table in tables(app) if "Places" in table["rows"][0])
    return next(row[1] for row in table["rows"] if row[0] == "Norfolk")


# -- the release that the address names


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_newest_sound_release_is_shown_without_a_bar(open_shores, language):
    for address in ({}, {"release": "4"}, {"release": ""}):
        app = open_shores("map", lang=language, indicator="places", **address)
        assert bar(app) == ""
        assert {"en": "Release 4", "fr": "Publication n° 4"}[language] in " ".join(everything_said(app))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PUBLIC)
def test_an_earlier_release_opens_every_public_page_and_says_so_with_the_way_to_the_newest(open_shores, page, language):
    app = open_shores(page, lang=language, release="1")
    assert not app.exception
    assert (
        bar(app)
        == {
            "en": "You are looking at release 1 of 25 May 2022. The newest is release 4. Go to release 4",
            "fr": "Vous consultez la publication n° 1 du 25 mai 2022. La plus récente est la publication n° 4. "
            "Aller à la publication n° 4",
        }[language]
    )
    (way,) = re.findall(r'cc-older-release.*?href="\?([^"]*)"', html(app), flags=re.S)
    assert "release" not in parse_qs(way)
    assert parse_qs(way)["lang"] == [language]


def test_the_figures_are_those_of_the_release_that_is_named(open_shores):
    shown = [places_of_norfolk(open_shores("map", lang="en", indicator="places", release=n)) for n in ("1", "2", "4")]
    assert shown == ["18", "18", "18"]  # to date: not touched by hand
    months = [open_shores("scheme", lang="en", scheme="training", indicator="places", release=n) for n in ("1", "2")]
    told = [next(t["rows"][2] for t in tables(app) if t["rows"][0][0] == "Month") for app in months]
    assert (told[0][0], told[0][1], told[1][1]) == ("February 2022", "6", "hidden")


@pytest.mark.parametrize("page", PUBLIC)
def test_every_link_inside_the_site_keeps_the_release(open_shores, page):
    app = open_shores(page, lang="en", release="1")
    links = page_links(app)
    assert len(links) > 8
    others = {"2", "4"} if page == "releases" else set()  # the history leads to each
    assert {link.get("release") for link in links} - others == {"1"}
    for way in re.findall(r'<nav class="cc-languages".*?</nav>', html(app), flags=re.S):
        assert all("release=1" in address for address in re.findall(r'href="([^"]*)"', way))


def test_the_newest_is_not_written_into_links_so_that_they_stay_with_the_newest(open_shores):
    assert {link.get("release") for link in page_links(open_shores("map", lang="en", indicator="places"))} == {None}


UNKNOWN = [
    "99",
    "0",
    "-1",
    "+2",
    "01",
    "1.0",
    "2x",
    "latest",
    "١",
    "²",
    "1;DROP",
    "<b>1</b>",
    "9" * 10_000,
    " 1",
    "1e0",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", UNKNOWN, ids=lambda asked: asked[:12])
def test_an_unknown_release_is_answered_with_those_that_there_are(open_shores, asked, language):
    app = open_shores("map", lang=language, indicator="places", release=asked)
    assert not app.exception
    drawn = html(app)
    (state,) = re.findall(r'<div class="cc-state cc-state-empty".*?</div>', drawn, flags=re.S)
    assert {"en": "There is no release", "fr": "Il n’existe pas de publication"}[language] in plain(state)
    assert "<b>1</b>" not in drawn
    assert len(plain(state)) < 400
    ways = re.findall(r'href="\?([^"]*)"', drawn.split('class="cc-choices"')[1])
    assert [parse_qs(way.replace("&amp;", "&"))["release"] for way in ways] == [["4"], ["2"], ["1"]]
    assert all("indicator=places" in way and f"lang={language}" in way for way in ways)
    assert tables(app) == []
    assert {link.get("release") for link in page_links(app)} == {None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_damaged_release_is_said_to_be_damaged(open_shores, language):
    app = open_shores("map", lang=language, release=str(DAMAGED))
    assert not app.exception
    told = {
        "en": "Release 3 cannot be read: its file is damaged",
        "fr": "La publication n° 3 est illisible : son fichier est endommagé",
    }[language]
    assert told in everything_said(app)
    assert "sqlite" not in " ".join(everything_said(app))


@pytest.mark.parametrize("page", BOARD)
def test_the_boards_pages_know_no_earlier_release(open_shores, page):
    for asked in ("1", "nonsense"):
        app = open_shores(page, lang="en", release=asked)
        assert not app.exception
        assert bar(app) == ""
        assert "There is no release" not in " ".join(everything_said(app))


# -- citing


def citation(app: AppTest) -> str:
    (line,) = re.findall(r'<p class="cc-cite">(.*?)</p>', html(app), flags=re.S)
    return plain(line).replace("&amp;", "&")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PUBLIC)
def test_every_public_page_says_how_to_cite_it(open_shores, page, language):
    told = citation(open_shores(page, lang=language))
    head, address = told.rsplit(" ", 1)
    assert head.startswith({"en": "Cite this: Two Shores: ", "fr": "Pour citer : Deux rives : "}[language])
    assert head.endswith(
        {"en": "Release 4, figures as of 31 March 2022.", "fr": "Publication n° 4, chiffres au 31 mars 2022."}[language]
    )
    assert parse_qs(urlsplit(address).query) == {"release": ["4"], "lang": [language]}


@pytest.mark.parametrize("page", BOARD)
def test_what_is_not_published_is_not_offered_for_citing(open_shores, page):
    assert "cc-cite" not in html(open_shores(page, lang="en"))


@pytest.mark.parametrize(
    ("page", "address", "name"),
    [
        ("map", {"indicator": "places"}, "Map"),
        ("area", {"area": "E10000020"}, "Norfolk"),
        ("scheme", {"scheme": "training"}, "Training"),
        ("indicator", {"indicator": "places"}, "Places"),
    ],
)
def test_a_citation_names_what_the_page_is_about_and_holds_its_choices(open_shores, page, address, name):
    told = citation(open_shores(page, lang="en", **address))
    assert f"Two Shores: {name}. Release 4" in told
    asked = {key: codes[0] for key, codes in parse_qs(urlsplit(told.rsplit(" ", 1)[1]).query).items()}
    assert asked == {**address, "release": "4", "lang": "en"}


def test_a_cited_address_opens_the_same_figures_when_newer_releases_have_come(open_shores):
    """Cited when release 1 was the newest; opened after three more."""
    told = citation(open_shores("map", lang="en", indicator="places", release="1"))
    asked = {key: codes[0] for key, codes in parse_qs(urlsplit(told.rsplit(" ", 1)[1]).query).items()}
    app = open_shores("map", **asked)
    kent = next(row for table in tables(app) for row in table["rows"] if row[0] == "Kent")
    assert kent[1] == "3"
    assert citation(app) == told


# -- the history


def cards(app: AppTest) -> list[str]:
    """The history, newest first: what each release's card says."""
    return [plain(part) for part in html(app).split('<h2 class="cc-card-title">')[1:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_history_tells_every_release_newest_first_and_which_cannot_be_read(open_shores, language):
    app = open_shores("releases", lang=language)
    numbers = [int(re.search(r"\d+", card)[0]) for card in cards(app)]
    assert numbers == [4, 2, 1]
    said = " ".join(everything_said(app))
    assert {
        "en": "3 releases; the newest is release 4 of 8 June 2022",
        "fr": "3 publications ; la plus récente est la publication n° 4 du 8 juin 2022",
    }[language] in said
    assert {"en": "Release 3 cannot be read", "fr": "La publication n° 3 est illisible"}[language] in said


def test_a_card_tells_day_month_note_protection_and_checksum(open_shores, releases):
    newest, second, first = cards(open_shores("releases", lang="en"))
    for told in ("published on 8 June 2022", "Norfolk corrected.", "Last month covered March 2022"):
        assert told in newest
    for card, number in ((newest, 4), (second, 2), (first, 1)):
        assert Release(releases / f"release-{number}.sqlite").checksum in card
    hidden = Release(releases / "release-2.sqlite")._rows("SELECT count(*) FROM cell WHERE absence = 'suppressed'")[0][
        0
    ]
    assert (
        f"Counts of 1 to 9 people or firms are hidden, and whatever would give them away: {hidden} figures hidden."
        in second
    )
    assert "None: this release hides nothing." in first
    assert "The first release" in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_says_which_one_it_puts_right_and_that_one_by_which(open_shores, language):
    _, second, first = cards(open_shores("releases", lang=language))
    assert {"en": "This release corrects release 1.", "fr": "Cette publication corrige la publication n° 1."}[
        language
    ] in second
    assert {"en": "Small numbers were shown.", "fr": "De petits effectifs étaient affichés."}[language] in second
    assert {"en": "Corrected by release 2.", "fr": "Corrigée par la publication n° 2."}[language] in first


def test_what_changed_is_counted_and_listed_in_words_with_old_and_new(open_shores):
    newest, second, _ = cards(open_shores("releases", lang="en"))
    assert "3 figures corrected or late since release 2" in newest
    rows = [row for table in tables(open_shores("releases", lang="en")) for row in table["rows"]]
    assert ["Places", "Training", "Norfolk", "January 2022", "4", "1"] in rows
    assert [
        "Grants paid",
        "Grants",
        "Medway",
        "January 2022",
        "none yet",
        "none yet",
    ] in rows  # nobody was due to send it
    assert re.search(r"(\d+) figures read otherwise than in release 1: \1 hidden that were shown", second)


def test_a_figure_that_is_hidden_is_listed_without_its_numbers(open_shores):
    """Kent's January was corrected too, and is hidden before and after."""
    rows = [row for table in tables(open_shores("releases", lang="en")) for row in table["rows"]]
    assert ["Places", "Training", "Kent", "January 2022", "hidden", "hidden"] in rows
    newly = [row for row in rows if row[0] == "Places" and row[2] == "Kent" and row[4:] == ["3", "hidden"]]
    assert newly  # what release 1 had shown stays public


def test_each_card_opens_the_site_as_of_its_release(open_shores):
    app = open_shores("releases", lang="fr")
    words = words_for("fr")
    opened = [
        str(link.proto.query_string) for link in app.get("page_link") if link.proto.label == words("releases.open")
    ]
    assert [parse_qs(query)["release"] for query in opened] == [["4"], ["2"], ["1"]]


def test_a_history_of_many_releases_shows_the_newest_six_and_the_others_when_asked(open_page, tmp_path, monkeypatch):
    folder = published_twice(tmp_path)
    for number in range(3, 9):
        next_release(folder / "release-2.sqlite", number, "DELETE FROM info WHERE name = 'corrects'")
    monkeypatch.setenv("CCARE_RELEASES", str(folder))
    assert len(cards(open_page("releases", lang="en"))) == 6
    app = open_page("releases", lang="en", history="all")
    assert len(cards(app)) == 8
    assert "nothing reads otherwise than in release 7" in cards(app)[0]


def test_the_page_is_reached_from_the_foot_of_every_page_and_the_open_data_with_it(open_shores):
    for page in ("at_a_glance", "map"):
        app = open_shores(page, lang="en")
        assert "Releases" in ways_on(app)
        assert '<a class="cc-footer-link" href="./api/v1/docs">Open data</a>' in html(app)


# -- the rule in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_says_what_is_hidden_from_the_programmes_own_numbers(open_shores, language):
    said = " ".join(everything_said(open_shores("about", lang=language)))
    told = {
        "en": ("Counts of 1 to 9", "Zeros are shown", "at least 8", "More than 20%", "hide_under_10"),
        "fr": ("Les effectifs de 1 à 9", "Les zéros sont affichés", "au moins 8", "plus de 20 %", "hide_under_10"),
    }
    for part in told[language]:
        assert part.lower() in said.lower(), part


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_of_a_release_that_hides_nothing_says_so(open_shores, language):
    said = " ".join(everything_said(open_shores("about", lang=language, release="1")))
    assert {"en": "This programme hides nothing", "fr": "Ce programme ne masque rien"}[language] in said


def test_ccare_says_its_rule(open_page):
    said = " ".join(everything_said(open_page("about", lang="en")))
    assert "Counts of 1 to 9 people or firms are hidden" in said
    assert "Illustrative figures are protected as real ones would be" in said
    assert (ROOT / "data" / "ccare" / "programme.toml").read_text(encoding="utf-8").count("hide_below = 10") == 1
