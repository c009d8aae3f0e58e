"""The front door. For now: one page that says that the dashboard is being built."""

import streamlit as st


def first_page() -> None:
    """Says what will be here."""
    st.title("The plan at a glance")
    st.write("The dashboard is being built. The plan's progress will appear here.")


st.set_page_config(page_title="ESCP dashboard", layout="wide")
st.navigation([st.Page(first_page, title="The plan at a glance", default=True)]).run()
