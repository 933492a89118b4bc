"""Answers that more than one section needs, asked once per edition; and what an edition says of itself."""

from datetime import date

import pandas as pd

from ccare_metrics import results
from ccare_metrics.framework import Source
from ccare_metrics.working import Working
from ui import findings
from ui.edition import Edition, kept

# What needs a look comes first; a target that was met can wait.
URGENCY = (
    *("off_course", "not_reached", "at_risk", "too_little_reported", "on_course", "not_started", "reached"),
    *("hidden", "no_target"),
)
TO_LOOK_AT = ("off_course", "not_reached", "at_risk", "too_little_reported")


@kept
def targets(edition: Edition) -> pd.DataFrame:
    """Every target on the edition's day: results.TARGET_COLUMNS, the programme's own first, then the schemes', most urgent first."""
    rows = results.target_table(edition.release)
    urgency = {code: place for place, code in enumerate(URGENCY)}
    theirs = rows[rows["scheme"].notna()].sort_values("status", key=lambda codes: codes.map(urgency), kind="stable")
    return pd.concat([rows[rows["scheme"].isna()], theirs], ignore_index=True)


def day_of(edition: Edition) -> date:
    """The day that is looked at."""
    return edition.release.day if isinstance(edition.release, Working) else edition.release.as_of


def standing(edition: Edition) -> str:
    """Release 3, or provisional as known on a day."""
    if isinstance(edition.release, Working):
        return edition.words("board.provisional", day=edition.release.day)
    return edition.words("pack.release", number=edition.release.number, day=edition.release.published_on)


def counted(edition: Edition, rows: pd.DataFrame) -> list[str]:
    """How many of these targets need a look, and why: 3 off course, 1 at risk; empty where none does."""
    found = rows.loc[rows["target"].notna(), "status"].value_counts()
    return [edition.words.n(f"board.count_{code}", int(found[code])) for code in TO_LOOK_AT if found.get(code, 0)]


def notice(edition: Edition, rows: pd.DataFrame) -> str:
    """Says that made-up figures stand here; nothing where none does. Looks at the columns provenance and target_provenance."""
    columns = [name for name in ("provenance", "target_provenance") if name in rows.columns]
    made_up = any(rows[name].eq("illustrative").any() for name in columns)
    return said_made_up(edition) if made_up else ""


def said_made_up(edition: Edition) -> str:
    words = edition.words
    return words("pack.notice", word=words.provenance("illustrative"), text=words("provenance.notice"))


def finding_of(edition: Edition, text: str, notice: str) -> str:
    """A finding from made-up figures says so itself, since a title is read out and copied without what stands below it."""
    return findings.said_of(edition, text, ["illustrative"] if notice else [])


def sources_of(edition: Edition, rows: pd.DataFrame) -> tuple[Source, ...]:
    """Where cited results and published targets stand; a result and its target seldom come from the same page."""
    cited = rows[["source_title", "source_url", "as_of"]].dropna().drop_duplicates()
    found = [Source(title, url, day) for title, url, day in cited.itertuples(index=False)]
    published = set(rows.loc[rows["target_provenance"].eq("published") & rows["scheme"].isna(), "indicator"])
    plans = [plan for plan in edition.programme.plans if plan.indicator in published]
    found += [target.source for plan in plans for target in plan.targets if target.source]
    return tuple(dict.fromkeys(found))
