"""Fills an empty store with the illustrative figures as submissions with a dated history, as the demonstration file tells it."""

import hashlib
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pandas as pd
from sqlalchemy import Engine, insert
from sqlmodel import Session

from ccare_metrics.entries import as_typed
from ccare_metrics.framework import Programme
from ccare_metrics.periods import last_day
from ccare_metrics.store.engine import writing
from ccare_metrics.store.models import Commentary, Entry, Figure, Submission, SubmissionStep
from ccare_metrics.store.write import audit, stand

FIGURE_KEY = ["scheme", "indicator", "area"]


Step = tuple[str, date, str | None]


@dataclass
class Story:
    """One submission to be, with the steps it went through: (state, day, reason)."""

    partner: str
    period: str
    figures: pd.DataFrame
    steps: list[Step]
    reason: str | None = None
    first_sent: list[dict[str, Any]] = field(default_factory=list)
    corrects: "Story | None" = None


def read_figures(csv: str) -> pd.DataFrame:
    """Figures as text in a file: scheme, indicator, area, month, category, value (Int64), absence, provenance, note."""
    texts = dict.fromkeys(("scheme", "indicator", "area", "month", "category", "absence", "provenance", "note"), str)
    frame = pd.read_csv(
        StringIO(csv), dtype={**texts, "value": "Int64"}, keep_default_na=False, na_values={"value": [""]}
    )
    return frame.assign(absence=frame["absence"].where(frame["absence"] != "", None))


def seed(engine: Engine, programme: Programme, figures: pd.DataFrame, history: str, today: date) -> int:
    """Writes everything in one transaction; returns how many submissions. `history`: the text of illustrative_history.toml."""
    told = tomllib.loads(history)
    owner = {code: scheme.partner for code, scheme in programme.schemes.items()}
    figures = figures.assign(partner=figures["scheme"].map(owner))
    stories = [*_monthly(figures, told, today), *_open_month(figures, told)]
    stories += [_correction(story, entry) for story in stories for entry in _of(told, "corrected", story)]
    with writing(engine) as session:
        numbers = tell(session, programme, stories, decided_by=told["decided_by"])
        _write_commentary(session, told, stories, numbers)
    return len(stories)


def tell(session: Session, programme: Programme, stories: list[Story], *, decided_by: str) -> dict[int, int]:
    """Writes stories as submissions with their figures, steps, standing and audit; returns each one's number by the id of its story.

    A story that corrects another comes after it.
    """
    numbers: dict[int, int] = {}
    for story in stories:
        corrects = numbers[id(story.corrects)] if story.corrects else None
        numbers[id(story)] = _write(session, programme, story, decided_by, corrects)
    stand(session, programme, submissions=numbers.values())
    _write_audit(session, stories, numbers, decided_by)
    return numbers


def _of(told: dict[str, Any], kind: str, story: Story) -> list[dict[str, Any]]:
    if story.steps[-1][0] != "approved" or story.corrects:
        return []
    return [
        entry for entry in told.get(kind, []) if (entry["partner"], entry["period"]) == (story.partner, story.period)
    ]


def _monthly(figures: pd.DataFrame, told: dict[str, Any], today: date) -> list[Story]:
    stories = []
    for (partner, period), rows in figures.groupby(["partner", "month"], sort=True):
        end, latest = last_day(period), today - timedelta(days=1)
        late = {(entry["partner"], entry["period"]): entry["days"] for entry in told.get("late", [])}
        sent = late.get((partner, period), told["submit_after_days"])
        decided = sent + told["approve_after_days"] - told["submit_after_days"]
        days = [min(end + timedelta(days=after), latest) for after in (told["draft_after_days"], sent, decided)]
        story = Story(
            partner, period, rows, [("draft", days[0], None), ("submitted", days[1], None), ("approved", days[2], None)]
        )
        for entry in _of(told, "returned", story):
            back = end + timedelta(days=entry.get("returned_after_days", sent + 2))
            again = end + timedelta(days=entry.get("answered_after_days", sent + 4))
            approved = max(days[2], again + timedelta(days=told["approve_after_days"] - told["submit_after_days"]))
            story.steps[2:] = [
                ("returned", back, entry["reason"]), ("submitted", again, None), ("approved", approved, None)
            ]  # fmt: skip
            story.first_sent = entry["first_sent"]
        for entry in _of(told, "corrected", story):
            story.figures = _as_first_approved(rows, entry)
        stories.append(story)
    return stories


def _as_first_approved(rows: pd.DataFrame, entry: dict[str, Any]) -> pd.DataFrame:
    changed = rows.copy()
    for sign, kind in ((1, "was_more_by"), (-1, "was_less_by")):
        for change in entry.get(kind, []):
            changed.loc[_matching(changed, change), "value"] += sign * change["value"]
    return changed


def _matching(rows: pd.DataFrame, named: dict[str, Any]) -> pd.Series:
    return (rows[FIGURE_KEY] == [named[column] for column in FIGURE_KEY]).all(axis=1) & rows["category"].eq("all")


def _correction(story: Story, entry: dict[str, Any]) -> Story:
    """A correction is a new submission that carries only the changed figures, at their right value, and says why."""
    changes = [(1, change) for change in entry.get("was_more_by", [])] + [
        (-1, change) for change in entry.get("was_less_by", [])
    ]
    rows = []
    for sign, change in changes:
        row = story.figures.loc[_matching(story.figures, change)].copy()
        row["value"] -= sign * change["value"]
        rows.append(row)
    day = last_day(story.period) + timedelta(days=entry["approve_after_days"])
    steps: list[Step] = [
        ("draft", day - timedelta(days=3), None),
        ("submitted", day - timedelta(days=2), None),
        ("approved", day, None),
    ]
    return Story(story.partner, story.period, pd.concat(rows), steps, reason=entry["reason"], corrects=story)


def _open_month(figures: pd.DataFrame, told: dict[str, Any]) -> list[Story]:
    stories = []
    for entry in told.get("open", []):
        last = figures[figures["partner"].eq(entry["partner"]) & figures["category"].eq("all")]
        last = last[last["month"].eq(last["month"].max())].assign(month=entry["period"])
        last["value"] = last["value"] * entry["share_of_last_month"] // 100 + 1
        begun = last_day(entry["period"]) - timedelta(days=27)
        steps: list[Step] = [("draft", begun, None)]
        if entry["state"] == "submitted":
            steps.append(("submitted", begun + timedelta(days=1), None))
        stories.append(Story(entry["partner"], entry["period"], last, steps))
    return stories


def _write(session: Session, programme: Programme, story: Story, decided_by: str, corrects: int | None = None) -> int:
    state, day, _ = story.steps[-1]
    kind = f"correction of {corrects}" if corrects else "report"
    submission = Submission(
        partner=story.partner,
        period=story.period,
        state=state,
        source="seed",
        idempotency_key=hashlib.sha256(f"{story.partner} {story.period} {kind}".encode()).hexdigest(),
        version=len(story.steps),
        corrects=corrects,
        reason=story.reason,
        approved_at=_moment(day) if state == "approved" else None,
    )
    session.add(submission)
    session.flush()
    number = int(submission.id or 0)
    for step, on, reason in story.steps:
        by = decided_by if step in ("returned", "approved") else f"{story.partner} (demonstration)"
        session.add(SubmissionStep(submission_id=number, state=step, at=_moment(on), by=by, reason=reason))
    session.flush()
    told = story.figures.to_dict("records")
    if state != "approved":  # still on its way: the partner finds what was typed, and may have to go on with it
        by = f"{story.partner} (demonstration)"
        session.add_all(_entry(number, programme, row, at=_moment(day), by=by) for row in told)
    if state != "draft" and told:
        session.execute(insert(Figure), [_figure(number, row) for row in told])
    return number


def _entry(submission: int, programme: Programme, row: dict[Any, Any], *, at: str, by: str) -> Entry:
    named = {column: row[column] for column in ("partner", "scheme", "indicator", "area", "category", "note")}
    decimals = programme.indicators[row["indicator"]].decimals
    typed = as_typed(int(row["value"]), decimals) if pd.notna(row["value"]) else ""
    return Entry(submission_id=submission, typed=typed, at=at, by=by, **named)


def _figure(submission: int, row: dict[Any, Any]) -> dict[str, Any]:
    value = None if pd.isna(row["value"]) else int(row["value"])
    named = {
        column: row[column]
        for column in ("partner", "scheme", "indicator", "area", "month", "category", "provenance", "note")
    }
    absence = None if value is not None else row["absence"]
    return {"submission_id": submission, "value": value, "absence": absence, **named}


def _write_commentary(session: Session, told: dict[str, Any], stories: list[Story], numbers: dict[int, int]) -> None:
    reports = {(story.partner, story.period): numbers[id(story)] for story in stories if not story.corrects}
    for entry in told.get("commentary", []):
        submission = reports[entry["partner"], entry["period"]]
        session.add(Commentary(submission_id=submission, provenance="illustrative", **entry))


def _write_audit(session: Session, stories: list[Story], numbers: dict[int, int], decided_by: str) -> None:
    acts = [
        (on, numbers[id(story)], place, state, story, reason)
        for story in stories
        for place, (state, on, reason) in enumerate(story.steps)
    ]
    for on, number, place, state, story, reason in sorted(acts, key=lambda act: act[:3]):
        by = decided_by if state in ("returned", "approved") else f"{story.partner} (demonstration)"
        before = {"first_sent": story.first_sent} if state == "returned" else None
        after = {"state": state, "partner": story.partner, "period": story.period, "figures": len(story.figures)}
        told = reason or (story.reason if place == 0 else None)
        audit(
            session,
            at=_moment(on),
            who=by,
            act=state,
            subject=f"submission {number}",
            before=before,
            after=after,
            reason=told,
        )


def _moment(day: date) -> str:
    return f"{day.isoformat()}T10:00:00Z"
