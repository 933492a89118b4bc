"""As many charts as one of our pages draws (CHARTS), and one filter: a total and a plan over three years each, built anew on every run."""

import os

import plotly.graph_objects as go
import streamlit as st

height = st.selectbox("Height", ["1", "2", "3"])
months = [f"{2021 + month // 12}-{month % 12 + 1:02}" for month in range(36)]
for number in range(int(os.environ["CHARTS"])):
    figure = go.Figure()
    figure.add_scatter(x=months, y=[month * int(height) for month in range(36)])
    figure.add_scatter(x=months, y=[month * 2 for month in range(36)], line={"shape": "hv"})
    st.plotly_chart(figure, key=f"chart-{number}")
