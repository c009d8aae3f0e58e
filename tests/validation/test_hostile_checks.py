"""Hostile files through the whole of `check_workbook`: one plain sentence, or a normal result.

They go to one process, one after another: it has to survive them all, within 5 seconds of
processor time and 500 MB each, and to store nothing.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from escp_data.model import Problem
from escp_data.records.uploads import history
from escp_data.returns import annotate as annotate_module
from escp_data.returns.annotate import annotate
from escp_data.store.database import Store
from escp_data.validation.checks import check_workbook
from tests import hostile, xlsx
from tests.fuzzing.files import Fuzzed, seed
from tests.fuzzing.runner import Tally, Worker

NAMED = {
    "zip bombs": ("bomb", "bomb in many", "lying directory", "overlapping entries"),
    "nested and many-entry archives": ("nested", "many entries"),
    "entity expansion": ("entity expansion", "entity in UTF-16"),
    "external links and entities": ("external link", "external entity"),
    "encrypted": ("password", "password on entries"),
    ".xls": ("xls",),
    ".xlsb": ("xlsb",),
    ".xlsm": ("xlsm",),
    ".ods": ("ods",),
    "CSV under an .xlsx name": ("csv", "text in UTF-16"),
    "truncated": ("truncated", "cut XML"),
    "a wrong dimension": ("wrong dimension",),
    "a million blank styled rows": ("blank styled rows",),
    "16,384 columns": ("all columns",),
    "formulas in every cell": ("formulas in every cell", "formulas never calculated"),
    "sheet names that SQL or HTML would trip on": ("awkward names",),
    "right-to-left and emoji text": ("right to left",),
    "duplicate headers": ("duplicate headers",),
    "two sheets whose names differ by case": ("awkward names",),
}
EXPECTED = {name: code for name, (_, code) in hostile.REFUSED.items()} | dict.fromkeys(
    hostile.READABLE, "errors"
)


@pytest.fixture(scope="module")
def worker(sample_store: Path) -> Iterator[Worker]:
    with Worker(sample_store) as worker:
        yield worker


@pytest.fixture(scope="module")
def first_pid(worker: Worker) -> int:
    return worker.pid


def outcome(worker: Worker, name: str, content: bytes) -> str:
    """What became of a file; the refusal's code, or a word. How long it took is for a quiet
    machine to say: `python -m tests.fuzzing`."""
    tally = Tally()
    worker.take(Fuzzed(0, name, content), tally)
    troubles = [each for each in tally.troubles if not each.what.startswith("slow")]
    assert troubles == [], "\n".join(each.report for each in troubles)
    return next(iter(tally.outcomes))


def test_each_kind_that_was_asked_for_is_there() -> None:
    assert {name for names in NAMED.values() for name in names} <= set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_hostile_file_gives_one_sentence_or_a_normal_result(
    worker: Worker, first_pid: int, sample_store: Path, name: str
) -> None:
    before = history(Store(sample_store))
    assert outcome(worker, name, seed(name)) == EXPECTED[name]
    assert history(Store(sample_store)).equals(before)
    assert worker.pid == first_pid


def test_after_all_of_them_a_good_file_still_checks(worker: Worker, first_pid: int) -> None:
    assert outcome(worker, "good", seed("2025-26_Q4.xlsx")) == "stored"
    assert worker.pid == first_pid


@pytest.mark.parametrize("name", ["PROGRESS", "progress", "PrOgReSs"])
def test_a_sheet_is_known_by_its_name_in_any_case(name: str) -> None:
    content = xlsx.workbook({name: xlsx.sheet("")})
    assert list(check_workbook(content, "return.xlsx").rows) == ["Progress"]


def test_two_sheets_whose_names_differ_by_case_are_named_in_a_sentence() -> None:
    checked = check_workbook(hostile.awkward_names(), "return.xlsx")
    assert [(p.code, p.message) for p in checked.problems if p.code == "S05"] == [
        ("S05", 'PROGRESS: The sheet "Progress" holds Progress too. Put both into one sheet.')
    ]


def copied(content: bytes, *problems: Problem) -> dict[str, dict[str, str]]:
    """Each sheet's notes in a copy marked with these problems, by cell."""
    book = load_workbook(BytesIO(annotate(content, problems)))
    return {
        sheet.title: {c.coordinate: c.comment.text for row in sheet for c in row if c.comment}
        for sheet in book.worksheets
    }


def test_sheets_with_names_that_no_spreadsheet_allows_are_marked_all_the_same() -> None:
    names = {"a/b": xlsx.sheet('<row r="1"><c r="A1"><v>1</v></c></row>'), "[x]" * 20: ""}
    sheets = {name: xml or xlsx.sheet("") for name, xml in names.items()}
    assert copied(xlsx.workbook(sheets), Problem("C01", "a/b", "A1", "a/b!A1: Wrong.")) == {
        "Problems": {},
        "a_b": {"A1": "C01: Wrong."},
        "_x__x__x__x__x__x__x__x__x__x__": {},
    }


@pytest.mark.parametrize("ref", ["A1:XFD1048576", "A:XFD", "1:1048576", "A1&#58;XFD1048576"])
def test_ranges_that_span_a_sheet_are_not_made_cell_by_cell(ref: str) -> None:
    after = f'<hyperlinks><hyperlink ref="{ref}" location="A1"/></hyperlinks>'
    xml = xlsx.sheet('<row r="1"><c r="A1"><v>1</v></c></row>', after)
    problem = Problem("C01", "Sheet", "A1", "Sheet!A1: Wrong.")
    marked = {"Problems": {}, "Sheet": {"A1": "C01: Wrong."}}
    assert copied(xlsx.workbook({"Sheet": xml}), problem) == marked


def test_beyond_so_many_problems_the_list_ends_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(annotate_module, "MAX_LISTED", 2)
    warning = Problem("W01", "Sheet", "A1", "Sheet!A1: Look.", "warning")
    errors = [Problem("C01", "Sheet", f"A{row}", f"Sheet!A{row}: Wrong.") for row in (1, 2)]
    copy = load_workbook(BytesIO(annotate(xlsx.small(), (warning, *errors))))
    listing = list(copy["Problems"].values)
    assert listing[0][0] == "2 errors, 1 warning; the first 2 are listed"
    assert [row[1] for row in listing[4:]] == ["C01", "C01"]


def test_a_cell_under_merged_ranges_on_top_of_each_other_is_only_listed() -> None:
    merges = '<mergeCells><mergeCell ref="A1:A3"/><mergeCell ref="A3:B5"/></mergeCells>'
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 6))
    content = xlsx.workbook({"Sheet": xlsx.sheet(rows, merges)})
    assert copied(content, Problem("C01", "Sheet", "A5", "Sheet!A5: Wrong."))["Sheet"] == {}
