"""Looking after the store: a consistent copy while it is in use, and proof that it is whole."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from escp_data import contract
from escp_data.errors import CannotRead
from escp_data.files import why
from escp_data.store.database import Store


def backup(store: Store, destination: Path) -> None:
    """Copy the store to a new file while others read and write it.

    The copy appears under its name only when it is whole. Raises CannotRead where a file of that
    name is there already or cannot be made.
    """
    if os.path.lexists(destination):
        raise CannotRead(f"{destination} is there already. Give the backup a new name.")
    folder = destination.parent
    try:
        with TemporaryDirectory(dir=folder, prefix=".unfinished-") as unfinished:
            copy = Path(unfinished) / "backup.db"
            _copy(store, copy, destination)
            os.replace(copy, destination)
    except OSError as error:
        raise CannotRead(f"{destination} cannot be written: {why(error, folder)}") from error


def verify(store: Store) -> list[str]:
    """What is wrong with the store, a plain sentence each; an empty list when it is whole.

    Checks SQLite's integrity and foreign keys, every original against its hash, and every
    upload's rows against the number recorded with it. Where SQLite itself finds damage, nothing
    more is asked. A read-only operation.
    """
    with store.reading() as connection:
        return _damage(connection) or [
            *_strays(connection),
            *_originals(connection),
            *_row_counts(connection),
        ]


def _copy(store: Store, copy: Path, destination: Path) -> None:
    with store.reading() as source:
        try:
            with closing(sqlite3.connect(copy)) as target:
                source.backup(target)
                target.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            raise CannotRead(
                f"{destination} cannot be written. Check that its disk is not full."
            ) from error


def _damage(connection: sqlite3.Connection) -> list[str]:
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    return [f"SQLite reports: {' '.join(text.split())}." for text in found if text != "ok"]


def _strays(connection: sqlite3.Connection) -> list[str]:
    return [
        f"Row {row} of {table} belongs to an upload that is not there."
        for table, row, *_ in connection.execute("PRAGMA foreign_key_check")
    ]


def _originals(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT uploads.id, sha256, content FROM uploads"
        " LEFT JOIN originals ON upload_id = uploads.id ORDER BY uploads.id"
    )
    return [
        f"The original of upload {upload_id} is "
        + ("not there." if content is None else "not the file that was sent.")
        for upload_id, sha256, content in rows
        if content is None or hashlib.sha256(content).hexdigest() != sha256
    ]


def _row_counts(connection: sqlite3.Connection) -> list[str]:
    """Rows that are missing or too many, of each sheet and in the record of the sheets itself."""
    found = connection.execute(
        "SELECT id, row_count, (SELECT coalesce(sum(row_count), 0) FROM upload_sheets"
        " WHERE upload_id = uploads.id) FROM uploads"
    )
    rows = [(upload_id, "its sheets", said, held) for upload_id, said, held in found]
    for sheet in contract.SHEETS:
        found = connection.execute(
            "SELECT upload_id, row_count, (SELECT count(*) FROM"
            f' "{sheet.table}" t WHERE t.upload_id = upload_sheets.upload_id)'
            " FROM upload_sheets WHERE sheet = ?",
            (sheet.name,),
        )
        rows += [(upload_id, sheet.name, said, held) for upload_id, said, held in found]
    return [
        f"Upload {upload_id} brought {said} rows of {name}, and {held} are there."
        for upload_id, name, said, held in rows
        if said != held
    ]
