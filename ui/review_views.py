"""Review: what waits for a decision, the longest first; then one submission, each figure beside its past and its findings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from ccare_metrics.checks.findings import NOTE, Finding
from ccare_metrics.checks.sentences import category_name
from ccare_metrics.entries import ALL, EntryKey
from ccare_metrics.reporting import handling
from ccare_metrics.reporting.handling import Opened
from ccare_metrics.reporting.reviews import Reviewed
from ccare_metrics.store import desk, people
from geo.areas import load_areas
from ui import (
    access,
    cached,
    finding_views,
    findings,
    frame,
    links,
    moments,
    names,
    own_reports,
    provenance,
    small_bars,
    tables,
)
from ui.access import Visit
from ui.pieces import Piece
from ui.words import Words


@dataclass(frozen=True, eq=False)
class Waiting:
    """A submission that waits for a decision. `days`: since it was sent; `vouched`: whether a lead person stands for it already."""

    row: dict
    days: int
    findings: tuple[Finding, ...]
    own: bool
    vouched: bool


@dataclass(frozen=True, eq=False)
class Case:
    """One submission under review. `names`: of the lead persons who stand for it, by number; `own`: it is the reviewer's organisation's."""

    opened: Opened
    figures: tuple[Reviewed, ...] = field(repr=False)
    own: bool
    names: dict[int, str]

    @property
    def report(self) -> desk.Report:
        return self.opened.report

    def found(self, key: EntryKey) -> list[Finding]:
        """What the checks found about a figure."""
        entries = self.report.entries
        return [each for each in self.opened.checked.findings if any(entries[row].key == key for row in each.rows)]

    @property
    def general(self) -> list[Finding]:
        """What they found about the report itself."""
        return [each for each in self.opened.checked.findings if not each.rows]

    def is_unusual(self, one: Reviewed) -> bool:
        told = any(each.strength != NOTE for each in self.found(one.figure.key))
        return told or bool(one.figure.note) or self.report.corrects is not None

    @property
    def unusual(self) -> list[Reviewed]:
        return [each for each in self.figures if self.is_unusual(each)]

    @property
    def ordinary(self) -> list[Reviewed]:
        return [each for each in self.figures if not self.is_unusual(each)]


def waiting(visit: Visit) -> list[Waiting]:
    return own_reports.ask(visit, lambda: _waiting(visit))


def _waiting(visit: Visit) -> list[Waiting]:
    signature, engine = access.signature_now(), cached.store()
    found = []
    for row in desk.queue(engine, signature).to_dict("records"):
        opened = handling.opened(engine, visit.programme, signature, int(row["submission"]))
        own = visit.viewer.partner == row["partner"]
        days = (visit.today - moments.day(row["since"])).days
        found.append(Waiting(row, days, opened.checked.findings, own, bool(opened.report.vouched)))
    return found


def case(visit: Visit, number: int) -> Case:
    return own_reports.ask(visit, lambda: _case(visit, number))


def _case(visit: Visit, number: int) -> Case:
    signature, engine = access.signature_now(), cached.store()
    opened = handling.opened(engine, visit.programme, signature, number)
    figures = handling.under_review(engine, visit.programme, signature, opened)
    vouching = {row.id or 0: row.name or row.email for row in people.everybody(engine, signature)}
    vouching = {each: vouching[each] for each in opened.report.vouched}
    return Case(opened, tuple(figures), visit.viewer.partner == opened.report.partner, vouching)


# -- the queue


def finding(words: Words, queue: Sequence[Waiting]) -> str:
    return words.n("review.finding", len(queue)) if queue else words("review.nothing")


def lead(words: Words, queue: Sequence[Waiting]) -> str:
    if not queue:
        return words("review.nothing_text")
    return words.n("review.lead", queue[0].days) if queue[0].days else words("review.lead_today")


def queue(visit: Visit, found: Sequence[Waiting]) -> str:
    """One line a submission, the one that waits longest first, as HTML."""
    items = "".join(f"<li>{_waits(visit, each)}</li>" for each in found)
    return f'<ol class="cc-matters cc-queue">{items}</ol>'


def _waits(visit: Visit, each: Waiting) -> str:
    words, row = visit.words, each.row
    address = links.written(visit, "review", submission=str(row["submission"]))
    waits = words.n("review.days", each.days) if each.days else words("review.today")
    facts = [words.n("review.figures", int(row["figures"])), counted(words, each.findings)]
    if each.own:
        facts.append(words("review.own_vouched" if each.vouched else "review.own"))
    kind = f'<span class="cc-kind">{escape(words("review.correction"))}</span>' if row["corrects"] is not None else ""
    return (
        f'<p class="cc-matter-head"><a href="{escape(address, quote=True)}" target="_self"><strong>'
        f"{escape(title(visit, row['partner'], row['period']))}</strong></a>{kind}"
        f"<span>{escape(waits)}</span></p>"
        f'<p class="cc-small-words">{escape(" · ".join(facts))}</p>'
        f'<p class="cc-small-words">{escape(_by_at(visit, "review.sent", row["by"], row["since"]))}</p>'
    )


def _by_at(visit: Visit, key: str, by: object, at: object) -> str:
    return visit.words(key, by=names.person(visit.edition, str(by)), at=moments.at(visit.words, str(at)))


def counted(words: Words, found: Sequence[Finding]) -> str:
    """2 explained, 1 note; or that nothing was found."""
    groups = [finding_views.group_of(each) for each in found]
    parts = [words.n(f"review.found_{code}", groups.count(code)) for code in finding_views.GROUPS if code in groups]
    return words.join(parts) if parts else words("review.found_nothing")


def title(visit: Visit, partner: str, period: str) -> str:
    words = visit.words
    return words("review.of", partner=visit.programme.partners[partner].name, month=words.month(period))


# -- one submission


def headline(visit: Visit, one: Case) -> str:
    words, report = visit.words, one.report
    key = "review.title_correction" if report.corrects is not None else "review.title"
    return words.n(key, len(report.figures), of=title(visit, report.partner, report.period))


def below(visit: Visit, one: Case) -> str:
    words, report = visit.words, one.report
    key = "review.sent" if report.state == "submitted" else f"review.is_{report.state}"
    said = _by_at(visit, key, report.by, report.since)
    return words.with_reason(said, report.file_name) if report.file_name else said


def notices(visit: Visit, one: Case) -> tuple[Piece, ...]:
    """That figures are made up; why a correction was sent; what was found about the report as a whole."""
    words, report = visit.words, one.report
    made_up = (
        visit.programme.demonstration_today is not None or one.opened.approved["provenance"].eq("illustrative").any()
    )
    why = ""
    if report.why is not None:
        why = _quoted(words("review.why"), report.why)
    return (
        provenance.notice(words, {"illustrative"} if made_up else ()),
        why,
        _findings(visit, one.general),
    )


def unusual(visit: Visit, one: Case) -> tuple[Piece, ...]:
    """The figures to look at: each with all there is beside it."""
    words, found = visit.words, one.unusual
    if not found:
        return (frame.card_title(words("review.no_unusual")), f"<p>{escape(words('review.no_unusual_text'))}</p>")
    key = "review.corrected" if one.report.corrects is not None else "review.unusual"
    items = "".join(_figure(visit, one, each) for each in found)
    return (frame.card_title(words.n(key, len(found))), f'<ul class="cc-reviewed">{items}</ul>')


def ordinary(visit: Visit, one: Case) -> tuple[Piece, ...]:
    """All others, a line each."""
    words, found = visit.words, one.ordinary
    if not found:
        return ()
    items = "".join(_figure(visit, one, each) for each in found)
    return (
        frame.card_title(words.n("review.ordinary", len(found))),
        f'<ul class="cc-reviewed cc-reviewed-lines">{items}</ul>',
    )


def _figure(visit: Visit, one: Case, each: Reviewed) -> str:
    words = visit.words
    note = _quoted(words("review.explanation"), each.figure.note) if each.figure.note else ""
    return (
        f'<li><p class="cc-reviewed-head"><strong>{escape(name_of(visit, each.figure.key))}</strong>{_history(visit, one, each)}</p>'
        f'<div class="cc-reviewed-row"><p class="cc-reviewed-now">{_value(visit, one, each)}</p>{_bars(visit, one, each)}'
        f"{_facts(visit, one, each)}</div>{_findings(visit, one.found(each.figure.key))}{note}</li>"
    )


def name_of(visit: Visit, key: EntryKey) -> str:
    """A2A – People: Kent; with its category where it is one of a split."""
    words = visit.words
    name = words(
        "review.figure",
        what=findings.target_words(visit.edition, key.indicator, key.scheme),
        area=load_areas()[key.area].name,
    )
    return name if key.category == ALL else words.with_reason(name, category_name(words, key.category, visit.programme))


def amount(visit: Visit, key: EntryKey, value: int | None, absence: str | None = None) -> str:
    """The value, or why there is none."""
    words = visit.words
    if value is None:
        return words.absence(absence) if absence else words("changes.none_yet")
    return words.amount(value, visit.programme.indicators[key.indicator])


def _value(visit: Visit, one: Case, each: Reviewed) -> str:
    figure = each.figure
    now = f'<strong class="cc-number">{escape(amount(visit, figure.key, figure.value, figure.absence))}</strong>'
    if one.report.corrects is None:
        return now
    before = escape(amount(visit, figure.key, each.was, each.was_absence))
    arrow = f'<span aria-hidden="true">→</span><span class="cc-unseen">{escape(visit.words("review.becomes"))}</span>'
    return f'<span class="cc-number">{before}</span> {arrow} {now}'


def _bars(visit: Visit, one: Case, each: Reviewed) -> str:
    indicator = visit.programme.indicators[each.figure.key.indicator]
    return small_bars.bars(visit.words, indicator, each.series, (one.report.period, each.figure.value))


def _facts(visit: Visit, one: Case, each: Reviewed) -> str:
    words, key = visit.words, each.figure.key
    facts = [(words("review.month_before"), amount(visit, key, each.last))]
    if each.reached is not None:
        reached = amount(visit, key, each.reached)
        target = None if each.target is None else amount(visit, key, each.target)
        facts.append(
            (words("review.reached"), words("review.of_target", reached=reached, target=target) if target else reached)
        )
    if each.neighbours is not None:
        low, high = (amount(visit, key, value) for value in each.neighbours)
        facts.append((words("review.neighbours"), words("review.range", low=low, high=high)))
    told = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(text)}</dd></div>" for term, text in facts)
    return f'<dl class="cc-reviewed-facts">{told}</dl>'


def _history(visit: Visit, one: Case, each: Reviewed) -> str:
    words = visit.words
    address = links.written(visit, "figure", **each.figure.key._asdict(), month=one.report.period)
    spoken = words("review.history_of", figure=name_of(visit, each.figure.key))
    link = f'<a href="{escape(address, quote=True)}" target="_self" aria-label="{escape(spoken, quote=True)}">'
    return f"{link}{escape(words('review.history'))}</a>"


def _findings(visit: Visit, found: Sequence[Finding]) -> str:
    words = visit.words
    said = finding_views.said(words, visit.programme, found, lambda _: "")
    items = "".join(
        f'<li class="cc-finding-{each.group}"><strong>{escape(words(f"review.{each.group}"))}</strong> {escape(each.what)}</li>'
        for each in said
    )
    return f'<ul class="cc-reviewed-findings">{items}</ul>' if items else ""


def _quoted(head: str, text: str) -> str:
    said = f'<span class="cc-small-words">{escape(head)}</span> <q dir="auto">{escape(text)}</q>'
    return f'<blockquote class="cc-comment">{said}</blockquote>'


# -- beside the figures


def said(visit: Visit, one: Case) -> tuple[Piece, ...]:
    """What the partner says beside its figures, scheme by scheme."""
    words, remarks = visit.words, [each for each in one.report.remarks if each.text.strip()]
    if not remarks:
        return (
            frame.card_title(words("review.said")),
            f'<p class="cc-small-words">{escape(words("review.said_nothing"))}</p>',
        )
    quotes = "".join(
        _quoted_in(words, words.name(visit.programme.schemes[each.scheme].short_name), each.language, each.text)
        for each in remarks
    )
    return (frame.card_title(words("review.said")), quotes)


def _quoted_in(words: Words, head: str, language: str, text: str) -> str:
    if language != words.lang and words.has(f"comment.in_{language}"):
        head = words.with_reason(head, words(f"comment.in_{language}"))
    return (
        f'<blockquote class="cc-comment"><span class="cc-small-words">{escape(head)}</span> '
        f'<q lang="{escape(language, quote=True)}" dir="auto">{escape(text)}</q></blockquote>'
    )


def steps(visit: Visit, one: Case) -> tuple[Piece, ...]:
    """Every step so far: earlier sendings, and why they were returned."""
    words = visit.words
    items = "".join(
        f"<li>{escape(_by_at(visit, f'review.step_{_step(row.Index, row.state)}', row.by, row.at))}"
        f"{_quoted(words('review.reason'), row.reason) if not tables.is_missing(row.reason) else ''}</li>"
        for row in one.report.steps.itertuples()
    )
    return (frame.card_title(words("review.steps")), f'<ol class="cc-plain-list cc-steps">{items}</ol>')


def _step(place: int, state: str) -> str:
    """A draft that is not the first step is one that was taken back."""
    return "taken_back" if place and state == "draft" else state
