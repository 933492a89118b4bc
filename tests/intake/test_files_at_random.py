"""Whatever is done to a file, it is read or its faults are told: nothing else comes out, whoever shook it."""

import random
import zipfile
from io import BytesIO

from ccare_metrics.intake import FileFaults, Reading, read_file
from tests.intake.workbooks import ENGLISH, ESSEX, FRENCH, KENT, book_parts, csv, data, merged, sheet, zipped

WORKBOOKS, TEXTS = 60, 1_500
SIGNS = [
    b'"',
    b"<",
    b">",
    b"/",
    b"&",
    b"'",
    b"=",
    b"0",
    b"1048576",
    b"XFD",
    b"\x00",
    b"\xff",
    b"\xc3",
    b"\r",
    b"\n",
    b";",
    b",",
    b" ",
    b"-",
]


def read_or_told(name: str, content: bytes) -> str:
    try:
        reading = read_file(name, content)
    except FileFaults as found:
        assert found.faults
        return found.faults[0].check
    assert isinstance(reading, Reading)
    assert all(isinstance(text, str) for row in reading.rows for text in row)
    return "read"


def shaken(content: bytes, chance: random.Random) -> bytes:
    """With a few bytes taken out, put in, doubled or cut off."""
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(content) + 1), chance.randint(0, 12)
        match chance.randrange(4):
            case 0:
                content = content[:at] + content[at + length :]
            case 1:
                content = content[:at] + chance.choice(SIGNS) + content[at:]
            case 2:
                content = content[:at] + content[at : at + length] + content[at:]
            case _:
                content = content[:at] + chance.choice(SIGNS) + content[at + length :]
    return content or b" "


def test_text_files_at_random():
    chance = random.Random(20230605)
    whole = [
        csv(FRENCH, (*KENT[:6], '"précarité ; ""été"""'), ESSEX, separator=";").encode("cp1252"),
        csv(ENGLISH, KENT, ESSEX).encode("utf-8-sig"),
        csv(ENGLISH, KENT, ESSEX, separator="\t").encode("utf-16"),
    ]
    seen = {read_or_told("a.csv", shaken(chance.choice(whole), chance)) for _ in range(TEXTS)}
    assert {"read", "file.encoding", "file.ragged", "file.nul", "file.unclosed_quote", "file.lone_cr"} <= seen


def test_workbooks_at_random():
    """Their parts are shaken before they are packed, so that the reader gets to see them; some are shaken as they are."""
    chance = random.Random(19040101)
    rows = data(
        ENGLISH,
        KENT,
        (*ESSEX[:5], '<c r="{at}"><f>1+1</f><v>2</v></c>', "été"),
        (*ESSEX[:5], '<c r="{at}" t="e"><v>#N/A</v></c>'),
    )
    parts = book_parts({"figures": sheet(rows, after=merged("I1:J2")), "Notes": sheet(data(("a", "b")))})
    seen = set()
    for number in range(WORKBOOKS):
        name = chance.choice([*parts])
        content = (
            zipped({**parts, name: shaken(parts[name].encode(), chance)})
            if number % 5
            else shaken(zipped(parts), chance)
        )
        seen.add(read_or_told("a.xlsx", content))
    assert {"read", "file.damaged"} <= seen


def test_a_package_that_was_not_shaken_is_read():
    parts = book_parts({"figures": sheet(data(ENGLISH, KENT))})
    with zipfile.ZipFile(BytesIO(zipped(parts))) as package:
        assert package.testzip() is None
    assert read_or_told("a.xlsx", zipped(parts)) == "read"
