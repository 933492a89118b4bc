"""The facts on the pages, their labels, and what an address that names something unknown gets."""

import shutil

import pytest

from tests.pages.conftest import ROOT, words_on


def test_the_first_page_tells_the_two_results_against_their_targets(open_page):
    said = words_on(open_page(lang="en"))
    for fact in (
        "2,407",
        "over 1,900",
        "127% derived",
        "2,784",
        "4,500",
        "62% derived",
        "1,716 people fewer than planned",
    ):
        assert fact in said, fact
    assert "C-CARE supported more businesses than planned and three people for every five it aimed at" in said


def test_the_first_page_tells_them_in_french(open_page):
    said = words_on(open_page(lang="fr"))
    for fact in ("2 407", "127 %", "2 784", "4 500", "62 %", "1 716 personnes"):
        assert fact in said, fact


def test_the_first_page_holds_published_results_only(open_page):
    said = words_on(open_page(lang="en"))
    assert "Illustrative" not in said
    for fact in ("373", "144", "over 200", "14", "about £1 million"):
        assert fact in said, fact


@pytest.mark.parametrize("page", ["map", "targets", "indicator", "scheme", "area"])
def test_a_page_with_made_up_figures_says_so_in_words(open_page, page):
    said = words_on(open_page(page, lang="en"))
    assert "Made up for the demonstration" in said
    assert "Illustrative" in said


def test_published_only_says_that_no_scheme_has_a_published_target(open_page):
    said = words_on(open_page("targets", lang="en", figures="published"))
    assert "no target of a scheme is published" in said
    assert "No target" in said
    assert "Target passed" not in said


@pytest.mark.parametrize(
    ("scheme", "facts"),
    [
        ("a2a", ["373", "96%", "93%", "up to £500", "16 to 24", "Apprenticeships Norfolk"]),
        ("digital_poverty", ["14 programmes against digital poverty", "How many people they reached is not published"]),
        ("tourism_academy", ["1 sustainable tourism academy created in Pas-de-Calais"]),
        ("trading_standards", ["Invicta Security", "Trading Standards Checked", "No published figure"]),
        ("green_voucher", ["up to £1,500"]),
        ("self_employment", ["144 new businesses started in Norfolk"]),
        ("skills_plans", ["Over 200 skills action plans in Plymouth"]),
    ],
)
def test_a_scheme_tells_its_real_facts(open_page, scheme, facts):
    said = words_on(open_page("scheme", scheme=scheme, lang="en"))
    for fact in facts:
        assert fact in said, fact


def test_lessons_and_legacy_tell_what_the_project_left(open_page):
    said = words_on(open_page("lessons", lang="en"))
    for told in (
        "management information",
        "Vouchers worked well",
        "Toolkits",
        "town centres",
        "Case studies",
        "video channel",
    ):
        assert told in said, told


@pytest.mark.parametrize(
    ("page", "name", "known"),
    [
        ("map", "indicator", "Businesses supported"),
        ("map", "scheme", "A2A apprenticeships"),
        ("map", "measure", "Per 10,000 people"),
        ("map", "period", "Q2 2022"),
        ("map", "view", "Explore and zoom"),
        ("area", "area", "Norfolk"),
        ("schemes", "strand", "Future Vision"),
        ("scheme", "scheme", "Digital poverty"),
        ("indicator", "indicator", "Businesses supported"),
        ("about", "part", "Where sources disagree"),
    ],
)
def test_an_unknown_code_is_named_and_the_known_ones_are_offered(open_page, page, name, known):
    app = open_page(page, lang="en", **{name: "<b>nonsense</b>"})
    assert not app.exception
    bodies = " ".join(str(element.proto.body) for element in app.get("html"))
    assert "<b>nonsense</b>" not in bodies
    assert "&lt;b&gt;nonsense&lt;/b&gt;" in bodies
    assert known in words_on(app)


def test_without_a_release_the_page_says_how_to_publish_one(open_page, monkeypatch, tmp_path):
    monkeypatch.setenv("CCARE_RELEASES", str(tmp_path))
    app = open_page(lang="en")
    assert not app.exception
    said = words_on(app)
    assert "Nothing has been published yet" in said
    assert "python manage.py init" in said


def test_a_release_that_cannot_be_read_is_told_in_a_sentence(open_page, monkeypatch, tmp_path):
    (tmp_path / "release-1.sqlite").write_bytes(b"no database at all" * 100)
    monkeypatch.setenv("CCARE_RELEASES", str(tmp_path))
    app = open_page(lang="fr")
    assert not app.exception
    assert "illisible" in words_on(app)


def test_who_chooses_an_area_on_the_first_page_is_taken_to_it(open_page):
    app = open_page(lang="en")
    assert app.selectbox(key="find_area").value is None
    app.selectbox(key="find_area").set_value("E10000020").run()
    assert "".join(app.query_params["area"]) == "E10000020"
    assert "Norfolk: 2 published results" in words_on(app)


def test_an_area_chosen_on_the_exploring_map_opens_its_page(open_page):
    app = open_page("map", view="explore", lang="en")
    app.session_state["map_deck"] = {
        "selection": {"indices": {"areas": [0]}, "objects": {"areas": [{"properties": {"area": "E10000020"}}]}}
    }
    app.run()
    assert not app.exception
    assert "373 apprenticeship opportunities" in words_on(app)


def test_adding_an_indicator_is_one_file(open_page, monkeypatch, tmp_path):
    """A copy of the programme with one file more: the indicator is on the pages, with its definition and its sheet."""
    folder = tmp_path / "programme"
    shutil.copytree(ROOT / "data" / "ccare", folder)
    file = (folder / "indicators" / "new_businesses.toml").read_text(encoding="utf-8")
    file = file.replace('code = "new_businesses"', 'code = "firms_greener"').replace(
        "New businesses started", "Firms gone greener"
    )
    file = file.replace("Entreprises créées", "Entreprises plus vertes").replace("order = 6", "order = 99")
    (folder / "indicators" / "firms_greener.toml").write_text(file, encoding="utf-8")
    monkeypatch.setenv("CCARE_PROGRAMME", str(folder))
    monkeypatch.setenv("CCARE_DATABASE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    monkeypatch.setenv("CCARE_RELEASES", str(tmp_path / "releases"))
    import manage

    manage.init()
    assert "Firms gone greener" in words_on(open_page("about", part="definitions", lang="en"))
    assert "Entreprises plus vertes" in words_on(open_page("indicator", indicator="firms_greener", lang="fr"))
    assert "Firms gone greener" in words_on(open_page("map", indicator="firms_greener", lang="en"))
