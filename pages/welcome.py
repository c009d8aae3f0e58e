"""What stands where there is no plan: what to do next, or that the day shown was before it."""

import streamlit as st

from escp_data.text.wording import day_words
from pages.parts import names
from pages.parts.frame import as_at
from pages.parts.links import link


def before_the_plan(day: str) -> None:
    """A day on which the store held no plan yet."""
    st.title("There was no plan yet")
    st.text(
        f"Nothing of the plan had been stored by the end of {day_words(day)}. Go back to today, "
        "or choose a later day on the History page."
    )
    link(names.HISTORY, "Go to History")


def first_steps() -> None:
    """What to do with a new, empty store."""
    st.title("Start with the plan workbook")
    st.markdown(
        "This dashboard is empty. Three steps fill it:\n\n"
        "1. On the *Upload* page, download the empty template and fill in its Plans, Agencies, "
        "Priorities, Actions and Measures sheets: that is the plan workbook.\n"
        "2. Upload it. The plan at a glance and a page for each priority appear.\n"
        "3. Each quarter, upload the agencies' returns."
    )
    link(names.UPLOAD, "Go to Upload")
    st.caption("This dashboard listens on this computer only: nobody else can open it.")


shown = as_at()
if shown:
    before_the_plan(shown)
else:
    first_steps()
