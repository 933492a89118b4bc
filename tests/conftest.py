"""What all tests share. The servers and the browser are in serving_fixtures.py."""

from collections.abc import Iterator
from functools import lru_cache

import pytest
from streamlit.components.v2 import manifest_scanner

pytest_plugins = ["tests.serving_fixtures"]


@pytest.fixture(scope="session", autouse=True)
def _packages_are_looked_through_once() -> Iterator[None]:
    """A server looks for components in every installed package when it starts. An AppTest does so at each run, which takes longer than
    most pages do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            manifest_scanner, "scan_component_manifests", lru_cache(manifest_scanner.scan_component_manifests)
        )
        yield
