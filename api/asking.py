"""What an address is: its path, its parameters, and the function that answers it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from api.faults import Fault
from api.parameters import Asked, Parameter
from api.remembered import Made
from api.sending import JSON
from ccare_metrics.release import Release
from ui.words import Words

BASE = "/api/v1"


@dataclass(frozen=True)
class Asking:
    """One request, checked: everything that its answer depends on. `address`: the path asked for; `in_path`: the parameters that stand
    in it; `folder`: where the releases lie; `site`: this server as the client wrote it, only for answers that are not kept."""

    release: Release
    asked: Asked
    words: Words
    address: str
    in_path: frozenset[str]
    folder: Path
    site: str


def _nothing(_release: Release, _asked: Asked, _words: Words) -> Iterable[Fault]:
    return ()


def _json(_asked: Asked) -> tuple[str, ...]:
    return (JSON,)


@dataclass(frozen=True)
class Address:
    """`path`: below BASE; a name in braces is a parameter. `model`: the type of its JSON body, None where it is a file. `contradicts`: what
    is wrong with parameters that are sound one by one. Not `depends_on_release_alone`: asked anew each time."""

    name: str
    path: str
    parameters: tuple[Parameter, ...]
    answer: Callable[[Asking], Made]
    model: type | None = None
    contradicts: Callable[[Release, Asked, Words], Iterable[Fault]] = _nothing
    media_types: Callable[[Asked], tuple[str, ...]] = _json
    depends_on_release_alone: bool = True
    examples: tuple[str, ...] = field(default=())
