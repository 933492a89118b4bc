"""A page of figures as a file, and what the file says of itself."""

from urllib.parse import urlencode

import pandas as pd

from api.asking import Asking
from api.remembered import Made
from exports.tables import CSV, PARQUET, XLSX, Sheets, csv_bytes, parquet_bytes, xlsx_bytes


def as_file(rows: pd.DataFrame, kind: str, asking: Asking, following: str | None = None) -> Made:
    """`kind`: csv, xlsx or parquet. Headings and codes are those of the JSON, in every language."""
    body, media_type = {
        "csv": lambda: (csv_bytes(rows), CSV),
        "xlsx": lambda: (xlsx_bytes(rows, _sheets(rows, asking)), XLSX),
        "parquet": lambda: (parquet_bytes(rows, dict(about(rows, asking))), PARQUET),
    }[kind]()
    name = f"{asking.release.programme.code}-figures-release-{asking.release.number}.{kind}"
    return Made(body, media_type, following, name)


def about(rows: pd.DataFrame, asking: Asking) -> list[tuple[str, str]]:
    """Heading and text: what it is, when it stood so, where its values come from, which release, how to read it."""
    found = list(dict.fromkeys(rows["provenance"].dropna()))
    words, release = asking.words, asking.release
    return [
        (words("download.title"), words("api.file_title", programme=release.programme.name)),
        (words("download.as_of"), words.date(release.as_of)),
        (words("download.provenance"), words.join([words.provenance(code) for code in found])),
        (words("download.release"), str(release.number)),
        (words("download.address"), f"{asking.address}?{urlencode(list(asking.asked.pairs()), safe=',')}"),
        (words("download.note"), words("api.file_note")),
    ]


def _sheets(rows: pd.DataFrame, asking: Asking) -> Sheets:
    words, release = asking.words, asking.release
    return Sheets(
        title=words("api.file_title", programme=release.programme.name),
        source=words("api.source", programme=release.programme.short_name, number=release.number),
        figures=words("download.figures_sheet"),
        about_name=words("download.about_sheet"),
        about=about(rows, asking),
        day=release.as_of,
    )
