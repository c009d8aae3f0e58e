"""Every cell of a workbook is read as openpyxl reads it: the other reader of the same files."""

import io
import sysconfig
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from escp_data.errors import WorkbookRefused
from escp_data.excel.sheet_xml import Place
from escp_data.excel.workbook import CellError, read_workbook
from tests.libreoffice import all_resaved, needs_libreoffice

ROOT = Path(__file__).parents[2]
_INSTALLED = sorted(Path(sysconfig.get_paths()["purelib"]).rglob("*.xlsx"))
_SAMPLES = sorted((ROOT / "sample_data").rglob("*.xlsx"))

Values = dict[str, dict[Place, object]]


def ours(content: bytes) -> Values:
    """Each sheet's values by their place, with nothing left out of a text."""
    found: Values = {}
    for grid in read_workbook(content, "file.xlsx").sheets:
        found[grid.name] = {
            (row, column): _plain(value)
            for row, values in enumerate(grid.rows)
            for column, value in enumerate(values)
            if value is not None
        } | dict(grid.beside.whole)
    return found


def theirs(content: bytes) -> Values:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        sheet.title: {
            (cell.row - 1, cell.column - 1): _plain(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell, Cell) and cell.value not in (None, "")
        }
        for sheet in book.worksheets
    }


def _plain(value: object) -> object:
    """A value and its kind, where the two readers may write the same one in two ways."""
    if isinstance(value, CellError):
        return str(value)
    if isinstance(value, datetime) and value.time() == time():
        return date, value.date()
    if isinstance(value, float) and value.is_integer():
        return int, int(value)
    return value if isinstance(value, str) else (type(value), value)


def _saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


# --- workbooks of many kinds ---------------------------------------------------------------------


def _kinds_of_values(sheet: Worksheet) -> None:
    sheet.append([1, -1, 0, 1.5, 1e300, 1e-9, 2**53 - 1, True, False, None, "last"])
    sheet.append(
        [date(2026, 3, 31), datetime(2026, 3, 31, 9, 30), time(9, 15), timedelta(hours=30)]
    )
    sheet.append(["007", "1.10", " both ", "two\nlines", "é ü ✓ 😀", "TRUE", "#N/A said so", "'"])
    sheet.append(["=1+1", "=A1", None, "plain"])
    sheet["A9"] = "#DIV/0!"


def _far_apart(sheet: Worksheet) -> None:
    for place in ("C3", "AH40", "ALK2"):
        sheet[place] = place


def _far_down(sheet: Worksheet) -> None:
    for place in ("C3", "B900", "AH2"):
        sheet[place] = place


def _blank_but_formatted(sheet: Worksheet) -> None:
    for row in range(1, 130):
        for column in range(1, 40):
            sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFEEEEEE")
    sheet["D5"], sheet["BA120"] = "first", "last"


def _merged(sheet: Worksheet) -> None:
    for row in range(1, 12):
        sheet.append([row, f"row {row}", row * 2])
    for span in ("A1:C1", "A3:A5", "B6:C9"):
        sheet.merge_cells(span)


def _dressed(sheet: Worksheet) -> None:
    sheet["A1"] = "heading"
    sheet["A1"].font, sheet["A1"].alignment = Font(b=True, strike=True), Alignment(wrap_text=True)
    sheet["A1"].comment = Comment("note", "officer")
    sheet["B2"].hyperlink = "https://example.org/"
    sheet["B2"] = "a link"
    sheet["C3"], sheet["C3"].number_format = 0.25, "0%"
    sheet["C4"], sheet["C4"].number_format = 3, '0" children"'
    sheet.row_dimensions[2].hidden = sheet.column_dimensions["C"].hidden = True
    sheet.freeze_panes = "B2"
    choices = DataValidation(type="list", formula1='"Red,Green"')
    choices.add("D1:D9")
    sheet.add_data_validation(choices)


def _rich(sheet: Worksheet) -> None:
    raised, struck = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
    sheet["A1"] = CellRichText("312", TextBlock(raised, "2"))
    sheet["A2"] = CellRichText(TextBlock(struck, "14"), "17")
    sheet["B3"] = CellRichText("the 1", TextBlock(raised, "st"), TextBlock(InlineFont(b=True), "!"))


def _table(sheet: Worksheet) -> None:
    for row in (["Ref", "RAG"], ["1.1", "Red"], ["1.2", "Green"]):
        sheet.append(row)
    sheet.add_table(Table(displayName="T", ref="A1:B3"))


_MADE: list[Callable[[Worksheet], None]] = [
    _kinds_of_values, _far_apart, _far_down, _blank_but_formatted, _merged, _dressed, _rich, _table,
]  # fmt: skip  # a list in few lines


def _book(fill: Callable[[Worksheet], None]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    fill(book.worksheets[0])
    return book


@pytest.mark.parametrize("fill", _MADE)
def test_workbooks_of_many_kinds(fill: Callable[[Worksheet], None]) -> None:
    content = _saved(_book(fill))
    assert ours(content) == theirs(content)


def test_several_sheets_by_name_and_in_order() -> None:
    book = openpyxl.Workbook()
    for name in ("It's odd", "Ünïcode ✓", "a" * 31, "hidden", " spaced "):
        book.create_sheet(name)["B2"] = name
    book["hidden"].sheet_state = "veryHidden"
    book.create_chartsheet("Chart").add_chart(BarChart())
    book.defined_names["All"] = DefinedName("All", attr_text="Sheet!$A$1:$B$2")
    content = _saved(book)
    assert list(ours(content)) == list(theirs(content))
    assert ours(content) == theirs(content)


def test_dates_that_count_from_1904() -> None:
    book = _book(_kinds_of_values)
    book.epoch = CALENDAR_MAC_1904
    content = _saved(book)
    assert ours(content) == theirs(content)


def test_a_workbook_written_as_it_goes() -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Rows")
    for row in range(500):
        sheet.append([row, f"row {row}", None, row / 8, row % 2 == 0])
    content = _saved(book)
    assert ours(content) == theirs(content)


@needs_libreoffice
def test_workbooks_that_libreoffice_saved(tmp_path: Path) -> None:
    made = [_saved(_book(fill)) for fill in (_kinds_of_values, _merged, _dressed, _rich)]
    for content in all_resaved(made, tmp_path):
        assert ours(content) == theirs(content)


# --- files that are there ------------------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("path", [*_SAMPLES, *_INSTALLED], ids=lambda path: path.name)
def test_files_that_others_made(path: Path) -> None:
    """Those of the samples, and of whatever package is installed and has some."""
    content = path.read_bytes()
    try:
        read = ours(content)
    except WorkbookRefused:
        assert path in _INSTALLED
        return
    assert read == theirs(content)
