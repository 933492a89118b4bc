"""Mistakes in a programme's files, said so that whoever wrote the file can mend it, in English and in French."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from geo.areas import Text


@dataclass(frozen=True)
class Fault:
    """`field` is the way to the value inside the file, counted from one: "plans[2].targets[1].value"."""

    file: str
    field: str
    message: Text

    def __str__(self) -> str:
        return self.sentence["en"]

    @property
    def sentence(self) -> Text:
        return Text(
            en=f"{self.file}, {self.field}: {self.message.en}",
            fr=f"{self.file}, {self.field}\u00a0: {self.message.fr}",
        )


class FrameworkError(Exception):
    """A programme that cannot be loaded, with everything that is wrong in it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(tuple(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class FaultList:
    """Gathers faults while the files are read, so that one run names them all."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, file: str, field: str, *, found: object, expected: Text) -> None:
        seen = found if isinstance(found, Text) else shown(found)
        message = Text(
            en=f"found {seen.en}; expected {expected.en}",
            fr=f"trouvé\u00a0: {seen.fr}\u202f; attendu\u00a0: {expected.fr}",
        )
        self._faults.append(Fault(file=file, field=field, message=message))

    def any_in(self, file: str, path: str) -> bool:
        return any(fault.file == file and _inside(fault.field, path) for fault in self._faults)

    def stop_if_any(self) -> None:
        if self._faults:
            raise FrameworkError(sorted(self._faults, key=lambda fault: fault.file))


def _inside(field: str, path: str) -> bool:
    return path == "" or field == path or field.startswith((f"{path}.", f"{path}["))


def shown(found: object) -> Text:
    """A value from a file as it is quoted back to its author."""
    if found is None:
        return Text("nothing", "rien")
    if isinstance(found, bool):
        return _same(str(found).lower())
    if isinstance(found, date):
        return _same(found.isoformat())
    if isinstance(found, str):
        return Text(f"“{found}”", f"«\u00a0{found}\u00a0»") if found.strip() else Text("an empty text", "un texte vide")
    if isinstance(found, Mapping):
        return Text("a table", "une table")
    if isinstance(found, Sequence):
        return Text("a list", "une liste")
    return _same(str(found))


def one_of(allowed: Collection[str]) -> Text:
    listed = ", ".join(allowed)
    return Text(f"one of {listed}", f"une de ces valeurs\u00a0: {listed}") if allowed else NOTHING_KNOWN


def _same(text: str) -> Text:
    return Text(text, text)


NOTHING_KNOWN = Text("no value at all, since none is declared", "aucune valeur, puisqu’aucune n’est déclarée")
