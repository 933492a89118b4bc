import streamlit as st

st.write(st.selectbox("One", ["a", "b", "c"]))
