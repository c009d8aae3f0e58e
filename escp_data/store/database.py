"""The store: one SQLite file that is only ever added to.

Every sheet of the contract is a table; each row carries the upload it came with. What is *current*
is the newest version of each key among the uploads that stand. A connection is opened for each
question and closed after it (0.2 ms), because a cached one fails across threads.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from sqlite_utils import Database

from escp_data import contract
from escp_data.errors import CannotRead
from escp_data.sensitive import sensitive_codes
from escp_data.store.migrations import APPLICATION_ID, STANDING, current_rows, migrations

BUSY_SECONDS = 60
"""How long a second upload waits for the first to finish."""


@dataclass(frozen=True)
class Store:
    """A store that exists and whose tables are up to date; made by `open_store`."""

    path: Path

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that cannot write, on one consistent state of the store."""
        with _plain_words(self.path), closing(_connect(self.path)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in one transaction: all of it is kept, or none where anything is raised.

        Waits for another writer to finish.
        """
        with _plain_words(self.path), closing(_connect(self.path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def version(self) -> str:
        """Changes with every upload and every decision about one: the key of every cache."""
        with self.reading() as connection:
            return version_in(connection)

    def fingerprint(self) -> str:
        """Another text for every other content, wherever the file lies and whatever its name."""
        digest = hashlib.sha256()
        with self.reading() as connection:
            for table, columns in (
                ("uploads", "id, uploaded_at, sha256"),
                ("decisions", "id, upload_id, decision, decided_at"),
            ):
                for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY id"):
                    digest.update(repr(row).encode())
        return digest.hexdigest()

    def current(self, table: str, as_at: str | None = None) -> pd.DataFrame:
        """The newest version of each row of a table, as it stood at the end of the day `as_at`.

        Columns: those of the contract, `id`, `upload_id` and `sheet_row`. Text columns are
        objects with None for blank; numbers are float64 with NaN.
        """
        sheet = contract.sheet(table)
        with self.reading() as connection:
            cursor = connection.execute(current_rows(sheet, ":day"), {"day": moment(as_at)})
            return _frame(cursor, sheet)

    def untold(self) -> set[str]:
        """The measures whose numbers no message may repeat: `escp_data.sensitive` says why."""
        with self.reading() as connection:
            return sensitive_codes(connection)

    def versions(self, table: str, as_at: str | None = None) -> pd.DataFrame:
        """Every version of every row from uploads that stand, oldest first.

        Adds `uploaded_at`, `uploaded_by` and `cover_period` of the upload each came with.
        """
        sheet = contract.sheet(table)
        names = ", ".join(f'"{sheet.table}"."{name}"' for name in _columns(sheet))
        sql = (
            f"SELECT {names}, uploads.uploaded_at, uploads.uploaded_by,"
            f' uploads.period AS cover_period FROM "{sheet.table}"'
            f' JOIN uploads ON uploads.id = "{sheet.table}".upload_id'
            f' WHERE upload_id IN ({STANDING.format(day=":day")}) ORDER BY "{sheet.table}".id'
        )
        with self.reading() as connection:
            return _frame(connection.execute(sql, {"day": moment(as_at)}), sheet)

    def first_arrivals(
        self, table: str, column: str, period: str, as_at: str | None = None
    ) -> dict[str, str]:
        """When a period's rows first came: each value of a column, to the UTC time of an upload.

        Only uploads that stand count; blanks are left out.
        """
        sheet = contract.sheet(table)
        own = f'"{sheet.table}"."{column}"'
        sql = (
            f'SELECT {own}, min(uploaded_at) FROM "{sheet.table}"'
            f' JOIN uploads ON uploads.id = upload_id WHERE "{sheet.table}".period = :period'
            f" AND {own} IS NOT NULL AND upload_id IN ({STANDING.format(day=':day')})"
            f" GROUP BY {own}"
        )
        with self.reading() as connection:
            return dict(connection.execute(sql, {"day": moment(as_at), "period": period}))


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
    with _plain_words(place), closing(_connect(place, create=create)) as connection:
        _recognise(connection, place)
        db = Database(connection)
        if migrations.pending(db):
            connection.execute("PRAGMA journal_mode = WAL")
            # All or nothing, and one process at a time: a store half made would look like a
            # stranger's. What is pending is looked up again once nobody else can write.
            connection.execute("BEGIN IMMEDIATE")
            migrations.apply(db)
            connection.execute("COMMIT")
    return Store(place)


def version_in(connection: sqlite3.Connection) -> str:
    """`Store.version`, as this connection's transaction sees it."""
    row = connection.execute(
        "SELECT coalesce((SELECT max(id) FROM uploads), 0),"
        " coalesce((SELECT max(id) FROM decisions), 0)"
    ).fetchone()
    return f"{row[0]}.{row[1]}"


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


def _columns(sheet: contract.Sheet) -> list[str]:
    return ["id", "upload_id", "sheet_row", *(name for name, _ in sheet.stored)]


def _frame(cursor: sqlite3.Cursor, sheet: contract.Sheet) -> pd.DataFrame:
    names = [column[0] for column in cursor.description]
    frame = pd.DataFrame(cursor.fetchall(), columns=names, dtype=object)
    numbers = [name for name, kind in sheet.stored if kind in ("INTEGER", "REAL")]
    whole = ["id", "upload_id", "sheet_row"]
    return frame.astype({**dict.fromkeys(numbers, "float64"), **dict.fromkeys(whole, "int64")})


def _connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    """A connection; only with `create` may it make a file that is not there."""
    address = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
    connection = sqlite3.connect(address, timeout=BUSY_SECONDS, isolation_level=None, uri=True)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database that some other program made."""
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if tables and mark != APPLICATION_ID:
        raise CannotRead(f"{path} is a database, but not an ESCP store. Check the path.")


_WORDS = (
    ("not a database", "{path} is not a store: it is some other kind of file. Check the path."),
    ("disk is full", "The disk that holds {path} is full. Nothing was stored; free some space."),
    ("locked", "Somebody else is still writing to {path}. Nothing was stored; try again."),
    ("readonly", "{path} cannot be written to. Nothing was stored; ask for the right to write."),
    ("unable to open", "{path} cannot be opened. Check that you may read and write its folder."),
    ("malformed", "{path} is damaged. Restore the latest backup, and keep this file."),
    ("disk i/o", "The disk that holds {path} cannot be read or written. Check it, and try again."),
)


@contextmanager
def _plain_words(path: Path) -> Iterator[None]:
    """Say what SQLite says in one plain sentence; what is a mistake of ours stays as it is."""
    try:
        yield
    except (sqlite3.OperationalError, sqlite3.DatabaseError) as error:
        for mark, sentence in _WORDS:
            if mark in str(error).lower():
                raise CannotRead(sentence.format(path=path)) from error
        raise
