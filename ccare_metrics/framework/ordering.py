"""Codes and order numbers: each its own, and a file named after what it declares."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from ccare_metrics.framework.tables import Table
from geo.areas import Text

Thing = TypeVar("Thing")

_UNUSED_ORDER = Text("an order number that no other file has", "un numéro d’ordre qu’aucun autre fichier ne porte")
_UNUSED_CODE = Text("a code used once", "un code employé une seule fois")


def read_own_code(table: Table, stem: str) -> str:
    code = table.code("code")
    if code and code != stem:
        expected = Text(f"{stem}, as the file is named", f"{stem}, comme le nom du fichier")
        table.fault("code", found=code, expected=expected)
    return stem


def in_order(found: Mapping[str, tuple[int, Thing]], tables: Mapping[str, Table]) -> dict[str, Thing]:
    """The things of one folder by code, lowest order number first."""
    holders: dict[int, str] = {}
    for stem, (order, _) in found.items():
        if order in holders and tables[stem].has("order"):
            other = tables[holders[order]].file
            seen = Text(f"{order}, as in {other}", f"{order}, comme dans {other}")
            tables[stem].fault("order", found=seen, expected=_UNUSED_ORDER)
        holders.setdefault(order, stem)
    return {stem: thing for stem, (_, thing) in sorted(found.items(), key=lambda item: (item[1][0], item[0]))}


def by_code(things: Sequence[tuple[str, Thing]], table: Table, key: str) -> dict[str, Thing]:
    """The things of one list by their codes; a code that comes back is a fault of the later one."""
    found: dict[str, Thing] = {}
    for number, (code, thing) in enumerate(things, start=1):
        if code and code in found:
            table.fault(f"{key}[{number}].code", found=code, expected=_UNUSED_CODE)
        found.setdefault(code, thing)
    return found
