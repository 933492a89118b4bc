"""Every word that the open figures ask for is in the catalogues, and none of theirs lies there unused."""

import re
from pathlib import Path

import api
from ui.words import catalogue

SOURCES = [path for path in Path(api.__file__).parent.glob("*.py") if not path.name.startswith("embed")]
ASKED = re.compile(r"words\(\s*f?[\"']([a-z0-9_.{}\[\]()]+)[\"']")


def asked() -> set[str]:
    return {key for path in SOURCES for key in ASKED.findall(path.read_text(encoding="utf-8"))}


def test_every_word_asked_for_by_name_is_there():
    known = catalogue("en").single
    assert len(asked()) > 40
    assert sorted(key for key in asked() if "{" not in key and key not in known) == []


def test_no_word_of_the_open_figures_is_left_over():
    made = [re.compile(re.sub(r"\\{.*?\\}", "[a-z0-9_]+", re.escape(key))) for key in asked()]
    spelled = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    ours = [key for key in catalogue("en").single if key.startswith("api.")]
    assert [key for key in ours if key not in spelled and not any(each.fullmatch(key) for each in made)] == []
