"""Whether a store's tables, indexes and views are those that this program makes.

A table that was there before its newest columns has them at its end, and cannot require them.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cache

from sqlite_utils import Database

from escp_data.store.migrations import migrations

Schema = dict[tuple[str, str], tuple[str, str]]
"""By kind and name: the table that an index or view is of, and its SQL."""

_REFERENCE = re.compile(r"REFERENCES \"?(\w+)\"? ?\(\"?(\w+)\"?\)")


def foreign_schema(connection: sqlite3.Connection) -> Iterator[str]:
    """What of a store's schema is missing, too many, or otherwise than the program makes it."""
    found, meant = _schema(connection), _made()
    for one in sorted(found.keys() | meant.keys()):
        what = f"The {one[0]} {one[1]}"
        if one not in found:
            yield f"{what} is not there."
        elif one not in meant:
            yield f"{what} is none that this program makes."
        elif found[one] != meant[one] and not (one[0] == "table" and _fits(found[one], meant[one])):
            yield f"{what} is not as this program makes it."


@cache
def known_steps() -> tuple[str, ...]:
    """The name of every migration, in order."""
    with closing(sqlite3.connect(":memory:")) as connection:
        return tuple(step.name for step in migrations.pending(Database(connection)))


@cache
def _made() -> Schema:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.apply(Database(connection))
        return _schema(connection)


def _schema(connection: sqlite3.Connection) -> Schema:
    """SQLite's own statistics, which come and go, are left out."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
    )
    return {(str(kind), str(name)): (str(table), str(sql)) for kind, name, table, sql in rows}


def _fits(found: tuple[str, str], meant: tuple[str, str]) -> bool:
    """Whether a table is as meant but for what a later column cannot be: in its place, required."""
    (head, inside, tail), (its_head, its_inside, its_tail) = _pieces(found[1]), _pieces(meant[1])
    if (found[0], head, tail) != (meant[0], its_head, its_tail):
        return False
    loosened = (its_inside - inside).elements()
    return Counter(each.replace(" NOT NULL", "") for each in loosened) == inside - its_inside


def _pieces(sql: str) -> tuple[str, Counter[str], str]:
    """What stands before the brackets of a CREATE TABLE, each column within, what follows."""
    head, _, rest = sql.partition("(")
    body, _, tail = rest.rpartition(")")
    return (
        head,
        Counter(_REFERENCE.sub(r'REFERENCES "\1"("\2")', each) for each in _parts(body)),
        tail,
    )


def _parts(body: str) -> Iterator[str]:
    """What stands between the commas of a text that are in no brackets of their own."""
    depth, start = 0, 0
    for place, letter in enumerate(body):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            yield body[start:place].strip(" \n")
            start = place + 1
    yield body[start:].strip(" \n")
