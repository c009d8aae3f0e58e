"""An accessible workbook: cover, contents, notes, then a marked table a sheet, nothing merged.

openpyxl writes it and not gptables: that writes through another library, past the one way in which
our cells are made safe, and knows no sheets that come back.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from escp_data.excel.cells import put
from escp_data.excel.style import HEADING, LABEL, TITLE, WRAPPED, new_book, put_text, saved
from escp_data.excel.writer import Facts, plain_value, width_of
from escp_data.markers import MARKS
from escp_data.papers.same_bytes import without_times

HEADER_ROW = 4
"""The row of a table's headings: its name, what it is and its marks stand above."""


@dataclass(frozen=True)
class PackTable:
    """A sheet's name, what it holds in a few words, and its table."""

    name: str
    about: str
    frame: pd.DataFrame


def pack_workbook(
    title: str, cover: Facts, notes: Facts, tables: Sequence[PackTable], moment: str
) -> bytes:
    """The workbook's bytes, the same each time; tables without a row are named and left out."""
    book = new_book()
    book.properties.title, book.properties.language = title, "en-GB"
    _write_cover(book.worksheets[0], title, cover)
    filled = [each for each in tables if len(each.frame)]
    contents = pd.DataFrame(map(_in_contents, tables), columns=["Sheet", "What it holds"])
    read_as = pd.DataFrame(notes, columns=["Note", "What it means"])
    _write_table(book, PackTable("Contents", "What each sheet holds", contents))
    _write_table(book, PackTable("Notes", "How to read what is not a number", read_as))
    for each in filled:
        _write_table(book, each)
    return without_times(saved(book), moment)


def _in_contents(table: PackTable) -> tuple[str, str]:
    rows = len(table.frame)
    held = f"Rows: {rows}." if rows else "Nothing is on record, so there is no sheet."
    return table.name, f"{table.about}. {held}"


def _write_cover(sheet: Worksheet, title: str, facts: Facts) -> None:
    """A label and what it says, a row each, as the upload reads a Cover."""
    sheet.title = "Cover"
    put_text(sheet, 1, 1, title, TITLE)
    for row, (label, words) in enumerate(facts, start=3):
        put_text(sheet, row, 1, label, LABEL)
        put_text(sheet, row, 2, words)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90


def _write_table(book: Workbook, made: PackTable) -> None:
    """Its name, what it is, which marks it has; then the table, marked as one."""
    sheet = book.create_sheet(made.name[:31])
    put_text(sheet, 1, 1, made.name, HEADING).alignment = Alignment(wrap_text=False)
    put_text(sheet, 2, 1, f"{made.about}.").alignment = Alignment(wrap_text=False)
    put_text(sheet, 3, 1, _marks_words(made.frame)).alignment = Alignment(wrap_text=False)
    for column, heading in enumerate(made.frame.columns, start=1):
        put_text(sheet, HEADER_ROW, column, str(heading), Font(bold=True))
        sheet.column_dimensions[get_column_letter(column)].width = width_of(made.frame[heading])
    for row, values in enumerate(made.frame.itertuples(index=False), start=HEADER_ROW + 1):
        for column, value in enumerate(values, start=1):
            put(sheet.cell(row, column), plain_value(value)).alignment = WRAPPED
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    _mark(sheet, made)


def _mark(sheet: Worksheet, made: PackTable) -> None:
    """The range as Excel's own table, with its header row: readers can find it and name it."""
    last = get_column_letter(len(made.frame.columns))
    span = f"A{HEADER_ROW}:{last}{HEADER_ROW + len(made.frame)}"
    table = Table(displayName=re.sub(r"\W+", "_", made.name), ref=span)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _marks_words(frame: pd.DataFrame) -> str:
    """Which marks the table has; the notes say what each means."""
    held = {str(value) for value in frame.to_numpy().ravel() if isinstance(value, str)}
    found = [mark for mark in MARKS.values() if any(mark in value for value in held)]
    return f"It has {', '.join(found)}: see Notes." if found else "It has no marks."
