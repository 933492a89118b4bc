"""Each mistake is told once, by its own name, in both languages; the same rows without it are left in peace."""

import string
from collections.abc import Mapping

import pytest

from ccare_metrics.checks.registry import STRENGTHS
from ccare_metrics.checks.sentences import finding_words
from ccare_metrics.submissions import Context, Finding, check
from tests.checks.cases import CASES, Case
from tests.checks.situations import finistere, found, only, people
from ui.words import LOCALES, catalogue, words_for

ELSEWHERE = {
    # Told beside other figures or by another programme's names: see the tests of those names.
    "report.blank": "test_what_would_be_sent",
    "code.several": "test_names",
}


def name_of(case: Case) -> str:
    return f"{case.check} {case.wrong[0].value[:20] if case.wrong else 'nothing'}".encode("ascii", "replace").decode()


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_mistake_is_found_and_nothing_else(case: Case) -> None:
    assert found(check(case.wrong, case.context, sha256=case.sha256)) == {case.check: case.strength}


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_without_the_mistake_nothing_is_found(case: Case) -> None:
    assert found(check(case.right, case.right_context or case.context, sha256=case.sha256)) == {}


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_both_languages_say_what_is_wrong_and_what_to_do(case: Case, lang: str) -> None:
    for finding in check(case.wrong, case.context, sha256=case.sha256).findings:
        for sentence in said(finding, case.context, lang):
            assert sentence.strip() and not {*"⟦⟧{}"} & {*sentence.replace(str(finding.told.get("found", "")), "")}, (
                sentence
            )


def said(finding: Finding, context: Context, lang: str) -> tuple[str, str]:
    return finding_words(words_for(lang), finding, context.programme, context.areas)


def test_every_check_has_a_case() -> None:
    assert {case.check for case in CASES} | ELSEWHERE.keys() == STRENGTHS.keys()


@pytest.mark.parametrize("lang", LOCALES)
def test_what_a_sentence_names_is_what_its_finding_tells(lang: str) -> None:
    """A place that no finding fills would fail only before the eyes of whoever makes that mistake."""
    told: dict[str, set[str]] = {}
    for case in CASES:
        for finding in check(case.wrong, case.context, sha256=case.sha256).findings:
            told.setdefault(finding.check, {*finding.told}).intersection_update(finding.told)
    for key, text in texts(lang).items():
        name = key.removeprefix("finding.").removesuffix(".do").removesuffix(".meant")
        if name in told:
            assert places(text) - {"meant"} <= told[name], key


def texts(lang: str) -> Mapping[str, str]:
    words = catalogue(lang)
    every = {**words.single, **{key: " ".join(forms) for key, forms in words.counted.items()}}
    return {key: text for key, text in every.items() if key.startswith("finding.")}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_a_sentence_names_things_as_its_language_does() -> None:
    rows = [people("9"), people("9", category="sex:male"), people("1", category="sex:female")]
    finding = only(check(rows, finistere()), "split.above_total")
    english, french = (said(finding, finistere(), lang)[0] for lang in ("en", "fr"))
    assert (
        english.startswith("Finistère, “People at risk of exclusion supported”: the total is 9")
        and "“Sex” are 10" in english
    )
    assert "Personnes menacées d’exclusion accompagnées" in french and "Sexe" in french and "déjà 10" in french


def test_an_amount_is_said_in_its_currency() -> None:
    case = next(case for case in CASES if case.check == "history.money_slip")
    (finding,) = check(case.wrong, case.context).standing_against
    english, french = (said(finding, case.context, lang)[0] for lang in ("en", "fr"))
    assert "is £41, where £4,100 a month is usual" in english and "factor of about 100" in english
    assert "41\N{NO-BREAK SPACE}£" in french
