"""Questions to one state of a store: what is on record, and every statement that stands."""

import sqlite3
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from escp_data import contract
from escp_data.model import Statement, StoredValue
from escp_data.sensitive import sensitive_codes
from escp_data.store.record import current_rows, statements

_AFTER_ALL = 2**62
"""A number that no upload has yet."""


@dataclass(frozen=True)
class Snapshot:
    """One state of a store, for as long as its connection lasts."""

    connection: sqlite3.Connection

    @contextmanager
    def at_once(self) -> Iterator[Self]:
        """Itself: it is one state already."""
        yield self

    def current(self, table: str, as_at: str | None = None) -> pd.DataFrame:
        """The newest version of each row of a table, as it stood at the end of the day `as_at`.

        Columns: those of the contract, `id`, `upload_id` and `sheet_row`. Text columns are
        objects with None for blank; numbers are float64 with NaN.
        """
        sheet = contract.sheet(table)
        asked = current_rows(sheet, ":day"), {"day": moment(as_at)}
        return _frame(self.connection.execute(*asked), sheet)

    def spellings(self, table: str, field: str) -> list[str]:
        """Every text that a column ever held, in the order in which they came."""
        sheet = contract.sheet(table)
        sql = f'SELECT "{field}" FROM "{sheet.table}" WHERE "{field}" IS NOT NULL GROUP BY 1'
        return [text for (text,) in self.connection.execute(f"{sql} ORDER BY min(id)")]

    def untold(self) -> set[str]:
        """The measures whose numbers no message may repeat: `escp_data.sensitive` says why."""
        return sensitive_codes(self.connection)

    def statements(self, table: str, as_at: str | None = None) -> list[Statement]:
        """Every row of a table from uploads that stand, oldest first, blank where it says nothing.

        Columns: id, upload_id, sheet_row, says (a JSON list of fields), dated, uploaded_at,
        cover_agency, then the contract's. On dated sheets oldest is by quarter, then by number.
        """
        sheet = contract.sheet(table)
        asked = statements(sheet, ":day"), {"day": moment(as_at)}
        return rows_of(self.connection.execute(*asked))

    def states(self, table: str) -> list[pd.DataFrame]:
        """`current` as it was after each upload that has the table, and each decision on one.

        Oldest first: all that a page ever showed of it, also of what was withdrawn since.
        """
        sheet = contract.sheet(table)
        having = f'IN (SELECT upload_id FROM "{sheet.table}")'
        moments = self.connection.execute(
            f"SELECT uploaded_at, id + 1 FROM uploads WHERE id {having} UNION ALL"
            f" SELECT decided_at, {_AFTER_ALL} FROM decisions WHERE upload_id {having}"
            " ORDER BY 1, 2"
        ).fetchall()
        asked = current_rows(sheet, ":day", ":before")
        found = [
            _frame(self.connection.execute(asked, {"day": day, "before": before}), sheet)
            for day, before in moments
        ]
        return [*found, self.current(table)]


def moment(as_at: str | None) -> str:
    """A day or UTC time as the store compares it; a day counts to its end, None means now."""
    if as_at is None:
        return "9999"
    return as_at if "T" in as_at else f"{as_at}T23:59:59.999999Z"


def rows_of(cursor: sqlite3.Cursor) -> list[Statement]:
    """Every row that a cursor gives, its values by name."""
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _frame(cursor: sqlite3.Cursor, sheet: contract.Sheet) -> pd.DataFrame:
    """A frame of what a cursor gives: built column by column, which takes a tenth of the time that
    converting a frame of objects does.
    """
    names = [column[0] for column in cursor.description]
    rows = cursor.fetchall()
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    numbers = {name for name, kind in sheet.stored if kind in ("INTEGER", "REAL")}
    return pd.DataFrame(
        {name: _array(name, values, numbers) for name, values in zip(names, columns, strict=True)}
    )


def _array(name: str, values: Sequence[StoredValue], numbers: Set[str]) -> Any:  # any array
    if name in ("id", "upload_id", "sheet_row"):
        return np.array(values, dtype="int64")
    if name in numbers:
        return np.array([np.nan if each is None else each for each in values], dtype="float64")
    return pd.Series(values, dtype=object)
