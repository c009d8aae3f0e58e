"""What can be said of any store, of whatever version: a plain sentence for each thing amiss.

SQLite's own integrity, references that lead nowhere, and originals that are not what was sent.
"""

import hashlib
import sqlite3
from collections.abc import Iterator


def damaged_pages(connection: sqlite3.Connection) -> Iterator[str]:
    """What SQLite itself finds."""
    for (text,) in connection.execute("PRAGMA integrity_check"):
        if text != "ok":
            yield f"SQLite reports: {' '.join(str(text).split())}."


def strays(connection: sqlite3.Connection) -> Iterator[str]:
    """Rows that name something that is not there."""
    for table, row, parent, *_ in connection.execute("PRAGMA foreign_key_check"):
        whose = "an upload" if parent == "uploads" else f"a row of {parent}"
        yield f"Row {row} of {table} belongs to {whose} that is not there."


def changed_originals(connection: sqlite3.Connection) -> Iterator[str]:
    """Uploads whose file is missing, or is not the one whose SHA-256 was kept."""
    rows = connection.execute(
        "SELECT uploads.id, sha256, content FROM uploads"
        " LEFT JOIN originals ON upload_id = uploads.id ORDER BY uploads.id"
    )
    for upload_id, sha256, content in rows:
        if content is None:
            yield f"The original of upload {upload_id} is not there."
        elif not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != sha256:
            yield f"The original of upload {upload_id} is not the file that was sent."
