"""The process that takes each file its whole way, so that a parser which ends it ends nothing else.

Told `python -m tests.fuzzing.worker STORE`, it reads files from standard input, each after its
length, and answers each with one line of JSON: an `Answer`. Whatever is raised ends it.
"""

import ctypes
import gc
import json
import os
import resource
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import BinaryIO

from escp_data.errors import WorkbookRefused
from escp_data.model import Checked
from escp_data.records.changes import changes
from escp_data.records.upkeep import verify
from escp_data.records.uploads import append
from escp_data.returns.annotate import annotate
from escp_data.store.database import Store
from escp_data.validation.checks import check_workbook
from escp_data.validation.rules import RULES

MOST_BYTES = 4_000_000_000
"""Of addresses, not of memory: a net for a parser that asks for everything."""
NAME = "return.xlsx"


@dataclass(frozen=True)
class Answer:
    """What became of a file. `codes` are its refusal, or its errors and warnings.

    `check` and `copy` are seconds of processor time to check it and to make its annotated copy;
    `peak` is the most memory that the process held meanwhile, in MB.
    """

    outcome: str
    codes: list[str]
    check: float
    copy: float
    peak: float


def measured(content: bytes, store: Store) -> Answer:
    """One file's way: read, guarded, checked, compared with the store, stored, and marked."""
    _forget_peak()
    start = process_time()
    try:
        checked = check_workbook(content, NAME, store)
    except WorkbookRefused as refused:
        seconds = process_time() - start
        _is_plain(str(refused), NAME)
        return Answer("refused", [RULES[refused.code].code], seconds, 0, peak())
    check = process_time() - start
    _is_sound(checked)
    changes(store, checked)
    if not checked.errors:
        _is_stored(checked, store)
    start = process_time()
    annotate(content, checked.problems)
    copy = process_time() - start
    codes = sorted({problem.code for problem in checked.problems})
    return Answer("errors" if checked.errors else "stored", codes, check, copy, peak())


def _is_sound(checked: Checked) -> None:
    """Every finding is a sentence at a place, and every value one that the store can take."""
    json.dumps(checked.as_json())
    for problem in checked.problems:
        _is_plain(problem.message)
        assert RULES[problem.code].severity == problem.severity
    for rows in checked.rows.values():
        assert len(rows.values) == len(rows.numbers)
        for value in (value for row in rows.values for value in row):
            assert value is None or isinstance(value, str | int | float), value
            assert not isinstance(value, str) or value.encode("utf-8") is not None


def _is_plain(message: str, start: str = "") -> None:
    """It begins with its place and ends as a sentence; no word of a program is in it."""
    assert message.startswith(start), message
    assert message.rstrip('"')[-1:] in ".?", message
    assert "\n" not in message, message


def _is_stored(checked: Checked, store: Store) -> None:
    """Into a copy, so that no file depends on those before it."""
    with TemporaryDirectory() as folder:
        copy = Store(Path(shutil.copy(store.path, Path(folder) / "copy.db")))
        receipt = append(copy, checked, "Fuzzing")
        assert receipt.already_stored or receipt.rows == sum(checked.counts.values())
        assert verify(copy) == []


def peak() -> float:
    """The most memory this process held since it was last asked to forget, in MB."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1000


def _forget_peak() -> None:
    """Start the peak afresh, where Linux lets us, and without what files before this one left:
    the peak would depend on their order."""
    gc.collect()
    give_back = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if give_back:
        give_back(0)
    forget = Path("/proc/self/clear_refs")
    if forget.exists():
        forget.write_text("5")


def _files(source: BinaryIO) -> Iterator[bytes]:
    while length := source.read(8):
        yield source.read(int.from_bytes(length, "big"))


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for content in _files(sys.stdin.buffer):
        print(json.dumps(asdict(measured(content, Store(Path(sys.argv[1]))))), flush=True)
