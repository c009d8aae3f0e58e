"""A small slice of the fuzzing in every run of the tests, and the fuzzing's own promises."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzzing import files, runner
from tests.fuzzing.__main__ import figures, kept
from tests.fuzzing.files import SEEDS, Fuzzed, make
from tests.fuzzing.runner import Tally, Worker, run

FILES = 12
FIRST = 1000
NOTHING = Fuzzed(0, "nothing: as it is", b"")


@pytest.fixture
def worker(sample_store: Path) -> Iterator[Worker]:
    with Worker(sample_store) as worker:
        yield worker


def test_no_file_of_a_slice_ends_in_anything_but_a_sentence(sample_store: Path) -> None:
    numbers = range(FIRST, FIRST + FILES)
    tally = run((make("slice", number) for number in numbers), sample_store, float("inf"))
    assert tally.files == FILES
    troubles = [each for each in tally.troubles if not each.what.startswith("slow")]
    assert troubles == [], "\n".join(each.report for each in troubles)
    assert {"errors", "F10"} <= set(tally.outcomes)


def test_a_number_is_the_same_file_in_every_run() -> None:
    numbers = range(FIRST, FIRST + 30)
    made = [make("spring", number) for number in numbers]
    files.seed.cache_clear()
    assert [make("spring", number) for number in numbers] == made
    assert [make("autumn", number) for number in numbers] != made
    assert make("spring", 0) == Fuzzed(0, f"{SEEDS[0]}: as it is", files.seed(SEEDS[0]))


def test_what_is_raised_is_counted_and_the_next_file_is_taken(tmp_path: Path) -> None:
    tally = Tally()
    good = Fuzzed(1, "good", files.seed("2025-26_Q3.xlsx"))
    with Worker(tmp_path / "no.db") as worker:
        worker.take(good, tally)
        worker.take(NOTHING, tally)
        worker.take(good, tally)
    assert dict(tally.outcomes) == {"traceback": 2, "F01": 1}
    assert "no.db cannot be opened" in tally.troubles[0].report


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_a_process_that_ends_is_a_crash_and_one_that_does_not_is_a_hang(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = Tally()
    os.kill(worker.pid, signal.SIGKILL)
    worker.take(NOTHING, tally)
    monkeypatch.setattr(runner, "HANGS", 0.0)
    worker.take(NOTHING, tally)
    monkeypatch.undo()
    worker.take(NOTHING, tally)
    assert [trouble.what for trouble in tally.troubles] == ["crash", "hang"]
    assert dict(tally.outcomes) == {"crash": 1, "hang": 1, "F01": 1}


def test_too_slow_and_too_large_are_problems_whose_files_are_kept(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tally = Tally()
    monkeypatch.setattr(runner, "MOST_CHECK", -1.0)
    monkeypatch.setattr(runner, "MOST_PEAK", 1.0)
    worker.take(Fuzzed(7, "csv: as it is", b"Ref,RAG"), tally)
    assert [trouble.what for trouble in tally.troubles] == ["slow to check", "memory"]
    assert len(list(kept(tally, tmp_path / "kept"))) == 2
    assert (tmp_path / "kept" / "7.xlsx").read_bytes() == b"Ref,RAG"
    printed = list(figures(tally))
    assert "       1  F08        The file is text or CSV, whatever its name says." in printed
    assert printed[-1] == "\nProblems: 2"
