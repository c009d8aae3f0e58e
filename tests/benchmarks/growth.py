"""How the cost of deciding what may be shown grows: measures, agencies, quarters and groups.

For each size the dearest upload: one agency's latest quarter, of every measure, which completes a
window of each. In seconds of this process's own clock.
"""

import random
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

from escp_data.store.database import open_store, utc_now
from escp_data.suppression.decided import decide
from escp_data.text.ethnicity import BROAD_GROUPS, LABELS
from escp_data.text.periods import Period

SIZES = ((3, 1, 12, 5), (12, 3, 12, 5), (36, 6, 20, 5), (1, 3, 12, 19), (1, 3, 20, 19))
AIM = "36 x 6 x 20 x 5: at most 2 s"
FIRST = Period("quarter", 2020, 1)
FINER = [label for label, broad in LABELS.items() if label != broad and broad in BROAD_GROUPS]


def growth(folder: Path) -> str:
    """A line for each size."""
    lines = [
        f"{cost(folder / f'growth-{number}.db', *size):>8.2f} s  {' x '.join(map(str, size))}"
        for number, size in enumerate(SIZES)
    ]
    heading = f"Deciding one upload: measures x agencies x quarters x groups (aim: {AIM})"
    return "\n".join([heading, "", *lines, ""])


def cost(path: Path, measures: int, agencies: int, quarters: int, groups: int) -> float:
    """CPU seconds to decide about the last agency's last quarter."""
    chance = random.Random(1)
    names = [*(BROAD_GROUPS if groups == len(BROAD_GROUPS) else FINER[:groups]), "Unknown"]
    rows = [
        (f"M{measure}", str(FIRST.shifted(quarter)), f"Agency {agency}", name,
         chance.randint(1, 5) if chance.random() < 0.15 else chance.randint(0, 40))
        for quarter in range(quarters) for agency in range(agencies)
        for measure in range(measures) for name in names
    ]  # fmt: skip  # a row a line
    last = measures * len(names)
    store = open_store(path)
    with store.writing() as connection:
        _add(connection, 1, rows[:-last], [name for name in names if name in FINER])
        decide(connection)
    with store.writing() as connection:
        _add(connection, 2, rows[-last:], ())
        began = time.process_time()
        decide(connection)
        return time.process_time() - began


def _add(
    connection: sqlite3.Connection,
    number: int,
    rows: Iterable[tuple[str, str, str, str, int]],
    finer: Iterable[str],
) -> None:
    connection.execute(
        "INSERT INTO uploads (id, file_name, sha256, file_bytes, uploaded_by, uploaded_at,"
        " row_count) VALUES (?, 'a', ?, 1, 'a', ?, 1)", (number, str(number), utc_now()),
    )  # fmt: skip  # a call in few lines
    connection.execute("INSERT OR IGNORE INTO says (id, sheet, columns) VALUES (1, 'a', '[]')")
    connection.executemany(
        "INSERT INTO ethnicity_counts (upload_id, sheet_row, says_id, code, period, agency,"
        f" ethnic_group, count) VALUES ({number}, 1, 1, ?, ?, ?, ?, ?)", rows,
    )  # fmt: skip  # a call in few lines
    connection.executemany(
        "INSERT INTO population (upload_id, sheet_row, says_id, basis, population_date,"
        f" ethnic_group, population) VALUES ({number}, 1, 1, 'Census', '2021-03-21', ?, 900)",
        [(name,) for name in finer],
    )
