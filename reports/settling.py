"""Office files with nothing of the moment in them: the same content is the same bytes, whenever it is made."""

import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

OLDEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can name
WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def settled(package: bytes, day: date) -> bytes:
    """The package again, made on `day` as far as it says, also the workbooks inside it that hold the numbers of charts."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name.endswith(".xlsx"):
                content = settled(content, day)
            elif name == "docProps/core.xml":
                content = WHEN.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode(), content)
            info = ZipInfo(name, OLDEST)
            info.compress_type = ZIP_DEFLATED
            after.writestr(info, content)
    return out.getvalue()
