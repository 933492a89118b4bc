"""The card of a curve: what was reached by the end of each period, against the path that was expected, with a gap where it is hidden."""

from html import escape

import pandas as pd

from api.embeds.asking import Asked
from api.embeds.page import Drawn, Whence
from api.embeds.plot import Plot, picture, plotted
from ccare_metrics import results
from ccare_metrics.framework import Indicator, Target
from ccare_metrics.scope import Scope
from ui import findings, tables
from ui.edition import Edition
from ui.tables import Column
from ui.words import Words

TO_TELL = ("suppressed", "not_reported", "not_published")  # reasons for a gap; before a scheme began there is none


def curve(edition: Edition, asked: Asked) -> Drawn:
    """An indicator over time, of the whole programme or of a scheme, in the finest periods that the release publishes."""
    words, indicator = edition.words, edition.programme.indicators[asked.indicator]
    periods = results.curve(edition.release, Scope(asked.indicator, scheme=asked.scheme))
    finding = findings.curve_result(edition, periods, indicator)
    plot = plotted(periods, _target_now(edition, asked))
    scheme = edition.programme.schemes[asked.scheme] if asked.scheme else None
    known = periods[periods["actual"].notna()]
    drawn = picture(words, plot, indicator, finding) if len(known) else ""
    return Drawn(
        title=finding,
        lead=words.name(scheme.name) if scheme else words("embed.whole", programme=edition.programme.short_name),
        body=f"{drawn}{_gaps(edition, periods)}{_table(edition, periods, indicator)}",
        provenances=(*dict.fromkeys(known["provenance"].dropna()), *_path_whence(words, plot)),
        as_of=edition.release.as_of.isoformat(),
        page="scheme" if scheme else "targets",
        codes={"indicator": asked.indicator, **({"scheme": scheme.code} if scheme else {})},
    )


def _target_now(edition: Edition, asked: Asked) -> Target | None:
    plan = results.plan_of(edition.programme, asked.scheme, asked.indicator)
    return plan.target_on(edition.release.targets_on) if plan else None


def _path_whence(words: Words, plot: Plot) -> tuple[Whence, ...]:
    """The path is our arithmetic on the plan, and made up where the plan is; told where it is drawn."""
    if plot.periods["expected"].isna().all() or plot.periods["actual"].isna().all():
        return ()
    made_up = plot.target is not None and plot.target.provenance == "illustrative"
    return (("illustrative" if made_up else "derived", words("chart.expected")),)


def _gaps(edition: Edition, periods: pd.DataFrame) -> str:
    """Which periods have no figure, and why, in words."""
    words, told = edition.words, []
    for reason in TO_TELL:
        spans = [_span(words, codes) for codes in _unbroken(periods, reason)]
        if spans:
            told.append(words("embed.gap", periods=words.join(spans), reason=words.absence(reason)))
    text = " ".join(f"{each[0].upper()}{each[1:]}" for each in told)
    return f'<p class="small">{escape(text)}</p>' if text else ""


def _unbroken(periods: pd.DataFrame, reason: str) -> list[list[str]]:
    """The stretches of periods with the same reason."""
    stretches: list[list[str]] = [[]]
    for code, why in zip(periods["period"], periods["absence"], strict=True):
        if why == reason:
            stretches[-1].append(code)
        elif stretches[-1]:
            stretches.append([])
    return [each for each in stretches if each]


def _span(words: Words, codes: list[str]) -> str:
    if len(codes) == 1:
        return words.period(codes[0])
    return words("period.from_to", first=words.period_short(codes[0]), last=words.period_short(codes[-1]))


def _table(edition: Edition, periods: pd.DataFrame, indicator: Indicator) -> str:
    words = edition.words
    rows = periods[periods["value"].notna() | periods["absence"].isin(TO_TELL)]
    if rows.empty:
        return ""
    columns = [
        Column("period", words("embed.period"), show=words.period),
        Column("value", words("embed.in_period"), "number", show=lambda value: words.amount(value, indicator)),
        Column(
            "actual",
            words("embed.by_period"),
            "number",
            show=lambda value: words.amount(value, indicator),
            absence="actual_absence",
        ),
        Column(
            "expected",
            words("chart.expected"),
            "number",
            show=lambda value: words.estimate(value, indicator),
            absence="no_plan",
        ),
    ]
    return tables.twin(words, rows.assign(no_plan="not_applicable"), columns, caption=words.name(indicator.name))
