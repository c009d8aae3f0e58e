"""A long table in pages, so that all of it can be seen and none of it makes a long screen."""

import pandas as pd
import streamlit as st

from pages.parts.pieces import show_table

ROWS = 20


def show_pages(frame: pd.DataFrame, alt: str, key: str) -> None:
    """The table, 20 rows at a time; `key` names the list to choose the rows from."""
    if len(frame) <= ROWS:
        show_table(frame, alt=alt)
        return
    starts = range(0, len(frame), ROWS)
    labels = {f"{start + 1:,} to {min(start + ROWS, len(frame)):,}": start for start in starts}
    chosen = st.selectbox(
        f"Rows of {len(frame):,}",
        list(labels),
        key=f"rows-{key}-{len(frame)}",
        width=240,
        persist_state="session",
    )
    start = labels.get(chosen, 0)
    show_table(frame[start : start + ROWS], alt=f"{alt}: rows {chosen} of {len(frame):,}")
