"""How the workbooks we hand out look: a few colours, text that stays text, pages that print."""

from collections.abc import Mapping
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.dimensions import ColumnDimension, RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from escp_data import MAKER
from escp_data.contract import RAG
from escp_data.excel.cells import put
from escp_data.rag import LOOKS

NAVY, PALE, GREY, INK, MUTED = "12436D", "E3EDF6", "F3F4F6", "0B0C0C", "505A5F"
RED, AMBER = "F6B8B3", "FFD98A"
RAG_COLOURS = {
    status: (LOOKS[status].fill.removeprefix("#"), LOOKS[status].ink.removeprefix("#"))
    for status in RAG
}
"""Each RAG word's background and text, as on the screens."""

A4 = "9"
LEGIBLE_WIDTH = 190
"""How many characters a landscape page may be wide before its print is too small to read."""

TITLE = Font("Calibri", 16, bold=True, color=NAVY)
SUBTITLE = Font("Calibri", 12, color=MUTED)
HEADING = Font("Calibri", 12, bold=True, color=NAVY)
LABEL = Font("Calibri", 11, bold=True, color=NAVY)
ON_DARK = Font("Calibri", 11, bold=True, color="FFFFFF")
QUIET = Font("Calibri", 11, color=MUTED)
ASIDE = Font("Calibri", 11, italic=True, color=MUTED)
SMALL = Font("Calibri", 9, italic=True, color=MUTED)
LINK = Font("Calibri", 11, color=NAVY, underline="single")
ONE_LINE = Alignment(vertical="center")
INSET = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
WRAPPED = Alignment(vertical="top", wrap_text=True)
_EDGE = Side(style="thin", color="C4C8CC")
BOX = Border(_EDGE, _EDGE, _EDGE, _EDGE)


def new_book() -> Workbook:
    """An empty workbook that says which program made it."""
    book = Workbook()
    book.properties.creator = MAKER
    return book


def saved(book: Workbook) -> bytes:
    """A workbook's bytes; it says which program wrote it last."""
    book.properties.lastModifiedBy = MAKER
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def filled(colour: str) -> PatternFill:
    """A plain background, from `RRGGBB`."""
    return PatternFill("solid", fgColor=colour, bgColor=colour)


def put_text(sheet: Worksheet, row: int, column: int, text: str, font: Font | None = None) -> Cell:
    """Write a text, wrapped and at the top of its cell."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    put(cell, text)
    cell.alignment = WRAPPED
    if font:
        cell.font = font
    return cell


def _line(left: str, right: str) -> HeaderFooterItem:
    return HeaderFooterItem(left=_HeaderFooterPart(left), right=_HeaderFooterPart(right))


class _GrowingRow(RowDimension):
    """A row with a height that spreadsheets still adjust to what is typed into it."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name for it
        return False


def fit_height(sheet: Worksheet, row: int, width: int) -> None:
    """Make a row as high as the wrapped texts in its first columns need, by an estimate."""
    # sheet[row] would look through the whole sheet for its last column.
    cells = (sheet.cell(row, column) for column in range(1, width + 1))
    lines = max(_lines(cell, sheet.column_dimensions) for cell in cells)
    sheet.row_dimensions[row] = _GrowingRow(sheet, row, ht=max(15.0, 15.0 * lines + 1))


def _lines(cell: Cell | MergedCell, columns: Mapping[str, ColumnDimension]) -> int:
    if not (isinstance(cell.value, str) and cell.alignment.wrap_text):
        return 1
    room = columns[cell.column_letter].width
    return sum(1 + int(len(line) / room) for line in cell.value.split("\n"))


def print_well(
    sheet: Worksheet,
    *,
    landscape: bool = True,
    heading_row: int | None = None,
    whose: str = "",
) -> None:
    """A4, as wide as its pages, with `whose` it is and its name above, the page number below.

    A wide sheet takes as many pages across as keep it legible, its first column on each.
    """
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = A4
    width = sum(dimension.width for dimension in sheet.column_dimensions.values())
    sheet.page_setup.fitToWidth = pages = ceil(width / LEGIBLE_WIDTH)
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.HeaderFooter.oddHeader = _line(whose.replace("&", "&&"), "&A")
    sheet.HeaderFooter.oddFooter = _line("Totals only: never a record of a child", "Page &P of &N")
    if heading_row:
        sheet.print_title_rows = f"{heading_row}:{heading_row}"
    if heading_row and pages > 1:
        sheet.print_title_cols = "A:A"
