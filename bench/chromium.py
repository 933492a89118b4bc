"""A browser for measuring: found on the PATH, with WebGL in software, and with the network of a telephone where asked."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Maps are drawn with WebGL, which a machine without a graphics card does in software, and only when asked to.
WEBGL = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
TELEPHONE = {"offline": False, "latency": 40, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}


class NoChromiumError(RuntimeError):
    def __init__(self) -> None:
        super().__init__(
            f"no Chromium on the PATH (looked for {', '.join(NAMES)}); `make test` installs one or says how"
        )


def found_chromium() -> str:
    """The path of the machine's own. Raises NoChromiumError where there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise NoChromiumError
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    found = found_chromium()
    unboxed = ("--no-sandbox",) if os.geteuid() == 0 else ()  # Chromium refuses its sandbox to root
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=[*WEBGL, *unboxed])
        yield started
        started.close()


@dataclass
class Traffic:
    """Bytes that arrived over HTTP, headers included: in all, and of each address; files: the addresses in the order they were asked."""

    bytes: int = 0
    files: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)


def watched(context: BrowserContext, page: Page, *, throttled: bool = False) -> Traffic:
    traffic = Traffic()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if throttled:
        session.send("Network.emulateNetworkConditions", TELEPHONE)

    asked: dict[str, str] = {}

    def sent(told: dict) -> None:
        asked[told["requestId"]] = address = told["request"]["url"]
        if address.startswith("http"):  # data: and blob: addresses ask nobody
            traffic.files.append(address)

    def add(told: dict) -> None:
        arrived = int(told["encodedDataLength"])
        traffic.bytes += arrived
        address = asked.get(told["requestId"], "")
        traffic.sizes[address] = traffic.sizes.get(address, 0) + arrived

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", add)
    return traffic
