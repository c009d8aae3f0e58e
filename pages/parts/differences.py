"""How an upload's changes are shown: before it is stored, and afterwards in the history."""

import pandas as pd
import streamlit as st

from escp_data.differences import SheetChanges
from escp_data.phrases import plural
from escp_data.withheld import SUPPRESSED
from pages.parts.pieces import plain, table

MOST_SHOWN = 200
WITHHELD = (
    "[c] stands for counts of children from 1 to 5, and for every other number of a measure that "
    "has had such a count: before and after, side by side, they would give it away. The workbook "
    "itself has the numbers."
)


def show_differences(found: tuple[SheetChanges, ...]) -> None:
    """How many rows are new, changed and unchanged; every old value beside the new one."""
    summary = [(c.sheet, c.new, c.rows_changed, c.unchanged) for c in found]
    table(
        pd.DataFrame(summary, columns=["Sheet", "New rows", "Changed rows", "Unchanged rows"]),
        alt="New, changed and unchanged rows by sheet",
    )
    _show_changed(found)
    _show_new(found)


def _show_changed(found: tuple[SheetChanges, ...]) -> None:
    changed = [change for sheet in found for change in sheet.changed]
    if not changed:
        return
    st.markdown(f"**{plural(len(changed), 'value')} would read differently**")
    rows = [(c.sheet, c.row, c.key, c.column, c.old, c.new) for c in changed[:MOST_SHOWN]]
    heads = ["Sheet", "Row", "Which", "Column", "Before", "After"]
    table(pd.DataFrame(rows, columns=heads), alt="Values before and after")
    if any(SUPPRESSED in (change.old, change.new) for change in changed):
        st.caption(plain(WITHHELD))
    if len(changed) > MOST_SHOWN:
        st.caption(f"The first {MOST_SHOWN} of {plural(len(changed), 'value')}.")


def _show_new(found: tuple[SheetChanges, ...]) -> None:
    new = [sheet for sheet in found if sheet.new]
    if not new:
        return
    with st.expander("Which rows are new", icon=":material/add_row_below:"):
        for sheet in new:
            st.caption(f"{sheet.sheet}: {plural(sheet.new, 'row')}")
            st.text("; ".join(sheet.new_keys[:MOST_SHOWN]) + ("; …" * (sheet.new > MOST_SHOWN)))
