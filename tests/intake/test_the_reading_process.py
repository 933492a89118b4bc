"""A hostile workbook can end the process that reads it, and nothing else; and reading leaves nothing behind and asks nobody."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from ccare_metrics.intake import workbook
from ccare_metrics.intake.faults import FileFault
from tests.intake.workbooks import ENGLISH, ESSEX, FRENCH, KENT, book, book_parts, csv, data, sheet, told, zipped

ROOT = Path(__file__).parents[2]

READ_ALONE = """
import resource, sys
from io import BytesIO
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from python_calamine import CalamineWorkbook
CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read())).get_sheet_by_index(0).to_python()
"""

# What a process of ours does to files and networks while it reads: every opening for writing, every socket, every process but the reader.
WATCHED = """
import json, os, sys
seen = []
def watch(event, told):
    if event == "open" and isinstance(told[0], str) and told[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        seen.append([event, str(told[0])])
    if event.startswith(("socket.", "os.remove", "os.rename", "os.mkdir", "tempfile.", "urllib.")) or event in ("os.system", "os.exec"):
        seen.append([event, repr(told)])
    if event == "open" and "passwd" in str(told[0]):
        seen.append([event, str(told[0])])
from ccare_metrics.intake import FileFaults, read_file
sys.addaudithook(watch)
assert sys.argv[1] != "planted" or not open("planted", "w").close()
rows = []
for name in ("../../etc/passwd", "passwd", "/etc/passwd"):
    for size in sys.stdin.buffer.readline().split():
        content = sys.stdin.buffer.read(int(size))
        try:
            rows.append(len(read_file(name, content).rows))
        except FileFaults as found:
            rows.append(found.faults[0].check)
print(json.dumps([rows, seen]))
"""


def far_corners() -> bytes:
    rows = data(ENGLISH, KENT) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return zipped(book_parts({"figures": sheet(rows)}))


def test_without_a_gate_a_small_workbook_ends_its_reader_by_a_signal():
    """If this stops failing, the reader was mended, and the limit on far cells may go."""
    alone = subprocess.run(
        [sys.executable, "-I", "-c", READ_ALONE], input=far_corners(), capture_output=True, check=False
    )
    assert alone.returncode < 0
    near = subprocess.run(
        [sys.executable, "-I", "-c", READ_ALONE], input=book(ENGLISH, KENT), capture_output=True, check=False
    )
    assert near.returncode == 0


def test_with_it_the_cell_is_named_and_we_live():
    assert told("a.xlsx", far_corners()) == {"file.far_cell": {"sheet": "figures", "cell": "XFD1048576"}}
    assert told("a.xlsx", book(ENGLISH, KENT)) == {}


@pytest.mark.parametrize(
    ("what", "script"),
    [
        ("aborts", "import os; os.abort()"),
        (
            "takes all memory",
            "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28)); bytearray(2**29)",
        ),
        ("says nothing", ""),
        ("stops in the middle", 'print(\'{"names":{},"computed":true}\')'),
    ],
)
def test_whatever_becomes_of_the_reading_process_is_a_fault_of_the_file(what, script, tmp_path, monkeypatch):
    child = tmp_path / "child.py"
    child.write_text(script)
    monkeypatch.setattr(workbook, "CHILD", child)
    assert told("a.xlsx", book(ENGLISH, KENT)) == {"file.unreadable": {}}


def test_a_reading_process_that_never_ends_is_ended(tmp_path, monkeypatch):
    child = tmp_path / "child.py"
    child.write_text("import time; time.sleep(600)")
    monkeypatch.setattr(workbook, "CHILD", child)
    monkeypatch.setattr(workbook, "PATIENCE", 0.3)
    assert told("a.xlsx", book(ENGLISH, KENT)) == {"file.unreadable": {}}


def test_where_no_process_can_be_started_the_file_is_not_blamed(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing here"))
    assert workbook.read_book(book(ENGLISH, KENT)) == FileFault("file.not_now")


def test_the_reading_process_holds_itself_to_its_limits_and_cannot_write_a_file(tmp_path):
    script = (
        "import resource, sys; sys.path.insert(0, sys.argv[1]); import child; child.limit_this_process()\n"
        "print([resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE)], flush=True)\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "file = open(sys.argv[2], 'w'); file.write('x'); file.flush()"
    )
    folder = str(Path(workbook.CHILD).parent)
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", script, folder, str(tmp_path / "file")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "[0, 0]\n"
    assert "File too large" in done.stderr


def watched(folder: Path, *, planted: str = "none") -> subprocess.CompletedProcess:
    files = [
        csv(ENGLISH, KENT).encode(),
        csv(FRENCH, KENT).encode("utf-16"),
        book(ENGLISH, KENT),
        far_corners(),
        b"%PDF-1.7",
    ]
    told_sizes = " ".join(str(len(file)) for file in files).encode() + b"\n"
    return subprocess.run(
        [sys.executable, "-B", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{WATCHED}", planted],
        input=(told_sizes + b"".join(files)) * 3,
        capture_output=True,
        cwd=folder,
        env={"TMPDIR": str(folder)},
        check=True,
    )


def test_reading_writes_nothing_to_disk_asks_no_network_and_opens_no_file_by_its_name(tmp_path):
    done = watched(tmp_path)
    rows = '[1, 1, 1, "file.far_cell", "file.not_a_workbook"]'
    assert done.stdout.decode() == f"[{rows[:-1]}, {rows[1:-1]}, {rows[1:]}, []]\n"
    assert list(tmp_path.iterdir()) == []


def test_the_watch_sees_a_file_that_is_written(tmp_path):
    assert '["open", "planted"]' in watched(tmp_path, planted="planted").stdout.decode()


def test_a_text_kept_once_and_shown_in_thousands_of_cells_is_refused_before_it_fills_the_memory():
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as written:
        page = written.add_worksheet("figures")
        for row in range(5_000):
            page.write_string(row, 0, "x" * 32_767)
    content = file.getvalue()
    assert len(content) < 200_000
    assert told("bomb.xlsx", content) == {"file.bomb": {"limit": 128}}


def test_one_part_as_two_sheets_is_damage():
    parts = book_parts({"figures": sheet(data(ENGLISH, KENT)), "more": sheet(data(ENGLISH))})
    assert told("honest.xlsx", zipped(parts)) == {}
    twice = {
        name: text.replace("sheet2.xml", "sheet1.xml") if name.endswith(".rels") else text
        for name, text in parts.items()
    }
    assert "file.damaged" in told("twice.xlsx", zipped(twice))


def test_long_texts_without_an_accent_beside_one_with_are_read_as_quickly_as_short_ones():
    """They took minutes once, letter by letter, and held up everybody's pages meanwhile."""
    rows = [(*KENT[:6], "x" * 32_000)] * 100
    assert "file.encoding" not in told("long.csv", csv(ENGLISH, (*ESSEX[:6], "prêt"), *rows).encode("cp1252"))
