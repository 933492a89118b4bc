"""One figure through time: what stood on a day, told from its own history. Pure."""

from datetime import date

import pandas as pd


def stood_on(history: pd.DataFrame, day: date) -> pd.Series | None:
    """The revision that counted at the end of a day; None where nothing was approved by then. `history`: as desk.history_of."""
    decided = history[history["decided_at"].notna()]
    by_then = decided[decided["decided_at"].str[:10].le(day.isoformat())]
    if by_then.empty:
        return None
    return by_then.sort_values(["decided_at", "submission"], kind="stable").iloc[-1]


def replaced(history: pd.DataFrame) -> pd.DataFrame:
    """The history with `old` and `old_absence`: what stood approved when each value was sent, missing for the first."""
    rows = [_before(history, row) for row in history.to_dict("records")]
    return history.assign(
        old=pd.array([row["value"] if row is not None else None for row in rows], dtype="Int64"),
        old_absence=[row["absence"] if row is not None else None for row in rows],
    )


def _before(history: pd.DataFrame, row: dict) -> pd.Series | None:
    others = history[history["decided_at"].notna() & history["submission"].lt(row["submission"])]
    return None if others.empty else others.sort_values(["decided_at", "submission"], kind="stable").iloc[-1]
