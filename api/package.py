"""The whole release to take away: a Frictionless Data Package, its tables one by one, or all of it in one file."""

import hashlib
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from types import MappingProxyType
from typing import Any

from pydantic_core import to_json

from api.asking import Asking
from api.package_tables import TABLES, Column, Table
from api.readme import LICENCE_FILE, README_FILES, licence, readme
from api.remembered import Made
from api.sending import JSON
from ccare_metrics.release import Release
from exports.tables import CSV, csv_bytes
from ui.words import Words

ZIP = "application/zip"
OLDEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name: the same release is the same bytes
READABLE = 0o644
KEPT_RELEASES = 2


def package_answer(asking: Asking) -> Made:
    """The descriptor; its tables lie below releases/<number>/ beside it."""
    return Made(descriptor(asking.release, asking.words, folder=f"releases/{asking.release.number}/"), JSON)


def table_answer(asking: Asking) -> Made:
    name = str(asking.asked.one("table"))
    return Made(files(asking.release)[name], CSV, filename=f"{asking.release.programme.code}-{name}.csv")


def zip_answer(asking: Asking) -> Made:
    """Tables, descriptor, licence, and what to know before reading, in both languages."""
    release, out = asking.release, BytesIO()
    content = {f"{name}.csv": body for name, body in files(release).items()}
    content["datapackage.json"] = descriptor(release, asking.words, folder="")
    content |= {name: readme(release, language).encode() for language, name in README_FILES.items()}
    content[LICENCE_FILE] = licence().encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in content.items():
            told = zipfile.ZipInfo(name, OLDEST)
            told.compress_type = zipfile.ZIP_DEFLATED
            told.external_attr = READABLE << 16
            package.writestr(told, body)
    return Made(out.getvalue(), ZIP, filename=f"{release.programme.code}-release-{release.number}.zip")


@lru_cache(maxsize=KEPT_RELEASES)
def files(release: Release) -> Mapping[str, bytes]:
    """Every table as CSV, by its name."""
    return MappingProxyType({table.name: csv_bytes(table.frame(release)) for table in TABLES})


# -- the descriptor


def descriptor(release: Release, words: Words, *, folder: str) -> bytes:
    """datapackage.json; `folder`: where its tables lie, seen from itself."""
    programme = release.programme
    told = {
        "profile": "tabular-data-package",
        "name": f"{programme.code.replace('_', '-')}-release-{release.number}",
        "title": words("api.package.title", programme=programme.name, number=release.number),
        "description": words("api.package.description", day=release.as_of),
        "version": str(release.number),
        "created": f"{release.published_on.isoformat()}T00:00:00Z",
        "licenses": [{"name": "other-at", "title": words("about.licence_figures")}],
        "sources": [
            {"title": source.title, "path": source.url}
            for source in dict.fromkeys(fact.source for fact in programme.facts)
        ],
        "resources": [_resource(table, files(release)[table.name], words, folder) for table in TABLES],
    }
    return to_json(told, indent=2)


def _resource(table: Table, body: bytes, words: Words, folder: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{folder}{table.name}.csv",
        "title": words(f"api.table.{table.name}"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(body),
        "hash": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "schema": _schema(table, words),
    }


def _schema(table: Table, words: Words) -> dict[str, Any]:
    told: dict[str, Any] = {"fields": [_field(column, words) for column in table.columns]}
    if table.key:
        told["primaryKey"] = list(table.key)
    references = [_reference(column, table) for column in table.columns if column.refers]
    return told | ({"foreignKeys": references} if references else {})


def _field(column: Column, words: Words) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column.name, "type": column.type, "description": described(column.name, words)}
    if column.type == "boolean":
        told |= {"trueValues": ["True"], "falseValues": ["False"]}
    return told | ({"constraints": {"required": True}} if column.needed else {})


def _reference(column: Column, table: Table) -> dict[str, Any]:
    own = "" if column.refers == table.name else str(column.refers).replace("_", "-")
    return {"fields": [column.name], "reference": {"resource": own, "fields": ["code"]}}


def described(name: str, words: Words) -> str:
    """What a column holds; of one that is there in both languages, in which."""
    base, _, language = name.rpartition("_")
    if language in README_FILES:
        return words.with_reason(words(f"api.field.{base}"), words(f"language.{language}"))
    return words(f"api.field.{name}")
