"""A page that fails says so in plain words, with a number under which the log has the rest."""

import re

from bench.serving import ROOT

FAILS = """
raise RuntimeError("the password is swordfish")
"""
SERVES_IT = f"""
from pathlib import Path
import streamlit as st
from serving.menu import read_menu
from serving.surroundings import surroundings
app = st.App(Path(__file__).with_name("page.py"), **surroundings(root=Path({str(ROOT)!r}), menu=read_menu()))
"""


SAID = {"en": "Something went wrong", "fr": "Cette page a rencontré un problème"}


def test_a_visitor_reads_a_sentence_and_a_number_that_is_in_the_log(serve, visit, tmp_path):
    (tmp_path / "page.py").write_text(FAILS)
    (tmp_path / "server.py").write_text(SERVES_IT)
    with serve(script=tmp_path / "server.py") as server:
        for language, said in SAID.items():
            page = visit(f"/?lang={language}", url=server.url, lang=language).page
            shown = page.locator("[data-testid=stAlert]").inner_text()
            assert said in shown
            assert re.search(r"\d{4}-\d{4}", shown)[0] in server.log()
            assert "swordfish" not in shown
            assert "RuntimeError" not in shown
        assert "swordfish" in server.log()
