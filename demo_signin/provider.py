"""The provider as a process of its own, and the settings by which a dashboard takes its word."""

import json
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from ccare_metrics.framework import Programme
from demo_signin.cast import HOST, UNVERIFIED, WORD, cast
from demo_signin.node import HERE, NodeError, installed, node

CODE = "demonstration"  # what the dashboard calls this provider
PATIENCE = 10  # seconds that it has to end by itself


@dataclass(frozen=True)
class Provider:
    """`issuer`: where it listens. `site`: the dashboard that it knows, such as http://localhost:8501."""

    issuer: str
    site: str
    client_id: str
    client_secret: str
    process: subprocess.Popen[str]


@contextmanager
def running(programme: Programme, *, site: str, port: int = 0, address: str = "127.0.0.1") -> Iterator[Provider]:
    """A provider for one site until the block ends; on a free port unless told. Raises NodeError where it does not start."""
    installed()
    client = {"client_id": "dashboard", "client_secret": secrets.token_urlsafe(32)}
    told = {
        **client, "port": port, "address": address, "site": site, "host": HOST, "word": WORD, "unverified": UNVERIFIED,
        "people": [{**asdict(part), "email": part.email} for part in cast(programme)],
    }  # fmt: skip
    process = subprocess.Popen(
        [node(), "provider.mjs"],
        cwd=HERE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a Ctrl-C at the terminal is for whoever started it; it ends when its input does
    )
    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise NodeError("The demonstration's sign-in has no input or output.")
    try:
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        said = process.stdout.readline()
        if not said:
            raise NodeError(process.stderr.read().strip() or "The demonstration's sign-in ended without a word.")
        yield Provider(json.loads(said)["issuer"], site, **client, process=process)
    finally:
        _stop(process)


def stop(provider: Provider) -> None:
    """As if it had gone down; the end of `running` does the same."""
    _stop(provider.process)


def _stop(process: subprocess.Popen[str]) -> None:
    """It ends when its input does."""
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for stream in (process.stdout, process.stderr):
        if stream:
            stream.close()


def write_secrets(path: Path, *providers: Provider) -> str:
    """A secrets file as an administrator would write it, readable by its owner only; returns its cookie secret, made anew."""
    secret = secrets.token_urlsafe(48)
    site = providers[0].site
    lines = [
        "[auth]",
        f"redirect_uri = {json.dumps(f'{site}/oauth2callback')}",
        f"cookie_secret = {json.dumps(secret)}",
    ]
    for number, each in enumerate(providers, start=1):
        lines += [
            "",
            f"[auth.{CODE if number == 1 else f'{CODE}{number}'}]",
            f"client_id = {json.dumps(each.client_id)}",
            f"client_secret = {json.dumps(each.client_secret)}",
            f"server_metadata_url = {json.dumps(f'{each.issuer}/.well-known/openid-configuration')}",
            # Asked each time who one would like to be; what the framework asks by itself, strict providers do not know.
            'client_kwargs = { scope = "openid email profile", prompt = "login" }',
        ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return secret
