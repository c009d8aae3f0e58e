"""Copies are private, whole or not there, and what a killed process leaves is swept away."""

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from escp_data.records.upkeep import backup
from escp_data.store.copies import free_name, unfinished
from tests.crashing import hold_a_copy, server_of_processes
from tests.stores import plan_store

posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no permissions of this kind")


@posix
def test_a_copy_is_for_its_owner_alone_from_the_first_byte(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    seen = set()
    with closing(sqlite3.connect(store.path)) as connection, unfinished(tmp_path) as folder:
        assert connection
        seen.add(folder.stat().st_mode & 0o777)
    old = os.umask(0)
    try:
        backup(store, tmp_path / "copy.db")
    finally:
        os.umask(old)
    assert (seen, (tmp_path / "copy.db").stat().st_mode & 0o777) == ({0o700}, 0o600)


@posix
def test_what_a_killed_process_leaves_is_private_and_goes_with_the_next(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    context = server_of_processes()
    ready = context.Event()
    process = context.Process(target=hold_a_copy, args=(store.path, ready), daemon=True)
    process.start()
    assert ready.wait(60)
    (left,) = tmp_path.glob(".unfinished-*")
    backup(store, tmp_path / "meanwhile.db")
    assert left.exists()  # it is still in use
    process.kill()
    process.join(60)
    with closing(process):
        assert process.exitcode == -signal.SIGKILL
    assert {path.stat().st_mode & 0o777 for path in (left, *left.iterdir())} == {0o700, 0o600}
    backup(store, tmp_path / "next.db")
    assert list(tmp_path.glob(".unfinished-*")) == []


def test_a_name_is_one_that_nothing_has(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        free = free_name(tmp_path / "escp.db", "kept")
        free.touch()
        names.append(free.name)
    assert names == ["escp.kept.db", "escp.kept-2.db", "escp.kept-3.db"]
