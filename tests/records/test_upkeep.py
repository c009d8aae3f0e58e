"""Backups that are whole while others write, and damage that is found."""

import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from escp_data.errors import CannotRead
from escp_data.records.upkeep import backup, verify
from escp_data.store.audit import record
from escp_data.store.database import Store, open_store
from tests.store.test_store import dump
from tests.stores import plan_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def change(store: Store, sql: str, *values: object) -> None:
    """Change the store behind its back."""
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute(sql, values)
        connection.commit()


def test_a_backup_is_the_store_to_the_row_and_one_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    backup(store, tmp_path / "backups" / "copy.db")
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["copy.db"]
    header = (tmp_path / "backups" / "copy.db").read_bytes()[18:20]
    assert header == b"\x01\x01"  # no write-ahead log: a folder that can only be read will do
    copy = open_store(tmp_path / "backups" / "copy.db", create=False)
    assert (dump(copy), verify(copy)) == (dump(store), [])
    assert copy.version() == store.version()


def test_a_backup_leaves_out_what_a_writer_has_not_finished(store: Store, tmp_path: Path) -> None:
    before = dump(store)
    with store.writing() as connection:
        connection.execute("INSERT INTO audit_log VALUES (NULL, 'a', 'b', 'c', 'd')")
        backup(store, tmp_path / "copy.db")
    assert dump(Store(tmp_path / "copy.db")) == before
    assert dump(store) != before


def test_a_backup_among_writers_is_whole(store: Store, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            record(store, "Somebody", "export", "Actions")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            backup(store, tmp_path / f"{number}.db")
    finally:
        done.set()
        writer.join(timeout=60)
    copies = [Store(tmp_path / f"{number}.db") for number in range(5)]
    assert [verify(copy) for copy in copies] == [[]] * 5
    kept = [len(copy.current("progress")) for copy in copies]
    assert kept == [len(store.current("progress"))] * 5


def test_nothing_is_overwritten_or_left_behind(store: Store, tmp_path: Path) -> None:
    there = tmp_path / "there.db"
    there.write_bytes(b"mine")
    with pytest.raises(CannotRead, match="is there already"):
        backup(store, there)
    assert there.read_bytes() == b"mine"
    with pytest.raises(CannotRead, match=r"cannot be written: there is no folder .*nowhere"):
        backup(store, tmp_path / "nowhere" / "copy.db")
    store.path.write_bytes(store.path.read_bytes()[:4096] + b"\xff" * 8192)
    with pytest.raises(CannotRead, match="is damaged"):
        backup(store, tmp_path / "copy.db")
    names = {path.name for path in tmp_path.iterdir()} - {"escp.db-wal", "escp.db-shm"}
    assert names == {"escp.db", "there.db"}


def test_a_whole_store_has_nothing_to_report(store: Store) -> None:
    before = dump(store)
    assert verify(store) == []
    assert dump(store) == before


def flip_a_byte(store: Store) -> None:
    """Change one byte in the middle of the second original."""
    with closing(sqlite3.connect(store.path)) as connection:
        sql = "SELECT content FROM originals WHERE upload_id = 2"
        content = bytearray(connection.execute(sql).fetchone()[0])
    content[len(content) // 2] ^= 1
    change(store, "UPDATE originals SET content = ? WHERE upload_id = 2", bytes(content))


def unlike(number: int) -> str:
    """What is said of a seal over one return when something under it was changed."""
    return f"What seal {number} covers is not as it was sealed: upload {number} (its tables)."


def without_tables(sentences: list[str]) -> list[str]:
    """The sentences, without the names of the tables that a seal covers."""
    return [re.sub(r"\([a-z_, ]+\)\.$", "(its tables).", each) for each in sentences]


DAMAGE: list[tuple[Callable[[Store], None], list[str]]] = [
    (flip_a_byte, ["The original of upload 2 is not the file that was sent."]),
    (lambda store: change(store, "DELETE FROM originals WHERE upload_id = 2"),
     ["The original of upload 2 is not there."]),
    (lambda store: change(store, "DELETE FROM progress WHERE ref = '2.1'"),
     ["Upload 2 brought 3 rows of Progress, and 2 are there.",
      "Upload 3 brought 2 rows of Progress, and 1 are there.", unlike(2), unlike(3)]),
    (lambda store: change(store, "DELETE FROM upload_sheets WHERE upload_id = 3"),
     ["Upload 3 brought 2 rows of its sheets, and 0 are there.", unlike(3)]),
    (lambda store: change(store, "UPDATE progress SET upload_id = 99 WHERE id = 5"),
     ["Row 5 of progress belongs to an upload that is not there.",
      "Upload 3 brought 2 rows of Progress, and 1 are there.", unlike(3)]),
]  # fmt: skip  # a row a line


@pytest.mark.parametrize(("damage", "sentences"), DAMAGE)
def test_damage_is_found(
    store: Store, damage: Callable[[Store], None], sentences: list[str]
) -> None:
    damage(store)
    assert without_tables(verify(store)) == sentences


def test_a_damaged_file_is_found(store: Store) -> None:
    content = bytearray(store.path.read_bytes())
    content[36:40] = (7).to_bytes(4, "big")  # how many unused pages the file says it has
    store.path.write_bytes(content)
    (sentence,) = verify(store)  # in words that differ from version to version
    assert sentence.startswith("SQLite reports: ")
    assert sentence.endswith("reelist: size is 0 but should be 7.")


def test_a_damaged_page_is_found(store: Store) -> None:
    with store.reading() as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'progress'"
        page = connection.execute(sql).fetchone()[0]
    content = bytearray(store.path.read_bytes())
    content[(page - 1) * size : page * size] = bytes(size)
    store.path.write_bytes(content)
    (sentence,) = verify(store)
    assert sentence == "The file cannot be read. SQLite says: database disk image is malformed."
