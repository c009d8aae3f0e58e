"""The returns board: who has returned for which quarter, what is owed, and the form to send."""

import pandas as pd
import streamlit as st

from escp_data.plan.board import (
    BOARD_STATES,
    OutstandingItem,
    last_returned,
    outstanding_items,
    returns_board,
)
from escp_data.plan.returns import returns_of_quarter
from escp_data.text.wording import joined, plural
from pages.parts.answers import ask
from pages.parts.downloads import offer_return
from pages.parts.frame import view
from pages.parts.pieces import plain, show_table

MOST_NAMED = 2
"""How many awaited agencies the title names; beyond, it counts them."""
QUARTERS = 4
"""A year: what fits a phone, and a window at 200% zoom."""
MARKS = {
    "Received": "✓ Received",
    "Received late": "◷ Late",
    "Received, with warnings": "! Warnings",
    "Withdrawn": "↩ Withdrawn",
    "Missing": "✕ Missing",
    "Not expected": "Not expected",
}


def headline(waiting: tuple[str, ...]) -> str:
    """`NHS NCL ICB has not returned for 2025-26 Q3`, or how many have not, or that all have."""
    if not waiting:
        return f"Every agency has returned for {view().period}"
    verb = "has" if len(waiting) == 1 else "have"
    many = plural(len(waiting), "agency", "agencies")
    who = many if len(waiting) > MOST_NAMED else joined(waiting)
    return f"{plain(who)} {verb} not returned for {view().period}"


def since_when(waiting: tuple[str, ...], board: pd.DataFrame) -> None:
    """When each agency that is awaited returned last."""
    for agency in waiting:
        last = last_returned(board, agency)
        if last:
            st.text(f"{agency} last returned for {last}.")
        else:
            st.text(f"{agency} returned for none of the quarters below.")


def owed(things: tuple[OutstandingItem, ...]) -> None:
    """What is still expected for the quarter, agency by agency."""
    st.header(f"Still expected for {view().period}", divider="gray", anchor=False)
    if not things:
        st.text("Nothing: every live action has its update and every measure its value.")
        return
    rows = [(t.agency, (f"{t.kind} {t.name}", t.words), t.last) for t in things]
    heads = ["Agency", "Action or measure", "Last came for"]
    show_table(
        pd.DataFrame(rows, columns=heads), alt=f"{plural(len(rows), 'thing')} still expected"
    )


def forms(agencies: list[str]) -> None:
    """A return for each agency, with its actions, its measures and its last updates beside."""
    st.header("Forms to send to agencies", divider="gray", anchor=False)
    st.text(
        "Filled in with the agency's own actions and measures; its last updates stand beside the "
        "blanks."
    )
    with st.container(horizontal=True):
        for agency in agencies:
            offer_return(f"Return for {plain(agency)}", agency)


def legend() -> str:
    """What each state means, in one line."""
    return " ".join(f"**{MARKS[state]}** {words}" for state, words in BOARD_STATES.items())


awaited = ask(returns_of_quarter, view()).awaited
states = ask(returns_board, view(), QUARTERS)
st.title(headline(awaited), anchor=False)
since_when(awaited, states)
show_table(states.replace(MARKS), alt=f"Returns of {joined(list(states['Agency']))} by quarter")
st.markdown(f":small[{legend()}]")
owed(ask(outstanding_items, view()))
forms(list(states["Agency"]))
