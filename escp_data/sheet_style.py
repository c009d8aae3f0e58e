"""How the workbooks we hand out look: a few colours, text that stays text, pages that print."""

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

NAVY, PALE, GREY, INK, MUTED = "12436D", "E3EDF6", "F3F4F6", "0B0C0C", "505A5F"
RED, AMBER = "F6B8B3", "FFD98A"
RAG_COLOURS = {
    "Red": ("B3261E", "FFFFFF"),
    "Amber": ("F2A900", INK),
    "Green": ("00703C", "FFFFFF"),
    "Complete": (NAVY, "FFFFFF"),
    "Not started": ("DADDE0", INK),
}
"""Each RAG word's background and text, as on the screens."""

LONGEST_CELL = 32_767
A4 = "9"

TITLE = Font(bold=True, size=16, color=NAVY)
SUBTITLE = Font(size=12, color=MUTED)
HEADING = Font(bold=True, size=12, color=NAVY)
LABEL = Font(bold=True, color=NAVY)
QUIET = Font(color=MUTED)
LINK = Font(color=NAVY, underline="single")
ONE_LINE = Alignment(vertical="center")
WRAPPED = Alignment(vertical="top", wrap_text=True)
_EDGE = Side(style="thin", color="C4C8CC")
BOX = Border(_EDGE, _EDGE, _EDGE, _EDGE)

_NOT_XML = "\ufffe\uffff"


def filled(colour: str) -> PatternFill:
    """A plain background, from `RRGGBB`."""
    return PatternFill("solid", fgColor=colour, bgColor=colour)


def clean_text(text: str) -> str:
    """The text without what XML cannot hold, at the most that a cell can."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return text.translate(dict.fromkeys(map(ord, _NOT_XML)))[:LONGEST_CELL]


def put_text(sheet: Worksheet, row: int, column: int, text: str, font: Font | None = None) -> Cell:
    """Write a text as text, so that one that begins with = is no formula; wrapped, at the top."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = clean_text(text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    cell.alignment = WRAPPED
    if font:
        cell.font = font
    return cell


def _line(left: str, right: str) -> HeaderFooterItem:
    return HeaderFooterItem(_HeaderFooterPart(left), None, _HeaderFooterPart(right))


def print_well(sheet: Worksheet, *, landscape: bool = True, repeat: str | None = None) -> None:
    """A4, as wide as the page, with the sheet's name above and the page number below."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.HeaderFooter.oddHeader = _line("Enfield Safeguarding Children Partnership", "&A")
    sheet.HeaderFooter.oddFooter = _line("Totals only: never a record of a child", "Page &P of &N")
    if repeat:
        sheet.print_title_rows = repeat
        sheet.print_options.gridLines = True
