"""`python -m tests.access.lighthouse`: Lighthouse on the public pages in both languages, as a telephone (part of make soak).

Accessibility must reach 100 and good practices 95; what costs points is named. Ends with 1 where a page stays below.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.chromium import found_chromium
from bench.serving import prepare, running
from demo_signin.node import installed, node
from serving.menu import read_menu
from tests.access.noting import note, version
from tests.access.views import LANGUAGES, Place

HERE = Path(__file__).resolve().parent
NODE = 22
AT_LEAST = {"accessibility": 100, "best-practices": 95}
FLAGS = "--headless=new --no-first-run --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader"


def main() -> int:
    installed(HERE, oldest=NODE)
    below, lowest, pages = 0, dict.fromkeys(AT_LEAST, 100), 0
    with tempfile.TemporaryDirectory() as own:
        prepare(Path(own))
        with running(Path(own)) as server:
            for entry in [entry for entry in read_menu() if entry.audience == "public"]:
                for language in LANGUAGES:
                    path = Place(entry.address, "", "").path(language)
                    told = report(server.url + path)
                    scores = {name: round(100 * told["categories"][name]["score"]) for name in AT_LEAST}
                    lost = points_lost(told)
                    print(f"{path}: {scores}{' lost: ' + '; '.join(lost) if lost else ''}", flush=True)
                    pages += 1
                    lowest = {name: min(lowest[name], scores[name]) for name in AT_LEAST}
                    below += any(scores[name] < AT_LEAST[name] for name in AT_LEAST)
    print(f"{below} below {AT_LEAST}")
    note(
        "lighthouse", version=version("lighthouse"), pages=pages,
        accessibility=lowest["accessibility"], best_practices=lowest["best-practices"],
    )  # fmt: skip
    return 1 if below else 0


def report(address: str) -> dict[str, Any]:
    """Lighthouse's own report of one page."""
    unboxed = " --no-sandbox" if os.geteuid() == 0 else ""
    done = subprocess.run(
        [
            node(NODE), HERE / "node_modules" / "lighthouse" / "cli" / "index.js", address, "--quiet", "--output=json",
            f"--only-categories={','.join(AT_LEAST)}", f"--chrome-flags={FLAGS}{unboxed}",
        ],
        env={**os.environ, "CHROME_PATH": found_chromium()}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed on {address}:\n{done.stderr}")
    told = json.loads(done.stdout)
    if told["audits"]["link-name"]["score"] is None:  # nothing to judge: the page was not drawn yet
        raise RuntimeError(f"Lighthouse saw no link on {address}")
    return told


def points_lost(told: dict[str, Any]) -> list[str]:
    """What weighs in a score and is not whole, by the name of its audit and the first element or address it is about."""
    audits = [
        told["audits"][each["id"]]
        for name in AT_LEAST
        for each in told["categories"][name]["auditRefs"]
        if each["weight"]
    ]
    return [
        f"{audit['id']} ({audit['title']}) {json.dumps(audit.get('details', {}).get('items', [])[:2])[:600]}"
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    ]


if __name__ == "__main__":
    sys.exit(main())
