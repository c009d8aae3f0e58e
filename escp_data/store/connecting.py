"""Connections to a store's file, and what SQLite says of it in plain words.

A store in use has two files beside it, `-wal` and `-shm`, and SQLite makes them even to read. Where
the folder may not be written to, SQLite can read a store only if both are there already or if it
is told that nobody changes the file (`immutable`). We say so only where no `-wal` holds anything,
and look at the end whether it was true.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from escp_data.errors import CannotRead
from escp_data.store import idle

BUSY_SECONDS = 60
"""How long a second upload waits for the first to finish."""
_A_MOMENT = 0.01
"""Seconds between two tries."""

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a store that is open, by how their names end."""

PRIVATE = 0o600
"""What a store and its copies may be: read and written by their owner, and nobody else."""

EMPTIED = "{path} is an empty file and no dashboard. Delete it, or check the path."
_DAMAGED = "{path} is damaged. Restore the latest backup, and keep this file."
_WORDS = (
    ("not a database", "{path} holds no dashboard: it is some other kind of file. Check the path."),
    ("disk is full", "The disk that holds {path} is full. Nothing was stored; free some space."),
    ("locked", "Somebody else is still writing to {path}. Nothing was stored; try again."),
    ("readonly", "{path} cannot be written to. Nothing was stored; ask for the right to write."),
    ("unable to open", "{path} cannot be opened. Check that you may read and write its folder."),
    ("malformed", _DAMAGED),
    ("already exists", _DAMAGED),
    ("could not decode", _DAMAGED),
    ("disk i/o", "The disk that holds {path} cannot be read or written. Check it, and try again."),
)


def connect(path: Path) -> sqlite3.Connection:
    """A connection; it makes no file that is not there.

    Something is read at once, because SQLite opens no file before that.
    """
    connection = _opened(path, "mode=rw")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:  # of a damaged file also UnicodeDecodeError
        connection.close()
        raise
    return connection


@contextmanager
def connected_to_read(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that cannot write, on one consistent state of the store, wherever it lies."""
    with plain_words(path), _readable(path) as connection:
        connection.execute("BEGIN")
        yield connection


def fold_in(connection: sqlite3.Connection) -> None:
    """Bring what was just stored from `-wal` into the file itself, as far as nobody reads.

    SQLite does so when the last connection closes; where some stay open, a person who copies the
    file alone would miss it. It is stored all the same where this cannot be done.
    """
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout = 0")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def write_ahead(connection: sqlite3.Connection) -> None:
    """Let others read the store while one writes.

    SQLite waits for no other program here, as it does everywhere else: one that makes the same
    store at the same moment has it locked, for thousandths of a second.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_A_MOMENT)
        else:
            return


def make_private(path: Path) -> None:
    """Make an empty file that only its owner may read; what SQLite puts beside it follows it."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))


@contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Say what SQLite says in one plain sentence; what is a mistake of ours stays as it is."""
    try:
        yield
    except UnicodeDecodeError as error:  # of what SQLite says, where it repeats what is damaged
        raise CannotRead(_DAMAGED.format(path=path)) from error
    except sqlite3.DatabaseError as error:
        for mark, sentence in _WORDS:
            if mark in str(error).lower():
                raise CannotRead(sentence.format(path=path)) from error
        raise


@contextmanager
def whole_schema(path: Path) -> Iterator[None]:
    """Ask only for what every store has: whatever SQLite does not find is damage."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR:
            words = _DAMAGED if _size(path) else EMPTIED
            raise CannotRead(words.format(path=path)) from error
        raise


def _opened(path: Path, how: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{how}"
    return sqlite3.connect(
        address, timeout=BUSY_SECONDS, isolation_level=None, uri=True, check_same_thread=False
    )


@contextmanager
def _readable(path: Path) -> Iterator[sqlite3.Connection]:
    connection = _in_use(path)
    if connection is None:
        with _unchanging(path) as connection:
            yield connection
        return
    try:
        yield connection
    except BaseException:
        connection.close()
        raise
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    idle.give(path.absolute(), _as_left(path), connection)


def _in_use(path: Path) -> sqlite3.Connection | None:
    """A connection as SQLite makes it; None where it would have to write beside the file."""
    kept = idle.take(path.absolute(), _as_left(path)) if path.exists() else None
    if kept:
        return kept
    try:
        connection = connect(path)
        connection.execute("PRAGMA query_only = ON")
        return connection
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) and os.path.exists(path):
            return None
        raise


@contextmanager
def _unchanging(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a file that nobody changes: SQLite neither locks it nor looks beside it.

    Whoever may write here changes a store by way of its `-wal`, and the file when that is folded
    in: what was read in between is not handed on.
    """
    if _size(Path(f"{path.resolve()}-wal")):
        raise CannotRead(
            f"{path} cannot be read where it lies: what was stored last is in {path.name}-wal, and "
            "the folder cannot be written to. Copy both files to a folder where you may write."
        )
    before = _state(path)
    try:
        with closing(_opened(path, "mode=ro&immutable=1")) as connection:
            connection.execute("PRAGMA query_only = ON")
            yield connection
    finally:
        if _state(path) != before:
            raise CannotRead(f"{path} was changed while it was read. Try again.")


def _as_left(path: Path) -> tuple[int, ...]:
    """The file, and which files lie beside it: another one there is another store."""
    beside = (Path(f"{path}{end}") for end in BESIDE)
    return (*_state(path), *(each.stat().st_ino if each.exists() else 0 for each in beside))


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
