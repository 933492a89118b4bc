"""The command line: `python manage.py --help`. Sentences, not stack traces; exit code 1 where something could not be done."""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from administration import access, keeping, reporting
from ccare_metrics import judging
from ccare_metrics.backtest_report import report
from ccare_metrics.framework import FrameworkError, parse_programme, read_documents
from ccare_metrics.intervals import ContradictionError
from ccare_metrics.periods import is_month
from ccare_metrics.preview import preview
from ccare_metrics.preview_report import lines
from ccare_metrics.publishing import prepare, publish_prepared
from ccare_metrics.publishing import publish as publish_release
from ccare_metrics.register import newest_sound, register
from ccare_metrics.release import Release, ReleaseError, open_release, published
from ccare_metrics.results import backtest_series
from ccare_metrics.scope import NotAllowedError, RefusedError, UnknownCodeError, Viewer
from ccare_metrics.store import read, seed, write
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import StoreError, programme_folder, releases_folder, store_url
from ccare_metrics.working import as_it_stood
from geo.areas import Text, load_areas
from reports.content import PackError
from serving.menu import public_only
from ui.words import LOCALES, words_for

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)


@app.command()
def init() -> None:
    """Creates or upgrades the store, loads the framework and the demonstration, publishes the first release. Safe to repeat."""
    if public_only() and published(releases_folder()):
        # Such a site may have been given its releases alone: nothing else is looked at, and nothing made.
        typer.echo(f"public only: release {newest_sound(releases_folder()).number} is shown as it is")
        return
    folder = programme_folder()
    documents = read_documents(folder)
    programme = parse_programme(documents, load_areas())  # every mistake is told before the store is touched
    engine = write.upgrade(store_url())
    write.name_owners(engine, programme)
    if (renewed := write.stand_anew(engine, programme)) and not read.is_empty(engine):
        typer.echo(f"standing: added up anew for {', '.join(renewed)}")
    today = programme.demonstration_today or date.today()
    figures_file, history_file = folder / "illustrative_figures.csv", folder / "illustrative_history.toml"
    if read.is_empty(engine) and figures_file.exists() and programme.demonstration_today:
        figures = seed.read_figures(figures_file.read_text(encoding="utf-8"))
        count = seed.seed(engine, programme, figures, history_file.read_text(encoding="utf-8"), today)
        typer.echo(f"store: {count} illustrative submissions written")
    if not register(releases_folder()).releases and not read.is_empty(engine):
        receipt = publish_release(
            engine,
            documents=documents,
            folder=releases_folder(),
            through=read.last_approved_month(engine),
            note=FIRST_NOTE,
            published_on=today,
            who="manage.py init",
        )
        typer.echo(f"release {receipt.number}: {receipt.cells:,} cells published")
    typer.echo(f"{programme.name.en}: ready, store revision {read.revision(engine)}")


FIRST_NOTE = Text(
    en="First release: the closing state, with illustrative figures by month and area.",
    fr="Première publication : situation à la clôture, avec des chiffres illustratifs par mois et par territoire.",
)


@app.command()
def publish(
    through: Annotated[str, typer.Option(help="last month included, YYYY-MM")],
    note: Annotated[str, typer.Option(help="what this release brings, in English")],
    note_fr: Annotated[str, typer.Option(help="the same in French")],
    corrects: Annotated[
        int | None, typer.Option(help="the number of an earlier release that this one puts right")
    ] = None,
    apart: Annotated[
        bool, typer.Option("--apart", help="whoever sees this folder of releases sees no other from this store")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="only show what would change and what would be hidden")
    ] = False,
) -> None:
    """Publishes the approved figures up to a month as the next numbered release, unless a small count could be worked out from it."""
    if not is_month(through):
        raise typer.BadParameter(f"{through!r} is not a month; write it as 2023-05", param_hint="--through")
    engine = checked(store_url())
    documents = read_documents(programme_folder())
    programme = parse_programme(documents, load_areas())
    last = read.last_approved_month(engine)
    if not programme.window_start <= through <= last:
        raise typer.BadParameter(
            f"figures are approved from {programme.window_start} to {last}", param_hint="--through"
        )
    prepared = prepare(
        engine,
        documents=documents,
        folder=releases_folder(),
        through=through,
        note=Text(en=note, fr=note_fr),
        published_on=programme.demonstration_today or date.today(),
        corrects=corrects,
        apart=apart,
    )
    for line in lines(prepared, preview(prepared)):
        typer.echo(line)
    if dry_run:
        typer.echo("nothing was written")
        return
    receipt = publish_prepared(engine, prepared, folder=releases_folder(), who="manage.py publish")
    typer.echo(f"release {receipt.number}: {receipt.cells:,} cells, {receipt.path.name}")


@app.command()
def releases(as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False) -> None:
    """Lists the releases: number, day, last month, note; and those that cannot be read."""
    known = register(releases_folder())
    rows = [_described(release) for release in known.releases]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(f"{row['number']:>4}  {row['published_on']}  through {row['through']}  {row['note']}")
    for number, reason in known.damaged.items():
        typer.echo(f"{number:>4}  {reason.en}")
    if not rows:
        typer.echo("no release yet: run `python manage.py init`")


def _described(release: Release) -> dict[str, object]:
    return {
        "number": release.number,
        "published_on": release.published_on.isoformat(),
        "through": release.through,
        "note": release.note.en,
        "corrects": release.corrects,
        "hidden": int(release.info["hidden"]),
        "sha256": release.checksum,
    }


@app.command()
def verify() -> None:
    """Checks that every release is as it was published and gives no hidden count away, that the audit trail is whole, and that what
    stands approved is what the figures add up to."""
    known = register(releases_folder())
    wrong = [f"release {number}: {reason.en}" for number, reason in known.damaged.items()]
    for number in published(releases_folder()):
        typer.echo(f"release {number}: {'NOT ok' if number in known.damaged else 'ok'}")
    leaking, beyond_us = _given_away(known.releases)
    wrong += leaking
    typer.echo("\n".join([f"disclosure: {'ok' if not leaking else 'NOT ok'}", *beyond_us]))
    engine = checked(store_url())
    broken = read.broken_audit_entry(engine)
    wrong += [f"audit: entry {broken} does not fit the chain"] if broken else []
    typer.echo(f"audit: {'ok' if not broken else 'NOT ok'}")
    differing = read.standing_problems(engine, parse_programme(read_documents(programme_folder()), load_areas()))
    wrong += differing
    typer.echo(f"standing: {'ok' if not differing else 'NOT ok'}")
    if wrong:
        typer.echo("\n".join(wrong), err=True)
        raise typer.Exit(1)


def _given_away(sound: Sequence[Release]) -> tuple[list[str], list[str]]:
    """The attack once more, on all releases together: what a release gave away, and what was public whatever it hid."""
    if not sound:
        return [], []
    try:
        found = judging.given_away(sound)
        leaking = judging.given_away_by_any(sound) if len(found) else found
    except ContradictionError as error:
        return [f"disclosure: releases contradict each other ({error})"], []
    if len(leaking):
        return [f"disclosure: {len(leaking)} hidden cells can be worked out: {judging.in_words(leaking)}"], []
    told = f"  {len(found)} hidden cells follow from what was public already, whatever a release hides: {judging.in_words(found)}"
    return [], [told] if len(found) else []


@app.command()
def backtest(
    write_to: Annotated[
        Path | None, typer.Option("--write", help="the file to write, such as docs/forecast.md")
    ] = None,
) -> None:
    """Tries the forecast on the months that are known, and says how far it held."""
    programme = parse_programme(read_documents(programme_folder()), load_areas())
    day = programme.demonstration_today or date.today()
    source = as_it_stood(checked(store_url()), programme, day, Viewer(role="lead"))
    if source is None:
        typer.echo(f"no month was due before {day}: there is nothing to try the forecast on", err=True)
        raise typer.Exit(1)
    text = report(backtest_series(source), programme=programme.short_name.en, day=day)
    if write_to is None:
        typer.echo(text, nl=False)
        return
    write_to.write_text(text, encoding="utf-8", newline="\n")
    typer.echo(f"{write_to}: written")


@app.command()
def pack(
    out: Annotated[Path, typer.Option(help="the file to write")],
    fmt: Annotated[str, typer.Option("--format", help="pdf, pptx or xlsx")] = "pdf",
    lang: Annotated[str, typer.Option(help="en or fr")] = "en",
    as_of: Annotated[str, typer.Option(help="the day to look at, YYYY-MM-DD; without it today")] = "",
    sections: Annotated[str, typer.Option(help="codes with commas between them; without it all")] = "",
    commentary: Annotated[Path | None, typer.Option(help="a UTF-8 text file, set in the pack as it is")] = None,
) -> None:
    """Makes the board pack of a day, whole or not at all."""
    # Imported here because it takes most of a second, and no other command needs it.
    from reports import command

    wanted = tuple(code.strip() for code in sections.split(",")) if sections else None
    asked = command.asked(wanted, commentary)
    release = open_release(releases_folder())
    day = _day(as_of, release.programme.demonstration_today or date.today())
    viewer = Viewer(role="lead", name="manage.py pack")
    source = as_it_stood(checked(store_url()), release.programme, day, viewer)
    size = command.make(source, viewer=viewer, day=day, lang=lang, asked=asked, fmt=fmt, out=out, say=_progress)
    typer.echo(f"{out}: {size:,} bytes")


app.command()(access.grant)
app.command()(access.revoke)
app.command()(access.access)
app.command()(keeping.backup)
app.command()(reporting.check)
app.command()(reporting.submit)
app.command()(reporting.confirm)
app.command()(reporting.approve)
app.command("return")(reporting.give_back)
app.command()(reporting.lock)
app.command()(reporting.reopen)


def _day(text: str, today: date) -> date:
    """The day that is asked for, today where none is; not one that has not come."""
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a day; write it as 2022-10-15", param_hint="--as-of") from error
    if day > today:
        raise typer.BadParameter(f"{day} has not come; the last day is {today}", param_hint="--as-of")
    return day


def _progress(text: str) -> None:
    typer.echo(text, err=True)


def main() -> int:
    try:
        app()
    except (StoreError, ReleaseError, PackError) as error:
        print(f"{error.message.en}\n{error.message.fr}", file=sys.stderr)
    except RefusedError as error:
        for lang in LOCALES:
            print(words_for(lang)(f"refused.{error.code}", **error.told), file=sys.stderr)
    except NotAllowedError as error:
        print(f"not allowed: {error}", file=sys.stderr)
    except (FrameworkError, UnknownCodeError) as error:
        print(error, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
