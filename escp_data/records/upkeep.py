"""Looking after the store: a consistent copy while it is in use, and proof that it is whole."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from escp_data import contract
from escp_data.errors import CannotRead
from escp_data.records.carried_over import reads_otherwise
from escp_data.store.copies import copy_store
from escp_data.store.damage import changed_originals, damaged_pages, strays
from escp_data.store.database import Store
from escp_data.store.schema import foreign_schema
from escp_data.store.seal_checks import broken_seals
from escp_data.store.seals import seals
from escp_data.store.upgrading import foreign_steps
from escp_data.suppression.audit import broken_proofs, newly_hidden, unprotected

Check = Callable[[sqlite3.Connection], Iterable[str]]


class Findings(NamedTuple):
    """A plain sentence for each thing: what is wrong, and what is only worth knowing."""

    damage: list[str]
    notes: list[str]


def backup(store: Store, destination: Path) -> None:
    """Copy the store to a new file while others read and write it.

    The copy appears under its name only when it is whole, and only its owner may read it. Raises
    CannotRead where a file of that name is there already or cannot be made.
    """
    with store.reading() as source:
        copy_store(source, destination)


def verify(store: Store) -> list[str]:
    """What is wrong with the store, a plain sentence each; an empty list when it is whole."""
    return look_over(store).damage


def look_over(store: Store) -> Findings:
    """Whether all that was stored is there as it was stored. A read-only operation.

    Looks at SQLite's integrity and references, tables and views against those that the program
    makes, every seal with the rows it covers, rows without a seal, every original against its
    hash, and the number of rows of each upload. Where SQLite itself finds damage, nothing more is
    asked. A clock that ran backwards is a note, as is each number that can no longer be protected,
    and where a row that version 1.0 stored reads otherwise now. A damaged file raises nothing.
    """
    try:
        with store.reading() as connection:
            connection.text_factory = _any_text
            return _found(connection)
    except CannotRead as error:
        return Findings([str(error)], [])
    except sqlite3.Error as error:
        return Findings([f"The file cannot be read. SQLite says: {error}."], [])


def holds_seal(store: Store, letters: str) -> bool:
    """Whether a seal that somebody wrote down, or its first letters, is among the store's."""
    with store.reading() as connection:
        return any(each.seal.startswith(letters.strip().lower()) for each in seals(connection))


def _found(connection: sqlite3.Connection) -> Findings:
    damage = _told("file", damaged_pages, connection)
    if not damage:
        for what, check in CHECKS.items():
            damage += _told(what, check, connection)
    if damage:
        return Findings(damage, [])
    notes = (check(connection) for check in (_clock, unprotected, newly_hidden, reads_otherwise))
    return Findings(damage, list(chain(*notes)))


def _told(what: str, check: Check, connection: sqlite3.Connection) -> list[str]:
    """What a check finds until it ends or something cannot be read, which is then the last."""
    found: list[str] = []
    try:
        found.extend(check(connection))
    except sqlite3.Error as error:
        found.append(f"The {what} cannot be read. SQLite says: {error}.")
    except (TypeError, ValueError, OverflowError, KeyError):
        found.append(f"The {what} cannot be read: something there is not what a dashboard holds.")
    return found


def _any_text(content: bytes) -> str:
    """Text of a file that may be damaged; what is no text stays unlike any other."""
    return content.decode("utf-8", "surrogateescape")


def _clock(connection: sqlite3.Connection) -> Iterator[str]:
    """Uploads whose time is before that of an earlier one."""
    latest, by = "", 0
    for upload_id, at in connection.execute("SELECT id, uploaded_at FROM uploads ORDER BY id"):
        if at < latest:
            yield (
                f"The clock ran backwards: upload {upload_id} is dated {at[:10]}, before upload "
                f"{by}. The newest upload is still the one with the highest number."
            )
        else:
            latest, by = at, upload_id


def _row_counts(connection: sqlite3.Connection) -> Iterator[str]:
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
    for upload_id, name, said, held in rows:
        if said != held:
            yield f"Upload {upload_id} brought {said} rows of {name}, and {held} are there."


CHECKS: dict[str, Check] = {
    "schema": foreign_schema,
    "steps": foreign_steps,
    "references": strays,
    "originals": changed_originals,
    "rows": _row_counts,
    "seals": broken_seals,
    "proofs": broken_proofs,
}
"""What is looked at, in this order, by what it reads."""
