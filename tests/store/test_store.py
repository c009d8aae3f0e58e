"""The store: append-only, current and as it was, one transaction an upload."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from escp_data import contract
from escp_data.errors import CannotRead
from escp_data.records.uploads import append
from escp_data.store.database import Store, open_store
from escp_data.validation.checks import check_workbook
from tests.stores import plan_store, plan_workbook, progress, put, return_workbook

Q1 = [
    ("1.1", "2024-25 Q1", "Green"),
    ("2.1", "2024-25 Q1", "Amber"),
    ("2.2", "2024-25 Q1", "Green"),
]
Q2 = [("1.1", "2024-25 Q2", "Complete"), ("2.1", "2024-25 Q2", "Red")]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def rags(store: Store, as_at: str | None = None) -> list[tuple[str, str, str]]:
    frame = store.current("progress", as_at)[["period", "ref", "rag"]]
    return sorted((str(row.ref), str(row.period), str(row.rag)) for row in frame.itertuples())


def test_every_table_is_strict_and_follows_the_contract(store: Store) -> None:
    with store.reading() as connection:
        strict = dict(
            connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
        )
        columns = {
            sheet.table: [
                (name, kind)
                for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({sheet.table})")
            ][5:]
            for sheet in contract.SHEETS
        }
        views = {
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
        }
    # Before them stand id, upload_id, sheet_row, says_id and dated.
    assert columns == {sheet.table: list(sheet.stored) for sheet in contract.SHEETS}
    own = {name for name in strict if not name.startswith(("sqlite_", "_sqlite"))}
    assert own > set(columns) | {"uploads", "originals", "suppression_windows", "mappings"}
    assert {name for name in own if not strict[name]} == set()
    assert views == {"standing_uploads"} | {f"current_{s.table}" for s in contract.SHEETS}


def test_what_is_current_is_the_newest_version_of_each_row(store: Store) -> None:
    assert rags(store) == sorted(Q1 + Q2)
    put(store, return_workbook("2024-25 Q2", Progress=[progress("2.1", "Amber")]))
    assert rags(store) == sorted([*Q1, Q2[0], ("2.1", "2024-25 Q2", "Amber")])
    with store.reading() as connection:
        views = connection.execute("SELECT ref, period, rag FROM current_progress").fetchall()
        kept = connection.execute("SELECT count(*) FROM progress").fetchone()[0]
    assert sorted(views) == rags(store)
    assert kept == 6


def test_any_earlier_day_can_be_shown_as_it_was(store: Store) -> None:
    assert rags(store, "2024-07-09") == []
    assert rags(store, "2024-07-10") == sorted(Q1)
    assert rags(store, "2024-10-10") == sorted(Q1 + Q2)
    assert rags(store, "2024-10-10T00:00:00.000000Z") == sorted(Q1 + Q2)
    assert rags(store, "2024-10-09T23:59:59.000000Z") == sorted(Q1)


def test_blank_text_is_none_and_blank_numbers_are_nan(store: Store) -> None:
    frame = store.current("actions")
    assert list(frame["activity_group"]) == ["Vulnerable Young People", None, None]
    assert frame["priority"].dtype == "float64"
    assert store.current("measures")["target"].isna().all()


def test_nothing_of_an_upload_is_kept_where_anything_goes_wrong(store: Store) -> None:
    before = "\n".join(dump(store))
    with pytest.raises(ZeroDivisionError):
        half_a_transaction(store)
    assert "\n".join(dump(store)) == before


def half_a_transaction(store: Store) -> None:
    """Writes a row, then fails."""
    with store.writing() as connection:
        connection.execute("INSERT INTO audit_log VALUES (NULL, 'a', 'b', 'c', 'd')")
        raise ZeroDivisionError


def test_uploads_at_once_queue_and_none_is_lost(store: Store) -> None:
    made = [
        check_workbook(
            return_workbook("2024-25 Q3", Progress=[progress("1.1", "Green", Evidence=f"{n}")]),
            f"{n}.xlsx",
            store,
        )
        for n in range(8)
    ]
    threads = [threading.Thread(target=append, args=(store, each, "x")) for each in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with store.reading() as connection:
        names = connection.execute("SELECT file_name FROM uploads WHERE id > 3").fetchall()
    assert sorted(names) == [(f"{n}.xlsx",) for n in range(8)]


def test_the_version_changes_with_every_upload(store: Store) -> None:
    before = store.version()
    put(store, return_workbook("2024-25 Q3", Progress=[progress("1.1", "Green")]))
    assert len({"", before, store.version()}) == 3


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(CannotRead), store.reading() as connection:
        connection.execute("DELETE FROM progress")


def test_an_older_store_gets_the_columns_it_lacks(tmp_path: Path) -> None:
    store = open_store(tmp_path / "old.db")
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("DROP VIEW current_progress")
        connection.execute("ALTER TABLE progress DROP COLUMN barriers")
        connection.execute("DELETE FROM _sqlite_migrations WHERE name LIKE 'contract%'")
        connection.commit()
    reopened = open_store(tmp_path / "old.db")
    assert "barriers" in reopened.current("progress").columns


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as refusal:
        open_store(tmp_path)
    words = f"{tmp_path} is a folder. Give the name of a file, such as escp.db."
    assert str(refusal.value) == words


def test_another_kind_of_file_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"no database, by far too short a text" * 100)
    with pytest.raises(CannotRead) as refusal:
        open_store(path)
    words = f"{path} holds no dashboard: it is some other kind of file. Check the path."
    assert str(refusal.value) == words


def test_a_strangers_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE people (name)")
    with pytest.raises(CannotRead, match="not of this dashboard"):
        open_store(path)


def test_a_missing_folder_or_store_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="There is no folder"):
        open_store(tmp_path / "nowhere" / "escp.db")
    with pytest.raises(CannotRead, match="There is no dashboard at"):
        open_store(tmp_path / "escp.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_went_away_is_not_made_again(store: Store) -> None:
    store.path.unlink()
    with pytest.raises(CannotRead, match="cannot be opened"):
        store.version()
    assert not store.path.exists()


def test_the_plan_of_the_tests_has_no_problems() -> None:
    assert check_workbook(plan_workbook(), "plan.xlsx").problems == ()


def dump(store: Store) -> list[str]:
    """Every row of every table, as text."""
    with closing(sqlite3.connect(store.path)) as connection:
        return list(connection.iterdump())


def test_no_row_stands_without_its_upload(store: Store) -> None:
    with store.reading() as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT DISTINCT m.name FROM sqlite_master m, pragma_foreign_key_list(m.name)"
            )
        ]
    assert len(tables) > len(contract.SHEETS)
    for write in (
        "INSERT INTO decisions (upload_id, decision, reason, decided_by, decided_at)"
        " VALUES (999, 'withdrawn', 'x', 'x', '2026-01-01T00:00:00.000000Z')",
        "INSERT INTO originals VALUES (999, x'00')",
        "DELETE FROM uploads WHERE id = 1",
    ):
        with pytest.raises(sqlite3.IntegrityError), store.writing() as connection:
            connection.execute(write)


def test_what_is_read_is_one_state_however_others_write(store: Store) -> None:
    asked = "SELECT count(*) FROM uploads"
    with store.reading() as connection:
        before = connection.execute(asked).fetchone()
        put(store, return_workbook("2024-25 Q3", Progress=[progress("1.1", "Green")]))
        assert connection.execute(asked).fetchone() == before
    with store.reading() as connection:
        assert connection.execute(asked).fetchone() == (before[0] + 1,)


def test_who_reads_cannot_write(store: Store) -> None:
    with pytest.raises(CannotRead), store.reading() as connection:
        connection.execute("DELETE FROM audit_log")
