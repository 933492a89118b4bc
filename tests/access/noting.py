"""Writes down what an audit found, where the accessibility statement reads it (ui/statement.py)."""

import json
import tomllib
from datetime import date
from pathlib import Path

from tests.access.axe import HERE
from ui.statement import LAST_AUDIT

HEAD = "# Written by `make soak` (tests.access and tests.access.lighthouse): do not edit. The accessibility statement reads it."


def version(package: str) -> str:
    """The one that package-lock.json names."""
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    return lock["packages"][f"node_modules/{package}"]["version"]


def note(audit: str, *, path: Path = LAST_AUDIT, **found: str | int) -> None:
    """Replaces one audit's part of the file; today is the day it was made."""
    told = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    told[audit] = {"day": date.today(), **found}
    parts = [
        f"[{name}]\n" + "\n".join(f"{key} = {json.dumps(value) if isinstance(value, str) else value}" for key, value in part.items())
        for name, part in told.items()
    ]  # fmt: skip
    path.write_text("\n\n".join([HEAD + "\n" + parts[0], *parts[1:]]) + "\n", encoding="utf-8")
