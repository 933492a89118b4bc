"""As many rows as a partner's month has, and nothing done with what is typed."""

import pandas as pd
import streamlit as st


@st.fragment
def editor() -> None:
    rows = pd.DataFrame({"figure": [f"Figure {place}" for place in range(8)], "typed": "", "note": ""})
    st.data_editor(rows, key="bare", hide_index=True)


editor()
