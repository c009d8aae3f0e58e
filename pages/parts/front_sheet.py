"""The front sheet of a paper, typed by its author: kept for as long as the tab is open, stored
nowhere.
"""

from collections.abc import Callable

import streamlit as st

from escp_data.papers.front import PURPOSES, Front, filled_in, purpose_of
from pages.parts.answers import ask
from pages.parts.frame import view

_TYPED = "_front_sheet"
_LONGEST, _LONGEST_LIST = 120, 2000


def front_sheet() -> Front:
    """The fields, and what stands in them; a blank one is left to fill in."""
    with st.expander("Fill in the front sheet", icon=":material/edit_note:"):
        st.text("Nothing of this is stored. It is gone when you close this tab.")
        left, right = st.columns(2)
        meeting = _kept("meeting", lambda key: _line(left, "Meeting", key))
        day = _kept("day", lambda key: _line(right, "Date of the meeting", key))
        role = "Author (a role, never a name)"
        author = _kept("author", lambda key: st.text_input(role, key=key, max_chars=_LONGEST))
        purpose = _kept("purpose", _purpose)
        recommended = _kept("recommended", _recommended)
    return filled_in(meeting, day, author, purpose, recommended)


def _kept(name: str, draw: Callable[[str], str]) -> str:
    """A field, with what was typed by now. (Streamlit forgets it on another page.)"""
    typed: dict[str, str] = st.session_state.setdefault(_TYPED, {})
    key = f"{_TYPED}_{name}"
    st.session_state.setdefault(key, typed.get(name, ""))
    typed[name] = draw(key)
    return typed[name]


def _line(where: st.delta_generator.DeltaGenerator, label: str, key: str) -> str:
    return where.text_input(label, key=key, max_chars=_LONGEST)


def _purpose(key: str) -> str:
    """What the author chose; "" for what the quarter brings."""
    usual = f"{ask(purpose_of, view())}, as the quarter brings it"
    options = ("", *PURPOSES)
    return st.selectbox("Purpose", options, key=key, format_func=lambda each: each or usual)


def _recommended(key: str) -> str:
    return st.text_area(
        "More recommendations, one a line",
        key=key,
        max_chars=_LONGEST_LIST,
        help="Begin each with a verb. They come before those that the dashboard makes.",
    )
