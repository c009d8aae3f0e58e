"""What a page says on paper alone: on a sheet nobody can see what the choosers above it hold."""

from html import escape

import streamlit as st

from escp_data.plan.actions import View


def draw_paper_line(view: View, *, compares: bool) -> None:
    """The quarter, and the one it is compared with, for a printed page; not seen on the screen."""
    since = f", compared with {view.compared.words}" if compares else ""
    st.html(f'<p class="on-paper">{escape(view.period.spelled + since)}.</p>')
