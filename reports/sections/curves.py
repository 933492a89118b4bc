"""The programme's own targets over time, then every target that is off course or was not reached; last the months as a table."""

import pandas as pd

from ccare_metrics.framework import Indicator, Target
from ccare_metrics.periods import last_day, month_of, months_of
from reports import cells
from reports.answers import finding_of, notice, sources_of, targets
from reports.content import Asked, Section
from reports.curve_lines import Line, line, paths, table
from reports.number_formats import Number
from reports.pictures import Curve
from ui import findings
from ui.edition import Edition
from ui.words import MINOR_UNITS, Words

STEPS_ON_AXIS = 4
NAMED = ("01", "07", "Q1", "Q3", "")  # months and quarters that are named on the axis, and every year


def section(edition: Edition, asked: Asked) -> Section | None:
    words, shown = edition.words, drawn(edition)
    if shown.empty:
        return None
    late = int(shown["scheme"].notna().sum())
    lines = [line(edition, row["indicator"], row["scheme"]) for row in shown.to_dict("records")]
    said = words.n("pack.curves.finding", late) if late else words("pack.curves.finding_none")
    made_up = notice(edition, pd.concat([each.months for each in lines]))
    return Section(
        code="curves",
        name=words("pack.section.curves"),
        finding=finding_of(edition, said, made_up),
        lead=words("board.over_time_note"),
        notice=made_up,
        reading=words("pack.reading_curves"),
        parts=(*(_curve(edition, each) for each in lines if each.is_curve), table(edition, lines)),
        sources=sources_of(edition, shown),
    )


def drawn(edition: Edition) -> pd.DataFrame:
    """The targets whose curves stand in a pack: rows of results.target_table."""
    rows = targets(edition)
    return rows[rows["scheme"].isna() | rows["status"].isin(["off_course", "not_reached"])]


def _curve(edition: Edition, shown: Line) -> Curve:
    words, indicator, frame, target = edition.words, shown.indicator, shown.months, shown.outlook.target
    title = _named(edition, shown.scheme, findings.curve_result(edition, frame, indicator))
    actual, expected = (_natural(frame[name], indicator) for name in ("actual", "expected"))
    low, central, high = (_natural(path, indicator) for path in paths(shown))
    aim = cells.natural(target.value, indicator) if target else None
    top = max([1, *(value for value in (*actual, *expected, *high, aim) if value is not None)])
    known = frame[frame["actual"].notna()]
    target_text, forecast_text = _target_text(words, target, indicator), _forecast_text(words, shown)
    return Curve(
        key=f"{shown.scheme or 'programme'}-{indicator.code}",
        title=title,
        months=tuple(words.period_short(period) for period in frame["period"]),
        actual=actual,
        expected=expected,
        low=low,
        central=central,
        high=high,
        target=aim,
        target_at=_place(frame, month_of(target.by)) if target else None,
        last_text="" if known.empty else words.amount(known["actual"].iloc[-1], indicator),
        target_text=target_text,
        forecast_text=forecast_text,
        as_of_text=words("source.as_of", day=edition.release.as_of),
        ticks=_ticks(words, top, indicator),
        marks=tuple((at, words.period_short(p)) for at, p in enumerate(frame["period"]) if p[5:] in NAMED),
        unit=cells.unit_of(indicator),
        made_up=shown.made_up,
        alt=" ".join(f"{each[0].upper()}{each[1:]}." for each in (title, target_text, forecast_text) if each),
    )


def _named(edition: Edition, scheme: str | None, finding: str) -> str:
    """The finding, and whose it is."""
    if scheme is None:
        return finding
    return edition.words("pack.of_scheme", scheme=edition.programme.schemes[scheme].short_name, text=finding)


def _target_text(words: Words, target: Target | None, indicator: Indicator) -> str:
    if target is None:
        return ""
    text = words("pack.target_by", figure=words.target(target, indicator), day=target.by)
    return (
        words.with_reason(text, words.provenance("illustrative").lower())
        if target.provenance == "illustrative"
        else text
    )


def _forecast_text(words: Words, shown: Line) -> str:
    """Where the forecast ends, with its range; where the target's day has come, only that there is one."""
    seen = shown.outlook
    if seen.forecast is None:
        return ""
    text = words("pack.forecast_central")
    if seen.at_end:
        low, central, high = (cells.about(words, value, shown.indicator).text for value in seen.at_end)
        day = seen.target.by if seen.target else last_day(seen.forecast.months[-1])
        text = words("pack.forecast_by", low=low, central=central, high=high, day=day)
    return words.with_reason(text, words.provenance("illustrative").lower()) if shown.made_up else text


def _natural(values: pd.Series | list[float | None], indicator: Indicator) -> tuple[Number | None, ...]:
    return tuple(cells.natural(value, indicator) for value in values)


def _place(frame: pd.DataFrame, month: str) -> int | None:
    found = [at for at, period in enumerate(frame["period"]) if month in months_of(period)]
    return found[0] if found else None


def _ticks(words: Words, top: Number, indicator: Indicator) -> tuple[tuple[Number, str], ...]:
    """Round steps from zero to just over the highest value, each with its text."""
    step = _nice_step(top / STEPS_ON_AXIS, least=0.01 if indicator.kind == "ratio" else 1)
    values = [step * count for count in range(int(top / step) + 2)]
    stored = MINOR_UNITS if indicator.kind == "money" else 1
    return tuple((value, words.amount(value * stored, indicator)) for value in values)


def _nice_step(rough: float, *, least: Number) -> Number:
    """1, 2 or 5 times a power of ten; nobody is half supported."""
    power = least
    while power * 10 <= rough:
        power *= 10
    return next((power * factor for factor in (1, 2, 5, 10) if power * factor >= rough), power * 10)
