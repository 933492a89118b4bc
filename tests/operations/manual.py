"""docs/operations.md and the README as what they promise: blocks to run, settings to read."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.serving import ROOT

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
NOT_OF_THE_PROJECT = {".venv", ".git", "node_modules"}


@dataclass(frozen=True)
class Block:
    kind: str
    text: str
    line: int


def blocks(text: str, kind: str) -> list[Block]:
    return [
        Block(found[1], found[2], text[: found.start()].count("\n") + 1)
        for found in BLOCK.finditer(text)
        if found[1] == kind
    ]


def installed(folder: Path) -> Path:
    """The project as somebody has just put it on a server, with what it needs installed."""
    shutil.copytree(ROOT, folder, ignore=_left_out)
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name in ("python", "streamlit"):
        (programs / name).write_text(f'#!/bin/sh\nexec "{Path(sys.executable).with_name(name)}" "$@"\n')
        (programs / name).chmod(0o755)
    return folder


def _left_out(folder: str, names: list[str]) -> set[str]:
    made = {ROOT / "data": {"store"}, ROOT / "bench": {"results"}}.get(Path(folder), set())
    return {name for name in names if name in NOT_OF_THE_PROJECT | made or name.endswith("_cache")}


def run(block: Block, folder: Path) -> subprocess.CompletedProcess[str]:
    """As pasted into a shell that stops at the first command that fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CCARE_", "STREAMLIT_"))}
    return subprocess.run(
        ["sh", "-euc", block.text], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def failed(text: str, folder: Path) -> list[str]:
    """Runs every `sh` block in the order of the text, to the first that fails; what it said."""
    for block in blocks(text, "sh"):
        done = run(block, folder)
        if done.returncode:
            return [f"line {block.line}: {block.text.strip()}\n{done.stdout[-1500:]}{done.stderr[-1500:]}"]
    return []
