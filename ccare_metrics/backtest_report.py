"""The back-test as a page for docs/: the rule, what else was tried, and how far it held, on a programme's series and on made shapes."""

import math
import random
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import pandas as pd

from ccare_metrics.backtest import MEANS, Overall, Series, backtest, by_rule, overall, summary
from ccare_metrics.forecast import FEWEST_ERRORS, LEVEL, NEEDED, RECENT
from ccare_metrics.periods import month_range

QUIET, BUSY, DRAWS = 6, 24, 5  # months without and with activity; how often each shape is drawn
SPREAD = 0.5  # a month adds its shape's level, give or take up to half of it, and a whole number

# What a month of activity adds on average, month 0 first: paths that a scheme can take, kind ones and unkind ones.
SHAPES: dict[str, Callable[[int], float]] = {
    "steady": lambda month: 20,
    "few": lambda month: 1.2,
    "rise, then level": lambda month: 2.5 * min(month + 1, 12),
    "rise without end": lambda month: 2 + 1.5 * month,
    "rise, then fall": lambda month: 40 * math.exp(-(((month - 11) / 7) ** 2)),
    "slow fall": lambda month: 40 - month,
    "two seasons": lambda month: 20 + 10 * math.sin(math.pi * month / 6),
    "sudden rise": lambda month: 10 if month < 12 else 25,
    "sudden stop": lambda month: 20 if month < 15 else 0,
}

IN_WORDS = {
    "straight_line": "the mean of all months since the first activity",
    "straight_line_with_lead_in": "the mean of all months, the empty ones before the first activity included",
    "last_three_months": "the mean of the last three months",
    "last_six_months": "the mean of the last six months",
    "smoothed": "exponential smoothing, three tenths of the way to each new month",
    "smoothed_to_fit": "exponential smoothing, with the weight that fits the series' own past best",
    "damped_trend": "the mean of the last three months and its change on the three before, damped",
    "halfway_with_lead_in": "as the next, the empty months before the first activity included",
    "halfway": "**halfway between the last three months and all months since the first activity**",
}

DISTANCES = {"1 to 3 months ahead": (1, 3), "4 to 6 months ahead": (4, 6), "7 to 12 months ahead": (7, 12)}


def made_series() -> tuple[Series, ...]:
    """Each shape, drawn several times; the same on every machine. `indicator` is the shape, `scheme` the number of the draw."""
    months = month_range("2021-01", "2030-12")[: QUIET + BUSY]
    return tuple(_drawn(shape, draw, months) for shape in SHAPES for draw in range(DRAWS))


def _drawn(shape: str, draw: int, months: tuple[str, ...]) -> Series:
    chance = random.Random(f"{shape} {draw}")  # its random() is the same in every version of Python
    levels = [SHAPES[shape](month) * (1 + SPREAD * (2 * chance.random() - 1)) for month in range(BUSY)]
    counts = [float(math.floor(level + chance.random())) for level in levels]
    return Series(shape, str(draw), months, (*[0.0] * QUIET, *counts), illustrative=True)


def report(series: Sequence[Series], *, programme: str, day: date) -> str:
    """The page, in Markdown. `series`: the programme's own; `day`: the one on which its figures stood so."""
    made = made_series()
    ours, theirs = backtest(series), backtest(made)
    ours_summed, theirs_summed = summary(series, ours), summary(made, theirs)
    parts = [
        _opening(
            programme, day, any(each.illustrative for each in series), overall(ours_summed), overall(theirs_summed)
        ),
        _THE_RULE,
        _rules_tried(programme, by_rule(series), by_rule(made)),
        _by_distance(programme, ours, theirs),
        _by_series(programme, ours_summed),
        _by_shape(theirs_summed),
        _LIMITS,
    ]
    return "\n".join(parts)


def _opening(programme: str, day: date, is_illustrative: bool, ours: Overall, theirs: Overall) -> str:
    caution = (
        f"\n**The monthly figures of {programme} used here are illustrative. {_CAUTION}" if is_illustrative else ""
    )
    return f"""# The forecast, tried on months that are already known

Written by `python manage.py backtest --write docs/forecast.md`: do not edit.
{caution}
| | series tried | cut-offs | error | error of a straight line | inside the {LEVEL:.0%} interval |
|---|---:|---:|---:|---:|---:|
{_row(f"{programme}, as it stood on {day}", ours.series, ours.cutoffs, *_shares(ours))}
{_row("made shapes", theirs.series, theirs.cutoffs, *_shares(theirs))}

From every month with enough history (a cut-off) the total is forecast for the 1 to 12 months that follow and for the last month
known. An error is the distance between forecast and total, as a share of all that the series added in the end; every series counts
the same. The straight line is the mean of all months since the first activity, carried on.

The interval is meant to hold four times in five. It holds more often where series run smoothly, as made-up ones do, and less often
where a pace breaks, as in about half of the made shapes: further down they stand one by one.
"""


_CAUTION = """A back-test on illustrative series tests the machinery, not the
world**: that the rule computes what it says, that its interval is neither blind nor absurd, that it is no worse than a straight
line. How well real schemes can be forecast, only real figures can tell.
"""


_THE_RULE = f"""## The rule

A month ahead is expected to add the mean of two averages: that of the last {RECENT} months with a figure, and that of all months
since the first activity. Where the last {RECENT} months added nothing, nothing more is expected. The interval asks what the rule
would have said of each past month and takes the distance that four in five of them kept within; the pace may be that far off in
every month ahead.

- Months without a figure are left out, never taken as nothing. Empty months before the first activity do not count: they say when a
  scheme began, not how fast it goes.
- {RECENT} months make a pace and {FEWEST_ERRORS} past errors an interval, so {NEEDED} months with a figure since the first activity
  are needed; before that the answer is "too little history". Of three past errors none marks off four fifths; of four to eight it
  is the largest, from nine on the largest ones are left out.
- The interval never falls below what is reached, unless the series has months that took something away (corrections). On the
  pages no total falls below zero.
- A series that never varied has an interval without width: its own past gives no reason for another.
- There is no forecast of a ratio or of a state (such as people waiting): they do not add up.
"""


def _rules_tried(programme: str, ours: pd.DataFrame, theirs: pd.DataFrame) -> str:
    rows = [
        _row(
            IN_WORDS[one.rule],
            *map(_percent, (one.error, one.error_at_last, other.error, other.error_at_last)),
        )
        for one, other in zip(ours.itertuples(), theirs.itertuples(), strict=True)
    ]
    return f"""## What was tried

| what every month ahead adds | error, {programme} | at the last month | error, made shapes | at the last month |
|---|---:|---:|---:|---:|
{_lines(rows)}

The rule in bold is the one used. No rule wins everywhere; this one can be said in a sentence, beats the straight line on either
side, and is near the best on both. The last three months alone follow a change sooner, and every quiet August as well. Smoothing
does as well and says less. A fitted weight leaps from month to month on so few figures. A damped trend, the usual advice, takes the
end of a rise for its middle. Counting the empty months at the start helps where a scheme fades away in the end; it is not done,
because a steady scheme would then be promised less than it delivers every month, and because how many empty months there are hangs
on how early a start was written down. At the last month known, often more than a year off, the straight line can come nearer: where
series swell and fade, no rule that heeds the latest months sees the end coming.
"""


def _by_distance(programme: str, ours: pd.DataFrame, theirs: pd.DataFrame) -> str:
    rows = [
        _row(name, *_at(ours[ours["ahead"].between(*span)]), *_at(theirs[theirs["ahead"].between(*span)]))
        for name, span in DISTANCES.items()
    ]
    rows.append(_row("the last month known", *_at(ours[ours["last"]]), *_at(theirs[theirs["last"]])))
    return f"""## By how far ahead

Every forecast counts the same here, so that longer series weigh more.

| | error, {programme} | straight line | inside | error, made shapes | straight line | inside |
|---|---:|---:|---:|---:|---:|---:|
{_lines(rows)}
"""


def _by_series(programme: str, summed: pd.DataFrame) -> str:
    rows = [
        _row(f"`{one.indicator}`", f"`{one.scheme}`" if one.scheme else "programme", one.cutoffs, *_shares(one))
        for one in summed.replace({pd.NA: None}).itertuples()
    ]
    return f"""## Series by series: {programme}

| indicator | scheme | cut-offs | error | straight line | inside the {LEVEL:.0%} interval |
|---|---|---:|---:|---:|---:|
{_lines(rows)}

No cut-offs: too little history.
"""


def _by_shape(summed: pd.DataFrame) -> str:
    rows = [
        _row(shape, *map(_percent, found[MEANS].mean())) for shape, found in summed.groupby("indicator", sort=False)
    ]
    return f"""## Shape by shape

Each shape was drawn {DRAWS} times: {QUIET} empty months, then {BUSY} in which a month adds the shape's level, give or take up to
half of it.

| shape | error | straight line | inside the {LEVEL:.0%} interval |
|---|---:|---:|---:|
{_lines(rows)}

Where the pace breaks, no past error says so: after a sudden stop, and in a rise without end, the interval holds less often than it
promises. Where nothing breaks it is wider than it need be, since it lets the same error recur every month.
"""


_LIMITS = """## What the forecast does not know

That a budget is spent or a scheme about to close; the seasons (two years of months are too few to tell one from chance); what a
partner has not sent. The back-test uses the figures as they stand now, with late reports and corrections in their month; on the day,
some were not there yet. In one programme the series are no independent witnesses either: they rise and fall together.
"""


def _at(trials: pd.DataFrame) -> list[str]:
    return [_percent(trials[column].mean()) for column in MEANS]


def _shares(found: object) -> list[str]:
    return [_percent(getattr(found, name)) for name in MEANS]


def _percent(share: float | None) -> str:
    return "–" if share is None or pd.isna(share) else f"{share:.1%}"


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _lines(rows: Iterable[str]) -> str:
    return "\n".join(rows)
