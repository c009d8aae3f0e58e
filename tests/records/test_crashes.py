"""kill -9 at random moments, and two people at the same moment: wholly in, wholly out, or told."""

import hashlib
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random

import pytest

from escp_data.errors import CannotRead
from escp_data.model import Checked
from escp_data.records.upkeep import verify
from escp_data.records.uploads import append, history, original
from escp_data.store import connecting
from escp_data.store.database import Store, open_store
from escp_data.validation.checks import check_workbook
from tests.crashing import confirm, lines, make_store, server_of_processes, upload_all, voices
from tests.stores import plan_store

UPLOADS = 100
MOST_KILLS = 6
LIMIT = 60
"""Seconds that another process is waited for; it takes a small part of one."""

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "SIGKILL"), reason="Windows cannot end a process in the middle like this"
)


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    return server_of_processes()


def checked_returns(store: Store, count: int) -> Iterator[Checked]:
    """Returns without errors, of 1 to 90 rows.

    Only a few are checked, because that takes longer than storing them; the others differ from
    one of these in their bytes alone.
    """
    sizes = (1, 2, 5, 30, 90)
    checked = [check_workbook(voices(rows), "return.xlsx", store) for rows in sizes]
    for number in range(count):
        one = checked[number % len(sizes)]
        assert one.errors == ()
        content = one.content + number.to_bytes(2)
        sha256 = hashlib.sha256(content).hexdigest()
        yield replace(one, file=f"return {number:03}", content=content, sha256=sha256)


def saved(folder: Path, checked: Iterable[Checked]) -> dict[str, int]:
    """Each return in a file of its own in the folder; its rows by its name."""
    folder.mkdir()
    rows = {}
    for each in checked:
        (folder / each.file).write_bytes(pickle.dumps(each))
        rows[each.file] = sum(each.counts.values())
    return rows


def held(store: Store) -> dict[str, int]:
    """Every stored return's name and rows, once each; each is whole, and its original the same."""
    stored: dict[str, int] = {}
    with store.reading() as connection:
        counted = connection.execute(
            "SELECT uploads.id, file_name, sha256, row_count,"
            " (SELECT count(*) FROM voice WHERE upload_id = uploads.id),"
            " (SELECT sum(row_count) FROM upload_sheets WHERE upload_id = uploads.id)"
            " FROM uploads WHERE uploaded_by = 'Business unit' AND file_name LIKE 'return %'"
            " ORDER BY uploads.id"
        ).fetchall()
    for upload_id, name, sha256, recorded, rows, sheets in counted:
        assert name not in stored
        assert recorded == rows == sheets
        file, content = original(store, upload_id)
        assert (file, hashlib.sha256(content).hexdigest()) == (name, sha256)
        stored[name] = rows
    return stored


def killed_at_random(
    processes: ForkServerContext, random: Random, log: Path, work: Callable[..., None], *given: Path
) -> bool:
    """Whether the process was ended in the middle; it may have finished before.

    It is left alone until it has written to the log, however slow the computer is.
    """
    before = log.stat().st_size if log.exists() else 0
    process = processes.Process(target=work, args=given)
    process.start()
    for _ in range(LIMIT * 1000):
        if not process.is_alive() or (log.exists() and log.stat().st_size > before):
            break
        process.join(0.001)
    process.join(random.uniform(0, 0.06))
    process.kill()
    process.join(LIMIT)
    with closing(process):
        assert process.exitcode in (0, -signal.SIGKILL)
        return process.exitcode != 0


def test_killed_at_random_moments_every_upload_is_wholly_in_or_wholly_out(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    random = Random(20260114)
    store = plan_store(tmp_path)
    folder, log = tmp_path / "files", tmp_path / "log"
    sizes = saved(folder, checked_returns(store, UPLOADS))
    kills = interrupted = 0
    while kills < MOST_KILLS and killed_at_random(
        processes, random, log, upload_all, store.path, folder, log
    ):
        kills += 1
        assert verify(store) == []
        stored = held(store)
        assert stored == {name: sizes[name] for name in stored}
        begun, done = (set(lines(log, word)) for word in ("begun", "done"))
        assert done <= set(stored) <= begun
        interrupted += len(begun - done)
    upload_all(store.path, folder, log)
    assert held(store) == sizes
    assert verify(store) == []
    assert kills >= 5
    assert interrupted >= kills // 2


def test_a_store_whose_making_was_killed_is_made_all_the_same(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    random = Random(7)
    for number in range(5):
        path = tmp_path / f"{number}.db"
        process = processes.Process(target=make_store, args=(path,))
        process.start()
        process.join(random.uniform(0.0, 0.15))
        process.kill()
        process.join(LIMIT)
        store = open_store(path)
        assert (verify(store), store.version()) == ([], "")


def test_a_store_that_several_make_at_once_is_made_once(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    for number in range(3):
        path = tmp_path / f"{number}.db"
        running = [processes.Process(target=make_store, args=(path,)) for _ in range(4)]
        for process in running:
            process.start()
        for process in running:
            process.join(LIMIT)
        assert [process.exitcode for process in running] == [0] * 4
        assert verify(open_store(path, create=False)) == []


def confirmed(
    processes: ForkServerContext, store: Store, files: list[Path], seen: str | None = None
) -> list[tuple[str, str]]:
    """What each of several processes says that confirm a file each at the same moment."""
    start, said = processes.Barrier(len(files)), processes.Queue()
    running = [
        processes.Process(target=confirm, args=(store.path, file, seen, start, said))
        for file in files
    ]
    for process in running:
        process.start()
    answers = sorted(said.get(timeout=LIMIT) for _ in running)
    for process in running:
        process.join(LIMIT)
    return answers


@pytest.mark.parametrize("people", [2, 6])
def test_people_who_confirm_at_the_same_moment_all_succeed(
    processes: ForkServerContext, tmp_path: Path, people: int
) -> None:
    store = plan_store(tmp_path)
    folder = tmp_path / "files"
    sizes = saved(folder, checked_returns(store, 3 * people))
    files = sorted(folder.iterdir())
    for first in range(0, len(files), people):
        answers = confirmed(processes, store, files[first : first + people])
        assert [word for word, _ in answers] == ["stored"] * people
        assert len({upload for _, upload in answers}) == people
    assert dict(sorted(held(store).items())) == sizes
    assert verify(store) == []


def test_the_same_bytes_confirmed_by_two_at_once_are_stored_once(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    store = plan_store(tmp_path)
    folder = tmp_path / "files"
    sizes = saved(folder, checked_returns(store, 3))
    for file in sorted(folder.iterdir()):
        (already, first), (stored, second) = confirmed(processes, store, [file, file])
        assert (already, stored, first) == ("already", "stored", second)
    assert held(store) == sizes
    assert verify(store) == []


def test_of_two_who_saw_the_same_changes_one_is_told_to_look_again(
    processes: ForkServerContext, tmp_path: Path
) -> None:
    store = plan_store(tmp_path)
    folder = tmp_path / "files"
    saved(folder, checked_returns(store, 2))
    answers = confirmed(processes, store, sorted(folder.iterdir()), store.version())
    assert [word for word, _ in answers] == ["stored", "told"]
    assert answers[1][1].startswith("Somebody else changed the dashboard meanwhile, and return 00")
    assert len(held(store)) == 1


def test_whoever_waits_too_long_is_told_plainly_and_nothing_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = plan_store(tmp_path)
    (checked,) = checked_returns(store, 1)
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0)
    before = history(store)
    with store.writing(), pytest.raises(CannotRead) as told:
        append(store, checked, "Business unit")
    assert str(told.value) == (
        f"Somebody else is still writing to {store.path}. Nothing was stored; try again."
    )
    assert history(store).equals(before)
    assert append(store, checked, "Business unit").rows == 1
