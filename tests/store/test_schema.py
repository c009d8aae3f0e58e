"""Tables as the program makes them, also where their newest columns came later."""

import sqlite3
from contextlib import closing

import pytest

from escp_data.store.schema import _fits

MEANT = """CREATE TABLE "progress" (
   "id" INTEGER PRIMARY KEY,
   "says_id" INTEGER NOT NULL REFERENCES "says"("id"),
   "dated" TEXT,
   "rag" TEXT CHECK ("rag" IN ('Red', 'Green'))
) STRICT"""


def grown() -> str:
    """The same table, made before two of its columns were thought of."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE says (id INTEGER PRIMARY KEY)")
        connection.execute(
            'CREATE TABLE "progress" (\n   "id" INTEGER PRIMARY KEY,\n'
            "   \"rag\" TEXT CHECK (\"rag\" IN ('Red', 'Green'))\n) STRICT"
        )
        for column in ("says_id INTEGER REFERENCES says(id)", "dated TEXT"):
            name, kind = column.split(" ", 1)
            connection.execute(f'ALTER TABLE progress ADD COLUMN "{name}" {kind}')
        sql = "SELECT sql FROM sqlite_master WHERE name = 'progress'"
        return str(connection.execute(sql).fetchone()[0])


def test_a_table_that_grew_is_as_meant() -> None:
    assert grown() != MEANT
    assert _fits(("progress", grown()), ("progress", MEANT))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dated", "daten"), ('"dated" TEXT', '"dated" REAL'), (" STRICT", ""), ("'Red'", "'red'"),
        ("says(id)", "says(ids)"), ("PRIMARY KEY", ""), (', "dated" TEXT', ""),
        ('"dated" TEXT', '"dated" TEXT, "more" TEXT'), ('"dated" TEXT', '"dated" TEXT NOT NULL'),
    ],
)  # fmt: skip  # pairs share a line
def test_any_other_difference_is_one(old: str, new: str) -> None:
    assert old in grown()
    assert not _fits(("progress", grown().replace(old, new, 1)), ("progress", MEANT))
    assert not _fits(("another", grown()), ("progress", MEANT))
