"""What this dashboard is, what its figures are, and how to read its colours."""

import streamlit as st

from escp_data.demonstration import is_demonstration
from pages.parts.pieces import definitions

st.title("About this dashboard")
st.markdown(
    "It tracks the Enfield Safeguarding Children Partnership's Business Plan 2023 to 2026: three "
    "priorities, the actions under each, and what shows that they help children.\n\n"
    "A person judges each action's RAG for each quarter, with a reason. A quarter nobody reported "
    "on reads *No update*: an earlier colour is never carried forward. Whether an action is on "
    "track, and whether it has helped, are two questions with two answers.\n\n"
    "Everything comes from workbooks that agencies return. Nothing is overwritten: a correction "
    "is a new version, a mistake is withdrawn, and the history keeps both."
)
definitions()
st.subheader("Where it runs", divider="gray")
st.markdown(
    "It listens on the computer it runs on, and on no other, until people can sign in. It fetches "
    "nothing from the internet."
)
st.subheader("What the figures are", divider="gray")
if is_demonstration():
    st.markdown(
        "This is the demonstration store. The plan is the partnership's own. Published figures "
        "name their source; the RAG of every action, its updates, dates, leads and all other "
        "figures are samples, made up to show how the dashboard works."
    )
else:
    st.markdown("The figures are those of the workbooks in the store's history.")
st.markdown(
    "Counts of children from 1 to 5 are never shown: they read `[c]`, so that nobody can be "
    "recognised. `[x]` means not available, `[z]` not applicable."
)
