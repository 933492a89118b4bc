"""The house stands as it was drawn, and each of its rules notices a module that breaks it."""

from pathlib import Path

import pytest

from tests.house import rules
from tests.house.reading import ROOT, Module, read_house
from tests.house.rules import RULES


@pytest.fixture(scope="module")
def house() -> tuple[Module, ...]:
    return read_house()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(house, rule):
    assert rule(house) == []


@pytest.mark.parametrize("library", sorted(rules.BELONGS_TO))
def test_a_library_that_has_its_room_is_used_there(house, library):
    """Else the rule about it would hold nothing."""
    users = {module.name for module in house for each in module.imports if each.name.startswith(library)}
    assert users


def test_the_whole_house_is_read(house):
    names = {module.name for module in house}
    assert len(house) > 60
    assert {
        "dashboard",
        "server",
        "manage",
        "ccare_metrics.release",
        "ui.maps",
        "pages.public.map",
        "geo.boundaries",
    } <= names


SOUND = {
    "geo/areas.py": "",
    "ccare_metrics/__init__.py": "",
    "ccare_metrics/scope.py": "",
    "ccare_metrics/aggregation.py": "import pandas as pd",
    "ccare_metrics/results/__init__.py": "from ccare_metrics.results.answer import answer",
    "ccare_metrics/results/answer.py": "from ccare_metrics import aggregation, scope",
    "ccare_metrics/release.py": "import sqlite3\nsqlite3.connect('file:x?mode=ro', uri=True)",
    "ui/__init__.py": "",
    "ui/theme.py": "PAGE = '#FFFFFF'",
    "ui/cached.py": "import streamlit as st\nremember = st.cache_data",
    "pages/public/map.py": "import streamlit as st\nfrom ccare_metrics import results\nfrom ui import cached\nshown = [*results.answer()]",
}


def offences(folder: Path, rule, **changed: str) -> list[str]:
    """A small house with some files changed, in the eyes of one rule."""
    for name, text in {**SOUND, **{name.replace("__", "/") + ".py": text for name, text in changed.items()}}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return rule(read_house(folder))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sound_house_offends_no_rule(tmp_path, rule):
    assert offences(tmp_path, rule) == []


@pytest.mark.parametrize(
    ("rule", "file", "text"),
    [
        (rules.rooms_import_only_what_lies_below_them, "ccare_metrics__charts", "from ui import theme"),
        (rules.rooms_import_only_what_lies_below_them, "ccare_metrics__charts", "import pages.public.map"),
        (rules.rooms_import_only_what_lies_below_them, "ccare_metrics__results__extra", "from ccare_metrics.release import Release"),
        (rules.rooms_import_only_what_lies_below_them, "ccare_metrics__results__extra", "from ccare_metrics import release"),
        (rules.rooms_import_only_what_lies_below_them, "ccare_metrics__results__extra", "def late():\n    import ccare_metrics.release"),
        (rules.rooms_import_only_what_lies_below_them, "ccare_metrics__aggregation", "from ccare_metrics.results import answer"),
        (rules.rooms_import_only_what_lies_below_them, "pages__public__map", "from ccare_metrics.release import Release"),
        (rules.rooms_import_only_what_lies_below_them, "pages__public__map", "from ccare_metrics import aggregation"),
        (rules.rooms_import_only_what_lies_below_them, "reports__pdf", "from ui import cached"),
        (rules.rooms_import_only_what_lies_below_them, "reports__sections__attention", "from ui import attention_views"),
        (rules.rooms_import_only_what_lies_below_them, "reports__pdf", "from ccare_metrics import aggregation"),
        (rules.rooms_import_only_what_lies_below_them, "exports__tables", "from ui import words"),
        (rules.rooms_import_only_what_lies_below_them, "api__figures", "from ui import cached"),
        (rules.rooms_import_only_what_lies_below_them, "attic__trunk", ""),
        (rules.libraries_stay_in_their_rooms, "ccare_metrics__charts", "import streamlit as st"),
        (rules.libraries_stay_in_their_rooms, "ccare_metrics__charts", "import plotly.graph_objects as go"),
        (rules.libraries_stay_in_their_rooms, "ccare_metrics__charts", "from pydeck import Deck"),
        (rules.libraries_stay_in_their_rooms, "ccare_metrics__charts", "from fastapi import FastAPI"),
        (rules.libraries_stay_in_their_rooms, "ccare_metrics__areas", "import geopandas"),
        (rules.libraries_stay_in_their_rooms, "geo__areas", "import geopandas as gpd"),
        (rules.libraries_stay_in_their_rooms, "pages__public__map", "import pandas as pd"),
        (rules.libraries_stay_in_their_rooms, "pages__public__map", "import sqlite3"),
        (rules.libraries_stay_in_their_rooms, "ui__tables", "from babel.numbers import format_decimal"),
        (rules.libraries_stay_in_their_rooms, "ui__tables", "import gettext"),
        (rules.libraries_stay_in_their_rooms, "ui__downloads", "import xlsxwriter"),
        (rules.libraries_stay_in_their_rooms, "api__files", "import pyarrow.parquet as pq"),
        (rules.libraries_stay_in_their_rooms, "ui__tables", "import typst"),
        (rules.libraries_stay_in_their_rooms, "reports__slides", "import typst"),
        (rules.libraries_stay_in_their_rooms, "ui__tables", "from pptx import Presentation"),
        (rules.libraries_stay_in_their_rooms, "reports__slides", "import streamlit as st"),
        (rules.libraries_stay_in_their_rooms, "ui__tables", "def late():\n    import sqlite3"),
        (rules.no_module_imports_itself_by_a_detour, "ccare_metrics__aggregation", "import ccare_metrics.results"),
        (rules.no_module_imports_itself_by_a_detour, "ccare_metrics__scope", "def late():\n    from ccare_metrics.results import answer"),
        (rules.no_module_imports_itself_by_a_detour, "ccare_metrics__results__answer", "from ccare_metrics.results import answer"),
        (rules.an_import_inside_a_function_gives_its_reason, "ui__tables", "def late():\n    import json"),
        (rules.pages_do_no_arithmetic, "pages__public__map", "share = 1 / 3"),
        (rules.pages_do_no_arithmetic, "pages__public__map", "share = 7 // 3 % 2"),
        (rules.pages_do_no_arithmetic, "pages__public__map", "total = 0\nfor each in (1, 2):\n    total += each"),
        (rules.pages_do_no_arithmetic, "pages__public__map", "rows.groupby('area')"),
        (rules.pages_do_no_arithmetic, "pages__public__map", "rows.merge(more)"),
        (rules.pages_do_no_arithmetic, "pages__public__map", "total = rows['value'].sum()"),
        (rules.pages_do_no_arithmetic, "pages__public__map", "total = sum([1, 2])"),
        (rules.a_page_is_short, "pages__public__map", "each = 1\n" * 111),
        (rules.pages_leave_session_and_address_to_the_filters, "pages__public__map", "import streamlit as st\nst.session_state['x'] = 1"),
        (rules.pages_leave_session_and_address_to_the_filters, "pages__public__map", "import streamlit as st\nst.query_params['x']"),
        (rules.only_the_theme_names_a_colour, "ui__tables", "LINE = '1px solid #D3DAE0'"),
        (rules.only_the_theme_names_a_colour, "ui__tables", "LINE = '#FFF'"),
        (rules.only_the_theme_names_a_colour, "pages__public__map", "LINE = f'rgba(0, 0, 0, {1})'"),
        (rules.only_one_module_caches_answers, "ui__tables", "import streamlit as st\n@st.cache_data\ndef ask(): ..."),
        (rules.only_one_module_caches_answers, "pages__public__map", "import streamlit as st\n@st.cache_resource()\ndef ask(): ..."),
        (rules.databases_are_opened_in_store_and_release_only, "ui__tables", "import sqlite3\nsqlite3.connect('x')"),
        (rules.databases_are_opened_in_store_and_release_only, "ccare_metrics__results__extra", "Q = 'SELECT value FROM cell'"),
        (rules.databases_are_opened_in_store_and_release_only, "pages__public__map", "Q = f'''SELECT *\nFROM {1}'''"),
        (rules.nothing_below_the_door_reads_a_clock_or_the_environment, "ui__tables", "from datetime import date\ndate.today()"),
        (rules.nothing_below_the_door_reads_a_clock_or_the_environment, "ccare_metrics__late", "import datetime\ndatetime.datetime.now()"),
        (rules.nothing_below_the_door_reads_a_clock_or_the_environment, "ccare_metrics__late", "import os\nos.environ['HOME']"),
        (rules.nothing_below_the_door_reads_a_clock_or_the_environment, "ui__late", "import os\nos.getenv('HOME')"),
        (rules.nothing_below_the_door_reads_a_clock_or_the_environment, "reports__pdf", "from datetime import date\ndate.today()"),
        (rules.nothing_below_the_door_reads_a_clock_or_the_environment, "api__app", "import os\nos.environ['HOME']"),
        (rules.only_the_theme_names_a_colour, "reports__slides", "INK = '#12436D'"),
        (rules.missing_is_never_filled_with_zero, "ccare_metrics__aggregation", "frame['value'].fillna(0)"),  # what the rule must catch
        (rules.every_module_has_a_name_that_says_something, "ui__utils", ""),
        (rules.every_module_has_a_name_that_says_something, "ccare_metrics__helpers__dates", ""),
    ],
)  # fmt: skip
def test_an_offending_module_is_caught(tmp_path, rule, file, text):
    found = offences(tmp_path, rule, **{file: text})
    assert len(found) >= 1
    assert file.split("__")[-1] in " ".join(found)


def test_what_is_only_there_for_types_is_no_detour(tmp_path):
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ccare_metrics.results import answer"
    assert offences(tmp_path, rules.no_module_imports_itself_by_a_detour, ccare_metrics__scope=text) == []


def test_a_reason_beside_a_late_import_is_enough(tmp_path):
    text = "def late():\n    # Imported here because it takes two seconds.\n    import json\n    import csv  # the same"
    assert offences(tmp_path, rules.an_import_inside_a_function_gives_its_reason, ui__tables=text) == []


def test_every_rule_has_a_module_that_breaks_it():
    tried = {
        mark.args[1][number][0]
        for mark in test_an_offending_module_is_caught.pytestmark
        for number in range(len(mark.args[1]))
    }
    assert tried == set(RULES)


def test_the_tests_leave_nothing_out():
    """No test is skipped or expected to fail."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for word in ("skip", "skipif", "xfail", "importorskip"):
            assert f"mark.{word}" not in text, path
            assert f"pytest.{word}(" not in text, path
