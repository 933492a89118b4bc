"""As many charts as one of our pages draws (CHARTS), and one filter: plain Plotly bars without any data behind them."""

import os

import plotly.graph_objects as go
import streamlit as st

height = st.selectbox("Height", ["1", "2", "3"])
for number in range(int(os.environ["CHARTS"])):
    st.plotly_chart(go.Figure(go.Bar(x=["a", "b", "c"], y=[1, 2, int(height)])), key=f"chart-{number}")
