"""/figures: the rows of one slice, a page of them, in the format asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic_core import to_json

from api.asking import Asking
from api.figures import Figure, figures
from api.files import as_file
from api.parameters import Asked
from api.question import question
from api.records import paged, records
from api.remembered import Made
from api.sending import JSON
from exports.tables import CSV, PARQUET, XLSX

TYPES = {"json": JSON, "csv": CSV, "xlsx": XLSX, "parquet": PARQUET}


@dataclass(frozen=True)
class FiguresAnswer:
    """`rows`: on all pages together; `next`: the address of the rows that follow, of the same release, null on the last page."""

    release: int
    figures: Sequence[Figure]
    rows: int
    next: str | None


def figures_answer(asking: Asking) -> Made:
    asked = question(asking.release, asking.asked, asking.address, asking.words)
    rows = figures(asking.release, asked, asking.words)
    page, following = paged(rows, asking)
    kind = asking.asked.one("format") or "json"
    if kind != "json":
        return as_file(page, kind, asking, following)
    told = {"release": asking.release.number, "figures": records(page), "rows": len(rows), "next": following}
    return Made(to_json(told), JSON, following)


def types_of(asked: Asked) -> tuple[str, ...]:
    """What a request is answered with: the parameter decides, not the Accept header."""
    return (TYPES[asked.one("format") or "json"],)
