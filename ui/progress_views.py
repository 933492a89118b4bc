"""The board's progress: every scheme and indicator on one sheet, each a status and how much of what was expected has come about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from ccare_metrics import results
from ccare_metrics.framework import Indicator, Programme
from ui import findings, frame, outlook_words, provenance, tables, target_views, views
from ui.cached import ask
from ui.edition import Edition, kept
from ui.pieces import Piece
from ui.tables import Column

NUMBERS = ("actual", "expected", "target", "central", "pace", "required_pace")


@dataclass(frozen=True)
class Narrowed:
    """Which schemes are looked at; None is all. The country is that of the partner."""

    strand: str | None = None
    partner: str | None = None
    country: str | None = None

    @property
    def everything(self) -> bool:
        return self == Narrowed()


@kept
def rows(edition: Edition, narrowed: Narrowed) -> pd.DataFrame:
    """results.target_table beside results.outlook_table, the programme's own targets only where nothing is left out."""
    programme = edition.programme
    told = target_views.asked(edition, "all", None, None, published_only=False)
    ahead = ask(results.outlook_table, edition.release)
    both = told.merge(ahead, on=["indicator", "scheme"], how="left")
    if narrowed.everything:
        return both
    schemes = [
        code for code, scheme in programme.schemes.items() if _fits(edition, scheme.strand, scheme.partner, narrowed)
    ]
    return both[both["scheme"].isin(schemes)].reset_index(drop=True)


def _fits(edition: Edition, strand: str, partner: str, narrowed: Narrowed) -> bool:
    country = edition.programme.partners[partner].country
    return (
        narrowed.strand in (None, strand)
        and narrowed.partner in (None, partner)
        and narrowed.country in (None, country)
    )


@kept
def finding(edition: Edition, narrowed: Narrowed) -> str:
    """How many targets are off course or at risk on the day, and how many have too little reported to say."""
    words, day = edition.words, edition.release.known_on
    table = rows(edition, narrowed)
    table = table[table["target"].notna()]
    counts = table["status"].value_counts()
    parts = [
        words.n(f"board.count_{code}", int(counts[code]))
        for code in ("off_course", "not_reached", "at_risk", "too_little_reported")
        if counts.get(code, 0)
    ]
    if not parts:
        return words("board.finding_none", day=day, total=len(table))
    return words("board.finding", day=day, total=len(table), parts=words.join(parts))


@kept
def programme_notes(edition: Edition) -> str:
    """How the programme's own targets are expected by now, and what the schemes' targets add up to beside them."""
    words, programme = edition.words, edition.programme
    told = [] if any(plan.milestones for plan in programme.plans) else [words("progress.straight")]
    for plan in programme.plans:
        target, total = (
            plan.target_on(edition.release.targets_on),
            results.schemes_target(edition.release, plan.indicator),
        )
        if target and total is not None:
            indicator = programme.indicators[plan.indicator]
            numbers = {"sum": words.amount(total, indicator), "target": words.target(target, indicator)}
            told.append(words("progress.schemes_sum", indicator=indicator.name, **numbers))
    return "".join(f'<p class="cc-small-words">{escape(text)}</p>' for text in told)


# -- the sheet


@kept
def sheet(edition: Edition, narrowed: Narrowed, *, address: str) -> tuple[Piece, ...]:
    """Schemes down, indicators across; each cell a status, the share of what was expected, and the way to its curve."""
    words, programme = edition.words, edition.programme
    table = rows(edition, narrowed)
    if table.empty:
        return (frame.empty(words, words("targets.none")),)
    columns = [code for code in programme.indicators if code in set(table["indicator"])]
    lines = [None] if narrowed.everything else []
    lines += [code for code in programme.schemes if code in set(table["scheme"].dropna())]
    cells = {(_scheme(row), row["indicator"]): row for row in table.to_dict("records")}
    head = "".join(
        f'<th scope="col" role="columnheader">{escape(words.name(programme.indicators[code].short_name))}</th>'
        for code in columns
    )
    body = "".join(_line(edition, scheme, columns, cells, address) for scheme in lines)
    title = words.n("progress.sheet", len(table))
    return (
        frame.card_title(title),
        provenance.notice(words, table["status_provenance"]),
        '<div class="cc-table-room"><table class="cc-table cc-sheet" role="table">'
        f'<caption class="cc-unseen">{escape(title)}</caption>'
        f'<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{escape(words("table.scheme"))}</th>{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>',
        f'<p class="cc-small-words">{escape(words("progress.sheet_note"))}</p>',
    )


def _scheme(row: Mapping) -> str | None:
    return None if tables.is_missing(row["scheme"]) else str(row["scheme"])


def _line(edition: Edition, scheme: str | None, columns: list[str], cells: Mapping, address: str) -> str:
    words, programme = edition.words, edition.programme
    if scheme is None:
        name, owner = words("table.whole").capitalize(), ""
    else:
        each = programme.schemes[scheme]
        name, owner = words.name(each.short_name), words.name(programme.partners[each.partner].short_name)
    head = f'<th scope="row" role="rowheader">{escape(name)}<span class="cc-small-words">{escape(owner)}</span></th>'
    return f'<tr role="row">{head}{"".join(_cell(edition, cells.get((scheme, code)), code, address) for code in columns)}</tr>'


def _cell(edition: Edition, row: Mapping | None, indicator: str, address: str) -> str:
    """Nothing where the scheme does not count the indicator: an empty field of the sheet, not a missing figure."""
    words = edition.words
    if row is None:
        return '<td role="cell" class="cc-sheet-none"></td>'
    label = escape(words.name(edition.programme.indicators[indicator].short_name), quote=True)
    scheme = f"&scheme={row['scheme']}" if _scheme(row) else ""
    link = escape(f"target?{address}&indicator={indicator}{scheme}", quote=True)
    share = (
        ""
        if tables.is_missing(row["of_expected"])
        else words("progress.of_expected", percent=findings.share_of_expected(edition, row["of_expected"]))
    )
    if row["status"] in ("reached", "not_reached") and not tables.is_missing(row["share"]):
        share = words("progress.of_target", percent=words.percent(row["share"]))
    plan = results.plan_of(edition.programme, _scheme(row), indicator)
    decisions = [target for target in plan.targets if target.valid_from <= edition.release.targets_on] if plan else []
    revised = f"<br>{escape(words('progress.revised'))}" if len(decisions) > 1 else ""
    return (
        f'<td role="cell" data-label="{label}"><a href="{link}" target="_self">{tables.status(words, row["status"])}</a>'
        f'<span class="cc-small-words">{escape(share)}{revised}</span></td>'
    )


# -- the same in numbers


@kept
def table(edition: Edition, narrowed: Narrowed, *, key: str) -> tuple[Piece, ...]:
    """Every target with result, path, coverage, status and forecast, in numbers and words."""
    words, programme = edition.words, edition.programme
    shown = rows(edition, narrowed)
    if shown.empty:
        return ()
    records = shown.to_dict("records")
    indicator_of = programme.indicators

    def each(name: str, show: Callable[[float, Indicator], str]) -> list[str | None]:
        return [
            None if tables.is_missing(row[name]) else show(row[name], indicator_of[row["indicator"]]) for row in records
        ]

    shown = shown.assign(
        what=[findings.target_words(edition, row["indicator"], _scheme(row), short=True) for row in records],
        actual_text=[target_views.quantity(edition, row, "actual", "qualifier") for row in records],
        expected_text=each("expected", words.estimate),
        target_text=[target_views.quantity(edition, row, "target", "target_qualifier") for row in records],
        forecast_text=[outlook_words.interval(edition, row) for row in records],
        forecast_absence=[row["why_none"] for row in records],
        reached_text=[outlook_words.when(edition, row) for row in records],
        reached_absence=[outlook_words.why_no_month(row) for row in records],
        required_text=each("required_pace", words.pace),
        pace_text=each("pace", words.pace),
        **{f"{name}_number": views.in_units(edition, shown, name) for name in NUMBERS},
        no_target=shown["target"].isna().map({True: "not_published", False: "not_applicable"}),
    )
    columns = [
        Column("what", words("table.target")),
        Column("actual_text", words("table.actual"), "number", taken="actual_number"),
        Column(
            "expected_text",
            words("table.expected"),
            "number",
            taken="expected_number",
            absence="no_target",
            term="expected",
        ),
        Column("target_text", words("table.target"), "number", taken="target_number", absence="no_target"),
        Column("status", words("table.status"), "status"),
        Column("coverage", words("board.coverage"), "number", show=words.percent, term="coverage"),
        Column(
            "forecast_text", words("progress.forecast"), "number", taken="central_number", absence="forecast_absence"
        ),
        Column("reached_text", words("progress.reached_in"), absence="reached_absence"),
        Column("pace_text", words("progress.pace"), "number", taken="pace_number", absence="forecast_absence"),
        Column(
            "required_text",
            words("progress.required"),
            "number",
            taken="required_pace_number",
            absence="reached_absence",
        ),
        Column("provenance", words("table.result_provenance"), "provenance"),
        Column("target_provenance", words("table.target_provenance"), "provenance", absence="no_target"),
    ]
    title = words.n("progress.table", len(shown))
    below = views.below(
        edition,
        shown,
        columns,
        key=key,
        caption=title,
        absence_words=lambda code: outlook_words.why_none(edition, code),
        expanded=True,
        extra=[("derived", words("table.expected")), ("derived", words("progress.forecast"))],
    )
    return (frame.card_title(title), *below)


def planned_schemes(programme: Programme) -> list[str]:
    """What a target was set for: the programme as a whole ("all") and its schemes."""
    return ["all", *(code for code, scheme in programme.schemes.items() if scheme.plans)]


def planned_indicators(programme: Programme, scheme: str) -> list[str]:
    plans = programme.plans if scheme == "all" else programme.schemes[scheme].plans
    return [plan.indicator for plan in plans]
