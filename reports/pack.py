"""The door: a pack as the bytes of a file, or written to one. Made only when asked for, and whole or not at all."""

import errno
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

from ccare_metrics.scope import refuse_unknown
from geo.areas import Text
from reports.content import Pack, PackError, Tell

# Loaded when asked for: the typesetter alone is a library of 80 MB, and nobody wants all three at once.
WRITERS: Mapping[str, str] = {"pdf": "reports.pdf", "pptx": "reports.slides", "xlsx": "reports.workbook"}
MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FULL = (errno.ENOSPC, errno.EDQUOT)


def build(pack: Pack, fmt: str, *, tell: Tell) -> bytes:
    """The file's bytes, the same for the same pack. Raises UnknownCodeError, and PackError where the disk is full."""
    refuse_unknown("format", fmt, WRITERS)
    writer: Callable[..., bytes] = import_module(WRITERS[fmt]).build
    try:
        return writer(pack, tell=tell)
    except OSError as error:
        raise _refused(error, tempfile.gettempdir()) from error


def write(pack: Pack, fmt: str, path: Path, *, tell: Tell) -> int:
    """Writes the file whole or not at all, and returns its size in bytes. Raises PackError where it cannot be written.

    A file that stood there before stays until the new one is complete.
    """
    content = build(pack, fmt, tell=tell)
    tell("writing", 0, 1)
    try:
        _put(content, path)
    except OSError as error:
        raise _refused(error, str(path.parent)) from error
    tell("writing", 1, 1)
    return len(content)


def _put(content: bytes, path: Path) -> None:
    """To a name of its own beside the target, onto the disk, then in the target's place."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _refused(error: OSError, folder: str) -> PackError:
    return PackError(_full(folder) if error.errno in FULL else _unwritable(folder, error.strerror or str(error)))


def _full(folder: str) -> Text:
    return Text(
        en=f"The disk is full ({folder}): the pack was not written, and nothing half-made was left. Free some space and repeat.",
        fr=f"Le disque est plein ({folder}) : le dossier n’a pas été écrit, et rien d’incomplet n’a été laissé. "
        "Libérez de l’espace et recommencez.",
    )


def _unwritable(folder: str, reason: str) -> Text:
    return Text(
        en=f"The pack cannot be written to {folder} ({reason}). Choose another place and repeat.",
        fr=f"Le dossier ne peut pas être écrit dans {folder} ({reason}). Choisissez un autre emplacement et recommencez.",
    )
