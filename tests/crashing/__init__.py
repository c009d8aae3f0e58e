"""What a process does that is killed, or that races another one; for `tests/test_crashes.py`.

Each is started from a server process in which everything is imported, so that starting one takes
20 ms and not a second.
"""

import multiprocessing
import pickle
import time
from collections.abc import Iterator
from multiprocessing.context import ForkServerContext
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier, Event
from pathlib import Path

from escp_data.errors import EscpError
from escp_data.model import Checked
from escp_data.records.restoring import restore
from escp_data.records.uploads import append
from escp_data.store.copies import fill, unfinished
from escp_data.store.database import Store, open_store
from tests.stores import return_workbook


def server_of_processes() -> ForkServerContext:
    """Starts processes from one in which everything is imported already.

    There is one for all tests, so whoever asks first must ask for the same.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.crashing"])
    return context


def upload_all(store: Path, folder: Path, log: Path) -> None:
    """Store every workbook in `folder` that the log does not have as done, one after another.

    The log has `begun NAME` before each, and `done NAME` once its receipt is there.
    """
    done = set(lines(log, "done"))
    with log.open("ab", buffering=0) as said:
        for path in sorted(folder.iterdir()):
            if path.name not in done:
                said.write(f"begun {path.name}\n".encode())
                append(Store(store), load(path), "Business unit")
                said.write(f"done {path.name}\n".encode())


def make_store(path: Path) -> None:
    """Make a new store."""
    open_store(path)


def confirm(
    store: Path, file: Path, seen: str | None, start: Barrier, said: "Queue[tuple[str, str]]"
) -> None:
    """Confirm one workbook at the same moment as others do, and say what came of it."""
    checked = load(file)
    start.wait(timeout=60)
    try:
        receipt = append(Store(store), checked, "Business unit", seen_version=seen)
    except EscpError as told:
        said.put(("told", str(told)))
    else:
        said.put(("already" if receipt.already_stored else "stored", str(receipt.upload_id)))


def lines(log: Path, word: str) -> Iterator[str]:
    """The names that the log has after this word."""
    for line in log.read_text().splitlines() if log.exists() else ():
        first, _, name = line.partition(" ")
        if first == word:
            yield name


def load(path: Path) -> Checked:
    """A workbook that was checked before."""
    checked = pickle.loads(path.read_bytes())
    assert isinstance(checked, Checked)
    return checked


def voices(rows: int) -> bytes:
    """A small return with this many rows of Voice."""
    said = [
        {
            "Date": "14/11/2025", "Ref": "1.1", "Agency": "Enfield Council",
            "Theme": f"Theme {row}", "What children said": "They told us so. " * 20,
        }
        for row in range(rows)
    ]  # fmt: skip  # a row a line
    return return_workbook("2025-26 Q3", Voice=said)


def hold_a_copy(store: Path, ready: Event) -> None:
    """Begin a copy beside a store, say so, and never end it."""
    with unfinished(store.parent) as folder, Store(store).reading() as source:
        fill(source, folder / "copy.db", folder / "copy.db")
        ready.set()
        time.sleep(600)


def restore_at(store: Path, backup: Path) -> None:
    """Put a backup in the place of a store."""
    restore(store, backup, "Chair")
