"""What this dashboard is, what its figures are, and how to read its colours."""

import streamlit as st

from escp_data import MAKER
from escp_data.markers import small_in_words
from escp_data.plan.plans import PlanWords, newest_words
from escp_data.records.demonstration import is_demonstration
from pages.parts.answers import ask
from pages.parts.pieces import plain, show_definitions
from pages.parts.size import choose_size

ACCESSIBILITY = """
The aim is WCAG 2.2, level AA. Before each version, axe-core tests every page against those rules
and its own best practices as it opens, and pages with everything opened, with nothing found, in
the light and the dark look, in forced colours, at 200% zoom and at 400%; no page may cut words off.
The keyboard has to reach the menu, the quarter, the tiles and the fields, and to show where it is.
Each status has to keep its word and its shape in greyscale. Charts have a sentence that says what
they show, and their numbers as a table.

These limits are known:

- No person who uses a screen reader has tested it yet, and the tests ran in Chromium alone.
- On a phone, headings of tables of many columns break in the middle, and their letters are small.
- A link opens in a new tab by the middle mouse button or its menu, not by Ctrl and a click.
- Some icons in buttons and badges are read out by the name of their picture.
- A spreadsheet or workbook that you download is not tested.
- A link in a table opens a new tab; an arrow behind it says so.

Your computer's setting says whether the dashboard is light or dark.

If you cannot read or use something here, tell the business unit which page it was and what you
needed. This statement is of 29 November 2026.
"""


def whose(words: PlanWords) -> str:
    """The plan that is tracked, by the names that its workbook gives."""
    if not words.title:
        return "a safeguarding children partnership's plan"
    return (
        f"the {plain(words.partnership)}'s {plain(words.title)}"
        if words.partnership
        else plain(words.title)
    )


def where(words: PlanWords) -> str:
    """The area that the plan is for, where its workbook gives it."""
    return f" It is the plan for {plain(words.area)}." if words.area else ""


tracked = ask(newest_words)
st.title("About this dashboard", anchor=False)
st.markdown(
    f"It tracks {whose(tracked)}: its priorities, the actions under each, and what shows that "
    f"they help children.{where(tracked)}\n\n"
    "A person judges each action's RAG for each quarter, with a reason. A quarter nobody reported "
    "on reads *Not reported*: an earlier colour is never carried forward. Whether an action is on "
    "track, and whether it has helped, are two questions with two answers.\n\n"
    "Everything comes from workbooks that agencies return. Nothing is overwritten: a correction "
    "is a new version, a mistake is withdrawn, and the history keeps both."
)
show_definitions()
st.header("Where it runs", divider="gray", anchor=False)
st.markdown(
    "It listens on the computer it runs on, and on no other. It fetches nothing from the internet, "
    "but for signing in where a provider is set."
)
st.header("What the figures are", divider="gray", anchor=False)
if is_demonstration():
    st.markdown(
        "This is a demonstration. The plan is the partnership's own. Published figures "
        "name their source; the RAG of every action, its updates, dates, leads and all other "
        "figures are samples, made up to show how the dashboard works."
    )
else:
    st.markdown("The figures are those of the workbooks on the History page.")
st.markdown(
    f"Counts of children from {small_in_words()} are never shown: they read `[c]`, so that "
    "nobody can be recognised. `[x]` means not available, `[z]` not applicable."
)
st.caption(f"{MAKER}.")
st.header("Accessibility", divider="gray", anchor=False)
choose_size()
st.markdown(ACCESSIBILITY)
