"""Once is once: an act under a key takes place one time, and asked again answers with the receipt of that time."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlmodel import Session

from ccare_metrics.scope import RefusedError
from ccare_metrics.store.models import Receipt

Told = Mapping[str, object]


@dataclass
class Open:
    """A receipt being written, or (`is_new` false) the one of the first time."""

    is_new: bool
    told: dict[str, object] = field(default_factory=dict)

    def tells(self, **told: object) -> None:
        self.told |= told


@contextmanager
def once(session: Session, key: str, *, act: str, person: int, at: str) -> Iterator[Open]:
    """Inside the transaction of the act. A key that was used for another act, or by another person, is refused (RefusedError)."""
    known = session.get(Receipt, key)
    if known is not None:
        if (known.act, known.person) != (act, person):
            raise RefusedError("key_used")
        yield Open(is_new=False, told=json.loads(known.told))
        return
    receipt = Open(is_new=True)
    yield receipt
    session.add(Receipt(key=key, act=act, person=person, told=json.dumps(receipt.told, sort_keys=True), at=at))
