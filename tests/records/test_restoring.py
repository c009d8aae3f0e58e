"""A backup put back: the old store or the new one at every moment, and what was lost is named."""

import os
import signal
import sqlite3
import threading
import time
from contextlib import ExitStack, closing
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from escp_data.errors import CannotRead, EscpError
from escp_data.records.restoring import Upload, restore
from escp_data.records.upkeep import backup, verify
from escp_data.records.uploads import find_standing_copy, history, original, reinstate, withdraw
from escp_data.store.audit import log, record
from escp_data.store.copies import copy_store
from escp_data.store.database import Store, open_store
from tests.crashing import restore_at, server_of_processes
from tests.store.test_store import dump, rags
from tests.store.test_upgrading import make_older
from tests.stores import plan_store, progress, put, return_workbook

KILLS = 8
"""How many moments of a restoring are tried, evenly from its beginning to after its end."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


@pytest.fixture
def copy(store: Store) -> Path:
    """A backup of three uploads; the store has a fourth since."""
    path = store.path.with_name("copy.db")
    backup(store, path)
    later(store, "Green")
    return path


def later(store: Store, rag: str) -> None:
    """One more return, which becomes upload 4."""
    content = return_workbook("2024-25 Q3", Progress=[progress("1.1", rag)])
    put(store, content, f"{rag}.xlsx")


def kept_in(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if ".before-" in each.name)


def test_what_was_in_the_backup_is_there_and_what_was_not_is_named(
    store: Store, copy: Path
) -> None:
    old, version = dump(store), Store(copy).version()
    done = restore(store.path, copy, "Chair")
    (kept,) = kept_in(store.path.parent)
    sha256 = history(Store(kept))["sha256"][0]
    assert done == (kept, [Upload(4, "Green.xlsx", sha256)], [])
    assert (dump(Store(kept)), verify(Store(kept))) == (old, [])
    assert (rags(store), verify(store)) == (rags(Store(copy)), [])
    assert store.version() == version  # the same figures
    assert store.newest_seal() not in (Store(copy).newest_seal(), Store(kept).newest_seal())
    assert log(store, 1).iloc[0].to_list()[1:] == [
        "Chair", "Put a backup back", "from copy.db; set aside: 4 (Green.xlsx)",
    ]  # fmt: skip  # a row a line
    assert store.path.read_bytes()[18:20] == b"\x02\x02"  # written beside, as every store
    if os.name == "posix":
        assert {each.stat().st_mode & 0o777 for each in (kept, copy)} == {0o600}


def test_a_withdrawal_that_the_backup_does_not_have_is_named(store: Store, copy: Path) -> None:
    withdraw(store, 2, "A trial", "Chair")
    backup(store, store.path.with_name("withdrawn.db"))
    reinstate(store, 2, "Not one", "Chair")
    withdraw(store, 3, "A trial", "Chair")
    withdraw(store, 4, "A trial", "Chair")
    two, three = (f"{each} ({history(store)['file_name'][4 - each]})" for each in (2, 3))
    for source, said in (
        (store.path.with_name("withdrawn.db"), [
            f"upload {two} had been brought back; it is withdrawn again",
            f"upload {three} had been withdrawn; it counts again",
            "upload 4 (Green.xlsx) had been withdrawn; it counts again",
        ]),
        (copy, [f"upload {two} had been withdrawn; it counts again"]),
    ):  # fmt: skip  # a sentence a line
        assert list(map(str, restore(store.path, source, "Chair").undone)) == said
        assert log(store, 1)["Detail"][0].endswith("; ".join(said))
    withdraw(store, 3, "A trial", "Chair")
    reinstate(store, 3, "Not one", "Chair")
    assert list(map(str, restore(store.path, copy, "Chair").undone)) == [
        f"upload {three} had been withdrawn and brought back; it counts, as before"
    ]


def test_81_a_version_never_comes_back_with_other_content(store: Store, copy: Path) -> None:
    seen = {Store(copy).version(), store.version()}
    restore(store.path, copy, "Chair")
    later(store, "Amber")
    assert store.version() not in seen
    seen.add(store.version())
    restore(store.path, copy, "Chair")
    later(store, "Green")  # the very bytes that were set aside at first
    assert store.version() not in seen
    assert verify(store) == []


def test_81_a_number_that_holds_another_file_by_now_is_refused(store: Store, copy: Path) -> None:
    meant = str(history(store)["sha256"][0])
    assert find_standing_copy(store, meant) == 4
    restore(store.path, copy, "Chair")
    later(store, "Amber")
    before = dump(store)
    sentence = (
        "Upload 4 is now another file, Amber.xlsx: the dashboard was restored meanwhile. "
        "Nothing was done; load the page again."
    )
    for act in (
        lambda: withdraw(store, 4, "A trial", "Chair", meant),
        lambda: reinstate(store, 4, "A trial", "Chair", meant),
        lambda: original(store, 4, meant),
    ):
        with pytest.raises(EscpError) as refusal:
            act()
        assert str(refusal.value) == sentence
    assert dump(store) == before
    now = str(history(store)["sha256"][0])
    withdraw(store, 4, "A trial", "Chair", now)
    reinstate(store, 4, "A trial", "Chair", now)
    assert original(store, 4, now)[0] == "Amber.xlsx"


def test_whoever_reads_meanwhile_sees_the_old_store_to_the_end(store: Store, copy: Path) -> None:
    asked = "SELECT max(id) FROM uploads"
    with ExitStack() as readers:
        two = [readers.enter_context(store.reading()) for _ in range(2)]
        assert [each.execute(asked).fetchone() for each in two] == [(4,), (4,)]
        restore(store.path, copy, "Chair")
        assert [each.execute(asked).fetchone() for each in two] == [(4,), (4,)]
    with store.reading() as connection:
        assert connection.execute(asked).fetchone() == (3,)
    assert verify(store) == []


def test_what_was_left_beside_the_store_is_kept_with_it(store: Store, copy: Path) -> None:
    with closing(sqlite3.connect(store.path)) as others:
        others.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        record(store, "Dashboard", "export", "actions")
        left = {end: Path(f"{store.path}{end}").read_bytes() for end in ("", "-wal", "-shm")}
    for end, content in left.items():
        Path(f"{store.path}{end}").write_bytes(content)
    done = restore(store.path, copy, "Chair")
    assert done.kept is not None
    assert log(Store(done.kept), 1).iloc[0]["What"] == "Exported"
    assert (rags(store), verify(store)) == (rags(Store(copy)), [])


def test_what_is_no_store_any_more_is_set_aside_with_all_beside_it(
    store: Store, copy: Path
) -> None:
    files = {"": b"no database, by far too short a text" * 100, "-wal": b"log", "-shm": b"index"}
    for end, content in files.items():
        Path(f"{store.path}{end}").write_bytes(content)
    done = restore(store.path, copy, "Chair")
    assert done.kept is not None
    assert ".set-aside-" in done.kept.name
    assert done.set_aside is None
    assert {end: Path(f"{done.kept}{end}").read_bytes() for end in files} == files
    assert (rags(store), verify(store)) == (rags(Store(copy)), [])
    assert log(store, 1)["Detail"][0] == "from copy.db; what was there before cannot be read"


def test_where_nothing_is_the_backup_is_put(store: Store, copy: Path) -> None:
    place = store.path.with_name("new.db")
    Path(f"{place}-wal").write_bytes(b"left of a store that went away")
    assert restore(place, copy, "Chair").kept is not None
    assert not Path(f"{place}-wal").exists()
    assert (rags(Store(place)), verify(Store(place))) == (rags(Store(copy)), [])
    another = store.path.with_name("another.db")
    assert restore(another, copy, "Chair") == (None, [], [])
    assert verify(Store(another)) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows lets few people make links")
@pytest.mark.parametrize("openable", [True, False])
def test_a_link_still_leads_to_the_store(store: Store, copy: Path, openable: bool) -> None:
    (store.path.parent / "links").mkdir()
    link = store.path.parent / "links" / "escp.db"
    link.symlink_to(store.path)
    if not openable:
        store.path.write_bytes(b"no database")
    done = restore(link, copy, "Chair")
    assert link.is_symlink()
    assert done.kept is not None
    assert done.kept.parent == store.path.parent.resolve()
    assert (rags(store), verify(store)) == (rags(Store(copy)), [])


def test_an_older_backup_is_brought_up_to_date_and_left_as_it_is(store: Store, copy: Path) -> None:
    make_older(copy)
    before = copy.read_bytes()
    restore(store.path, copy, "Chair")
    assert copy.read_bytes() == before
    assert (len(rags(store)), verify(open_store(store.path))) == (5, [])
    assert len(kept_in(store.path.parent)) == 1


def damage(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(sql)
        connection.commit()


REFUSED = {
    "not whole": ("UPDATE progress SET rag = 'Green' WHERE id = 5",
                  "{} is not whole, and nothing was restored: What seal 3 covers is not as it was "
                  "sealed: upload 3 (audit_log, progress, suppression_rounds, upload_sheets, "
                  "upload_warnings, uploads)."),
    "newer": ("INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
              " VALUES ('escp', 'contract 9.9', 'now')",
              "{} was made by a newer version of this program, and nothing was read or stored. "
              "Install that version, or restore a backup that this one made."),
    "another program's": ("PRAGMA application_id = 7",
                          "{} is a database, but not of this dashboard. Check the path."),
}  # fmt: skip  # a row a line


@pytest.mark.parametrize(("sql", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_backup_that_will_not_do_changes_nothing(
    store: Store, copy: Path, sql: str, sentence: str
) -> None:
    damage(copy, sql)
    before = dump(store)
    with pytest.raises(CannotRead) as refusal:
        restore(store.path, copy, "Chair")
    assert str(refusal.value) == sentence.format(copy)
    assert dump(store) == before
    assert {each.name for each in store.path.parent.glob("*.db")} == {"escp.db", "copy.db"}


@pytest.mark.parametrize("name", ["newer", "another program's"])
def test_a_store_that_is_not_ours_to_change_is_left(store: Store, copy: Path, name: str) -> None:
    damage(store.path, REFUSED[name][0])
    before = dump(store)
    with pytest.raises(CannotRead) as refusal:
        restore(store.path, copy, "Chair")
    assert str(refusal.value) == REFUSED[name][1].format(store.path)
    assert dump(store) == before


def test_what_cannot_be_a_backup_or_a_place_for_one_is_said(store: Store, copy: Path) -> None:
    nowhere = store.path.parent / "nowhere" / "escp.db"
    for path, source, sentence in (
        (
            store.path,
            store.path,
            f"{store.path} is the dashboard's file itself. Name the backup to put in",
        ),
        (store.path, nowhere, f"There is no backup at {nowhere}. Check the path."),
        (nowhere, copy, f"There is no folder {nowhere.parent}. Make it first, or check the path."),
        (store.path.parent, copy, f"{store.path.parent} is a folder. Give the name of a file"),
    ):
        with pytest.raises(CannotRead) as refusal:
            restore(path, source, "Chair")
        assert str(refusal.value).startswith(sentence)


def test_what_is_stored_at_the_last_moment_is_kept_and_named(
    store: Store, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(source: sqlite3.Connection, kept: Path) -> None:
        """Somebody else is quicker, once."""
        copy_store(source, kept)
        monkeypatch.setattr("escp_data.records.restoring.copy_store", copy_store)
        put(store, return_workbook("2024-25 Q4", Progress=[progress("1.1", "Red")]), "late.xlsx")

    monkeypatch.setattr("escp_data.records.restoring.copy_store", slow)
    done = restore(store.path, copy, "Chair")
    assert [str(each) for each in done.set_aside or ()] == ["4 (Green.xlsx)", "5 (late.xlsx)"]
    (kept,) = kept_in(store.path.parent)
    assert len(history(Store(kept))) == 5


def said_of(store: Store, copy: Path) -> str:
    """What a person is told who restores."""
    try:
        restore(store.path, copy, "Chair")
    except CannotRead as told:
        return str(told)
    return ""


def test_somebody_who_stores_all_the_time_is_told_of_or_waited_for(
    store: Store, copy: Path
) -> None:
    done = threading.Event()

    def write() -> None:
        while not done.wait(0.02):
            record(store, "Somebody", "export", "Actions")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        told = said_of(store, copy)
    finally:
        done.set()
        writer.join(timeout=60)
    busy = f"Somebody else is storing in {store.path}. Nothing was restored; try again."
    assert told in ("", busy)
    assert verify(store) == []


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    return server_of_processes()


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot end a process in the middle so")
@pytest.mark.parametrize("openable", [True, False])
def test_killed_at_any_moment_the_old_or_the_new_store_is_there(
    processes: ForkServerContext, store: Store, copy: Path, openable: bool
) -> None:
    old, new = store.version(), Store(copy).version()
    whole = store.path.with_name("whole")
    backup(store, whole)
    content = whole.read_bytes() if openable else b"no database" * 999
    ends = set()
    took = min(killed(processes, store, copy, None) for _ in range(2))
    moments = [took * 1.5 * step / (KILLS - 1) for step in range(KILLS - 1)]
    for moment in (*moments, None):  # at once, at moments between, and not at all
        store.path.write_bytes(content)
        killed(processes, store, copy, moment)
        if openable or (store.path.exists() and store.path.read_bytes() != content):
            assert verify(open_store(store.path)) == []
            ends.add(store.version())
        for beside in (f"{store.path}-wal", f"{store.path}-shm"):
            Path(beside).unlink(missing_ok=True)
    assert ends == ({old, new} if openable else {new})
    restore(store.path, copy, "Chair")
    assert (store.version(), list(store.path.parent.glob(".unfinished-*"))) == (new, [])


def killed(processes: ForkServerContext, store: Store, copy: Path, seconds: float | None) -> float:
    """Restore in a process that is ended after a while, or never; how long it took."""
    begun = time.monotonic()
    process = processes.Process(target=restore_at, args=(store.path, copy))
    process.start()
    process.join(seconds)
    process.kill()
    process.join(60)
    with closing(process):
        assert process.exitcode in (0, -signal.SIGKILL)
    return time.monotonic() - begun
