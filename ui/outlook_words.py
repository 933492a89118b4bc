"""What is said of a forecast: the interval, the month in which the target may be reached, the pace it takes, or why there is none."""

from collections.abc import Mapping

import pandas as pd

from ccare_metrics.results import Outlook
from ui.edition import Edition

NO_FORECAST = ("too_little_history", "not_reported", "not_cumulative", "nothing_ahead")


def interval(edition: Edition, row: Mapping) -> str | None:
    """340 (280 to 410), of a row of results.outlook_table."""
    if pd.isna(row["central"]):
        return None
    words, indicator = edition.words, edition.programme.indicators[row["indicator"]]
    low, central, high = (words.estimate(row[name], indicator) for name in ("low", "central", "high"))
    return words("outlook.interval", central=central, low=low, high=high)


def when(edition: Edition, row: Mapping) -> str | None:
    """The month in which the target is reached at the recent pace."""
    # Once its day has come, a later month is no answer to whether it was reached.
    is_over = pd.isna(row["reached_in"]) or row["status"] == "not_reached"
    return None if is_over else edition.words.month(row["reached_in"])


def why_no_month(row: Mapping) -> str:
    """Why there is no such month: reached already, no target, no forecast, or not at this pace."""
    if row["status"] == "reached":
        return "reached"
    if pd.isna(row["target"]):
        return "no_target"
    if row["status"] == "not_reached":
        return "nothing_ahead"
    if row["why_none"] in NO_FORECAST:
        return str(row["why_none"])
    return "not_at_this_pace"


def why_none(edition: Edition, code: str) -> str:
    """Why there is no forecast, no month or no figure, in a few words."""
    words = edition.words
    return words(f"outlook.none.{code}") if words.has(f"outlook.none.{code}") else words.absence(code)


def sentences(edition: Edition, ahead: Outlook) -> list[str]:
    """Where it will end, when the target is reached, and what it takes; or why nothing can be said."""
    words, indicator = edition.words, edition.programme.indicators[ahead.indicator]
    if ahead.forecast is None or ahead.at_end is None:
        code = ahead.why_none or "not_reported"
        return [words(f"outlook.why.{code}", history=ahead.history, needed=ahead.needed)]
    low, central, high = (words.estimate(value, indicator) for value in ahead.at_end)
    by = ahead.target.by if ahead.target else edition.release.as_of
    if ahead.target is None:
        return [words("outlook.verdict.no_target", central=central, low=low, high=high)]
    target = words.target(ahead.target, indicator)
    told = [words(f"outlook.verdict.{ahead.verdict}", central=central, low=low, high=high, day=by, target=target)]
    if ahead.verdict != "reached":
        told += _pace(edition, ahead)
    return told


def _pace(edition: Edition, ahead: Outlook) -> list[str]:
    words, indicator = edition.words, edition.programme.indicators[ahead.indicator]
    told = []
    if ahead.reached_in:
        earliest, latest = ahead.reached_between
        if earliest and latest and earliest != latest:
            span = {"first": words.month(earliest), "last": words.month(latest)}
            told.append(words("outlook.reached_between", month=words.month(ahead.reached_in), **span))
        else:
            told.append(words("outlook.reached_in", month=words.month(ahead.reached_in)))
    else:
        told.append(words("outlook.not_at_this_pace"))
    if ahead.required_pace is not None and ahead.pace is not None:
        required, pace = (words.pace(value, indicator) for value in (ahead.required_pace, ahead.pace))
        told.append(words("outlook.required", required=required, pace=pace))
    return told
