"""Copies of a store: whole, in one file, and for nobody's eyes but the owner's.

A copy grows in a folder of its own that only its owner may look into, and appears under its name
when it is whole. What a killed process leaves behind goes with the next copy to the same place.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from escp_data.errors import CannotRead
from escp_data.files import why
from escp_data.store.connecting import make_private

if os.name == "posix":
    import fcntl

_UNFINISHED = ".unfinished-copy-"


def copy_store(source: sqlite3.Connection, destination: Path) -> None:
    """Copy what a connection sees to a new file.

    Raises CannotRead where a file of that name is there already or cannot be made.
    """
    if os.path.lexists(destination):
        raise CannotRead(f"{destination} is there already. Give the backup a new name.")
    try:
        with unfinished(destination.parent) as folder:
            copy = folder / "copy.db"
            fill(source, copy, destination)
            os.replace(copy, destination)
    except OSError as error:
        raise CannotRead(
            f"{destination} cannot be written: {why(error, destination.parent)}"
        ) from error


def fill(source: sqlite3.Connection, copy: Path, destination: Path) -> None:
    """Make `copy`, which will be `destination`, of what a connection sees; one file, no log."""
    make_private(copy)
    try:
        with closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        raise CannotRead(
            f"{destination} cannot be written. Check that its disk is not full."
        ) from error


def free_name(path: Path, what: str) -> Path:
    """A name beside a store that nothing has yet: `escp.what.db`, or `escp.what-2.db`."""
    for number in count(1):
        again = f"-{number}" if number > 1 else ""
        free = path.with_name(f"{path.stem}.{what}{again}{path.suffix}")
        if not os.path.lexists(free):
            break
    return free


@contextmanager
def unfinished(place: Path) -> Iterator[Path]:
    """A folder for what is not whole yet, gone at the end; those of killed processes go first."""
    for left in place.glob(f"{_UNFINISHED}*"):
        _sweep(left)
    folder, hold = _held_folder(place)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if hold is not None:
            os.close(hold)


def _held_folder(place: Path) -> tuple[Path, int | None]:
    """A new private folder, held so that no other process takes it for one left behind."""
    while True:
        folder = Path(tempfile.mkdtemp(dir=place, prefix=_UNFINISHED))
        hold = _hold(folder)
        if folder.is_dir():
            return folder, hold
        if hold is not None:  # swept away between the two
            os.close(hold)


def _sweep(left: Path) -> None:
    """Take away a folder that nobody holds; on Windows, files in use hold themselves."""
    hold = _hold(left)
    if hold is not None or os.name != "posix":
        shutil.rmtree(left, ignore_errors=True)
    if hold is not None:
        os.close(hold)


def _hold(folder: Path) -> int | None:
    """A handle that nobody else can have until it is closed or its process ends, or None."""
    if os.name != "posix":
        return None
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
            raise
        return handle
    return None
