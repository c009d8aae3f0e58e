"""One file as it fills: the sample's rows once, and many times over, and what each thing takes.

The larger stores hold every sample workbook corrected again and again (`larger`), which is more
history than a partnership makes: many versions of the same rows.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from escp_data.disproportionality import Comparison
from escp_data.disproportionality.gap import gap
from escp_data.evidence.helped import helped
from escp_data.evidence.measures import scorecard
from escp_data.model import Checked
from escp_data.plan.actions import View
from escp_data.plan.glance import glance
from escp_data.plan.picture import plan_picture
from escp_data.records.changes import changes
from escp_data.records.demonstration import load_samples, sample_returns
from escp_data.records.upkeep import backup, verify
from escp_data.records.uploads import append
from escp_data.store.database import Store, open_store
from escp_data.validation.checks import check_workbook
from tests.benchmarks.larger import corrected, row_count
from tests.benchmarks.pages import SERVED
from tests.benchmarks.tables import columns
from tests.benchmarks.visitor import visiting
from tests.server import running
from tests.stores import view

TIMES = (1, 10, 50, 150)
SHOWN = view("2025-26 Q3")
GROUP = "Black"
FIRST_CORRECTION = 1_000_000
"""Numbers of the corrections that are measured: above those that fill the store."""
HEADINGS = (
    "times", "rows", "MB", "first page, s", "its questions, s", "scorecard, s",
    "check, s", "changes, s", "append, s", "verify, s", "backup, s",
)  # fmt: skip  # a list in few lines


@dataclass(frozen=True)
class Upload:
    """Seconds to check a return, to say what it changes, and to store it."""

    check: float
    changes: float
    append: float

    @property
    def whole(self) -> float:
        return self.check + self.changes + self.append


def one_file(folder: Path, times: Iterable[int] = TIMES) -> Iterator[tuple[Store, list[str]]]:
    """The store at each size, and its line of the table; it is the same store, which grows."""
    store = open_store(folder / "filling.db")
    load_samples(store)
    returns = [check_workbook(path.read_bytes(), path.name, store) for path in sample_returns()]
    filled = 1
    for each in times:
        fill(store, returns, range(filled, each))
        filled = max(filled, each)
        yield store, [f"{each}", *measured(store, folder / f"copy-{each}.db")]


def table_of(lines: list[list[str]]) -> str:
    """Every size's line."""
    return columns("One file: the sample's rows, times over", HEADINGS, lines)


def fill(store: Store, returns: Iterable[Checked], times: Iterable[int]) -> None:
    """Every return once more for each of these times."""
    kept = list(returns)
    for each in times:
        for checked in kept:
            append(store, corrected(checked, each), "Benchmark")


def measured(store: Store, copy: Path) -> list[str]:
    """What each thing takes, in the order of the headings, from the rows on."""
    rows, megabytes = row_count(store), store.path.stat().st_size / 2**20
    asked = seconds_of(lambda: first_questions(store, SHOWN))
    scored = seconds_of(lambda: scorecard(store, SHOWN.period))
    upload = one_upload(store, FIRST_CORRECTION)
    taken = [
        first_page(store.path), asked, scored, upload.check, upload.changes, upload.append,
        seconds_of(lambda: whole(store)), seconds_of(lambda: backup(store, copy)),
    ]  # fmt: skip  # a list in few lines
    return [f"{rows:,}", f"{megabytes:.0f}", *(f"{each:.2f}" for each in taken)]


def first_page(store: Path) -> float:
    """Seconds for the first visitor of a server that has just started, until all is drawn."""
    with running(store, SERVED) as server:
        began = time.perf_counter()
        with visiting(server, ""):
            return time.perf_counter() - began


def first_questions(store: Store, shown: View) -> None:
    """What the first page asks, with nothing kept from before."""
    glance(store, shown)
    helped(store, shown)
    gap(store, Comparison(shown.period), GROUP)
    plan_picture(store, shown)


def whole(store: Store) -> None:
    """Verify; raises AssertionError where it finds damage."""
    assert verify(store) == []


def one_upload(store: Store, number: int) -> Upload:
    """The newest sample return, corrected, from its bytes to the store."""
    path = sample_returns()[-1]
    began = time.perf_counter()
    checked = corrected(check_workbook(path.read_bytes(), path.name, store), number)
    shown = time.perf_counter()
    changes(store, checked)
    stored = time.perf_counter()
    append(store, checked, "Benchmark")
    return Upload(shown - began, stored - shown, time.perf_counter() - stored)


def seconds_of(work: Callable[[], object]) -> float:
    """How long something takes, once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
