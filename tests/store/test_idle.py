"""Connections that stay open between questions: quicker, and never another answer."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from escp_data.store import idle
from escp_data.store.database import Store, open_store
from tests.stores import plan_store, report


@pytest.fixture(autouse=True)
def kept() -> Iterator[None]:
    """None at first, four at most; as before when the test ends."""
    idle.keep_open(0)
    idle.keep_open(4)
    yield
    idle.keep_open(0)
    idle.keep_open(4)


def rows(store: Store) -> int:
    """How many uploads there are."""
    with store.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM uploads").fetchone()[0])


def connection_of(store: Store) -> sqlite3.Connection:
    """The connection that a question is asked on."""
    with store.reading() as connection:
        return connection


def test_a_question_after_another_is_asked_on_the_same_connection(empty_store: Path) -> None:
    store = Store(empty_store)
    assert connection_of(store) is connection_of(store)
    idle.keep_open(0)
    assert connection_of(store) is not connection_of(store)


def test_two_questions_at_one_time_have_one_each(empty_store: Path) -> None:
    store = Store(empty_store)
    with store.reading() as one, store.reading() as other:
        assert one is not other


def test_what_somebody_else_stored_is_seen(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    before = rows(store)
    report(store, "2024-25 Q3", r1_1="Green")
    assert rows(store) == before + 1


def test_another_file_in_its_place_is_another_store(tmp_path: Path) -> None:
    store, other = plan_store(tmp_path), open_store(tmp_path / "other.db")
    assert rows(store) == 3
    os.replace(other.path, store.path)
    assert rows(store) == 0


def test_the_file_alone_is_whole_after_each_upload(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    assert rows(store) == 3
    report(store, "2024-25 Q3", r1_1="Green")
    alone = tmp_path / "alone" / "copy.db"
    alone.parent.mkdir()
    shutil.copyfile(store.path, alone)
    assert rows(Store(alone)) == 4


def test_a_reader_in_the_middle_keeps_no_upload_waiting(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    with store.reading() as connection:
        connection.execute("SELECT count(*) FROM uploads").fetchone()
        report(store, "2024-25 Q3", r1_1="Green")
        assert connection.execute("SELECT count(*) FROM uploads").fetchone() == (3,)
    assert rows(store) == 4


def test_a_question_that_fails_leaves_no_connection_behind(empty_store: Path) -> None:
    store = Store(empty_store)
    first = connection_of(store)
    with pytest.raises(ZeroDivisionError), store.reading():
        raise ZeroDivisionError
    assert connection_of(store) is not first


def test_a_kept_connection_cannot_write(empty_store: Path) -> None:
    store = Store(empty_store)
    for _ in range(2):
        with store.reading() as connection, pytest.raises(sqlite3.OperationalError):
            connection.execute("DELETE FROM uploads")


def test_no_more_than_so_many_are_kept(tmp_path: Path) -> None:
    stores = [open_store(tmp_path / f"{number}.db") for number in range(6)]
    first = [connection_of(store) for store in stores]
    again = [connection_of(store) for store in reversed(stores)]
    same = [one is other for one, other in zip(reversed(first), again, strict=True)]
    assert same == [True, True, True, True, False, False]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is not forked here")
def test_a_child_uses_none_of_its_parents(
    empty_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(empty_store)
    first = connection_of(store)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    with closing(connection_of(store)) as of_child:
        assert of_child is not first
