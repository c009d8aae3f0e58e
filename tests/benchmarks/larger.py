"""A store with many times the sample's rows: every sample workbook, corrected again and again."""

import hashlib
from dataclasses import replace
from pathlib import Path

from escp_data.model import Checked, Rows
from escp_data.records.demonstration import sample_returns
from escp_data.records.uploads import append
from escp_data.store.database import Store, open_store
from escp_data.validation.checks import check_workbook

TIMES = 150


def larger_store(folder: Path, times: int = TIMES) -> Path:
    """Each sample workbook `times` over; each time some of its texts and numbers differ."""
    store = open_store(folder / f"samples-times-{times}.db")
    for path in sample_returns():
        checked = check_workbook(path.read_bytes(), path.name, store)
        for time in range(times):
            append(store, corrected(checked, time), "Benchmark")
    return store.path


def corrected(checked: Checked, time: int) -> Checked:
    """The workbook as a correction of itself: what it says is the same, what it evidences not."""
    content = checked.content + str(time).encode()
    rows = {name: reworded(each, time) for name, each in checked.rows.items()}
    sha256 = hashlib.sha256(content).hexdigest()
    return replace(checked, content=content, sha256=sha256, rows=rows)


def reworded(rows: Rows, time: int) -> Rows:
    """The last text of each row of Progress names the correction; other sheets stay."""
    if rows.sheet.name != "Progress":
        return rows
    values = [(*row[:-1], f"{row[-1] or ''} (correction {time})") for row in rows.values]
    return replace(rows, values=values)


def row_count(store: Store) -> int:
    """How many rows of every sheet the store holds, in all versions."""
    with store.reading() as connection:
        found = connection.execute("SELECT sum(row_count) FROM upload_sheets").fetchone()
    return int(found[0])
