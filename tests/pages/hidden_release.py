"""The invented programme published twice: as it is, and then with some of its cells hidden by hand, so that a test knows which.

Places by the end of March: Norfolk 18, Kent 3, Finistère 12, in all 33. Hidden in the second release: Kent everywhere; of training
(6 in January, 6 in February, 9 in March, 21 in all) the months of February and March; of advice (5 and 7) every month, so that it is
published by quarter; of enrolled the total of the programme and of its one scheme.
"""

import shutil
import sqlite3
from pathlib import Path

from ccare_metrics.release import content_sha256
from tests.programmes import filled_store, publish_to
from tests.two_shores import KENT

PROFILE = ("hide_below = 0", "hide_below = 10")
GONE = "UPDATE cell SET value = NULL, absence = 'suppressed' WHERE value IS NOT NULL AND "
HIDDEN = (
    f"{GONE} indicator = 'places' AND place_code IN ('{KENT}', 'kent')",
    f"{GONE} indicator = 'places' AND group_code = 'training' AND place_kind = 'all' AND time_code IN ('2022-02', '2022-03')",
    f"{GONE} indicator = 'places' AND group_code = 'advice' AND time_kind = 'month'",
    f"{GONE} indicator = 'enrolled' AND group_kind IN ('all', 'scheme') AND place_kind = 'all'",
    "INSERT OR REPLACE INTO grain VALUES ('places', 'scheme', 'advice', 'all', 'all', 'quarter')",
)


def published_twice(folder: Path) -> Path:
    """Release 1 hides nothing, release 2 hides the above and says that it corrects release 1; returns the folder they lie in."""
    engine = filled_store(folder / "store.sqlite")
    first = publish_to(folder / "releases", engine).path
    engine.dispose()
    corrected = (
        "INSERT OR REPLACE INTO info VALUES ('corrects', '1')",
        "UPDATE info SET value = 'hide_under_10' WHERE name = 'disclosure'",
        "UPDATE info SET value = 'Small numbers were shown.' WHERE name = 'note_en'",
        "UPDATE info SET value = 'De petits effectifs étaient affichés.' WHERE name = 'note_fr'",
        "UPDATE info SET value = '2022-06-01' WHERE name = 'published_on'",
        f"UPDATE document SET text = replace(text, '{PROFILE[0]}', '{PROFILE[1]}')",
    )
    next_release(first, 2, *HIDDEN, *corrected)
    return folder / "releases"


def next_release(first: Path, number: int, *statements: str) -> Path:
    """A sound release beside another, with the same content but for what the statements change."""
    path = first.with_name(f"release-{number}.sqlite")
    shutil.copyfile(first, path)
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE info SET value = ? WHERE name = 'number'", (str(number),))
        for statement in statements:
            connection.execute(statement)
        digest = content_sha256(connection)
        connection.execute("UPDATE info SET value = ? WHERE name = 'content_sha256'", (digest,))
    connection.close()
    return path
