"""A larger size for a room that looks at one screen: `size=large` in the address, kept by links."""

import streamlit as st

from pages.parts import links, names

TIMES = 1.25
"""As much larger as a browser's own zoom would make it, the menu left as it is."""
_LARGE = "_large"
_STYLE = f"<style>[data-testid='stMainBlockContainer'] {{ zoom: {TIMES}; }}</style>"


def draw_size() -> None:
    """Make the page larger where the address, or the switch, asks for it; Help has the switch."""
    if links.from_outside(names.SIZE) or _LARGE not in st.session_state:
        st.session_state[_LARGE] = links.asked(names.SIZE) == [names.LARGE]
    is_large = bool(st.session_state[_LARGE])
    links.say(names.SIZE, names.LARGE if is_large else None)
    if is_large:
        st.html(_STYLE)


def choose_size() -> None:
    """The switch."""
    st.session_state["larger"] = bool(st.session_state.get(_LARGE))
    st.toggle("Larger, for a screen that a room looks at", key="larger", on_change=_turn)
    st.caption("It stays on every page, and in a link that you send from it.")


def _turn() -> None:
    st.session_state[_LARGE] = st.session_state["larger"]
