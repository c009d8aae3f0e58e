"""What a new, empty store shows: what to do next."""

import streamlit as st

from pages.parts import names
from pages.parts.frame import page

st.title("Start with the plan workbook")
st.markdown(
    "This store is empty. Three steps fill it:\n\n"
    "1. On the *Upload* page, download the empty template and fill in its Agencies, Priorities, "
    "Actions and Measures sheets: that is the plan workbook.\n"
    "2. Upload it. The plan at a glance and a page for each priority appear.\n"
    "3. Each quarter, upload the agencies' returns."
)
st.page_link(page(names.UPLOAD), label="Go to Upload", icon=":material/upload_file:")
st.caption(
    "This dashboard listens on this computer only: until people can sign in, nobody else can "
    "open it."
)
