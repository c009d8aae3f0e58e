"""What is said of hidden cells, notes, struck-out text, and of what is not ours to read."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from escp_data.model import NOTHING_KNOWN, Problem
from escp_data.returns.annotate import annotate
from escp_data.returns.template import template
from escp_data.validation.checks import check_workbook
from tests.libreoffice import needs_libreoffice, resaved
from tests.stores import plan_store
from tests.workbooks import COVER, PLAN, Stored, bare_workbook, workbook

NEW = [f"W{number}" for number in range(30, 38)]
SAMPLES = Path(__file__).parents[2] / "sample_data"
_ROWS: list[dict[str, Any]] = [
    {"Ref": "1.1", "Period": "2025-26 Q3", "RAG": "Green", "Progress update": "Ten sessions."},
    {"Ref": "1.2", "Period": "2025-26 Q3", "RAG": "Complete", "Progress update": "All done."},
]


def typed(content: bytes, type_in: Callable[[Workbook], object]) -> bytes:
    book, written = load_workbook(BytesIO(content), rich_text=True), BytesIO()
    type_in(book)
    book.save(written)
    return written.getvalue()


def said(content: bytes) -> list[tuple[str, str]]:
    """The code and message of what is said here, and of nothing else."""
    problems = check_workbook(content, "return.xlsx", Stored(workbook(**PLAN))).problems
    return [(problem.code, problem.message) for problem in problems if problem.code in NEW]


def said_of(type_in: Callable[[Worksheet], object], sheet: str = "Progress") -> list[Any]:
    content = bare_workbook(COVER, Progress=_ROWS)
    return said(typed(content, lambda book: type_in(book[sheet])))


def struck(*texts: str) -> CellRichText:
    """Texts of which the first is struck out."""
    return CellRichText(TextBlock(InlineFont(strike=True), texts[0]), *texts[1:])


def test_a_plain_return_raises_none() -> None:
    assert said(bare_workbook(COVER, Progress=_ROWS)) == []


# --- hidden --------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", ["Cover", "Progress"])
def test_a_hidden_sheet(sheet: str) -> None:
    assert said_of(lambda page: setattr(page, "sheet_state", "hidden"), sheet) == [
        ("W30", f"{sheet}: This sheet is hidden, and it is read. Unhide it and check it, or "
         "delete it."),
    ]  # fmt: skip  # a sentence


def test_a_very_hidden_sheet() -> None:
    ((code, message),) = said_of(lambda page: setattr(page, "sheet_state", "veryHidden"))
    assert code == "W30"
    assert message.startswith("Progress: This sheet is hidden so that no menu shows it, and it is")


def test_a_hidden_sheet_without_anything_in_it() -> None:
    def type_in(book: Workbook) -> None:
        book.create_sheet("Voice").sheet_state = "hidden"

    assert said(typed(bare_workbook(COVER, Progress=_ROWS), type_in)) == []


def hide(page: Worksheet, rows: tuple[int, ...] = (), columns: tuple[str, ...] = ()) -> None:
    for row in rows:
        page.row_dimensions[row].hidden = True
    for column in columns:
        page.column_dimensions[column].hidden = True


@pytest.mark.parametrize(
    ("rows", "columns", "start"),
    [
        ((2,), (), "Progress: Row 2 is hidden, and what stands there is read."),
        ((2, 3, 9), (), "Progress: Rows 2 and 3 are hidden, and"),
        ((3,), ("C", "D"), "Progress: Row 3 and columns C and D are hidden, and"),
        ((1, 40), ("Z",), None),
    ],
)
def test_hidden_rows_and_columns_that_hold_something(
    rows: tuple[int, ...], columns: tuple[str, ...], start: str | None
) -> None:
    found = said_of(lambda page: hide(page, rows, columns))
    assert [code for code, _ in found] == (["W31"] if start else [])
    assert all(message.startswith(start or "") for _, message in found)


def test_a_filter_that_is_on() -> None:
    def type_in(page: Worksheet) -> None:
        page.auto_filter.ref = "A1:D3"
        page.auto_filter.add_filter_column(2, ["Green"])

    assert [code for code, _ in said_of(type_in)] == ["W31"]

    def with_its_rows(page: Worksheet) -> None:
        type_in(page)
        hide(page, (3,))

    ((_, message),) = said_of(with_its_rows)
    assert message.startswith("Progress: Row 3 is hidden (a filter is on), and what stands there")


# --- notes and fonts -----------------------------------------------------------------------------


def test_notes_are_named_by_their_cells_and_not_repeated() -> None:
    def type_in(page: Worksheet) -> None:
        for cell in ("C2", "B9", "A1", "A2", "B2", "D2", "A3"):
            page[cell].comment = Comment("should be Amber", "officer")

    assert said_of(type_in) == [
        ("W32", "Progress!A1: The notes on A1, A2, B2, C2, D2 and 2 more are not read. Put what "
         "they say into the cells, or leave it if it is not meant for us."),
    ]  # fmt: skip  # a sentence


def test_what_is_read_is_told_of_a_choice_and_of_no_number_or_story() -> None:
    def type_in(page: Worksheet) -> None:
        page["C2"] = struck("Amber", "Green")
        page["D2"] = struck("Three girls", "Two girls")
        page["D3"].font = page["E3"].font = Font(strike=True)

    assert said_of(type_in) == [
        ("W33", 'Progress!C2: What is struck out is left out of what is read in C2 and D2 (C2 '
         'reads "Green"). Check the rest, and take away what should not be there.'),
        ("W34", "Progress!D3: D3 is struck out, and is read as if not. Delete what should not be "
         "read."),
    ]  # fmt: skip  # sentences


def test_a_number_is_never_repeated() -> None:
    content = bare_workbook(
        COVER, Measure_values=[{"Code": "CLA", "Period": "2025-26 Q3", "Numerator": 312}]
    )

    def type_in(book: Workbook) -> None:
        page = book["Measure values"]
        at = next(cell.coordinate for cell in page[1] if cell.value == "Numerator")
        footnote = TextBlock(InlineFont(vertAlign="superscript"), "2")
        page[at.replace("1", "2")] = CellRichText("312", footnote)

    checked = check_workbook(typed(content, type_in), "x.xlsx", Stored(workbook(**PLAN)))
    (problem,) = (each for each in checked.problems if each.code == "W33")
    assert "312" not in problem.message
    values = checked.rows["Measure values"]
    names = [name for name, _ in values.sheet.stored]
    assert values.values[0][names.index("numerator")] == 312


def test_a_struck_out_part_still_may_not_be_a_record_of_a_child() -> None:
    def type_in(book: Workbook) -> None:
        book["Progress"]["D2"] = struck("943 476 5919", " seen twice")

    content = typed(bare_workbook(COVER, Progress=_ROWS), type_in)
    codes = {each.code for each in check_workbook(content, "x.xlsx", NOTHING_KNOWN).errors}
    assert "G01" in codes


# --- what is not ours ----------------------------------------------------------------------------


def test_every_sheet_that_was_not_read_is_named() -> None:
    content = workbook(Progress=_ROWS, Ideas=[["What"]], Empty=[], Voicee=[["What"]])

    def type_in(book: Workbook) -> None:
        book.create_sheet("Old").append([1])
        book["Old"].sheet_state = "hidden"

    assert [each for each in said(typed(content, type_in)) if each[0] == "W36"] == [
        ("W36", 'These sheets were not read: "Ideas" and "Old" (hidden). Put what is meant for us '
         "into a sheet that is called as in the template."),
    ]  # fmt: skip  # a sentence


def test_every_heading_that_was_not_read_is_named() -> None:
    def type_in(page: Worksheet) -> None:
        for row, values in enumerate(
            (("Mood", "Method", None, "RAGG"), ("fine", "", "odd", "")), 1
        ):
            for column, value in enumerate(values, 7):
                page.cell(row, column, value)

    assert said_of(type_in) == [
        ("W37", 'Progress: These columns were not read: G ("Mood"), H ("Method") and I (no '
         'heading). Put "Method" into the sheet Voice, if meant for us.'),
    ]  # fmt: skip  # a sentence


def test_an_agencys_actions_with_a_rag_of_their_own() -> None:
    """Its RAG and update are named, and each kind of change of the plan asks."""
    content = bare_workbook(
        {"Period": "2025-26 Q3", "Agency": "Metropolitan Police"},
        Actions=[
            {"Ref": "1.1", "Priority": 1, "Action": "Wash the cars", "Lead": "Met", "RAG": "Red",
             "Update": "Slow"},
        ],
    )  # fmt: skip  # a row a line
    problems = check_workbook(content, "x.xlsx", Stored(workbook(**PLAN))).problems
    codes = {problem.code for problem in problems}
    assert {"W18", "W23", "W37"} <= codes
    (message,) = (each.message for each in problems if each.code == "W37")
    assert '"RAG"' in message
    assert '"Update"' in message
    assert "the sheet Progress" in message


# --- what we put there ourselves -----------------------------------------------------------------


def codes_of(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.code for problem in problems if problem.code in NEW]


def test_templates_filled_in_and_their_marked_copies_raise_none(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    for made in (
        template(),
        template("2025-26 Q3", store=store),
        template("2025-26 Q3", "Enfield Council", store),
    ):

        def fill_in(book: Workbook) -> None:
            page = book["Progress"]
            headings = {cell.value: cell.column or 0 for cell in page[4]}
            for heading, value in {"Ref": "1.1", "RAG": "Ambr", "RAG reason": "Late"}.items():
                page.cell(5, headings[heading], value)

        filled = typed(made, fill_in)
        checked = check_workbook(filled, "return.xlsx", store)
        assert checked.problems
        assert codes_of(checked.problems) == []
        marked = annotate(annotate(filled, checked.problems), checked.problems)
        assert codes_of(check_workbook(marked, "return.xlsx", store).problems) == []


@needs_libreoffice
def test_libreoffice_drops_whose_notes_they_are(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    made = template("2025-26 Q3", "Enfield Council", store)
    problems = check_workbook(made, "return.xlsx", store).problems
    saved = resaved(annotate(made, problems), tmp_path)
    assert codes_of(check_workbook(saved, "return.xlsx", store).problems) == []


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xlsx")), ids=lambda path: path.name)
def test_the_samples_raise_none(path: Path) -> None:
    checked = check_workbook(path.read_bytes(), path.name)
    assert codes_of(checked.problems) == []
