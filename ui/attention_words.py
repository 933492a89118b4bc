"""What is said of a matter that needs attention: its kind, what it is about, and why in one sentence made from the figures."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from ccare_metrics.results import BEHIND, KINDS, Matter
from geo.areas import Text
from ui import findings
from ui.edition import Edition

NAMED_KINDS = 3  # kinds that the title counts one by one


def kind(edition: Edition, matter: Matter) -> str:
    """Off course, late, ...: the status where there is one."""
    words = edition.words
    return words.status(matter.kind) if matter.kind in BEHIND else words(f"attention.kind.{matter.kind}")


def about(edition: Edition, matter: Matter) -> str:
    """A2A apprenticeships – People at risk of exclusion supported; or the partner, where it is about reporting."""
    if matter.indicator is None:
        return edition.words.name(edition.programme.partners[str(matter.partner)].name)
    return findings.target_words(edition, matter.indicator, matter.scheme)


def sentence(edition: Edition, matter: Matter) -> str:
    """Why it needs attention, with the numbers."""
    said = _SENTENCES[matter.kind](edition, matter)
    if matter.reason is None:
        return said
    words = edition.words
    reason = words.name(matter.reason) if isinstance(matter.reason, Text) else words.quoted(matter.reason)
    return words("attention.with_reason", sentence=said, reason=reason)


def since(edition: Edition, matter: Matter) -> str:
    """Since when, of what: behind the path, past its day, or simply so."""
    if matter.since is None:
        return ""
    kind = matter.kind if matter.kind in BEHIND else "other"
    return edition.words(f"attention.since.{kind}", day=matter.since)


def _amount(edition: Edition, matter: Matter, value: float | None) -> str:
    return edition.words.amount(value or 0, edition.programme.indicators[str(matter.indicator)])


def _estimate(edition: Edition, matter: Matter, value: float | None) -> str:
    return edition.words.estimate(value or 0, edition.programme.indicators[str(matter.indicator)])


def _behind(edition: Edition, matter: Matter) -> str:
    words = edition.words
    numbers = {name: _amount(edition, matter, getattr(matter, name)) for name in ("actual", "target")}
    numbers["expected"] = _estimate(edition, matter, matter.expected)
    if matter.share is None:
        said = words("attention.behind_plain", **numbers)
    elif matter.cited_on and len(matter.cited_on) == len("2023-05-22"):
        day, percent = date.fromisoformat(matter.cited_on), findings.share_of_expected(edition, matter.share)
        said = words("attention.behind_cited", day=day, percent=percent, **numbers)
    else:
        said = words("attention.behind", percent=findings.share_of_expected(edition, matter.share), **numbers)
    return f"{said} {_ahead(edition, matter)}".strip()


def _ahead(edition: Edition, matter: Matter) -> str:
    """Where the recent pace leads by the target's day; nothing where there is no forecast."""
    if matter.ahead is None or matter.by is None:
        return ""
    low, central, high = (_estimate(edition, matter, value) for value in matter.ahead)
    return edition.words("attention.ahead", central=central, low=low, high=high, day=matter.by)


def _unlikely(edition: Edition, matter: Matter) -> str:
    target = _amount(edition, matter, matter.target)
    return f"{edition.words('attention.unlikely', target=target)} {_ahead(edition, matter)}"


def _not_reached(edition: Edition, matter: Matter) -> str:
    numbers = {name: _amount(edition, matter, getattr(matter, name)) for name in ("actual", "target")}
    return edition.words("attention.not_reached", **numbers)


def _returned(edition: Edition, matter: Matter) -> str:
    words = edition.words
    return words.n("attention.returned", matter.days or 0, of_month=words.of_month(str(matter.month)), day=matter.since)


def _missing(edition: Edition, matter: Matter) -> str:
    words = edition.words
    return words.n(
        "attention.missing",
        matter.months or 0,
        month=words.month(str(matter.month)),
        of_month=words.of_month(str(matter.month)),
        day=matter.due_on,
    )


def _unusual(edition: Edition, matter: Matter) -> str:
    words = edition.words
    said = words(
        "attention.outlier",
        value=_amount(edition, matter, matter.value),
        month=words.month(str(matter.month)),
        usual=_estimate(edition, matter, matter.usual),
    )
    if matter.share is None:
        return said
    return words("attention.outlier_share", sentence=said, percent=words.percent(matter.share))


def _late(edition: Edition, matter: Matter) -> str:
    words = edition.words
    return words.n("attention.late", matter.days or 0, of_month=words.of_month(str(matter.month)), day=matter.due_on)


def _revised(edition: Edition, matter: Matter) -> str:
    numbers = {name: _amount(edition, matter, getattr(matter, name)) for name in ("former", "target")}
    return edition.words("attention.target_revised", **numbers)


_SENTENCES = {
    "off_course": _behind,
    "at_risk": _behind,
    "unlikely": _unlikely,
    "not_reached": _not_reached,
    "returned": _returned,
    "missing": _missing,
    "outlier": _unusual,
    "late": _late,
    "target_revised": _revised,
}


def finding(edition: Edition, matters: Sequence[Matter]) -> str:
    """What needs attention on the day, by kind: 8 targets off course, 1 submission sent back too long, ..."""
    words, day = edition.words, edition.release.known_on
    if not matters:
        return words("attention.finding_none", day=day)
    counts = Counter(matter.kind for matter in matters)
    named = [code for code in KINDS if counts[code]]
    parts = [words.n(f"attention.count.{code}", counts[code]) for code in named[:NAMED_KINDS]]
    rest = sum(counts[code] for code in named[NAMED_KINDS:])
    if rest:
        parts.append(words.n("attention.count.more", rest))
    return words("attention.finding", day=day, parts=words.join(parts))
