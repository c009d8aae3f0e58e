"""What an upload changes, as a file: every value before and after by what is done to it, new rows.

It is made from the change list, in which numbers that may not be told read `[c]` already.
"""

from collections.abc import Sequence

import pandas as pd

from escp_data.excel.writer import Facts, excel
from escp_data.papers.covers import made_by
from escp_data.records.changes import SheetChanges
from escp_data.records.grouped import groups
from escp_data.store.database import Store

WHICH = "Action or measure"
CHANGED = ("What happens", "Sheet", "Row", WHICH, "Column", "Before", "After")
NEW = ("Sheet", WHICH)


def changed_table(found: Sequence[SheetChanges], *, stored: bool = False) -> pd.DataFrame:
    """A row a changed value, grouped by what is done to it, as `CHANGED` has it."""
    rows = [
        (group.words(stored=stored), c.sheet, c.row, c.key, c.column, c.old, c.new)
        for group in groups(found)
        for c in group.changes
    ]
    return pd.DataFrame(rows, columns=list(CHANGED), dtype=object)


def new_table(found: Sequence[SheetChanges]) -> pd.DataFrame:
    """A row a new row of the workbook, by its key."""
    keys = [(sheet.sheet, key) for sheet in found for key in sheet.new_keys]
    return pd.DataFrame(keys, columns=list(NEW), dtype=object)


def changes_excel(
    store: Store, found: Sequence[SheetChanges], file_name: str, *, stored: bool = False
) -> bytes:
    """The changes of the workbook `file_name` as a workbook with a cover; `stored` says they
    have happened.
    """
    changed, new = changed_table(found, stored=stored), new_table(found)
    facts: Facts = [
        ("File", file_name),
        ("Stored", "Yes" if stored else "Not when this was made"),
        ("Changed values", str(len(changed))),
        ("New rows", str(len(new))),
        *made_by(store),
    ]
    return excel({"Changed values": changed, "New rows": new}, facts, "What an upload changes")
