"""A store of the invented programme with its people, and no figure."""

from collections.abc import Iterator

import pytest

from ccare_metrics.store import write
from tests.programmes import two_shores
from tests.reporters import Office, invite_everybody


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    programme = two_shores()
    engine = write.upgrade(f"sqlite:///{tmp_path / 'office.sqlite'}")
    write.name_owners(engine, programme)
    invite_everybody(engine, programme)
    yield Office(engine, programme)
    engine.dispose()
