"""A page that does what ours must not: between the two halves of an act it calls the framework, which may end the run right there."""

import os
import time
from pathlib import Path

import streamlit as st

folder = Path(os.environ["HALVES"])


def act() -> None:
    (folder / "one").touch()
    for _ in range(30):
        st.empty()
        time.sleep(0.01)
    (folder / "other").touch()


st.button("Act", on_click=act)
st.toggle("Something else")
