"""The store: one SQLite file that is only ever added to.

Every sheet of the contract is a table; each row carries the upload it came with. What is *current*
is the newest version of each key among the uploads that stand. A connection is opened for each
question and closed after it (0.2 ms), because a cached one fails across threads.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from escp_data import contract
from escp_data.errors import CannotRead
from escp_data.files import why
from escp_data.model import StoredValue
from escp_data.sensitive import sensitive_codes
from escp_data.store.connecting import (
    connect,
    connected_to_read,
    make_private,
    plain_words,
    whole_schema,
)
from escp_data.store.record import STANDING, current_rows, statements
from escp_data.store.seals import add_seal, content_version, newest_seal
from escp_data.store.upgrading import bring_up_to_date, is_up_to_date, recognise, refuse_newer


@dataclass(frozen=True)
class Store:
    """A store that exists and whose tables are up to date; made by `open_store`."""

    path: Path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that cannot write, on one consistent state of the store."""
        with connected_to_read(self.path) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in one transaction: all of it is kept, or none where anything is raised.

        Waits for another writer to finish. What was added is sealed at the end.
        """
        with plain_words(self.path), closing(connect(self.path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                refuse_newer(connection, self.path)
                yield connection
                add_seal(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def version(self) -> str:
        """Changes with all that figures rest on: the key of every cache.

        It is the newest seal over more than the log, and nothing for an empty store. Two stores
        have the same only where they hold the same.
        """
        with self.reading() as connection:
            refuse_newer(connection, self.path)
            return version_in(connection)

    def newest_seal(self) -> str:
        """The newest seal's first twelve letters, to show and to print; nothing if there is none.

        Whoever wrote it down can tell later whether the store was rewritten whole.
        """
        with self.reading() as connection:
            return newest_seal(connection)

    def current(self, table: str, as_at: str | None = None) -> pd.DataFrame:
        """The newest version of each row of a table, as it stood at the end of the day `as_at`.

        Columns: those of the contract, `id`, `upload_id` and `sheet_row`. Text columns are
        objects with None for blank; numbers are float64 with NaN.
        """
        sheet = contract.sheet(table)
        with self.reading() as connection:
            cursor = connection.execute(current_rows(sheet, ":day"), {"day": moment(as_at)})
            return _frame(cursor, sheet)

    def spellings(self, table: str, field: str) -> list[str]:
        """Every text that a column ever held, in the order in which they came."""
        sheet = contract.sheet(table)
        sql = f'SELECT "{field}" FROM "{sheet.table}" WHERE "{field}" IS NOT NULL GROUP BY 1'
        with self.reading() as connection:
            return [text for (text,) in connection.execute(f"{sql} ORDER BY min(id)")]

    def untold(self) -> set[str]:
        """The measures whose numbers no message may repeat: `escp_data.sensitive` says why."""
        with self.reading() as connection:
            return sensitive_codes(connection)

    def statements(self, table: str, as_at: str | None = None) -> pd.DataFrame:
        """Every row of a table from uploads that stand, oldest first, blank where it says nothing.

        Columns: id, upload_id, sheet_row, says (a JSON list of fields), dated, uploaded_at,
        cover_agency, then the contract's. On dated sheets oldest is by quarter, then by number.
        """
        sheet = contract.sheet(table)
        with self.reading() as connection:
            return _frame(
                connection.execute(statements(sheet, ":day"), {"day": moment(as_at)}), sheet
            )

    def first_arrivals(
        self, table: str, columns: tuple[str, ...], period: str, as_at: str | None = None
    ) -> list[tuple[str, ...]]:
        """When a period's rows first came: the values of these columns, then a UTC time.

        Only uploads that stand count.
        """
        sheet = contract.sheet(table)
        own = ", ".join(f'"{sheet.table}"."{column}"' for column in columns)
        sql = (
            f'SELECT {own}, min(uploaded_at) FROM "{sheet.table}"'
            f' JOIN uploads ON uploads.id = upload_id WHERE "{sheet.table}".period = :period'
            f" AND upload_id IN ({STANDING.format(day=':day')}) GROUP BY {own}"
        )
        with self.reading() as connection:
            return list(connection.execute(sql, {"day": moment(as_at), "period": period}))


def open_store(path: str | os.PathLike[str], *, create: bool = True) -> Store:
    """The store at `path`, made or brought up to date if need be.

    Raises CannotRead with one plain sentence where that cannot be.
    """
    place = Path(path)
    if place.is_dir():
        raise CannotRead(f"{place} is a folder. Give the name of a store file, such as escp.db.")
    if not place.exists():
        if not create:
            raise CannotRead(f"There is no store at {place}. Check the path, or upload to make it.")
        if not place.parent.is_dir():
            raise CannotRead(
                f"There is no folder {place.parent}. Make it first, or check the path."
            )
    with plain_words(place):
        if not place.exists():
            _make(place)
        if not _is_ready(place):
            bring_up_to_date(place)
    return Store(place)


def version_in(connection: sqlite3.Connection) -> str:
    """`Store.version`, as this connection's transaction sees it."""
    return content_version(connection)


def _make(place: Path) -> None:
    try:
        make_private(place)
    except OSError as error:
        raise CannotRead(f"{place} cannot be made: {why(error, place.parent)}") from error


def _is_ready(place: Path) -> bool:
    """Whether a store needs nothing; one that this program may not touch is refused."""
    with connected_to_read(place) as connection, whole_schema(place):
        recognise(connection, place)
        return is_up_to_date(connection)


def moment(as_at: str | None) -> str:
    """A day or UTC time as the store compares it; a day counts to its end, None means now."""
    if as_at is None:
        return "9999"
    return as_at if "T" in as_at else f"{as_at}T23:59:59.999999Z"


def utc_now() -> str:
    """The present in UTC as the store writes it: 2026-01-14T09:30:00.123456Z."""
    return utc_text(datetime.now(UTC))


def record_line(connection: sqlite3.Connection, who: str, event: str, detail: str, at: str) -> None:
    """Add a line to the audit log, within the transaction of what it tells of."""
    connection.execute(
        "INSERT INTO audit_log (at, who, event, detail) VALUES (?, ?, ?, ?)",
        (at, who, event, detail),
    )


def utc_text(at: datetime) -> str:
    """A time with a zone, in UTC as the store writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


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
