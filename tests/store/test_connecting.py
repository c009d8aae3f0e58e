"""A store where nothing may be written: read as it is, never half, never by guesswork."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from escp_data.errors import CannotRead
from escp_data.records.upkeep import backup, verify
from escp_data.store import connecting
from escp_data.store.audit import record
from escp_data.store.database import Store, open_store
from tests.limits import read_only
from tests.store.test_store import rags
from tests.stores import plan_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def test_a_store_that_nobody_has_open_is_read(store: Store) -> None:
    known, version = rags(store), store.version()
    with read_only(store.path) as place:
        here = open_store(place / "escp.db")
        assert (rags(here), verify(here), here.version()) == (known, [], version)
        backup(here, place.parent / "open" / "copy.db")
        assert [path.name for path in place.iterdir()] == ["escp.db"]
    with pytest.raises(CannotRead, match="cannot be written to"), read_only(store.path) as place:
        record(Store(place / "escp.db"), "a", "b", "c")


def test_a_store_that_others_have_open_is_read_with_what_they_stored_last(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as others:
        others.execute("INSERT INTO audit_log VALUES (NULL, 'a', 'b', 'c', 'd')")
        others.commit()
        files = [Path(f"{store.path}{end}") for end in ("", "-wal", "-shm")]
        with read_only(*files) as place:
            here = Store(place / "escp.db")
            with here.reading() as connection:
                log = connection.execute("SELECT count(*) FROM audit_log").fetchone()
            assert verify(here) == ["No seal covers 1 row of audit_log."]
        assert log == (4,)


def test_what_was_left_beside_a_store_is_never_left_out(store: Store, tmp_path: Path) -> None:
    (tmp_path / "left").mkdir()
    with closing(sqlite3.connect(store.path)) as others:
        others.execute("INSERT INTO audit_log VALUES (NULL, 'a', 'b', 'c', 'd')")
        others.commit()
        left = [shutil.copy(f"{store.path}{end}", tmp_path / "left") for end in ("", "-wal")]
    with read_only(*map(Path, left)) as place:
        with pytest.raises(CannotRead) as refusal:
            Store(place / "escp.db").version()
        assert verify(Store(place / "escp.db")) == [str(refusal.value)]
    assert str(refusal.value) == (
        f"{place / 'escp.db'} cannot be read where it lies: what was stored last is in "
        "escp.db-wal, and the folder cannot be written to. Copy both files to a folder where you "
        "may write."
    )


def test_what_changes_while_it_is_read_is_not_handed_on(store: Store) -> None:
    with read_only(store.path, mode=0o666) as place:
        here = Store(place / "escp.db")
        with pytest.raises(CannotRead, match="was changed while it was read"):
            read_while_changed(here)


def read_while_changed(store: Store) -> None:
    with store.reading():
        store.path.write_bytes(store.path.read_bytes())


def test_a_store_that_another_makes_at_the_same_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite itself says "locked" at once, whatever time it is given."""
    path = tmp_path / "new.db"
    connecting.make_private(path)
    with closing(sqlite3.connect(path)) as other, closing(connecting.connect(path)) as ours:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            ours.execute("PRAGMA journal_mode = WAL")
        waited: list[float] = []

        def wait(seconds: float) -> None:
            waited.append(seconds)
            other.commit()

        monkeypatch.setattr("escp_data.store.connecting.time.sleep", wait)
        connecting.write_ahead(ours)
        assert len(waited) == 1
        assert ours.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_store_that_another_keeps_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", -1)
    path = tmp_path / "new.db"
    connecting.make_private(path)
    with closing(sqlite3.connect(path)) as other, closing(sqlite3.connect(path, timeout=0)) as ours:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            connecting.write_ahead(ours)
