"""How a page looks on paper."""

from pathlib import Path

import streamlit as st

STYLE = Path(__file__).with_name("print.css")


def draw_print_style() -> None:
    """Paper shows the whole page, without the menu and the choosers."""
    st.html(STYLE)
