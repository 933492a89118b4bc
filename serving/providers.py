"""Who vouches for visitors: the [auth] section of the secrets (any OpenID Connect provider), and what may be wrong with it."""

import ipaddress
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

import streamlit as st
from streamlit import get_option

from serving.languages import LANGUAGES
from serving.menu import public_only
from ui.words import words_for

DEFAULT = "default"  # how the framework calls a provider that stands in [auth] itself
WANTED = ("client_id", "client_secret", "server_metadata_url")
CALLBACK = "/oauth2callback"
SHORTEST_SECRET = 32  # characters
FEWEST_DIFFERENT = 8  # of them: 32 times the same one is no secret
SAMPLE = re.compile(r"x{3}|secret|change.?(it|me)|example|sample|replace|your[-_ ]|password|random|1234|abcd", re.I)
CANNOT_START = 78  # EX_CONFIG
MAKE_ONE = 'python -c "import secrets; print(secrets.token_urlsafe(48))"'


@dataclass(frozen=True)
class Provider:
    code: str
    title: str  # what visitors know it by


@dataclass(frozen=True)
class SignIn:
    providers: tuple[Provider, ...]
    origin: str  # the site's own, as providers know it: https://figures.example.org


@dataclass(frozen=True)
class Fault:
    """`key` names its sentence, `told` fills it."""

    key: str
    told: Mapping[str, str]


@dataclass(frozen=True)
class Exposure:
    """Who can reach this server: `address` it listens on (None: all of them), names that visitors may use, headers believed."""

    address: str | None
    hosts: Sequence[str]
    believed_headers: object

    @property
    def beyond_this_machine(self) -> bool:
        return bool(self.hosts) or self.address is None or not is_this_machine(self.address)


def offered() -> SignIn | None:
    """How visitors may sign in here; None where nobody may: not configured, configured unsafely, or a public-only server."""
    section = _section()
    if public_only() or not section or any(faults(section, _exposure())):
        return None
    redirect = _redirect(section)
    return SignIn(providers=tuple(_providers(section)), origin=f"{redirect.scheme}://{redirect.netloc}")


def offered_or_stop() -> SignIn | None:
    """As `offered`, for the start of the server: where sign-in is configured unsafely, says so and ends the process."""
    found = [] if public_only() else list(faults(_section(), _exposure())) if _section() else []
    if found:
        sys.stderr.write(told(found))
        raise SystemExit(CANNOT_START)
    return offered()


def told(found: Sequence[Fault]) -> str:
    """In every language: whoever starts a server has not chosen one."""
    lines = []
    for language in LANGUAGES:
        words = words_for(language)
        lines += [words("start.refused"), *(f"- {words(fault.key, **fault.told)}" for fault in found), ""]
    return "\n".join(lines)


def faults(section: Mapping[str, Any], exposure: Exposure) -> Iterator[Fault]:
    """What is wrong with an [auth] section, all of it at once."""
    yield from _faults_of_secret(section.get("cookie_secret"))
    redirect = _redirect(section)
    if redirect.scheme not in ("http", "https") or not redirect.hostname or redirect.path != CALLBACK:
        yield Fault("start.redirect", {"ending": CALLBACK})
    elif exposure.beyond_this_machine and redirect.scheme != "https":
        yield Fault("start.redirect.open", {"address": redirect.geturl()})
    if exposure.believed_headers:
        yield Fault("start.headers", {"setting": "server.trustedUserHeaders"})
    named = dict(_sections(section))
    if not named:
        yield Fault("start.no_provider", {})
    for code, told_of_it in named.items():
        yield from _faults_of_provider(code, told_of_it, exposure)


def _faults_of_secret(secret: object) -> Iterator[Fault]:
    setting = {"setting": "cookie_secret", "command": MAKE_ONE}
    if not isinstance(secret, str) or not secret:
        yield Fault("start.secret.missing", setting)
    elif len(secret) < SHORTEST_SECRET:
        yield Fault("start.secret.short", {**setting, "least": str(SHORTEST_SECRET)})
    elif SAMPLE.search(secret) or len(set(secret)) < FEWEST_DIFFERENT:
        yield Fault("start.secret.sample", setting)


def _faults_of_provider(code: str, section: Mapping[str, Any], exposure: Exposure) -> Iterator[Fault]:
    if "_" in code:
        yield Fault("start.provider.name", {"provider": code})
    missing = [name for name in WANTED if not section.get(name)]
    if missing:
        yield Fault("start.provider.missing", {"provider": code, "missing": ", ".join(missing)})
    address = urlsplit(str(section.get("server_metadata_url", "")))
    if exposure.beyond_this_machine and address.geturl():
        if address.scheme != "https":
            yield Fault("start.provider.open", {"provider": code, "address": address.geturl()})
        if is_this_machine(address.hostname or ""):
            yield Fault("start.provider.here", {"provider": code, "address": address.geturl()})


def is_this_machine(host: str) -> bool:
    """Whether a name or number can only mean the machine itself."""
    if host.lower().rstrip(".") == "localhost" or host.lower().rstrip(".").endswith(".localhost"):
        return True
    try:
        number = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    inner = getattr(number, "ipv4_mapped", None) or number
    return inner.is_loopback


def _section() -> Mapping[str, Any]:
    secrets = st.secrets
    return secrets.get("auth", {}) if secrets.load_if_toml_exists() else {}


def _exposure() -> Exposure:
    return Exposure(
        get_option("server.address"), get_option("server.allowedHosts"), get_option("server.trustedUserHeaders")
    )


def _redirect(section: Mapping[str, Any]) -> SplitResult:
    return urlsplit(str(section.get("redirect_uri", "")).replace("{port}", str(get_option("server.port"))))


def _sections(section: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each provider's own settings, by its code; the one that stands in [auth] itself first."""
    if any(section.get(name) for name in WANTED):
        yield DEFAULT, section
    for code, value in section.items():
        if isinstance(value, Mapping) and code != "client_kwargs":
            yield code, value


def _providers(section: Mapping[str, Any]) -> Iterator[Provider]:
    for code, told_of_it in _sections(section):
        host = urlsplit(str(told_of_it["server_metadata_url"])).hostname or code
        yield Provider(code, str(told_of_it.get("title") or (host if code == DEFAULT else code.capitalize())))
