"""A row of filters in the link, the line that says which are in force, and the way back to all."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.parts.links import several_of

Choices = Mapping[str, tuple[str, Sequence[str], float]]
"""By widget key: its label, what can be chosen, and how wide it stands beside the others."""


def filter_row(choices: Choices) -> dict[str, tuple[str, ...]]:
    """One row of filters; what is chosen of each, by its key. None chosen means all."""
    columns = st.columns([width for _, _, width in choices.values()], gap="small")
    found = {}
    for column, (key, (label, options, _)) in zip(columns, choices.items(), strict=True):
        with column:
            found[key] = several_of(label, options, key)
    return found


def in_force(shown: str, words: str, keys: Sequence[str]) -> None:
    """How much is shown, under which filters (`words`), and the way to have all of it again."""
    off = not any(st.session_state[key] for key in keys)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{shown} No filters." if off else f"{shown} Filters: {words}")
        st.button("Clear filters", on_click=_clear, args=(tuple(keys),), disabled=off)


def _clear(keys: Sequence[str]) -> None:
    """Take every filter away; the quarter stays."""
    for key in keys:
        st.session_state[key] = []
