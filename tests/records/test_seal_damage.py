"""Whatever is changed in a store, by hand or by chance: `verify` finds it, and stops at nothing."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

from escp_data.errors import CannotRead
from escp_data.records.upkeep import backup, look_over, verify
from escp_data.records.uploads import withdraw
from escp_data.store.audit import record
from escp_data.store.database import Store, open_store
from tests.counted import give, new_store
from tests.records.test_upkeep import unlike, without_tables
from tests.statements.version_one import PLAN, store_of_before
from tests.stores import plan_store, progress, put, return_workbook

CHANGES = min(1_000, 5 * settings().max_examples)
"""200 in the suite; all thousand, which take half a minute, with the profile "thorough"."""
SEED = 20260114


@cache
def everything() -> bytes:
    """One file with a row in every kind of table: counts, a withdrawal, a log, a mapping."""
    with TemporaryDirectory() as name:
        store = new_store(Path(name))
        for quarter, small in (("2022/23 academic", 3), ("2023/24 academic", 4)):
            give(store, quarter, (small, 120, 60, 200, 40, 9))
        put(store, return_workbook("2023-24 Q1", Progress=[progress("1.1", "Amber")]))
        withdraw(store, 3, "Sent too early", "Chair")
        with store.writing() as connection:
            connection.execute("INSERT INTO mappings VALUES (NULL, 'a', 'b', '{}', 'c', 'd')")
        record(store, "Dashboard", "export", "Actions, 2023-24 Q1")
        backup(store, Path(name) / "one.db")
        return (Path(name) / "one.db").read_bytes()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    path = tmp_path / "escp.db"
    path.write_bytes(everything())
    return Store(path)


@contextmanager
def by_hand(store: Store) -> Iterator[sqlite3.Connection]:
    """A connection of somebody else's, whose changes nothing seals."""
    with closing(sqlite3.connect(store.path)) as connection:
        yield connection
        connection.commit()


def test_it_is_whole_to_begin_with(store: Store) -> None:
    assert look_over(store) == ([], [])


HAND: dict[str, tuple[str, list[str]]] = {
    "small counts shown": (
        "UPDATE suppression_windows SET shown = replace(shown, 'false', 'true')",
        [unlike(2), unlike(3)]),
    "another reason": (
        "UPDATE decisions SET reason = 'Sent too late'",
        ["What seal 5 covers is not as it was sealed: audit_log, decisions, suppression_rounds."]),
    "a line of the log gone": (
        "DELETE FROM audit_log WHERE detail LIKE 'Actions%'",
        ["What seal 7 covers is not as it was sealed: audit_log."]),
    "a line of the log put in": (
        "INSERT INTO audit_log VALUES (NULL, 'a', 'b', 'c', 'd')",
        ["No seal covers 1 row of audit_log."]),
    "a mapping changed": (
        "UPDATE mappings SET confirmed_by = 'Nobody'",
        ["What seal 6 covers is not as it was sealed: mappings."]),
    "the last seal gone": (
        "DELETE FROM seals WHERE id = 7",
        ["No seal covers 1 row of audit_log."]),
    "every seal gone": (
        "DELETE FROM seals WHERE id > 0",
        ["No seal covers 1 row of actions.", "No seal covers 3 rows of agencies.",
         "No seal covers 6 rows of audit_log.", "No seal covers 1 row of decisions.",
         "No seal covers 12 rows of ethnicity_counts.", "No seal covers 1 row of mappings.",
         "No seal covers 1 row of measures.", "No seal covers 5 rows of population."]),
    "a seal in the middle gone": (
        "DELETE FROM seals WHERE id = 6",
        ["Seal 6 is not there.",
         "Seal 7 does not say what it covers.",
         "What seal 7 covers is not as it was sealed: audit_log, mappings."]),
    "a seal changed": (
        "UPDATE seals SET seal = 'f' WHERE id = 6", ["Seal 6 is not as it was made."]),
    "what a seal covers damaged": (
        "UPDATE seals SET until = '{\"uploads\": [' WHERE id = 6",
        ["Seal 6 is not as it was made."]),
    "what a seal covers of no kind": (
        "UPDATE seals SET until = '{\"uploads\": \"4\"}' WHERE id = 7",
        ["Seal 7 is not as it was made."]),
    "a view": (
        "DROP VIEW current_progress", ["The view current_progress is not there."]),
    "an index": (
        "CREATE INDEX mine ON progress (ref)",
        ["The index mine is none that this program makes."]),
    "a table": (
        "DROP TABLE seals", ["The table seals is not there.",
                             "The seals cannot be read. SQLite says: no such table: seals."]),
    "a step": (
        "DELETE FROM _sqlite_migrations WHERE name = 'seals'",
        ['The step "seals" is not on record, and the file has what it makes.']),
}  # fmt: skip  # a list in few lines


@pytest.mark.parametrize(("sql", "sentences"), HAND.values(), ids=HAND)
def test_what_is_changed_by_hand_is_named(store: Store, sql: str, sentences: list[str]) -> None:
    with by_hand(store) as connection:
        connection.execute(sql)
    assert without_tables(verify(store))[: len(sentences)] == sentences


def test_83_a_decision_of_before_that_is_changed_by_hand_names_the_seal(tmp_path: Path) -> None:
    """The scenario's own words. Only a store of version 1.0 has rows in that table: decisions are
    kept in windows now, with their proofs (the next test); those of before stay as they were made.
    """
    path = store_of_before(tmp_path, PLAN)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO suppression_decisions VALUES"
            " (1, 1, 'CLA', NULL, 4, '2022-23 Q4', 'Black', '[[1, 4]]', 0)"
        )
        connection.commit()
    store = open_store(path)
    assert verify(store) == []
    with by_hand(store) as connection:
        connection.execute("UPDATE suppression_decisions SET shown = 1")
    [sentence] = verify(store)
    assert sentence.startswith("What seal 1 covers is not as it was sealed: upload 1 (")
    assert "suppression_decisions" in sentence


ANOTHER = """
    UPDATE "{table}" SET "{column}" = CASE typeof("{column}") WHEN 'text' THEN "{column}" || ' '
    WHEN 'integer' THEN "{column}" + 1 ELSE 1 END WHERE id = (SELECT max(id) FROM "{table}")"""


def test_83_whatever_of_a_decision_is_changed_by_hand_names_the_seal(store: Store) -> None:
    """What is shown of each window of counts, why, and what proves a hidden number safe."""
    whole = store.path.read_bytes()
    with by_hand(store) as connection:
        places = connection.execute(
            "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c"
            " WHERE m.type = 'table' AND m.name LIKE 'suppression%' AND c.name <> 'id'"
        ).fetchall()
        filled = [
            (table, column) for table, column in places
            if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()
        ]  # fmt: skip  # one thought
    assert {table for table, _ in filled} == {
        "suppression_rounds", "suppression_secrets", "suppression_windows",
    }  # fmt: skip  # a list
    for table, column in filled:
        with by_hand(store) as connection:
            connection.execute(ANOTHER.format(table=table, column=column))
        named = [each for each in verify(store) if "covers is not as it was sealed" in each]
        assert [table in each for each in named] == [True], (table, column)
        store.path.write_bytes(whole)


def test_a_clock_that_ran_backwards_is_a_note(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    put(store, return_workbook("2024-25 Q3", Progress=[progress("1.1", "Green")]), "", "2023-10-10")
    assert look_over(store) == ([], [
        "The clock ran backwards: upload 4 is dated 2023-10-10, before upload 3. "
        "The newest upload is still the one with the highest number."
    ])  # fmt: skip  # a list in few lines


def content(path: Path) -> list[object] | None:
    """The schema and every row of every table, with its place; None where it cannot be read.

    When a step of the schema was taken is no content.
    """
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            tables = connection.execute(
                "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2, 3"
            ).fetchall()
            found: list[object] = list(tables)
            for kind, table, _, _ in tables:
                if kind == b"table":
                    wanted = "id, migration_set, name" if b"migrations" in table else "rowid, *"
                    found += connection.execute(f'SELECT {wanted} FROM "{table.decode()}"')
            return found
    except (sqlite3.Error, UnicodeError):
        return None


def found_in(path: Path) -> list[str]:
    """What a person who verifies the file is told."""
    try:
        return verify(open_store(path, create=False))
    except CannotRead as refusal:
        return [str(refusal)]


def test_every_changed_byte_of_content_is_found(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    whole = everything()
    path = tmp_path / "escp.db"
    path.write_bytes(whole)
    before = content(path)
    places = [place for place, byte in enumerate(whole) if byte]  # the rest is free space
    changed, unseen = 0, []
    while changed < CHANGES:
        place = chance.choice(places)
        damaged = bytearray(whole)
        damaged[place] ^= chance.randint(1, 255) if changed % 2 else 1 << chance.randrange(8)
        path.write_bytes(damaged)
        if content(path) != before:
            changed += 1
            if not found_in(path):
                unseen.append((place, damaged[place]))
        for beside in tmp_path.glob("escp.*"):
            beside.unlink()
    assert unseen == []
