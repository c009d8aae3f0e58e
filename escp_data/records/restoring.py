"""Putting a backup back, so that at every moment the old store or the new one is there, whole.

The backup is copied, verified and marked in a folder of its own. Then SQLite puts it in place of
the old content in one transaction: who reads meanwhile sees the old store to the end, then the new
one. A file that is no store any more is set aside, and the backup takes its name.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from escp_data.errors import CannotRead
from escp_data.files import why
from escp_data.records.upkeep import look_over
from escp_data.store.connecting import (
    BESIDE,
    PRIVATE,
    connect,
    connected_to_read,
    plain_words,
    write_ahead,
)
from escp_data.store.copies import copy_store, fill, free_name, unfinished
from escp_data.store.database import Store, open_store, record_line, require_a_place, utc_now
from escp_data.store.upgrading import recognise

_MAGIC = b"SQLite format 3\0"
_PAGES_A_STEP = 16
_ATTEMPTS = 5
_BUSY = "Somebody else is storing in {path}. Nothing was restored; try again."


class Upload(NamedTuple):
    """An upload as a person knows it: its number and its file."""

    number: int
    file_name: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.number} ({self.file_name})"


class Undone(NamedTuple):
    """An upload of both stores of which something was decided since the backup: whether it was
    withdrawn by then, and whether it is in the backup.
    """

    upload: Upload
    was_withdrawn: bool
    is_withdrawn: bool

    def __str__(self) -> str:
        now = "is withdrawn" if self.is_withdrawn else "counts"
        if self.was_withdrawn == self.is_withdrawn:
            then = (
                "brought back and withdrawn" if self.is_withdrawn else "withdrawn and brought back"
            )
            return f"upload {self.upload} had been {then}; it {now}, as before"
        then = "withdrawn" if self.was_withdrawn else "brought back"
        return f"upload {self.upload} had been {then}; it {now} again"


class Restored(NamedTuple):
    """What became of the old store: where it is now, the uploads that only it holds, and those
    that only it has withdrawn or brought back.

    `kept` is None where there was no old store, `set_aside` where what it held cannot be read.
    """

    kept: Path | None
    set_aside: list[Upload] | None
    undone: list[Undone]


class _ChangedMeanwhileError(Exception):
    """Somebody stored something between the copy of the old store and its end."""


def restore(path: Path, backup: Path, by: str) -> Restored:
    """Put a backup in the place of the store at `path`; the old one is kept beside it.

    Raises CannotRead, and leaves all as it is, where the backup is not whole or of a newer
    version, or the store is another program's or cannot be written.
    """
    _require_two(path, backup)
    if path.is_symlink():  # SQLite's files lie beside what it leads to
        path = path.resolve()
    try:
        with unfinished(path.parent) as folder:
            ready = _prepared(backup, folder / "ready.db", path)
            for _ in range(_ATTEMPTS):
                with suppress(_ChangedMeanwhileError):
                    return _put_in(path, backup, ready, folder, by)
    except OSError as error:
        raise CannotRead(f"{path} cannot be written: {why(error, path.parent)}") from error
    raise CannotRead(_BUSY.format(path=path))


def _require_two(path: Path, backup: Path) -> None:
    """Raises CannotRead where there is no backup, or no place for a store."""
    require_a_place(path)
    if not backup.is_file():
        raise CannotRead(f"There is no backup at {backup}. Check the path.")
    if path.exists() and path.samefile(backup):
        raise CannotRead(
            f"{backup} is the dashboard's file itself. Name the backup to put in its place."
        )


def _prepared(backup: Path, copy: Path, path: Path) -> Store:
    """A copy of the backup, brought up to date and looked over. Raises CannotRead."""
    with connected_to_read(backup) as source:
        fill(source, copy, path)
    try:
        ready = open_store(copy, create=False)
        found = look_over(ready).damage
    except CannotRead as error:
        raise CannotRead(str(error).replace(str(copy), str(backup))) from error
    if found:
        raise CannotRead(f"{backup} is not whole, and nothing was restored: {found[0]}")
    return ready


def _put_in(path: Path, backup: Path, ready: Store, folder: Path, by: str) -> Restored:
    """Replace what the store holds, or, where it cannot be opened, the file itself."""
    try:
        if path.exists() and _may_be_a_store(path):
            return _replace(path, backup, ready, folder, by)
    except (CannotRead, sqlite3.DatabaseError) as error:
        if not _is_no_store(error, path):
            raise
    return _set_aside(path, backup, ready, folder, by)


def _replace(path: Path, backup: Path, ready: Store, folder: Path, by: str) -> Restored:
    """Keep a copy of the store, then put the backup in, if nothing came in between."""
    with plain_words(path), closing(connect(path)) as watch, closing(connect(path)) as target:
        recognise(watch, path)
        write_ahead(watch)
        state = _changes(watch)
        missing, undone = _lost(watch, ready)
        new = _marked(ready, folder, by, _told(backup, missing, undone))
        kept = free_name(path, f"before-restore-{_moment()}")
        with connected_to_read(path) as source:
            copy_store(source, kept)
        try:
            _fill_in_one_transaction(new, target, path, lambda: _changes(watch) == state)
        except BaseException:
            kept.unlink(missing_ok=True)
            raise
    return Restored(kept, missing, undone)


def _fill_in_one_transaction(
    new: Store, target: sqlite3.Connection, path: Path, unchanged: Callable[[], bool]
) -> None:
    """Copy page after page; the first takes the right to write, the last makes all of it count."""

    def look(status: int, left: int, _: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise CannotRead(_BUSY.format(path=path))
        if left and not unchanged():
            raise _ChangedMeanwhileError

    with closing(connect(new.path)) as source:
        source.backup(target, pages=_PAGES_A_STEP, progress=look)


def _set_aside(path: Path, backup: Path, ready: Store, folder: Path, by: str) -> Restored:
    """Move away what cannot be opened, with all that lies beside it, and name the backup so."""
    every = [end for end in ("", *BESIDE) if Path(f"{path}{end}").exists()]
    new = _marked(ready, folder, by, _told(backup, None if every else []))
    with closing(connect(new.path)) as connection:
        write_ahead(connection)
    kept = free_name(path, f"set-aside-{_moment()}")
    for end in every:
        os.replace(f"{path}{end}", f"{kept}{end}")
        os.chmod(f"{kept}{end}", PRIVATE)
    os.replace(new.path, path)
    return Restored(kept, None, []) if every else Restored(None, [], [])


def _marked(ready: Store, folder: Path, by: str, detail: str) -> Store:
    """A copy of what is ready, with a sealed line in its log that says what was done."""
    new = Store(folder / "new.db")
    new.path.unlink(missing_ok=True)
    with ready.reading() as source:
        fill(source, new.path, new.path)
    with new.writing() as connection:
        record_line(connection, by, "restored", detail, utc_now())
    return new


def _told(backup: Path, missing: list[Upload] | None, undone: Sequence[Undone] = ()) -> str:
    """The line in the log: from which backup, and what was set aside."""
    if missing is None:
        return f"from {backup.name}; what was there before cannot be read"
    aside = ", ".join(map(str, missing)) or "no upload"
    return "; ".join([f"from {backup.name}", f"set aside: {aside}", *map(str, undone)])


def _lost(old: sqlite3.Connection, new: Store) -> tuple[list[Upload] | None, list[Undone]]:
    """The uploads that a backup lacks, None where they cannot be read; and the decisions."""
    uploads = _uploads(old)
    if uploads is None:
        return None, []
    with new.reading() as connection:
        there = _uploads(connection) or []
        decided = _decisions(connection)
    had = _decisions(old)
    since = {each for each in had if each not in decided and each[0] in there}
    both = [each for each in uploads if each in {upload for upload, *_ in since}]
    undone = [Undone(each, _is_withdrawn(each, had), _is_withdrawn(each, decided)) for each in both]
    return [each for each in uploads if each not in there], undone


def _decisions(connection: sqlite3.Connection) -> list[tuple[Upload, str, str]]:
    """Every decision, oldest first: the upload, what was decided and when."""
    try:
        rows = connection.execute(
            "SELECT u.id, u.file_name, u.sha256, d.decision, d.decided_at FROM decisions AS d"
            " JOIN uploads AS u ON u.id = d.upload_id ORDER BY d.id"
        )
        return [(Upload(*row[:3]), *row[3:]) for row in rows]
    except sqlite3.Error:
        return []


def _is_withdrawn(upload: Upload, decisions: Iterable[tuple[Upload, str, str]]) -> bool:
    """Whether the newest decision about an upload is its withdrawal."""
    return [what for each, what, _ in decisions if each == upload][-1:] == ["withdrawn"]


def _uploads(connection: sqlite3.Connection) -> list[Upload] | None:
    """Every upload; None where that cannot be read."""
    try:
        named = "SELECT 1 FROM sqlite_master WHERE name = 'uploads'"
        if not connection.execute(named).fetchone():
            return []
        rows = connection.execute("SELECT id, file_name, sha256 FROM uploads ORDER BY id")
        return [Upload(*row) for row in rows]
    except sqlite3.Error:
        return None


def _changes(connection: sqlite3.Connection) -> int:
    """Another number once any other connection has stored something."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _may_be_a_store(path: Path) -> bool:
    """Whether a file begins as SQLite's do, or is empty.

    Another is not even opened: SQLite would take away the `-wal` beside it.
    """
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) in (b"", _MAGIC)


def _is_no_store(error: Exception, path: Path) -> bool:
    """Whether SQLite can make nothing of the file; what is locked or may not be written it can."""
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    if isinstance(cause, UnicodeDecodeError):
        return True
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_READONLY:  # what SQLite also says of a header that it does not know
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR)


def _moment() -> str:
    return f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}"
