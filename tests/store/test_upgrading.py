"""Newer stores are refused and left alone; older ones are kept beside and brought up to date."""

import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from escp_data import contract
from escp_data.errors import CannotRead
from escp_data.records.upkeep import verify
from escp_data.store import seals, upgrading
from escp_data.store.database import Store, open_store
from escp_data.suppression import decided
from tests.calls import contents
from tests.limits import read_only
from tests.store.test_store import dump
from tests.stores import plan_store, progress, put, return_workbook


def before_today() -> str:
    """The name of the copy that is kept beside; asked for when it is made, and not at midnight."""
    return f"escp.before-contract-{contract.VERSION}-{date.today()}.db"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def change(path: Path, *statements: str) -> None:
    """Change a store behind its back, and fold it into one file."""
    with closing(sqlite3.connect(path)) as connection:
        for sql in statements:
            connection.execute(sql)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def make_older(path: Path, *more: str) -> None:
    """As a store was before there were seals."""
    change(path, "DROP TABLE seals", "DELETE FROM _sqlite_migrations WHERE name = 'seals'", *more)


NEWER = {
    "a step": "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
              " VALUES ('escp', 'sealed twice', 'now')",
    "a contract": "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
                  " VALUES ('escp', 'contract 9.9', 'now')",
    "a way to seal": "UPDATE seals SET method = 2 WHERE id = 3",
    "a way to hide": "UPDATE suppression_rounds SET method = 99 WHERE id = 3",
}  # fmt: skip  # a row a line


@pytest.mark.parametrize("sql", NEWER.values(), ids=NEWER)
def test_a_newer_store_is_refused_and_left_alone(store: Store, sql: str) -> None:
    change(store.path, sql)
    before = contents(store.path.parent)
    for use in (lambda: open_store(store.path), store.version, lambda: write(store)):
        with pytest.raises(CannotRead) as refusal:
            use()
        assert str(refusal.value) == (
            f"{store.path} was made by a newer version of this program, and nothing was read or "
            "stored. Install that version, or restore a backup that this one made."
        )
    assert contents(store.path.parent) == before


def write(store: Store) -> None:
    with store.writing() as connection:
        connection.execute("INSERT INTO audit_log VALUES (NULL, 'a', 'b', 'c', 'd')")


def test_a_contract_before_ours_is_no_newer_one(store: Store) -> None:
    change(
        store.path,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('escp', 'contract 0.9', 'now')",
    )
    assert verify(open_store(store.path)) == []


def test_what_hides_small_counts_is_known_by_the_store() -> None:
    assert decided.METHOD == upgrading.SUPPRESSION_METHOD


def test_an_older_store_is_kept_beside_and_sealed_whole(store: Store) -> None:
    make_older(store.path)
    before = dump(store)
    opened = open_store(store.path)
    assert (verify(opened), len(verify_seals(opened))) == ([], 1)
    kept = store.path.with_name(before_today())
    assert dump(Store(kept)) == before
    assert {path.name for path in contents_of(store.path.parent)} == {"escp.db", kept.name}
    if os.name == "posix":
        assert kept.stat().st_mode & 0o777 == 0o600
    put(opened, return_workbook("2024-25 Q3", Progress=[progress("1.1", "Green")]))
    assert verify(opened) == []


def verify_seals(store: Store) -> list[seals.Seal]:
    with store.reading() as connection:
        return list(seals.seals(connection))


def contents_of(folder: Path) -> list[Path]:
    return [folder / name for name in contents(folder)]


def test_a_copy_of_the_same_day_is_not_overwritten(store: Store) -> None:
    kept = store.path.with_name(before_today())
    kept.write_bytes(b"mine")
    make_older(store.path)
    open_store(store.path)
    assert kept.read_bytes() == b"mine"
    assert kept.with_name(kept.name.replace(".db", "-2.db")).exists()


def test_a_new_store_has_no_copy_and_is_private(tmp_path: Path) -> None:
    made = open_store(tmp_path / "escp.db")
    with made.writing() as connection:
        connection.execute("INSERT INTO audit_log VALUES (NULL, 'a', 'b', 'c', 'd')")
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes.keys() == {"escp.db", "escp.db-wal", "escp.db-shm"}
    if os.name == "posix":
        assert set(modes.values()) == {0o600}


AMISS = {
    "a file": ("UPDATE originals SET content = x'00' WHERE upload_id = 2",
               "The original of upload 2 is not the file that was sent."),
    "a stray": ("UPDATE progress SET upload_id = 9 WHERE id = 1",
                "Row 1 of progress belongs to an upload that is not there."),
}  # fmt: skip  # a row a line


@pytest.mark.parametrize(("sql", "sentence"), AMISS.values(), ids=AMISS)
def test_an_older_store_that_is_not_whole_is_left_alone(
    store: Store, sql: str, sentence: str
) -> None:
    make_older(store.path, sql)
    before = contents(store.path.parent)
    with pytest.raises(CannotRead) as refusal:
        open_store(store.path)
    assert str(refusal.value) == (
        f"{store.path} is not whole and was not brought up to date: {sentence} Restore a backup."
    )
    assert contents(store.path.parent) == before


def test_where_it_goes_wrong_the_store_is_as_it_was(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_older(store.path)
    before = dump(store)
    monkeypatch.setattr(seals, "as_json", None)
    with pytest.raises(TypeError):
        open_store(store.path)
    assert dump(store) == before
    assert list(contents(store.path.parent)) == ["escp.db"]


def test_an_older_store_where_nothing_may_be_written_is_said_to_be_one(store: Store) -> None:
    make_older(store.path)
    with read_only(store.path) as place:
        with pytest.raises(CannotRead) as refusal:
            open_store(place / "escp.db")
        left = [path.name for path in place.iterdir()]
    assert str(refusal.value) == (
        f"{place / 'escp.db'} was made by an older version of this program, and cannot be brought "
        "up to date where nothing may be written. Copy it to a folder where you may write."
    )
    assert left == ["escp.db"]


def test_a_table_that_grew_is_as_good_as_a_new_one(tmp_path: Path) -> None:
    store = open_store(tmp_path / "escp.db")
    change(
        store.path,
        "DROP VIEW current_progress",
        "ALTER TABLE progress DROP COLUMN barriers",
        "DELETE FROM _sqlite_migrations WHERE name LIKE 'contract%'",
    )
    assert verify(open_store(store.path)) == []
