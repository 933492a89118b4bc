"""A report from the first key to the public page, in a real browser and through a real sign-in: typed wrong, seen, mended, sent; a second
month uploaded from the template; one returned, one approved; the board sees it as provisional, the public only once it is published.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bench.serving import Running, free_port, prepare, running
from demo_signin import provider
from demo_signin.cast import Part, cast, invite, programme_here
from tests.programmes import write_folder
from tests.serving_fixtures import LOCALES
from tests.visit import PATIENCE, wait_until_drawn
from ui.words import Words, words_for

MISTAKE, MENDED, UPLOADED = "12,5", "6", "8"
FIELD = 6  # places to the right of the first column, where the month's figure is typed
A_BLINK = 200  # milliseconds: the grid is drawn between two keys, as under a hand
REASON = {"en": "Please count the second office too.", "fr": "Merci de compter aussi le second bureau."}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """The invented programme's dashboard with a provider of its own; April and May 2022 are open, and it is late in May."""
    monkeypatch.setenv("CCARE_PROGRAMME", str(write_folder(tmp_path / "programme")))
    prepare(tmp_path)
    programme, port = programme_here(), free_port()
    invite(f"sqlite:///{tmp_path / 'store.sqlite'}", programme)
    with provider.running(programme, site=f"http://localhost:{port}") as sign_in:
        provider.write_secrets(tmp_path / "secrets.toml", sign_in)
        with running(tmp_path, port=port) as server:
            yield Running(sign_in.site, server.log_file, server.pid, server.folder)


class Window:
    """Somebody's browser window, in one language."""

    def __init__(self, page: Page, site: str, words: Words) -> None:
        self.page, self.site, self.words = page, site, words
        page.set_default_timeout(PATIENCE)

    def go(self, address: str = "", **asked: str) -> str:
        """Opens a page; everything that can be read on it."""
        query = "&".join(f"{name}={code}" for name, code in {"lang": self.words.lang, **asked}.items())
        self.page.goto(f"{self.site}/{address}?{query}")
        wait_until_drawn(self.page)
        return self.text

    def sign_in(self, who: Part) -> None:
        """From the page one is on, through the provider, back to it."""
        before = self.page.url
        self.page.get_by_role("link", name=self.words("signin.enter")).first.click()
        self.page.get_by_text(who.email).click()
        self.page.wait_for_url(before)
        wait_until_drawn(self.page)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", self.page.locator("[data-testid=stMain]").inner_text())

    def press(self, key: str, **told: object) -> None:
        self.button(key, **told).click()
        wait_until_drawn(self.page)

    def press_twice(self, key: str) -> None:
        """A double click, as many people do everywhere."""
        self.button(key).dblclick()
        wait_until_drawn(self.page)

    def button(self, key: str, **told: object) -> Locator:
        return self.page.get_by_role("button", name=re.compile(f"^{spaced(self.words(key, **told))}$"))

    def type_figure(self, typed: str, *, row: int = 0) -> None:
        """In the grid, by keyboard: to the field of a row, over what stands there."""
        grid = self.page.locator(".dvn-scroller").first
        grid.scroll_into_view_if_needed()
        self.page.wait_for_timeout(A_BLINK)
        grid.click(position={"x": 60, "y": 54 + 35 * row})
        for _ in range(FIELD):
            self.page.wait_for_timeout(A_BLINK)
            self.page.keyboard.press("ArrowRight")
        self.page.keyboard.type(typed, delay=50)
        self.page.wait_for_timeout(A_BLINK)
        self.page.keyboard.press("Enter")
        self.sees(self.words("entry.saved", time="").strip())
        wait_until_drawn(self.page)

    def sees(self, said: str) -> None:
        expect(self.page.locator("[data-testid=stMain]")).to_contain_text(re.compile(spaced(said)), timeout=PATIENCE)

    def does_not_see(self, said: str) -> None:
        expect(self.page.locator("[data-testid=stMain]")).not_to_contain_text(
            re.compile(spaced(said)), timeout=PATIENCE
        )


def spaced(said: str) -> str:
    """French puts spaces that do not break where a test has ordinary ones."""
    return r"\s+".join(re.escape(word) for word in said.split())


@pytest.fixture
def window(browser: Browser, site: Running) -> Iterator[Callable[[Words], Window]]:
    contexts = []

    def open_window(words: Words) -> Window:
        context = browser.new_context(
            viewport={"width": 1440, "height": 1000}, locale=LOCALES[words.lang], reduced_motion="reduce"
        )
        contexts.append(context)
        return Window(context.new_page(), site.url, words)

    yield open_window
    for context in contexts:
        context.close()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_from_the_first_key_to_the_public_page(window, site, lang):
    words, people = words_for(lang), {part.code: part for part in cast(programme_here())}
    april, may = words.month("2022-04"), words.month("2022-05")
    waits = words("report.since.submitted", at="@", by="@").split("@")[-1]  # that the lead partner has not decided yet
    partner, lead, board, public = (window(words) for _ in range(4))

    # A mistake is seen beside its row, mended, and the month is sent.
    partner.go("enter_figures", period="2022-04")
    partner.sign_in(people["south"])
    partner.sees(april)
    partner.type_figure(MISTAKE)
    partner.sees(words("finding.value.fraction", found=MISTAKE))
    partner.sees(words("finding.value.fraction.do", found=MISTAKE))
    expect(partner.page.get_by_role("button", name=words("entry.send"), exact=True)).to_be_disabled()
    partner.type_figure(MENDED)
    partner.sees(words("check.clear"))
    partner.press_twice("entry.send")
    partner.sees(waits)
    assert times_sent(site, "2022-04") == 1

    # The next month comes from the template: as a workbook in English, as CSV in French.
    partner.go("upload", period="2022-05")
    kind, fill = ("xlsx", filled_in_workbook) if lang == "en" else ("csv", filled_in_csv)
    template = download(partner, f"upload.template_{kind}")
    file = {"name": f"may.{kind}", "mimeType": "application/octet-stream", "buffer": fill(template, UPLOADED)}
    partner.page.locator("input[type=file]").set_input_files(file)
    partner.press("upload.confirm")
    partner.sees(words("upload.taken_next"))  # or leaving the page at once would be before it is done
    partner.go("enter_figures", period="2022-05")
    partner.press("entry.send")
    partner.sees(waits)

    # The lead partner returns one and approves the other.
    lead.go("review")
    lead.sign_in(people["lead.one"])
    lead.page.get_by_role("link", name=re.compile(spaced(april))).first.click()
    wait_until_drawn(lead.page)
    lead.page.get_by_label(words("review.reason_to_return")).fill(REASON[lang])
    lead.press("review.return")
    lead.sees(words("review.done_return", of="").split(":")[0].strip())
    before = public.go("scheme", scheme="advice")
    lead.page.get_by_role("link", name=re.compile(spaced(may))).first.click()
    wait_until_drawn(lead.page)
    lead.press("review.approve")
    lead.sees(words("review.done_approve", of="").split(":")[0].strip())

    # The partner reads why, the board sees the approved figure, the public sees nothing yet.
    partner.go("my_figures")
    partner.sees(REASON[lang])
    board.go("changes")
    board.sign_in(people["board"])
    board.sees(may)
    board.sees(words("footer.provisional"))
    board.go("target", scheme="advice", indicator="places")
    board.sees(f"{int(UPLOADED) + 12}")
    assert public.go("scheme", scheme="advice") == before

    # Published by the lead, the public sees it.
    lead.go("publish", through="2022-05")
    lead.press("publish.prepare")
    for each in ("en", "fr"):
        lead.page.get_by_label(words(f"publish.note_{each}")).fill("May." if each == "en" else "Mai.")
    lead.press("publish.publish", number=2)
    lead.sees(words("publish.done", number=2, cells="", hidden="")[:20])
    after = public.go("scheme", scheme="advice")
    assert after != before
    assert may in after or UPLOADED in after


def times_sent(site: Running, period: str) -> int:
    with closing(sqlite3.connect(site.folder / "store.sqlite")) as store:
        return store.execute(
            "SELECT count(*) FROM submission_step t JOIN submission s ON s.id = t.submission_id "
            "WHERE s.partner = 'south' AND s.period = ? AND t.state = 'submitted'",
            [period],
        ).fetchone()[0]


def download(window: Window, key: str) -> bytes:
    with window.page.expect_download() as found:
        window.press(key)
    return Path(found.value.path()).read_bytes()


def filled_in_csv(template: bytes, figure: str) -> bytes:
    """The first figure of the template, typed in; the others left blank."""
    first, second, *others = template.decode("utf-8-sig").splitlines()
    separator = ";" if ";" in first else ","
    cells = second.split(separator)
    cells[[name.strip('"') for name in first.split(separator)].index("valeur" if separator == ";" else "value")] = (
        figure
    )
    return "\r\n".join([first, separator.join(cells), *others, ""]).encode("utf-8-sig")


def filled_in_workbook(template: bytes, figure: str) -> bytes:
    """The same in a workbook, as a spreadsheet program would write it: the cell of the first figure gets a number."""
    made = BytesIO()
    with ZipFile(BytesIO(template)) as before, ZipFile(made, "w") as after:
        for part in before.namelist():
            content = before.read(part).decode() if part == "xl/worksheets/sheet1.xml" else before.read(part)
            if isinstance(content, str):
                content, count = re.subn(
                    r'(<row r="2".*?)</row>', rf'\1<c r="F2"><v>{figure}</v></c></row>', content, count=1
                )
                assert count == 1
            after.writestr(part, content)
    return made.getvalue()
