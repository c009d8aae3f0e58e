"""How an upload's changes are shown: before it is stored, and afterwards in the history."""

import pandas as pd
import streamlit as st

from escp_data.excel.writer import comma_separated
from escp_data.markers import SUPPRESSED, small_in_words
from escp_data.records.changes import CellChange, SheetChanges
from escp_data.text.wording import plural
from pages.parts.pieces import plain, show_table

MOST_SHOWN = 200
WHICH = "Action or measure"
WITHHELD = (
    f"[c] stands for counts of children from {small_in_words()}, and for every other number of a "
    "measure that has had such a count: before and after, side by side, they would give it away. "
    "The workbook itself has the numbers."
)


def show_differences(found: tuple[SheetChanges, ...], *, stored: bool = False) -> None:
    """How many rows are new, changed and unchanged; every old value beside the new one.

    `stored` says that it has happened already.
    """
    summary = [(c.sheet, c.new, c.rows_changed, c.unchanged) for c in found]
    show_table(
        pd.DataFrame(summary, columns=["Sheet", "New rows", "Changed rows", "Unchanged rows"]),
        alt="New, changed and unchanged rows by sheet",
    )
    left = sum(each.hidden_and_left for each in found)
    if left:
        numbers = plural(left, "number")
        st.caption(f"{numbers} hidden (c) and left: what is on record stays.")
    _show_changed([change for sheet in found for change in sheet.changed], stored=stored)
    _show_new([sheet for sheet in found if sheet.new])


def _show_changed(changed: list[CellChange], *, stored: bool) -> None:
    if not changed:
        return
    count = plural(len(changed), "value")
    st.markdown(f"**{count} {'changed' if stored else 'would change'}**")
    rows = [(c.sheet, c.row, c.key, c.column, c.old, c.new) for c in changed[:MOST_SHOWN]]
    heads = ["Sheet", "Row", WHICH, "Column", "Before", "After"]
    show_table(pd.DataFrame(rows, columns=heads), alt="Values before and after")
    if any(SUPPRESSED in (change.old, change.new) for change in changed):
        st.caption(plain(WITHHELD))
    if len(changed) > MOST_SHOWN:
        every = [(c.sheet, c.row, c.key, c.column, c.old, c.new) for c in changed]
        _all_of_them(pd.DataFrame(every, columns=heads), count)


def _show_new(sheets: list[SheetChanges]) -> None:
    """Where the new rows belong; each by its key behind another fold."""
    if not sheets:
        return
    count = plural(sum(sheet.new for sheet in sheets), "new row")
    with st.expander(f"{count} by sheet, measure and agency", icon=":material/add_row_below:"):
        groups = [(c.sheet, n.measure, n.agency, n.rows) for c in sheets for n in c.new_rows]
        heads = ["Sheet", "Measure", "Agency", "New rows"]
        show_table(pd.DataFrame(groups, columns=heads), alt=f"{count} by sheet, measure and agency")
    with st.expander("Each new row", icon=":material/list:"):
        keys = [(sheet.sheet, key) for sheet in sheets for key in sheet.new_keys]
        shown = pd.DataFrame(keys[:MOST_SHOWN], columns=["Sheet", WHICH])
        show_table(shown, alt=f"{plural(len(shown), 'new row')}, each by its key")
        if len(keys) > MOST_SHOWN:
            _all_of_them(pd.DataFrame(keys, columns=["Sheet", WHICH]), count)


def _all_of_them(frame: pd.DataFrame, count: str) -> None:
    """That these are the first, and a file of all."""
    st.caption(f"The first {MOST_SHOWN} of {count}.")
    st.download_button(
        f"Download all: {count}",
        data=comma_separated(frame, []),
        file_name="escp-changes.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"all-{count}-{frame.shape[1]}",
    )
