"""Guessing by uploading workbooks tells nothing: all that is said is the same.

Neither of a hidden count, on any sheet that counts children, nor of the agency and the day of a
small group.
"""

import gc
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from escp_data.records.changes import changes, changes_made
from escp_data.store.database import Store
from escp_data.validation.checks import check_workbook
from tests.calls import Caller
from tests.counted import COUNCIL, GROUPS, POLICE, give, new_store
from tests.stores import put, return_workbook

QUARTER = "2023-24 Q4"
WAYS = (("check", "--json"), ("upload", "--dry-run", "--accept-warnings"))
FILE_ALONE = "identifiers.py"
"""What reads a file's cells and no record: its work is by how many of them differ."""
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
        file = frame.f_code.co_filename
        if what == "call" and "escp_data" in file and not file.endswith(FILE_ALONE):
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


Row = dict[str, Any]


def audit(outstanding: object, good: object, inadequate: object, cases: object = 30) -> Row:
    """A practice audit: 12 of its cases required improvement."""
    counts = {"Cases": cases, "Outstanding": outstanding, "Good": good, "Inadequate": inadequate}
    return {
        "Audit": "Joint", "Date": "14/11/2024", "Theme": "Records", "Ref": "1.1",
        "Requires improvement": 12,
    } | counts  # fmt: skip  # a list in few lines


def quote(
    children: object,
    agency: str = COUNCIL,
    day: str = "05/11/2024",
    told: str = "06/12/2024",
    **more: str,
) -> Row:
    """What a group of children said."""
    return {
        "Date": day, "Ref": "1.1", "Agency": agency, "Theme": "Searched",
        "Children involved": children, "What children said": "2 girls aged 13.",
        "Heard on": told, "Heard by": "Executive", "Told back on": told,
    } | {name.replace("_", " "): value for name, value in more.items()}  # fmt: skip  # as above


WHO_AND_WHEN = (
    *((COUNCIL, "05/11/2024", "06/12/2024"), (COUNCIL, "28/12/2024", "30/12/2024")),
    *((POLICE, "05/11/2024", "06/12/2024"), (POLICE, "01/10/2024", "31/12/2024")),
)
"""Agencies, days of one quarter, and days of one quarter on which it was heard."""
SMALL = (1, 2, 3, 5)
SAYINGS: dict[str, tuple[Row, ...]] = {
    "a quote's size": tuple(quote(size) for size in SMALL),
    "a quote whose size was not given": tuple(
        quote(size, agency, day, told) for size in (None,) for agency, day, told in WHO_AND_WHEN
    ),
    "a quote's agency and day": tuple(quote(3, *each) for each in WHO_AND_WHEN),
    "a quote's agency and day beside another size": tuple(
        quote(12, agency, day, told) for agency, day, told in WHO_AND_WHEN
    ),
    "a quote's agency and day beside other words": tuple(
        quote("c", *each, What_children_said="It did not.") for each in WHO_AND_WHEN
    ),
    "an audit's small grade": tuple(audit(8, 8, size) for size in SMALL),
    "an audit's small grade and its partner": tuple(
        audit(10 - size, 8, size) for size in SMALL
    ),
    "an audit's partner": tuple(audit(number, 8, "c") for number in (6, 7, 8, 9, 0)),
    "an audit's cases": tuple(audit(8, 8, 2, cases) for cases in (30, 31, 33, 40)),
}  # fmt: skip  # a row a line
"""Rows, by what each guesses at: all that is said is the same within a line."""
ON_RECORD: dict[str, tuple[Row, ...]] = {
    "a quote": tuple(quote(size, *each) for size in SMALL for each in WHO_AND_WHEN),
    "a quote whose size was not given": tuple(quote(None, *each) for each in WHO_AND_WHEN),
    "an audit": tuple(audit(10 - size, 8, size) for size in SMALL),
    "an audit of which some cases were not graded": tuple(
        audit(18 - size, 0, 0) for size in SMALL
    ),
    "an audit whose supplier hides a grade": (
        *(audit(8, number, "c") for number in (8, 9, None)), audit(9, 8, "c"),
    ),
}  # fmt: skip  # a row a line
"""What may be on record, by what pages show of it: within a line they show the same."""


def sheet_of(row: Row) -> str:
    """The sheet that a row is of."""
    return "Voice" if "Agency" in row else "Practice_audits"


def workbook_of(row: Row) -> bytes:
    """A return with one row."""
    return return_workbook("2024-25 Q3", "All agencies", **{sheet_of(row): [row]})


def store_of(folder: Path, row: Row) -> Store:
    """A store with one row beside a quote that hides nothing; no guess is the very same file."""
    store = new_store(folder, period="2024-25 Q1")
    sheets = {sheet_of(row): [row]}
    sheets["Voice"] = [quote(40, "ICB", "20/08/2024", Theme="Many"), *sheets.get("Voice", [])]
    put(store, return_workbook("2024-25 Q3", "All agencies", **sheets), "row.xlsx", "2025-01-02")
    return store


@pytest.mark.parametrize("what", ON_RECORD)
def test_what_is_said_of_a_row_given_again_is_the_same_whatever_was_on_record(
    tmp_path: Path, what: str
) -> None:
    sheet = sheet_of(ON_RECORD[what][0])
    guesses = [row for rows in SAYINGS.values() for row in rows if sheet_of(row) == sheet]
    found = []
    for number, row in enumerate(ON_RECORD[what]):
        (tmp_path / str(number)).mkdir()
        store = store_of(tmp_path / str(number), row)
        said: list[object] = [changes_made(store, 2)]
        for guess in guesses:
            checked = check_workbook(workbook_of(guess), "guess.xlsx", store)
            said.append((changes(store, checked), checked.problems))
        found.append(said)
    for said in found:
        assert said == found[0]
    texts = repr([each for said in found for each in said])
    told = [] if sheet == "Practice_audits" else [COUNCIL, POLICE, "November", "6 December"]
    assert [name for name in told if name in texts] == []


@pytest.mark.parametrize("what", SAYINGS)
def test_what_is_said_of_a_guessed_row_and_the_work_are_the_same_whatever_it_guesses(
    call: Caller, tmp_path: Path, what: str
) -> None:
    rows = SAYINGS[what]
    store = store_of(tmp_path, quote(3) if sheet_of(rows[0]) == "Voice" else audit(8, 8, 2))
    file = tmp_path / "guess.xlsx"
    found = []
    for guess in (*rows, *rows):  # the first round makes what is made once
        file.write_bytes(workbook_of(guess))
        with calls_counted() as counted:
            answers = [call("--db", store.path, *words, file) for words in WAYS]
        found.append((counted, [(each.code, each.out, each.err) for each in answers]))
    first, words = found[len(rows)]
    for counted, said in found[len(rows) :]:
        assert said == words
        assert counted - first == first - counted == Counter()


def test_the_change_list_does_not_tell_an_audits_hidden_partner(tmp_path: Path) -> None:
    """The page hides the 8 beside the 2 of 30: 8 -> 9, or all others, would give the 2."""
    store = store_of(tmp_path, audit(8, 8, 2))
    put(store, workbook_of(audit(9, 8, 1)), "again.xlsx")
    put(store, workbook_of(audit(8, 0, 10)), "corrected.xlsx")
    for upload in (3, 4):
        [found] = changes_made(store, upload)
        assert {(each.old, each.new) for each in found.changed} == {("[c]", "[c]")}
