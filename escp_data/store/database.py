"""The store: one SQLite file that is only ever added to.

Every sheet of the contract is a table; each row carries the upload it came with. What is *current*
is the newest version of each key among the uploads that stand. Each question has a connection for
itself: a new one, or one that `idle` kept and nobody uses.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from escp_data import contract
from escp_data.errors import CannotRead
from escp_data.files import why
from escp_data.model import Statement
from escp_data.store.connecting import (
    EMPTIED,
    connect,
    connected_to_read,
    fold_in,
    make_private,
    plain_words,
    whole_schema,
)
from escp_data.store.record import STANDING
from escp_data.store.seals import add_seal, content_version, newest_seal
from escp_data.store.snapshot import Snapshot, moment
from escp_data.store.upgrading import bring_up_to_date, is_up_to_date, recognise, refuse_newer

_ANOTHER_MAKES_IT_SECONDS = 0.5
"""How long an upload elsewhere may take from an empty file to a new store."""


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
                fold_in(connection)
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def version(self) -> str:
        """Changes with all that figures rest on: the key of every cache.

        It is the newest seal over more than the log, and nothing for an empty store. Two stores
        have the same only where they hold the same.
        """
        with self.reading() as connection, whole_schema(self.path):
            refuse_newer(connection, self.path)
            return content_version(connection)

    def newest_seal(self) -> str:
        """The newest seal's first twelve letters, to show and to print; nothing if there is none.

        Whoever wrote it down can tell later whether the store was rewritten whole.
        """
        with self.reading() as connection, whole_schema(self.path):
            return newest_seal(connection)

    @contextmanager
    def at_once(self) -> Iterator[Snapshot]:
        """Several questions to one state of the store, on one connection."""
        with self.reading() as connection:
            yield Snapshot(connection)

    def current(self, table: str, as_at: str | None = None) -> pd.DataFrame:
        """`Snapshot.current`, of the store as it is."""
        with self.at_once() as snapshot:
            return snapshot.current(table, as_at)

    def statements(self, table: str, as_at: str | None = None) -> list[Statement]:
        """`Snapshot.statements`, of the store as it is."""
        with self.at_once() as snapshot:
            return snapshot.statements(table, as_at)

    def states(self, table: str) -> list[pd.DataFrame]:
        """`Snapshot.states`, of the store as it is."""
        with self.at_once() as snapshot:
            return snapshot.states(table)

    def spellings(self, table: str, field: str) -> list[str]:
        """`Snapshot.spellings`, of the store as it is."""
        with self.at_once() as snapshot:
            return snapshot.spellings(table, field)

    def untold(self) -> set[str]:
        """The measures whose numbers no message may repeat: `escp_data.sensitive` says why."""
        with self.at_once() as snapshot:
            return snapshot.untold()

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

    def periods(self, table: str, as_at: str | None = None) -> list[str]:
        """The periods that a table has rows of, in no order. Only uploads that stand count."""
        name = contract.sheet(table).table
        sql = (
            f'SELECT DISTINCT period FROM "{name}"'
            f" WHERE upload_id IN ({STANDING.format(day=':day')})"
        )
        with self.reading() as connection:
            return [period for (period,) in connection.execute(sql, {"day": moment(as_at)})]


def open_store(path: str | os.PathLike[str], *, create: bool = True) -> Store:
    """The store at `path`, made or brought up to date if need be.

    Raises CannotRead with one plain sentence where that cannot be.
    """
    place = Path(path)
    if not create and not place.exists():
        raise CannotRead(f"There is no dashboard at {place}. Check the path, or upload to make it.")
    require_a_place(place)
    with plain_words(place):
        if not place.exists():
            _make(place)
        if not _is_ready(place):
            bring_up_to_date(place)
    return Store(place)


def require_a_place(path: Path) -> None:
    """Raises CannotRead where no store can lie at `path`: it is a folder, or is in none."""
    if path.is_dir():
        raise CannotRead(f"{path} is a folder. Give the name of a file, such as escp.db.")
    if not path.parent.is_dir():
        raise CannotRead(f"There is no folder {path.parent}. Make it first, or check the path.")


def refuse_emptied(path: str | os.PathLike[str]) -> None:
    """Raises CannotRead where a store's file is there and holds nothing.

    Another program may be making it just now: a moment is waited for that.
    """
    place = Path(path)
    if is_empty(place):
        time.sleep(_ANOTHER_MAKES_IT_SECONDS)
        if is_empty(place):
            raise CannotRead(EMPTIED.format(path=path))


def is_empty(place: Path) -> bool:
    """Whether there is a file that holds nothing."""
    return place.is_file() and place.stat().st_size == 0


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
