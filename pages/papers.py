"""Papers: the quarter's, the year's, the inspector's and the data, each made when asked for."""

from functools import partial

import streamlit as st

from escp_data.access.permits import Doing
from escp_data.papers.front import facts_of
from escp_data.papers.shelf import SHELF, OnTheShelf
from pages.parts.answers import ask, store
from pages.parts.downloads import offer
from pages.parts.frame import view
from pages.parts.front_sheet import front_sheet
from pages.parts.pieces import in_twos, plain, show_labelled

WAIT = (
    "A paper takes a few seconds to make. Its figures are checked against the dashboard first: one "
    "that differs stops it. Word opens it for you to edit; the meeting, its date and your role are "
    "left to fill in, unless you fill in the front sheet first."
)


def on_the_shelf(paper: OnTheShelf) -> None:
    """What a paper is for, and the button that makes it; the button shows that it works."""
    st.header(plain(paper.name), anchor=False)
    st.text(paper.about)
    front = (front_sheet(),) if paper.has_front else ()
    offer(
        f"Download the {paper.name[0].lower()}{paper.name[1:]}",
        partial(paper.make, store(), view(), *front),
        paper.file_name(view()),
        f"{paper.name}, {view().period}",
        Doing.PAPER,
    )


st.title(f"Papers for {view().period.words}", anchor=False)
st.text(WAIT)
in_twos(SHELF, on_the_shelf, "paper")
st.header("What each paper says of itself", divider="gray", anchor=False)
for label, words in ask(facts_of, view()):
    show_labelled(label, words)
