"""A dashboard beside the demonstration's provider, as `make demo-signin` has it: for tests that sign in for real, in a browser."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from bench.serving import free_port, running
from demo_signin.cast import HOST, WORD, programme_here
from demo_signin.provider import Provider, write_secrets
from demo_signin.provider import running as provider_running
from tests.visit import wait_until_drawn


@dataclass(frozen=True)
class Demonstration:
    url: str  # as its provider knows it: http://localhost:port
    folder: Path
    provider: Provider


@contextmanager
def demonstrated(
    published: Path, folder: Path, *, settings: Mapping[str, str] | None = None
) -> Iterator[Demonstration]:
    """Of a store of its own, a copy of the published one in which everybody is invited and nobody has come in yet."""
    shutil.copytree(published, folder, ignore=shutil.ignore_patterns("*.log", "secrets.toml"))
    with sqlite3.connect(folder / "store.sqlite") as store:
        store.execute("UPDATE access SET issuer = NULL, subject = NULL, bound_at = NULL, signed_out = 0")
    store.close()
    port = free_port()
    with provider_running(programme_here(), site=f"http://localhost:{port}") as provider:
        write_secrets(folder / "secrets.toml", provider)
        with running(folder, port=port, settings=settings):
            yield Demonstration(provider.site, folder, provider)


def sign_in(page: Page, who: str) -> None:
    """From any page of the site, by its own link, to the same page again: `who` by the code of demo_signin.cast, or anybody at all."""
    page.locator("a.cc-sign-in").first.click()
    choose(page, who)


def choose(page: Page, who: str) -> None:
    """At the provider: a click on one of the cast, or an address typed."""
    page.wait_for_url("**/interaction/**")
    ready = page.locator(f'button[value="{who}@{HOST}"]')
    if ready.count():
        ready.click()
    else:
        page.locator("input[type=email]").fill(f"{who}@{HOST}")
        page.locator("input[name=word]:visible").fill(WORD)
        page.locator("p button").click()
    page.wait_for_url(lambda url: url.startswith("http://localhost:"))
    wait_until_drawn(page)


def sign_out(page: Page) -> None:
    """By the button in the header; ends on the first page, when the provider has been told."""
    page.locator(".cc-account button").click()
    page.wait_for_url(lambda url: url.startswith("http://localhost:") and url.rstrip("/").count("/") == 2)
    wait_until_drawn(page)
