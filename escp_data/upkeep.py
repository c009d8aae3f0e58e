"""Looking after the store: a consistent copy while it is in use, and proof that it is whole."""

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from escp_data import contract
from escp_data.errors import CannotRead
from escp_data.store import Store


def backup(store: Store, destination: Path) -> None:
    """Copy the store to a new file while others read and write it.

    The copy appears under its name only when it is whole. Raises CannotRead where a file of that
    name is there already or cannot be made.
    """
    if destination.exists():
        raise CannotRead(f"{destination} is there already. Give the backup a new name.")
    if not destination.parent.is_dir():
        raise CannotRead(f"There is no folder {destination.parent}. Make it first.")
    unfinished = destination.with_name(destination.name + ".unfinished")
    try:
        with store.reading() as source, closing(sqlite3.connect(unfinished)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        os.replace(unfinished, destination)
    except (OSError, sqlite3.OperationalError) as error:
        raise CannotRead(
            f"{destination} cannot be written. Check the folder and the disk."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)


def verify(store: Store) -> list[str]:
    """What is wrong with the store, a plain sentence each; an empty list when it is whole.

    Checks SQLite's integrity and foreign keys, every original against its hash, and every
    upload's rows against the number recorded with it. A read-only operation.
    """
    with store.reading() as connection:
        return [
            *_integrity(connection),
            *_originals(connection),
            *_row_counts(connection),
        ]


def _integrity(connection: sqlite3.Connection) -> list[str]:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    sentences = [f"SQLite reports: {text}." for text in found if text != "ok"]
    for table, row, *_ in connection.execute("PRAGMA foreign_key_check"):
        sentences.append(f"Row {row} of {table} belongs to an upload that is not there.")
    return sentences


def _originals(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT uploads.id, sha256, content FROM uploads"
        " LEFT JOIN originals ON upload_id = uploads.id"
    )
    return [
        f"The original of upload {upload_id} is not the file that was sent."
        for upload_id, sha256, content in rows
        if content is None or hashlib.sha256(content).hexdigest() != sha256
    ]


def _row_counts(connection: sqlite3.Connection) -> list[str]:
    sentences = []
    for sheet in contract.SHEETS:
        rows = connection.execute(
            "SELECT upload_id, row_count, (SELECT count(*) FROM"
            f' "{sheet.table}" t WHERE t.upload_id = upload_sheets.upload_id)'
            " FROM upload_sheets WHERE sheet = ?", (sheet.name,),
        )  # fmt: skip
        sentences += [
            f"Upload {upload_id} brought {recorded} rows of {sheet.name}, and {held} are there."
            for upload_id, recorded, held in rows
            if recorded != held
        ]
    return sentences
