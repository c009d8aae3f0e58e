"""Guessing a hidden count by uploading workbooks tells nothing: all that is said is the same."""

import gc
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.calls import Caller
from tests.counted import COUNCIL, GROUPS, give, new_store
from tests.stores import return_workbook

QUARTER = "2023-24 Q4"
WAYS = (("check", "--json"), ("upload", "--dry-run", "--accept-warnings"))
COUNTS = (30, 3, 40, 120, 20, 9)
"""By group: 3 Black children, hidden."""


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(capsys)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is only asked: no workbook is stored here."""
    store = new_store(tmp_path_factory.mktemp("guesses"))
    for quarter in range(1, 5):
        total = sum(COUNTS) if quarter == 4 else None
        give(store, f"2023-24 Q{quarter}", COUNTS, total=total)
    return store.path


def sheets(guess: int) -> dict[str, dict[str, Any]]:
    """Workbooks that ask whether the count is this one."""
    row = {"Code": "SEARCH", "Period": QUARTER, "Agency": COUNCIL}
    total = {**row, "Numerator": sum(COUNTS) - 3 + guess}
    every = [
        {**row, "Ethnic group": group, "Count": guess if group == "Black" else count}
        for group, count in zip(GROUPS, COUNTS, strict=True)
    ]
    return {
        "the count": {"Ethnicity_counts": [every[1]]},
        "every count": {"Ethnicity_counts": every},
        "the total": {"Measure_values": [total]},
        "both": {"Ethnicity_counts": [every[1]], "Measure_values": [total]},
        "the others": {"Ethnicity_counts": [each for each in every if each is not every[1]],
                       "Measure_values": [total]},
        "compiled": {"Ethnicity_counts": [{**each, "Agency": "All agencies"} for each in every]},
    }  # fmt: skip  # a row a line


@contextmanager
def calls_counted() -> Iterator[Counter[tuple[str, str]]]:
    """How often each of our functions is called meanwhile, by its file and name."""
    counted: Counter[tuple[str, str]] = Counter()

    def count(frame: FrameType, what: str, _: object) -> None:
        if what == "call" and "escp_data" in frame.f_code.co_filename:
            counted[frame.f_code.co_filename, frame.f_code.co_name] += 1

    gc.disable()
    sys.setprofile(count)
    try:
        yield counted
    finally:
        sys.setprofile(None)
        gc.enable()


@pytest.mark.parametrize("kind", sheets(1))
def test_what_is_said_of_a_guess_and_the_work_it_takes_are_the_same_whatever_the_count_is(
    call: Caller, path: Path, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "guess.xlsx"
    found = []
    for guess in (2, 2, 3, 7):  # the first makes what is made once
        file.write_bytes(return_workbook(QUARTER, COUNCIL, **sheets(guess)[kind]))
        with calls_counted() as counted:
            answers = [call("--db", path, *words, file) for words in WAYS]
        found.append((counted, [(each.code, each.out, each.err) for each in answers]))
    assert found[1] == found[2] == found[3]
