"""Rows to a workbook that looks cared for, and the same bytes each time it is made."""

import io
import textwrap
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from escp_data.contract import ALL_AGENCIES, SHEETS, VERSION, Column, Sheet, sheet
from sample_data.story import Rows

MADE = datetime(2023, 4, 1)
NAVY, PALE, GREY = "12436D", "E8EEF4", "595959"
_LINE = Border(bottom=Side(style="thin", color="BFBFBF"))
_WRAPPED = Alignment(vertical="top", wrap_text=True)

NOTICE = "Sample data for demonstration: not Enfield's real returns"
TITLES = {
    "Plans": "The plan as published: what it is called, whose it is, and its years",
    "Agencies": "Who takes part, and every name they go by",
    "Priorities": "Strategic priorities 2023 to 2026, in our own words",
    "Actions": "Sample data: leads, groups, roles and dates are illustrative",
    "Measures": "The Source column says what is published; the rest is an illustrative sample",
    "Population": "Sources: ONS Census 2021; DfE, schools, pupils and their characteristics",
    "Progress": "Sample data: every RAG, update and impact rating is illustrative",
    "Measure values": "The Note column says what is published; the rest is an illustrative sample",
    "Ethnicity counts": "CLA, SUSP and PEXC are DfE's published figures; the rest is illustrative",
    "Benchmarks": "England as published; the Source column says where",
    "Voice": "Sample data: what children said is illustrative",
    "Training": "Sample data: illustrative",
    "Audits": "Sample data: illustrative",
    "Recommendations": "Sample data: recommendations are paraphrased; the rest is illustrative",
    "Events": "Sample data: illustrative",
    "Meetings": "Sample data: illustrative; roles only, nobody is named",
    "Challenges": "Sample data: illustrative; roles only, nobody is named",
    "Practice audits": "Sample data: illustrative",
}


def _font(
    *, bold: bool = False, italic: bool = False, size: int = 11, color: str = "000000"
) -> Font:
    return Font(name="Calibri", bold=bold, italic=italic, size=size, color=color)


def make_workbook(
    period: str,
    completed: date,
    sheets: dict[str, Rows],
    about: str,
    titles: dict[str, str] | None = None,
) -> Workbook:
    """A workbook with a Cover and the sheets that have rows, in the contract's order.

    `titles` are the title rows of sheets that do not have the one in TITLES.
    """
    titles = TITLES | (titles or {})
    book = Workbook()
    cover = book.active
    assert isinstance(cover, Worksheet)
    _fill_cover(cover, period, completed, about)
    order = [each.name for each in SHEETS]
    for name in sorted(sheets, key=order.index):
        if sheets[name]:
            fill_sheet(book.create_sheet(name), sheet(name), sheets[name], titles[name])
    return book


def _fill_cover(cover: Worksheet, period: str, completed: date, about: str) -> None:
    cover.title = "Cover"
    cover["A1"] = "Enfield Safeguarding Children Partnership"
    cover["A1"].font = _font(bold=True, size=16, color=NAVY)
    cover["A2"] = about
    cover["A2"].font = _font(size=12, color=GREY)
    lines: dict[str, str | date] = {
        "Period": period,
        "Agency": ALL_AGENCIES,
        "Completed by": "Performance and quality officer",
        "Date completed": completed,
        "Contract version": VERSION,
        "About these figures": NOTICE,
    }
    for number, (label, value) in enumerate(lines.items(), start=4):
        cover.cell(number, 1, label).font = _font(bold=True)
        entry = cover.cell(number, 2, value)
        entry.fill = PatternFill("solid", fgColor=PALE)
        entry.alignment = Alignment(horizontal="left", wrap_text=True, vertical="top")
        if isinstance(value, date):
            entry.number_format = "dd/mm/yyyy"
    cover.column_dimensions["A"].width = 24
    cover.column_dimensions["B"].width = 52
    cover.row_dimensions[1].height = 24
    cover.sheet_view.showGridLines = False
    cover.page_setup.fitToHeight = 0
    cover.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def fill_sheet(page: Worksheet, definition: Sheet, rows: Rows, title: str) -> None:
    """A title row, a heading for each column that a row names, and the rows.

    A column that no row names gets no heading: a blank cell under one would empty what is on
    record.
    """
    named = {heading for row in rows for heading in row}
    columns = [column for column in definition.columns if column.name in named]
    headings = [column.name for column in columns]
    unknown = named - set(headings)
    if unknown:
        raise KeyError(f"{definition.name} has no column {sorted(unknown)}.")
    page["A1"] = title
    page["A1"].font = _font(italic=True, color=GREY)
    write_headings(page, 3, headings)
    for number, row in enumerate(rows, start=4):
        for position, heading in enumerate(headings, start=1):
            write_cell(page, number, position, row.get(heading))
        page.row_dimensions[number].height = _height(columns, row)
    for position, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(position)].width = column.width
    page.freeze_panes = "B4"
    page.auto_filter.ref = f"A3:{get_column_letter(len(headings))}{3 + len(rows)}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "3:3"


def _height(columns: Sequence[Column], row: dict[str, object]) -> float:
    """Room for the longest text of a row: LibreOffice does not make it by itself."""
    lines = (
        len(textwrap.wrap(str(row[column.name]), column.width)) or 1
        for column in columns
        if row.get(column.name) is not None
    )
    return 15.0 * max(lines)


def write_headings(page: Worksheet, row: int, headings: Sequence[str]) -> None:
    """The header row, in white on navy."""
    for position, heading in enumerate(headings, start=1):
        cell = page.cell(row, position, heading)
        cell.font = _font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=NAVY)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    page.row_dimensions[row].height = 30


def write_cell(page: Worksheet, row: int, column: int, value: object) -> None:
    """One cell of the body: text wrapped at the top, dates in UK order."""
    cell = page.cell(row, column)
    cell.value = value  # type: ignore[assignment]  # a date, a number or text
    cell.alignment = _WRAPPED
    cell.border = _LINE
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def save(book: Workbook, path: Path, made: datetime = MADE) -> None:
    """Write it with every time stamp set to `made`: the same content gives the same bytes."""
    book.properties.creator = "ESCP sample data"
    book.properties.created = made
    book.properties.modified = made
    written = io.BytesIO()
    book.save(written)
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, made.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, _settled(name, source.read(name), made))


def _settled(name: str, content: bytes, made: datetime) -> bytes:
    """openpyxl writes the time of saving into the properties whatever it is told."""
    if name != "docProps/core.xml":
        return content
    start = content.index(b"<dcterms:modified")
    begin = content.index(b">", start) + 1
    end = content.index(b"</dcterms:modified>")
    return content[:begin] + made.strftime("%Y-%m-%dT%H:%M:%SZ").encode() + content[end:]
