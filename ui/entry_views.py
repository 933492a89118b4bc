"""What stands around the fields of a report: where it is on its way, cells that two people changed, what was not saved; as HTML."""

from collections.abc import Iterable, Sequence
from html import escape

from ccare_metrics.entries import Change, EntryKey
from ccare_metrics.framework import Programme
from ccare_metrics.store.desk import Report
from ccare_metrics.store.drafts import Conflict, RemarkConflict
from ui import entry_grid, moments
from ui.words import Words


def title(words: Words, duty: dict, found: Report | None) -> str:
    """June 2023: 3 figures, due by 15 July 2023; or which month is corrected."""
    month = words.of_month(duty["period"])
    if found is not None and found.corrects is not None:
        return words("entry.title_correction", of_month=month)
    if duty["due_on"] is None:
        return words("entry.title_undue", of_month=month)
    return words.n("entry.title", int(duty["expected"]), of_month=month, day=duty["due_on"])


def urgency(words: Words, duty: dict) -> str:
    """That it is late and by how much, as HTML; empty where it is not."""
    if not duty["late_days"]:
        return ""
    return f'<p class="cc-late">{escape(words.n("entry.late", int(duty["late_days"])))}</p>'


def returned(words: Words, found: Report | None) -> str:
    """The reviewer's reason, above all else."""
    if found is None or found.state != "returned":
        return ""
    who = words("report.returned_by", by=found.by, at=moments.at(words, found.since))
    return (
        f'<div class="cc-returned" role="note"><p class="cc-state-title">{escape(who)}</p>'
        f'<p><q class="cc-quote" dir="auto">{escape(found.reason or "")}</q></p></div>'
    )


def corrects(words: Words, found: Report | None) -> str:
    """What a correction is of, and why."""
    if found is None or found.corrects is None:
        return ""
    said = words("entry.corrects", submission=str(found.corrects), of_month=words.of_month(found.period))
    return f'<p class="cc-said">{escape(said)} <q class="cc-quote" dir="auto">{escape(found.why or "")}</q></p>'


def instructions(words: Words, *, correction: bool) -> str:
    """What a blank means, and what does not apply."""
    return f'<p class="cc-small-words">{escape(words("entry.how_correction" if correction else "entry.how"))}</p>'


def not_saved(words: Words, programme: Programme, why: str, unsaved: Sequence[Change]) -> str:
    """Why the last cells were not saved, and what was typed into them."""
    cells = "".join(
        f"<li>{words.named(escape(entry_grid.row_name(words, programme, change.key)), _typed(words, change.typed, change.note))}</li>"
        for change in unsaved
    )
    listed = f'<ul class="cc-plain-list">{cells}</ul>' if cells else ""
    return (
        f'<div class="cc-state cc-state-error" role="alert"><p class="cc-state-title">{escape(words("entry.not_saved"))}</p>'
        f"<p>{escape(why)}</p>{listed}</div>"
    )


def conflict(words: Words, programme: Programme, found: Conflict) -> str:
    """Which cell two people changed, and both values."""
    name = entry_grid.row_name(words, programme, found.mine.key)
    theirs = words("entry.theirs", by=found.by, at=moments.at(words, found.at))
    return _both(
        name, words("entry.mine"), _typed(words, found.mine.typed, found.mine.note),
        theirs, _typed(words, found.theirs.typed, found.theirs.note),
    )  # fmt: skip


def remark_conflict(words: Words, name: str, mine: str, found: RemarkConflict) -> str:
    theirs = words("entry.theirs", by=found.by, at=moments.at(words, found.at))
    return _both(name, words("entry.mine"), _quoted(words, mine), theirs, _quoted(words, found.theirs))


def _both(name: str, mine: str, mine_html: str, theirs: str, theirs_html: str) -> str:
    return (
        f'<div class="cc-conflict"><p><strong>{escape(name)}</strong></p><dl class="cc-described">'
        f"<div><dt>{escape(mine)}</dt><dd>{mine_html}</dd></div><div><dt>{escape(theirs)}</dt><dd>{theirs_html}</dd></div></dl></div>"
    )


def _typed(words: Words, typed: str, note: str) -> str:
    return " ".join([_quoted(words, typed), *([f"({_quoted(words, note)})"] if note else [])])


def _quoted(words: Words, text: str) -> str:
    """As plain text, in its own direction of reading."""
    return f'<q class="cc-quote" dir="auto">{escape(text)}</q>' if text else escape(words("entry.blank"))


def others_changed(words: Words, programme: Programme, changed: Iterable[EntryKey | tuple[str, str]]) -> str:
    names = [_place_name(words, programme, each) for each in changed]
    return f'<p class="cc-said" role="status">{escape(words("entry.others_changed", rows=words.join(names)))}</p>'


def _place_name(words: Words, programme: Programme, place: EntryKey | tuple[str, str]) -> str:
    if isinstance(place, EntryKey):
        return entry_grid.row_name(words, programme, place)
    return words("entry.remark_of", scheme=programme.schemes[place[0]].short_name)


def other_language(words: Words, text: str, language: str) -> str:
    """What is said beside a scheme's figures in another language."""
    if not text:
        return ""
    told = escape(words(f"entry.remark_in.{language}"))
    return f'<p class="cc-comment"><span class="cc-small-words">{told}</span><q lang="{language}" dir="auto">{escape(text)}</q></p>'
