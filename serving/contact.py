"""Whom visitors of this site may write to: whoever runs it says so in the environment."""

import os
import re

CONTACT = "CCARE_CONTACT"
POSSIBLE = re.compile(r"https://[^\s\"'<>]+|[^@\s\"'<>:/?&]+@[^@\s\"'<>:/?&]+\.[^@\s\"'<>:/?&]+")


class ContactError(ValueError):
    """The contact is neither an e-mail address nor the https address of a page; the message says what was found."""


def contact() -> str | None:
    """An e-mail address, or the address of a page with a form; None where nobody is named, as on a demonstration. Raises ContactError."""
    named = os.environ.get(CONTACT, "").strip()
    if not named:
        return None
    if not POSSIBLE.fullmatch(named):
        raise ContactError(
            f"{CONTACT}: {named!r} is neither an e-mail address nor an address that begins with https://"
        )
    return named
