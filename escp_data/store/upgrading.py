"""Stores of other versions: newer ones are refused, older ones kept beside and brought up to date.

Nothing is written to a newer store. An older one is looked over as what it is; if it is whole, a
copy stays beside it, and everything that is new comes in one transaction.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from itertools import chain
from pathlib import Path

from sqlite_utils import Database

from escp_data import contract
from escp_data.errors import CannotRead
from escp_data.store import damage, seals
from escp_data.store.connecting import connect, connected_to_read, write_ahead
from escp_data.store.copies import copy_store, free_name
from escp_data.store.migrations import APPLICATION_ID, migrations
from escp_data.store.schema import known_steps
from escp_data.store.seal_checks import broken_seals

SUPPRESSION_METHOD = 2
"""`suppression.decided.METHOD`; it stands here so that a store with a later one is refused."""

_CONTRACT = re.compile(r"contract (\d+)\.(\d+)")


def recognise(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database that some other program made, or a newer version of this one."""
    mark = connection.execute("PRAGMA application_id").fetchone()[0]
    if not _tables(connection):
        return
    if mark != APPLICATION_ID:
        raise CannotRead(f"{path} is a database, but not of this dashboard. Check the path.")
    refuse_newer(connection, path)


def refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    """Raises CannotRead where a store holds what only a newer version understands."""
    if any(map(_is_newer, _steps(connection))) or _later_methods(connection):
        raise CannotRead(
            f"{path} was made by a newer version of this program, and nothing was read or stored. "
            "Install that version, or restore a backup that this one made."
        )


def foreign_steps(connection: sqlite3.Connection) -> Iterator[str]:
    """Migrations that a store of this version must have had and has not, or has and cannot."""
    had = _steps(connection)
    for step in known_steps():
        if step not in had:
            yield f'The step "{step}" is not on record, and the file has what it makes.'
    for each in filter(_is_newer, had):
        yield f'The step "{each}" is on record, and this version does not know it.'


def is_up_to_date(connection: sqlite3.Connection) -> bool:
    """Whether a store has had every step that this version takes."""
    return set(known_steps()) <= set(_steps(connection))


def bring_up_to_date(path: Path) -> None:
    """All that is new, or nothing; one process at a time, for half a store would be a stranger's.

    Raises CannotRead where an older store is not whole or cannot be written.
    """
    with connected_to_read(path) as connection:
        _refuse_damaged(connection, path)
    try:
        with closing(connect(path)) as connection:
            write_ahead(connection)
            connection.execute("BEGIN IMMEDIATE")
            refuse_newer(connection, path)
            if not is_up_to_date(connection):  # nobody else was quicker
                _migrate(connection, path)
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):
            raise
        raise CannotRead(
            f"{path} was made by an older version of this program, and cannot be brought up to "
            "date where nothing may be written. Copy it to a folder where you may write."
        ) from error


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    kept = _kept_beside(path) if _tables(connection) else None
    try:
        migrations.apply(Database(connection))
        seals.add_seal(connection)
    except BaseException:
        if kept is not None:
            with suppress(OSError):
                kept.unlink()
        raise


def _kept_beside(path: Path) -> Path:
    """A copy of the store as it is, under a name that nothing has yet."""
    kept = free_name(path, f"before-contract-{contract.VERSION}-{date.today()}")
    with connected_to_read(path) as source:
        copy_store(source, kept)
    return kept


def _refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    """Raises CannotRead with the first thing that is wrong with an older store."""
    if not _tables(connection):
        return
    found = chain(
        damage.damaged_pages(connection),
        damage.strays(connection),
        damage.changed_originals(connection),
        broken_seals(connection) if "seals" in _tables(connection) else (),
    )
    first = next(found, None)
    if first:
        raise CannotRead(
            f"{path} is not whole and was not brought up to date: {first} Restore a backup."
        )


def _tables(connection: sqlite3.Connection) -> set[str]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in names}


def _steps(connection: sqlite3.Connection) -> list[object]:
    """The name of every migration that a store has had."""
    if migrations.migrations_table not in _tables(connection):
        return []
    sql = f"SELECT name FROM {migrations.migrations_table} WHERE migration_set = ?"
    return [name for (name,) in connection.execute(sql, (migrations.name,))]


def _is_newer(step: object) -> bool:
    """Whether a migration is none of ours, nor that of a contract before ours."""
    if step in known_steps():
        return False
    named = _CONTRACT.fullmatch(step) if isinstance(step, str) else None
    ours = tuple(map(int, contract.VERSION.split(".")))
    return named is None or tuple(map(int, named.groups())) > ours


def _later_methods(connection: sqlite3.Connection) -> bool:
    """Whether seals were made, or small counts hidden, in a way that came after ours."""
    known = {"seals": seals.METHOD, "suppression_rounds": SUPPRESSION_METHOD}
    return any(
        connection.execute(
            f"SELECT 1 FROM {table} WHERE method > ? LIMIT 1", (known[table],)
        ).fetchone()
        for table in known.keys() & _tables(connection)
    )
