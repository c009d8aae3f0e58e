"""Seals: each transaction ends with a hash over all that it added, chained to the one before.

Whatever is changed, taken out or put in behind the program's back no longer fits its seal. Nobody
can tell from the chain alone that a file was rewritten whole, or cut at its end, by someone who
may write it: for that the newest seal is shown and printed, and can be compared.

A row is hashed as JSON of column and value, blank ones left out, so that a column which a later
version adds changes nothing. Originals are covered by `uploads.sha256`.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations
from typing import Any, NamedTuple

from escp_data import contract

METHOD = 1
"""Raised when digests or seals are made in another way; what was sealed stays as it is."""

SHORT = 12
"""As many letters of a seal are shown to people."""

_OWN = (
    "audit_log",
    "decisions",
    "mappings",
    "says",
    "suppression_changes",
    "suppression_decisions",
    "suppression_equations",
    "suppression_rounds",
    "suppression_secrets",
    "suppression_windows",
    "upload_sheets",
    "upload_warnings",
    "uploads",
)
_SHOWS_NOTHING = ("audit_log", "mappings")
"""Tables that no page's figures rest on: a line in them leaves every answer as it was."""

Until = dict[str, int]
"""The highest id of each table; of upload_sheets, which has none, the highest upload."""


class Seal(NamedTuple):
    """One row of `seals`: `until` and `covers` are JSON, `digest` is of the rows it covers."""

    number: int
    method: int
    covers: str
    until: str
    digest: str
    previous: str
    seal: str

    def made_again(self) -> str:
        """The seal that these fields give."""
        fields = (self.method, self.previous, self.covers, self.until, self.digest)
        return hashlib.sha256(_line(fields)).hexdigest()


def add_seal(connection: sqlite3.Connection) -> None:
    """Seal every row that no seal covers yet; where there is none, nothing is added."""
    newest = next(seals(connection, newest_first=True), None)
    before: Until = json.loads(newest.until) if newest else {}
    now = {**before, **_highest(connection)}
    covers = grown(before, now)
    if not covers:
        return
    made = Seal(
        0, METHOD, as_json(covers), as_json(now), digest(connection, covers, before, now),
        newest.seal if newest else "", "",
    )  # fmt: skip  # in the order of the columns
    connection.execute(
        "INSERT INTO seals (method, covers, until, digest, previous, seal)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (*made[1:-1], made.made_again()),
    )


def seals(connection: sqlite3.Connection, *, newest_first: bool = False) -> Iterator[Seal]:
    """Every seal, in order."""
    order = "DESC" if newest_first else "ASC"
    found = connection.execute(
        f"SELECT id, method, covers, until, digest, previous, seal FROM seals ORDER BY id {order}"
    )
    return (Seal(*row) for row in found)


def newest_seal(connection: sqlite3.Connection) -> str:
    """The newest seal's first letters, for people to compare; nothing where there is none."""
    newest = next(seals(connection, newest_first=True), None)
    return newest.seal[:SHORT] if newest else ""


def content_version(connection: sqlite3.Connection) -> str:
    """The newest seal over anything that figures rest on; nothing where there is none."""
    holes = ", ".join("?" * len(_IN_VAIN))
    row = connection.execute(
        f"SELECT seal FROM seals WHERE covers NOT IN ({holes}) ORDER BY id DESC LIMIT 1", _IN_VAIN
    ).fetchone()
    return str(row[0]) if row else ""


def upload_seals(connection: sqlite3.Connection) -> dict[int, str]:
    """The first letters of the seal that covers each upload, by its number."""
    found: dict[int, str] = {}
    last = 0
    for each in seals(connection):
        until = json.loads(each.until).get("uploads", last)
        found |= dict.fromkeys(range(last + 1, until + 1), each.seal[:SHORT])
        last = until
    return found


def digest(
    connection: sqlite3.Connection, covers: Iterable[str], after: Until, until: Until
) -> str:
    """SHA-256 over the rows of these tables that came after one seal and until another."""
    found = hashlib.sha256()
    for table in sorted(covers):
        found.update(_line(table))
        for row in _rows(connection, table, after.get(table), until[table]):
            found.update(_line(row))
    return found.hexdigest()


def sealed_tables(connection: sqlite3.Connection) -> list[str]:
    """The tables of this store whose rows are sealed."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table'"
    there = {name for (name,) in connection.execute(names)}
    return sorted(there & {*_OWN, *(sheet.table for sheet in contract.SHEETS)})


def grown(after: Until, until: Until) -> list[str]:
    """The tables that a seal covers rows of, in the order of their names."""
    return sorted(table for table, last in until.items() if last > after.get(table, 0))


def counted_by(table: str) -> str:
    """The column that says in which order a table's rows came."""
    return "upload_id" if table == "upload_sheets" else "id"


def as_json(value: object) -> str:
    """JSON as it is sealed: keys sorted, ASCII, no spaces."""
    return _JSON.encode(value)


def _unreadable(value: object) -> object:
    """What no program of ours writes, and a damaged file may hold."""
    return {"not JSON": repr(value)}


_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=_unreadable)
_IN_VAIN = tuple(
    as_json(tables)
    for tables in chain.from_iterable(combinations(_SHOWS_NOTHING, n) for n in (1, 2))
)


def _highest(connection: sqlite3.Connection) -> Until:
    found: Until = {}
    for table in sealed_tables(connection):
        sql = f'SELECT max("{counted_by(table)}") FROM "{table}"'
        (last,) = connection.execute(sql).fetchone()
        if last is not None:
            found[table] = last
    return found


def _rows(
    connection: sqlite3.Connection, table: str, after: int | None, until: int
) -> Iterator[Mapping[str, Any]]:  # the values of any column
    column = counted_by(table)
    came_later = f'"{column}" > :after AND' if after is not None else ""
    cursor = connection.execute(
        f'SELECT * FROM "{table}" WHERE {came_later} "{column}" <= :until'
        f' ORDER BY "{column}", rowid',
        {"after": after, "until": until},
    )
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield {name: value for name, value in zip(names, row, strict=True) if value is not None}


def _line(value: object) -> bytes:
    return as_json(value).encode("ascii") + b"\n"
