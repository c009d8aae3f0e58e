"""How an upload's changes are shown: before it is stored, and afterwards in the history."""

from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from escp_data.markers import SUPPRESSED, small_in_words
from escp_data.papers.changes_file import WHICH, changes_excel, new_table
from escp_data.records.changes import SheetChanges
from escp_data.records.grouped import ChangeGroup, groups, measure_names, new_rows
from escp_data.text.wording import plural
from pages.parts.answers import ask, store
from pages.parts.downloads import offer
from pages.parts.pieces import ROWS, plain, show_pages

WITHHELD = (
    f"[c] stands for counts of children from {small_in_words()}, and for every other number of a "
    "measure that has had such a count: before and after, side by side, they would give it away. "
    "The workbook itself has the numbers."
)
FIRST = ("rag", "emptied")
"""What nobody should miss: open where it is short."""


def show_differences(
    found: tuple[SheetChanges, ...], file_name: str, key: str, *, stored: bool = False
) -> None:
    """What changes, a fold for each thing that is done, old values beside new ones; then new rows.

    `stored` says that it has happened already; `key` names the folds.
    """
    grouped = groups(found)
    if not grouped and not new_rows(found):
        st.text("Nothing changed." if stored else "Nothing would change.")
    for group in grouped:
        _show_group(group, f"{key}-{group.effect}", stored=stored)
    _show_new(found, key)
    _show_left(found)
    if grouped or new_rows(found):
        offer(
            "Download all changes",
            partial(changes_excel, store(), found, file_name, stored=stored),
            f"changes-{file_name}",
            f"changes of {file_name}",
        )


def _show_group(group: ChangeGroup, key: str, *, stored: bool) -> None:
    short = group.effect in FIRST and len(group.changes) <= ROWS
    with st.expander(
        group.words(stored=stored), expanded=short, key=f"changes-{key}", on_change="rerun"
    ) as opened:
        if opened.open:
            named = ask(measure_names)
            rows = [
                (c.sheet, c.row, _named(c.key, c.code, named), c.column, c.old, c.new)
                for c in group.changes
            ]
            heads = ["Sheet", "Row", WHICH, "Column", "Before", "After"]
            show_pages(pd.DataFrame(rows, columns=heads), group.words(stored=stored), key)
            if any(SUPPRESSED in (change.old, change.new) for change in group.changes):
                st.caption(plain(WITHHELD))


def _show_new(found: Sequence[SheetChanges], key: str) -> None:
    """Where the new rows belong, then each by its key."""
    number = new_rows(found)
    if not number:
        return
    count = plural(number, "new row")
    with st.expander(count, key=f"new-{key}", on_change="rerun") as opened:
        if opened.open:
            named = ask(measure_names)
            where = [
                (sheet.sheet, _named(each.measure, each.measure, named), each.agency, each.rows)
                for sheet in found
                for each in sheet.new_rows
            ]
            heads = ["Sheet", "Measure", "Agency", "New rows"]
            words = f"{count} by sheet, measure and agency"
            show_pages(pd.DataFrame(where, columns=heads), words, f"{key}-where")
            show_pages(new_table(found), f"{count}, each by its key", f"{key}-each")


def _named(words: str, code: str, named: Mapping[str, str]) -> tuple[str, ...]:
    """What a row is about, with the name of its measure under it, where it has one."""
    return (words, named[code]) if code in named else (words,)


def _show_left(found: Sequence[SheetChanges]) -> None:
    """What stays as it is: rows that say the same again, and numbers that are only hidden."""
    same = sum(each.unchanged for each in found)
    if same:
        said = "says the same as is on record" if same == 1 else "say the same as is on record"
        st.caption(f"{plural(same, 'row')} {said}.")
    left = sum(each.hidden_and_left for each in found)
    if left:
        numbers = plural(left, "number")
        st.caption(f"{numbers} hidden (c) and left: what is on record stays.")
