"""The board pack: what stands in it (`content`, `sections`), and three writers after it (`pdf`, `slides`, `workbook`); `pack` is the door.

No Streamlit: `manage.py pack` and the page ask for the same bytes.
"""
