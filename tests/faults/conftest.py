"""The office of the reporting tests."""

from tests.reporting.conftest import office

__all__ = ["office"]
