"""The annotated copy: every problem in its cell and in the list, everything else as it was."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from escp_data.excel.style import AMBER, RED
from escp_data.excel.workbook import read_workbook
from escp_data.model import Problem
from escp_data.returns import annotate as subject
from escp_data.returns.annotate import annotate
from escp_data.validation.checks import check_workbook
from tests.libreoffice import needs_libreoffice, resaved
from tests.workbooks import AGENCIES, workbook

MERGED = Problem("K06", "Progress", "A4", "Progress!A4: 9.9 is not an action.")
PROBLEMS = (
    Problem("C05", "Progress", "C2", 'Progress!C2: RAG says "Ambr"; did you mean Amber?'),
    Problem("W06", "Progress", "C2", "Progress!C2: It went back from Complete.", "warning"),
    Problem("W05", "Progress", "E2", "Progress!E2: The same words as last time.", "warning"),
    MERGED,
    Problem("S02", "It's odd", "", "=HYPERLINK(1): no row has the headings."),
    Problem("K01", "", "", "The workbook has no Cover sheet."),
)


def given() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Progress"
    sheet.append(["Ref", "Period", "RAG", "RAG reason", "Progress update"])
    sheet.append(["1.1", "2025-26 Q3", "Ambr", None, "=1+1"])
    sheet.append(["9.9", date(2025, 12, 31), "Green", None, 7.5])
    sheet.merge_cells("A3:A4")
    sheet["C2"].comment = Comment("Ask the lead", "Somebody")
    book.create_sheet("It's odd")
    book.create_sheet("problems").append(["ours"])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def test_each_problem_is_marked_in_its_cell() -> None:
    sheet = load_workbook(BytesIO(annotate(given(), PROBLEMS)))["Progress"]
    notes = {c.coordinate: c.comment.text for row in sheet.iter_rows() for c in row if c.comment}
    assert notes == {
        "C2": 'C05: RAG says "Ambr"; did you mean Amber?\n\n'
        "W06: It went back from Complete.\n\nNote that was here before:\nAsk the lead",
        "E2": "W05: The same words as last time.",
        "A3": "K06: 9.9 is not an action.",
    }
    colours = [sheet[place].fill.fgColor.rgb for place in ("C2", "E2", "A3")]
    assert colours == [f"00{RED}", f"00{AMBER}", f"00{RED}"]


def test_a_copy_marked_again_holds_only_its_new_notes() -> None:
    again = annotate(annotate(given(), PROBLEMS), (MERGED,))
    book = load_workbook(BytesIO(again))
    assert book.sheetnames[:2] == ["Problems 3", "Problems 2"]
    note = book["Progress"]["A3"].comment
    assert note is not None
    assert note.text == "K06: 9.9 is not an action."


def test_the_list_in_front_has_every_problem_with_a_link_to_its_cell() -> None:
    book = load_workbook(BytesIO(annotate(given(), PROBLEMS)))
    assert book.sheetnames == ["Problems 2", "Progress", "It's odd", "problems"]
    listing = book["Problems 2"]
    assert listing["A1"].value == "4 errors, 2 warnings"
    rows = list(listing.iter_rows(min_row=5, values_only=True))
    assert rows == [
        ("Error", "C05", "Progress", "C2", 'RAG says "Ambr"; did you mean Amber?'),
        ("Error", "K06", "Progress", "A4", "9.9 is not an action."),
        ("Error", "S02", "It's odd", None, "=HYPERLINK(1): no row has the headings."),
        ("Error", "K01", None, None, "The workbook has no Cover sheet."),
        ("Warning", "W06", "Progress", "C2", "It went back from Complete."),
        ("Warning", "W05", "Progress", "E2", "The same words as last time."),
    ]
    links = [
        cell.hyperlink.location
        for row in listing.iter_rows()
        for cell in row
        if cell.hyperlink is not None
    ]
    assert links == [
        "'Progress'!C2", "'Progress'!A4", "'It''s odd'!A1", "'Progress'!C2", "'Progress'!E2",
    ]  # fmt: skip  # a list in few lines
    assert listing["E7"].data_type == "s"


def test_what_the_sheets_hold_stays_formulas_included() -> None:
    before = load_workbook(BytesIO(given()))
    after = load_workbook(BytesIO(annotate(given(), PROBLEMS)))
    for sheet in before.worksheets:
        assert list(sheet.values) == list(after[sheet.title].values)
    assert after["Progress"]["E2"].data_type == "f"
    assert [str(r) for r in after["Progress"].merged_cells.ranges] == ["A3:A4"]
    assert [s.title for s in after.worksheets if s.sheet_view.tabSelected] == ["Problems 2"]


def test_a_marked_workbook_has_the_same_problems_as_before() -> None:
    content = workbook(Agencies=AGENCIES, Progress=[{"Ref": "1.1", "RAG": "Ambr"}])
    problems = check_workbook(content, "return.xlsx").problems
    assert problems
    assert check_workbook(annotate(content, problems), "return.xlsx").problems == problems


def test_a_workbook_without_problems_says_so() -> None:
    book = load_workbook(BytesIO(annotate(workbook(), ())))
    assert book["Problems"]["A1"].value == "No problems were found"


def test_beyond_so_many_notes_cells_are_only_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "MAX_NOTES", 1)
    sheet = load_workbook(BytesIO(annotate(given(), PROBLEMS)))["Progress"]
    assert sheet["E2"].comment is None
    assert sheet["E2"].fill.fgColor.rgb == f"00{AMBER}"


def test_a_workbook_too_large_for_its_looks_comes_back_with_its_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(subject, "MAX_STYLED_BYTES", 10)
    sheet = load_workbook(BytesIO(annotate(given(), PROBLEMS)))["Progress"]
    assert sheet["A3"].value == "9.9"
    assert sheet["C2"].fill.fgColor.rgb == f"00{RED}"


def test_formats_by_the_thousand_are_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "MAX_STYLE_ELEMENTS", 10)
    sheet = load_workbook(BytesIO(annotate(given(), PROBLEMS)))["Progress"]
    assert sheet["A3"].value == "9.9"
    assert sheet["C2"].comment is not None


def test_raised_and_struck_out_parts_stay_what_they_are() -> None:
    book = Workbook()
    raised = TextBlock(InlineFont(vertAlign="superscript"), "2")
    book.worksheets[0]["A1"] = CellRichText("312", raised)
    written = BytesIO()
    book.save(written)
    (_, sheet) = read_workbook(annotate(written.getvalue(), ()), "copy").sheets
    assert sheet.rows == [["312"]]


def test_somebodys_note_is_kept_however_often_a_copy_is_marked() -> None:
    again = annotate(annotate(given(), PROBLEMS), PROBLEMS[:1])
    (_, _, sheet, *_) = read_workbook(again, "copy").sheets
    assert sheet.beside.notes == {(1, 2): "Ask the lead"}


@needs_libreoffice
def test_libreoffice_opens_it_with_its_marks(tmp_path: Path) -> None:
    book = load_workbook(BytesIO(resaved(annotate(given(), PROBLEMS), tmp_path)))
    assert book.sheetnames == ["Problems 2", "Progress", "It's odd", "problems"]
    note = book["Progress"]["E2"].comment
    assert note is not None
    assert note.text == "W05: The same words as last time."
    link = book["Problems 2"]["D5"].hyperlink
    assert link is not None
    assert link.location in ("Progress!C2", "'Progress'!C2")
