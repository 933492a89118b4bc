"""An act that is refused is a sentence in the visitor's language, and nothing else is swallowed."""

import re
from pathlib import Path

import pytest

from ccare_metrics import load_programme
from ccare_metrics.scope import NotAllowedError, NotFoundError, NotInvitedError, RefusedError, SignInAgainError
from ccare_metrics.store.engine import StoreError
from geo.areas import Text
from ui import acting
from ui.acting import Done, Refused
from ui.words import words_for

ROOT = Path(__file__).parents[2]
PROGRAMME = load_programme(ROOT / "data" / "ccare")
CODES = {
    code
    for path in (ROOT / "ccare_metrics").rglob("*.py")
    for code in re.findall(r'RefusedError\(\s*"(\w+)"', path.read_text(encoding="utf-8"))
}


def refused(error: Exception, lang: str = "en") -> Refused:
    def act() -> None:
        raise error

    found = acting.attempt(words_for(lang), PROGRAMME, act)
    assert isinstance(found, Refused)
    return found


def test_what_an_act_answers_is_handed_on():
    assert acting.attempt(words_for("en"), PROGRAMME, lambda: 5) == Done(5)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_refusal_that_the_code_knows_has_its_sentence(lang):
    assert len(CODES) > 20
    assert [code for code in sorted({*CODES, "not_found"}) if not words_for(lang).has(f"refused.{code}")] == []


@pytest.mark.parametrize(
    ("error", "code", "again"),
    [
        (SignInAgainError("x"), "again", True),
        (NotInvitedError("x"), "not_invited", False),
        (NotAllowedError("role board: submit"), "not_allowed", False),
        (NotFoundError(), "not_found", False),
        (StoreError(Text(en="Away.", fr="Absente.")), "no_store", False),
    ],
)
def test_who_may_not_and_what_is_away_are_sentences_too(error, code, again):
    for lang in ("en", "fr"):
        found = refused(error, lang)
        assert (found.code, found.again) == (code, again)
        assert "⟦" not in found.text
        assert "role board" not in found.text
    assert refused(error, "en").text != refused(error, "fr").text


def test_months_partners_and_states_are_said_by_their_names():
    assert "mai 2023" in refused(RefusedError("locked", period="2023-05"), "fr").text
    assert "renvoyée" in refused(RefusedError("wrong_state", act="submit", state="returned"), "fr").text
    assert "2023-05" not in refused(RefusedError("locked", period="2023-05"), "en").text


def test_a_fault_of_ours_is_not_taken_for_a_refusal():
    with pytest.raises(ZeroDivisionError):
        acting.attempt(words_for("en"), PROGRAMME, lambda: 1 // 0)


def test_no_two_acts_share_a_key():
    assert len({acting.new_key() for _ in range(1000)}) == 1000
