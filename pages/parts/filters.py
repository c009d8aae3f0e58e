"""A row of filters in the link, the line that says which are in force, and the way back to all."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages.parts.links import several_of

Filters = Mapping[str, tuple[str, float]]
"""By widget key: its label, and how wide it stands beside the others."""


def filter_row(filters: Filters, known: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    """One row of filters, each of them in the link; what is chosen of each. None means all.

    `known` has what can be chosen, by widget key.
    """
    columns = st.columns([width for _, width in filters.values()], gap="small")
    found = []
    for column, (key, (label, _)) in zip(columns, filters.items(), strict=True):
        with column:
            found.append(several_of(label, known[key], key))
    return found


def in_force(shown: str, words: str, filters: Filters) -> None:
    """How much is shown, under which filters (`words`), and the way to have all of it again."""
    off = not any(st.session_state[key] for key in filters)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{shown} No filters." if off else f"{shown} Filters: {words}")
        st.button("Clear filters", on_click=_clear, args=(tuple(filters),), disabled=off)


def _clear(keys: Sequence[str]) -> None:
    """Take every filter away; the quarter stays."""
    for key in keys:
        st.session_state[key] = []
