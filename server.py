"""The server: `streamlit run server.py` serves the dashboard with what a public site needs around it (see serving/)."""

import os
from pathlib import Path

import streamlit as st

from serving.contact import contact
from serving.menu import pages_offered, public_only
from serving.providers import offered_or_stop
from serving.surroundings import surroundings

ROOT = Path(__file__).resolve().parent

contact()  # a wrong one is said now, not to a visitor
app = st.App(
    ROOT / "dashboard.py",
    **surroundings(
        root=ROOT,
        menu=pages_offered(),
        sign_in=offered_or_stop(),
        frame_ancestors=os.environ.get("CCARE_FRAME_ANCESTORS", ""),
        public_only=public_only(),
    ),
)

if __name__ == "__main__":
    app.run()
