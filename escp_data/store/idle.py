"""Connections to read with that are kept open between two questions, where a process asks for it.

To open a store takes SQLite some milliseconds: it reads every table's and view's definition, and
makes the files beside it anew. A dashboard asks many times a second; a command once, and keeps
none. One that is kept holds no transaction, and is closed instead of used where the file is not as
it was left: restored, put in another's place, or written to by hand.
"""

import atexit
import os
import sqlite3
from collections import deque
from pathlib import Path
from threading import Lock

State = tuple[int, ...]
"""Which files are there, and how they were left: whatever another file there would have other."""

_LOCK = Lock()
_kept: deque[tuple[Path, State, sqlite3.Connection]] = deque()
_most, _process = 0, 0


def keep_open(most: int) -> None:
    """Keep as many connections from now on, for all stores together; 0 closes and keeps none."""
    global _most, _process
    with _LOCK:
        _most, _process = most, os.getpid()
        _close_more_than(most)


def take(path: Path, state: State) -> sqlite3.Connection | None:
    """A connection that is open already and that nobody uses; None where there is none.

    `state` is the file's now.
    """
    with _LOCK:
        if _process != os.getpid():  # a child may use none of its parent's
            return None
        for each in reversed(_kept):
            if each[0] == path:
                _kept.remove(each)
                if each[1] == state:
                    return each[2]
                each[2].close()
                return None
    return None


def give(path: Path, state: State, connection: sqlite3.Connection) -> None:
    """Keep a connection that nobody uses any more, or close it."""
    with _LOCK:
        if _process != os.getpid():
            connection.close()
            return
        connection.row_factory, connection.text_factory = None, str
        _kept.append((path, state, connection))
        _close_more_than(_most)


def _close_more_than(most: int) -> None:
    while len(_kept) > most:
        _kept.popleft()[2].close()


atexit.register(keep_open, 0)
