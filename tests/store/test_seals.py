"""Seals: over every row that came, chained, and the same however wide a table grows."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from escp_data.records.upkeep import verify
from escp_data.records.uploads import sealed_by, withdraw
from escp_data.store.audit import record
from escp_data.store.database import Store, open_store
from escp_data.store.seals import Seal, digest, sealed_tables, seals
from tests.store.test_store import half_a_transaction
from tests.stores import plan_store, progress, put, return_workbook


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def every_seal(store: Store) -> list[Seal]:
    with store.reading() as connection:
        return list(seals(connection))


def compact(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def by_hand(store: Store, seal: Seal, before: dict[str, int]) -> str:
    """A digest as docs/design.md describes it, row after row."""
    text = ""
    with closing(sqlite3.connect(store.path)) as connection:
        connection.row_factory = sqlite3.Row
        for table in json.loads(seal.covers):
            text += compact(table) + "\n"
            key = "upload_id" if table == "upload_sheets" else "id"
            for row in connection.execute(f"SELECT * FROM {table} ORDER BY {key}, rowid"):
                if before.get(table, 0) < row[key] <= json.loads(seal.until)[table]:
                    said = {name: row[name] for name in row.keys() if row[name] is not None}  # noqa: SIM118 - a row has no `in`
                    text += compact(said) + "\n"
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def test_a_seal_is_what_the_description_says(store: Store) -> None:
    before: dict[str, int] = {}
    previous = ""
    for number, each in enumerate(every_seal(store), 1):
        until = json.loads(each.until)
        assert (each.number, each.method, each.previous) == (number, 1, previous)
        assert each.digest == by_hand(store, each, before)
        fields = [each.method, each.previous, each.covers, each.until, each.digest]
        assert each.seal == hashlib.sha256(f"{compact(fields)}\n".encode("ascii")).hexdigest()
        assert json.loads(each.covers) == sorted(t for t in until if until[t] > before.get(t, 0))
        before, previous = until, each.seal
    assert (before["uploads"], before["progress"], before["upload_sheets"]) == (3, 5, 3)


def test_every_table_is_sealed_or_has_a_reason_not_to_be(store: Store) -> None:
    with store.reading() as connection:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        every = [name for (name,) in connection.execute(names)]
        sealed = sealed_tables(connection)
    assert sorted([*sealed, "_sqlite_migrations", "originals", "seals"]) == every


def test_a_column_that_comes_later_changes_nothing(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("ALTER TABLE progress ADD COLUMN aaa TEXT")
        connection.execute("ALTER TABLE uploads ADD COLUMN zzz REAL")
    assert verify(store) == [
        "The table progress is not as this program makes it.",
        "The table uploads is not as this program makes it.",
    ]


@pytest.mark.parametrize(
    "number", [0.1, 1e-310, 1.7976931348623157e308, 5e-324, 1 / 3, 123456789.0, 2.0**70]
)
def test_a_number_is_sealed_to_its_last_digit(number: float) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b REAL, c REAL) STRICT")
        connection.execute("INSERT INTO t VALUES (7, 'é\u2028\U0001f600', ?, NULL)", (number,))
        sealed = digest(connection, ["t"], {}, {"t": 7})
    line = '"t"\n{"a":"\\u00e9\\u2028\\ud83d\\ude00","b":' + repr(number) + ',"id":7}\n'
    assert sealed == hashlib.sha256(line.encode("ascii")).hexdigest()


def test_a_transaction_that_adds_nothing_adds_no_seal(store: Store, tmp_path: Path) -> None:
    before = every_seal(store)
    with store.writing() as connection:
        connection.execute("SELECT 1")
    with pytest.raises(ZeroDivisionError):
        half_a_transaction(store)
    assert every_seal(store) == before
    new = open_store(tmp_path / "new.db")
    assert (every_seal(new), new.version(), new.newest_seal()) == ([], "", "")


def test_the_version_is_the_newest_seal_over_what_figures_rest_on(store: Store) -> None:
    seen = [store.version()]
    assert seen == [every_seal(store)[-1].seal]
    record(store, "Dashboard", "export", "actions")
    with store.writing() as connection:
        connection.execute("INSERT INTO mappings VALUES (NULL, 'a', 'b', '{}', 'c', 'd')")
    assert store.version() == seen[0]
    assert store.newest_seal() == every_seal(store)[-1].seal[:12] != seen[0][:12]
    withdraw(store, 3, "A trial", "Chair")
    seen.append(store.version())
    put(store, return_workbook("2024-25 Q3", Progress=[progress("1.1", "Green")]))
    seen.append(store.version())
    assert len(set(seen)) == 3
    assert sealed_by(store) == {
        **{each.number: each.seal[:12] for each in every_seal(store)[:3]},
        4: seen[-1][:12],
    }
