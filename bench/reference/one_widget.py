import streamlit as st

st.write(st.checkbox("One"))
