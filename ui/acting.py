"""Acts as pages ask for them: plain functions, and whatever was refused in a sentence. Nothing here draws.

The framework may interrupt a script at any call of its own. So a page reads what it needs, calls one function of this module, which is
whole or not at all, and only then draws again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import uuid4

from ccare_metrics.entries import Change
from ccare_metrics.framework import Programme
from ccare_metrics.periods import is_month
from ccare_metrics.release import ReleaseError
from ccare_metrics.scope import NotAllowedError, NotInvitedError, RefusedError, Signature, SignInAgainError
from ccare_metrics.store import drafts
from ccare_metrics.store.drafts import RemarkConflict, Saved
from ccare_metrics.store.engine import StoreError
from ui.words import Words

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Done(Generic[Answer]):
    result: Answer


@dataclass(frozen=True)
class Refused:
    """Why nothing was changed. `code`: of the refusal; again, not_invited, not_allowed or no_store where it is about who asks, or where."""

    text: str
    code: str

    @property
    def again(self) -> bool:
        """To sign in again is what helps."""
        return self.code == "again"


def attempt(words: Words, programme: Programme, act: Callable[[], Answer]) -> Done[Answer] | Refused:
    """What the act answers, or the sentence for why it did not take place."""
    try:
        return Done(act())
    except RefusedError as error:
        return Refused(refusal(words, programme, error), error.code)
    except SignInAgainError:
        return Refused(words("refused.sign_in_again"), "again")
    except NotInvitedError:
        return Refused(words("refused.not_invited"), "not_invited")
    except NotAllowedError:
        return Refused(words("refused.not_allowed"), "not_allowed")
    except (StoreError, ReleaseError) as error:
        return Refused(words.name(error.message), "no_store")


def refusal(words: Words, programme: Programme, error: RefusedError) -> str:
    return words(f"refused.{error.code}", **in_words(words, programme, error.told))


def in_words(words: Words, programme: Programme, told: Mapping[str, str]) -> dict[str, Any]:
    """Months, partners and states by their names; anything else as it is told."""
    return {name: _in_words(words, programme, name, text) for name, text in told.items()}


def _in_words(words: Words, programme: Programme, name: str, text: str) -> str:
    if is_month(text):
        return words.month(text)
    if name == "partner" and text in programme.partners:
        return words.name(programme.partners[text].name)
    return words(f"report.state.{text}") if name == "state" and words.has(f"report.state.{text}") else text


def new_key() -> str:
    """Made once for what is on the screen: the same act sent twice under it takes place once."""
    return uuid4().hex


@dataclass(frozen=True)
class Of:
    """The report that is typed into: of a partner, for a month. `submission` is None until something is typed."""

    partner: str
    period: str
    submission: int | None


def save(
    engine: Any, programme: Programme, signature: Signature, of: Of, changes: Sequence[Change]
) -> tuple[int, Saved]:
    """The report's number, begun where there was none yet, and what became of the cells. Raises as drafts.begin and drafts.save."""
    number = _begun(engine, programme, signature, of)
    return number, drafts.save(engine, programme, signature, submission=number, changes=changes)


def remark(
    engine: Any, programme: Programme, signature: Signature, of: Of, *, scheme: str, language: str, text: str, seen: int
) -> tuple[int, int | RemarkConflict]:
    """The report's number, and what became of the comment. Raises as drafts.begin and drafts.remark."""
    number = _begun(engine, programme, signature, of)
    kept = drafts.remark(
        engine, programme, signature, submission=number, scheme=scheme, language=language, text=text, seen=seen
    )
    return number, kept


def _begun(engine: Any, programme: Programme, signature: Signature, of: Of) -> int:
    if of.submission is not None:
        return of.submission
    return drafts.begin(engine, programme, signature, partner=of.partner, period=of.period)
