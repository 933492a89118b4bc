"""Makes a Python program write down each file it opens and each database it connects to: for a folder on its PYTHONPATH."""

from pathlib import Path

# Python runs a module of this name before any other. It hears every opening, by whichever library; one it cannot hear, SQLite's own
# opening of the file, comes after a connection that it does.
SITECUSTOMIZE = """
import os, sys

_book = os.open(os.environ["HEARD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

def _hear(event, told):
    if event == "open" and isinstance(told[0], (str, bytes)):
        act = "writes" if told[2] & _WRITES else "reads"
    elif event == "sqlite3.connect":
        act = "connects"
    else:
        return
    os.write(_book, f"{act} {os.fsdecode(told[0])}\\n".encode("utf-8", "replace"))

sys.addaudithook(_hear)
"""


def listening(folder: Path) -> dict[str, str]:
    """Settings of a program that is to be heard; what it opens is then in folder/heard.txt (see `heard`)."""
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(SITECUSTOMIZE, encoding="utf-8")
    return {"HEARD": str(folder / "heard.txt"), "PYTHONDONTWRITEBYTECODE": "1"}


def heard(folder: Path, act: str) -> list[str]:
    """What was opened: `act` is reads, writes or connects."""
    lines = (folder / "heard.txt").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(f"{act} ") for line in lines if line.startswith(f"{act} ")]
