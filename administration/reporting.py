"""The acts of the reporting pages from the command line: the same checks, the same rights, in the name of somebody who has access."""

import hashlib
import json
from pathlib import Path
from typing import Annotated

import typer

from administration.signing import new_key, signature, working
from ccare_metrics.checks.sentences import finding_words
from ccare_metrics.framework import Programme
from ccare_metrics.intake import FileFaults, Reading
from ccare_metrics.periods import is_month
from ccare_metrics.reporting import handling
from ccare_metrics.store import acts, desk, drafts
from ccare_metrics.submissions import Checked
from geo.areas import load_areas
from ui.words import words_for

File = Annotated[Path, typer.Argument(help="an .xlsx or .csv file", exists=True, dir_okay=False)]
Partner = Annotated[str, typer.Option(help="whose figures, by code")]
Month = Annotated[str, typer.Option(help="for which month, YYYY-MM")]
Number = Annotated[int, typer.Argument(help="the number of the submission")]
As = Annotated[str, typer.Option("--as", help="in whose name: the address of somebody who has access")]
Reason = Annotated[str, typer.Option(help="why; kept, and shown to those concerned")]
Lang = Annotated[str, typer.Option(help="en or fr")]
Json = Annotated[bool, typer.Option("--json", help="for machines")]


def check(file: File, partner: Partner, period: Month, lang: Lang = "en", as_json: Json = False) -> None:
    """Reads a file as an upload would and says what stands against it; stores nothing. Exit code 1 where something blocks."""
    engine, programme = working()
    _refuse_no_month(period)
    _refuse_no_partner(programme, partner)
    asked = {"partner": partner, "period": period, "name": file.name, "content": file.read_bytes()}
    try:
        reading, checked = handling.check_file(engine, programme, signature(programme), **asked)
    except FileFaults as faults:
        _tell_faults(faults, lang, as_json)
        raise typer.Exit(1) from None
    _tell(programme, reading, checked, lang, as_json)
    if checked.blocked:
        raise typer.Exit(1)


def submit(file: File, partner: Partner, period: Month, by: As, lang: Lang = "en") -> None:
    """Takes a file over into the partner's report for a month and sends it, whole or not at all. The same file twice is sent once."""
    engine, programme = working()
    _refuse_no_month(period)
    _refuse_no_partner(programme, partner)
    content, signed = file.read_bytes(), signature(programme, by)
    key = hashlib.sha256(content).hexdigest() + f" {partner} {period}"
    number = drafts.begin(engine, programme, signed, partner=partner, period=period)
    try:
        found = handling.preview(engine, programme, signed, submission=number, name=file.name, content=content)
    except FileFaults as faults:
        _tell_faults(faults, lang, as_json=False)
        raise typer.Exit(1) from None
    if found.report.state in ("draft", "returned"):
        if found.checked.blocked:
            _tell(programme, found.reading, found.checked, lang, as_json=False)
            typer.echo("nothing was sent", err=True)
            raise typer.Exit(1)
        handling.take_over(engine, programme, signed, found, key=f"take over {key} {found.report.version}")
    report = desk.report(engine, signed, number)
    told = handling.send(
        engine, programme, signed, submission=number, version=report.version, seen=report.stamp, key=f"send {key}"
    )
    typer.echo(f"submission {number}: {told['state']}, {told['figures']} figures")


def approve(number: Number, by: As) -> None:
    """Approves what was sent."""
    engine, programme = working()
    signed = signature(programme, by)
    version = desk.report(engine, signed, number).version
    told = acts.approve(engine, programme, signed, submission=number, version=version, key=new_key())
    typer.echo(f"submission {number}: {told['state']}")


def confirm(number: Number, by: As) -> None:
    """A lead person's word for what their own organisation sent, so that a second one may approve it."""
    engine, programme = working()
    signed = signature(programme, by)
    version = desk.report(engine, signed, number).version
    acts.confirm(engine, signed, submission=number, version=version, key=new_key())
    typer.echo(f"submission {number}: confirmed")


def give_back(number: Number, by: As, reason: Reason) -> None:
    """Returns what was sent, with the reason."""
    engine, programme = working()
    signed = signature(programme, by)
    version = desk.report(engine, signed, number).version
    told = acts.give_back(engine, signed, submission=number, version=version, reason=reason, key=new_key())
    typer.echo(f"submission {number}: {told['state']}")


def lock(period: Annotated[str, typer.Argument(help="YYYY-MM")], by: As, reason: Reason) -> None:
    """Shuts a month: nothing more is sent for it."""
    engine, programme = working()
    acts.lock(engine, programme, signature(programme, by), period=period, reason=reason, key=new_key())
    typer.echo(f"{period}: locked")


def reopen(period: Annotated[str, typer.Argument(help="YYYY-MM")], by: As, reason: Reason) -> None:
    """Opens a shut month again."""
    engine, programme = working()
    acts.reopen(engine, programme, signature(programme, by), period=period, reason=reason, key=new_key())
    typer.echo(f"{period}: open")


def _refuse_no_month(period: str) -> None:
    if not is_month(period):
        raise typer.BadParameter(f"{period!r} is not a month; write it as 2023-05", param_hint="--period")


def _refuse_no_partner(programme: Programme, partner: str) -> None:
    if partner not in programme.partners:
        known = ", ".join(programme.partners)
        raise typer.BadParameter(f"no partner {partner!r}; there is {known}", param_hint="--partner")


def _tell_faults(faults: FileFaults, lang: str, as_json: bool) -> None:
    words = words_for(lang)
    told = [
        {
            "check": fault.check,
            "what": words(f"finding.{fault.check}", **fault.told),
            "do": words(f"finding.{fault.check}.do", **fault.told),
        }
        for fault in faults.faults
    ]
    if as_json:
        typer.echo(json.dumps({"faults": told, "findings": []}, ensure_ascii=False))
        return
    for each in told:
        typer.echo(f"{each['what']} {each['do']}", err=True)


def _tell(programme: Programme, reading: Reading, checked: Checked, lang: str, as_json: bool) -> None:
    words, areas = words_for(lang), load_areas()
    told = []
    for finding in checked.findings:
        what, do = finding_words(words, finding, programme, areas)
        rows = [reading.rows[place].place for place in finding.rows]
        told.append(
            {
                "check": finding.check, "strength": finding.strength, "answered": finding.answered, "rows": rows,
                "column": finding.column, "what": what, "do": do,
            }
        )  # fmt: skip
    if as_json:
        facts = {"rows": len(reading.rows), "figures": len(checked.figures), "blocked": checked.blocked}
        typer.echo(json.dumps({**facts, "findings": told}, ensure_ascii=False))
        return
    for each in told:
        where = f"{', '.join(each['rows'])} {each['column']}".strip()
        typer.echo(f"{each['strength']:<8} {where:<14} {each['what']} {each['do']}")
    typer.echo(f"{len(reading.rows)} rows, {len(told)} findings, {'blocked' if checked.blocked else 'nothing blocks'}")
