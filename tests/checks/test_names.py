"""A scheme, an indicator, an area or a category may be written by its code or by any of its names, and is never guessed."""

import unicodedata
from dataclasses import replace

import pytest

from ccare_metrics.entries import EntryKey
from ccare_metrics.submissions import check
from geo.areas import Text
from tests.checks.situations import ccare, finistere, found, in_ccare, invented, kent, north, only, people, row, voucher
from tests.checks.test_each_mistake import said

NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    "written",
    [
        "digital_poverty",
        "DIGITAL_POVERTY",
        "Digital poverty",
        "Lutte contre la précarité numérique",
        "  lutte contre la precarite numerique ",
        f"Lutte contre{NO_BREAK}la précarité{NO_BREAK}numérique",
        unicodedata.normalize("NFD", "Lutte contre la précarité numérique"),
        "Appel à projets numériques 2022",
        "Programmes de lutte contre la précarité numérique (appel à projets numériques 2022)",
    ],
)
def test_a_scheme_goes_by_its_code_its_names_and_its_aliases(written: str) -> None:
    (entry,) = check([people(scheme=written)], finistere()).entries
    assert entry is not None and entry.key == EntryKey("digital_poverty", "people_supported", "29")


@pytest.mark.parametrize(
    "written", ["Accès à l’apprentissage", "acces a l'apprentissage", "A2A", "Access to Apprenticeships (A2A)"]
)
def test_apostrophes_and_brackets_do_not_matter(written: str) -> None:
    (entry,) = check([row(scheme=written, indicator="people_supported", area="Norfolk")], in_ccare("norfolk")).entries
    assert entry is not None and entry.key.scheme == "a2a"


@pytest.mark.parametrize("written", ["sex:female", "Femmes", "women", "Sexe : femmes", "Sex: Women", "FEMALE"])
def test_a_category_goes_by_its_code_or_by_its_name_with_or_without_its_split(written: str) -> None:
    _, entry = check([people(), people(category=written)], finistere()).entries
    assert entry is not None and entry.key.category == "sex:female"


@pytest.mark.parametrize("written", ["", "all", "Total", "tous", "Ensemble", " "])
def test_a_blank_category_is_all(written: str) -> None:
    (entry,) = check([people(category=written)], finistere()).entries
    assert entry is not None and entry.key.category == "all"


@pytest.mark.parametrize("code", sorted(ccare().schemes))
def test_every_name_of_every_scheme_is_its_own(code: str) -> None:
    """Or some partner could not write it."""
    scheme = ccare().schemes[code]
    context = in_ccare(scheme.partner)
    for name in (
        code,
        *(each for text in (scheme.name, scheme.short_name) for each in (text.en, text.fr)),
        *scheme.aliases,
    ):
        seen = found(check([row(scheme=name, indicator="x", area="x")], context))
        assert not {"scheme.unknown", "code.several"} & seen.keys(), name


def test_a_name_close_to_one_s_own_is_suggested() -> None:
    finding = only(check([people(scheme="digital povrety")], finistere()), "scheme.unknown")
    assert finding.told["meant"] == "digital_poverty" and finding.column == "scheme"
    assert said(finding, finistere(), "en")[1].startswith("Did you mean “Digital poverty” (digital_poverty)?")


def test_a_name_that_is_close_to_nothing_is_not_suggested() -> None:
    finding = only(check([people(scheme="zzz")], finistere()), "scheme.unknown")
    assert "meant" not in finding.told
    assert "Lutte contre la précarité numérique" in said(finding, finistere(), "fr")[1]


def test_a_county_council_is_suggested_as_its_county() -> None:
    assert only(check([row(area="Kent County Council")], north()), "area.unknown").told["meant"] == "E10000016"


def test_another_partner_s_scheme_is_told_in_the_words_of_one_that_is_not_there() -> None:
    theirs, nobodys = (
        only(check([voucher(scheme=scheme)], finistere()), "scheme.unknown")
        for scheme in ("tech_voucher", "tech_wouxher")
    )
    assert {**theirs.told, "found": ""} == {**nobodys.told, "found": ""}
    for lang in ("en", "fr"):
        mine, none = (said(finding, finistere(), lang) for finding in (theirs, nobodys))
        assert (mine[0].replace("tech_voucher", "?"), mine[1]) == (none[0].replace("tech_wouxher", "?"), none[1])
        assert "kent" not in " ".join(mine).lower()


def test_but_to_its_own_partner_it_is_known() -> None:
    assert "scheme.unknown" not in found(check([voucher()], kent()))


def test_a_look_alike_letter_is_named_and_what_it_looks_like_suggested() -> None:
    finding = only(check([people(scheme="digital_p\N{CYRILLIC SMALL LETTER O}verty")], finistere()), "code.look_alike")
    assert (finding.told["character"], finding.told["code"], finding.told["meant"]) == (
        "\u043e",
        "U+043E",
        "digital_poverty",
    )
    assert finding.column == "scheme"


def test_a_letter_of_another_script_that_looks_like_nothing_known_ends_the_search() -> None:
    assert (
        "meant" not in only(check([people(area="\N{HEBREW LETTER ALEF}\u0416")], finistere()), "code.look_alike").told
    )


def named_alike() -> dict:
    """The invented programme, in which two indicators of the same scheme have one name, and a third has it in another scheme."""
    programme = invented()
    same = Text("Courses", "Cours")
    changed = {code: replace(programme.indicators[code], short_name=same) for code in ("started", "completed")}
    return {"programme": replace(programme, indicators={**programme.indicators, **changed})}


def test_a_name_that_two_indicators_have_is_asked_for() -> None:
    finding = only(check([row(indicator="cours")], north(**named_alike())), "code.several")
    assert finding.told["several"] == ("started", "completed") and finding.strength == "block"
    for lang in ("en", "fr"):
        sentence = said(finding, north(**named_alike()), lang)[0]
        assert "started" in sentence and "completed" in sentence


def test_a_name_that_only_one_of_the_scheme_s_own_indicators_has_is_that_one() -> None:
    programme = invented()
    alike = {
        code: replace(programme.indicators[code], short_name=Text("Courses", "Cours"))
        for code in ("started", "grants_paid")
    }
    context = north(programme=replace(programme, indicators={**programme.indicators, **alike}))
    (entry,) = check([row(indicator="Courses")], context).entries
    assert entry is not None and entry.key.indicator == "started"


def test_what_was_found_is_cut_and_made_printable() -> None:
    finding = only(check([row(area="\x07" * 3 + "x" * 5000)], north()), "code.unseen")
    assert len(str(finding.told["found"])) <= 60 and str(finding.told["found"]).isprintable()
