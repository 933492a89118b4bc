"""A server of its own for tests and measurements: on a free loopback port, with a store and releases of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SERVER = ROOT / "server.py"
PATIENCE = 90  # seconds; a machine that builds its caches for the first time is slow


class ServerError(RuntimeError):
    """The server did not start; the message holds what it wrote."""


@dataclass(frozen=True)
class Running:
    url: str
    log_file: Path
    pid: int
    folder: Path

    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8", errors="replace")


def environment(folder: Path) -> dict[str, str]:
    """Where a server keeps its store and releases, and its secrets if it has any: below `folder`, never in the project's own."""
    return {
        **os.environ,
        "CCARE_DATABASE_URL": f"sqlite:///{folder / 'store.sqlite'}",
        "CCARE_RELEASES": str(folder / "releases"),
        "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
    }


def prepare(folder: Path) -> None:
    """Creates and fills the store below `folder` and publishes its first release."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "manage.py", "init"],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ServerError(f"manage.py init: {done.stdout}\n{done.stderr}")


@contextmanager
def running(
    folder: Path,
    *,
    script: Path = SERVER,
    settings: Mapping[str, str] | None = None,
    project: Path = ROOT,
    through: Sequence[str] = (),
    port: int | None = None,
) -> Iterator[Running]:
    """A server of `script` until the block ends, on a free port unless told. `settings` are added to its environment; `project` is where
    it is started; `through` is a command that takes this one and becomes it."""
    port = port or free_port()
    log_file = folder / f"server-{port}.log"
    told = {**environment(folder), "STREAMLIT_SERVER_PORT": str(port), **(settings or {})}
    with log_file.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [*through, sys.executable, "-m", "streamlit", "run", str(script)],
            cwd=project,
            env=told,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        server = Running(f"http://127.0.0.1:{port}", log_file, process.pid, folder)
        try:
            _wait_until_it_answers(server, process)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_it_answers(server: Running, process: subprocess.Popen) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ServerError(f"the server ended with {process.returncode}:\n{server.log()}")
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise ServerError(f"no answer after {PATIENCE} s:\n{server.log()}")
