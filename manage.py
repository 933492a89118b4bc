"""The command line: `python manage.py --help`. Sentences, not stack traces; exit code 1 where something could not be done."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ccare_metrics.framework import FrameworkError, parse_programme, read_documents
from ccare_metrics.periods import is_month
from ccare_metrics.publishing import publish as publish_release
from ccare_metrics.release import Release, ReleaseError, newest_release_number, published
from ccare_metrics.store import read, seed, write
from ccare_metrics.store.checking import checked
from ccare_metrics.store.engine import StoreError, programme_folder, releases_folder, store_url
from geo.areas import Text, load_areas

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)


@app.command()
def init() -> None:
    """Creates or upgrades the store, loads the framework and the demonstration, publishes the first release. Safe to repeat."""
    folder = programme_folder()
    documents = read_documents(folder)
    programme = parse_programme(documents, load_areas())  # every mistake is told before the store is touched
    engine = write.upgrade(store_url())
    write.name_owners(engine, programme)
    today = programme.demonstration_today or date.today()
    figures_file, history_file = folder / "illustrative_figures.csv", folder / "illustrative_history.toml"
    if read.is_empty(engine) and figures_file.exists() and programme.demonstration_today:
        figures = seed.read_figures(figures_file.read_text(encoding="utf-8"))
        count = seed.seed(engine, programme, figures, history_file.read_text(encoding="utf-8"), today)
        typer.echo(f"store: {count} illustrative submissions written")
    if newest_release_number(releases_folder()) is None and not read.is_empty(engine):
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
    note_fr: Annotated[str, typer.Option(help="the same in French; without it the English note is shown")] = "",
) -> None:
    """Publishes the approved figures up to a month as the next numbered release."""
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
    receipt = publish_release(
        engine,
        documents=documents,
        folder=releases_folder(),
        through=through,
        note=Text(en=note, fr=note_fr or note),
        published_on=programme.demonstration_today or date.today(),
        who="manage.py publish",
    )
    typer.echo(f"release {receipt.number}: {receipt.cells:,} cells, {receipt.path.name}")


@app.command()
def releases(as_json: Annotated[bool, typer.Option("--json", help="for machines")] = False) -> None:
    """Lists the releases: number, day, last month, note."""
    rows = [_described(path) for path in published(releases_folder()).values()]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(f"{row['number']:>4}  {row['published_on']}  through {row['through']}  {row['note']}")
    if not rows:
        typer.echo("no release yet: run `python manage.py init`")


def _described(path: Path) -> dict[str, object]:
    release = Release(path)
    return {
        "number": release.number,
        "published_on": release.published_on.isoformat(),
        "through": release.through,
        "note": release.note.en,
        "sha256": release.info["content_sha256"],
    }


@app.command()
def verify() -> None:
    """Checks that every release is as it was published and that the audit trail is whole."""
    wrong = []
    for number, path in published(releases_folder()).items():
        problems = Release(path).problems()
        wrong += [f"release {number}: {problem}" for problem in problems]
        typer.echo(f"release {number}: {'ok' if not problems else 'NOT ok'}")
    broken = read.broken_audit_entry(checked(store_url()))
    wrong += [f"audit: entry {broken} does not fit the chain"] if broken else []
    typer.echo(f"audit: {'ok' if not broken else 'NOT ok'}")
    if wrong:
        typer.echo("\n".join(wrong), err=True)
        raise typer.Exit(1)


def main() -> int:
    try:
        app()
    except (StoreError, ReleaseError) as error:
        print(f"{error.message.en}\n{error.message.fr}", file=sys.stderr)
    except FrameworkError as error:
        print(error, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
