"""Files of what a page shows: Excel with a cover, and CSV. Text stays text, never a formula."""

import csv
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from typing import TextIO, TypeVar

import pandas as pd
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from escp_data.excel.cells import put, starts_a_formula
from escp_data.excel.style import NAVY, WRAPPED, new_book, saved
from escp_data.text.clean import visible
from escp_data.text.rounding import digits

_EXACT = 2**53
_HEADING = PatternFill("solid", fgColor=NAVY)

Facts = Sequence[tuple[str, str]]
"""What a cover states, a label and its words each: filters, date of data, upload."""
Thing = TypeVar("Thing")


def table_of(
    things: Iterable[Thing], columns: Mapping[str, Callable[[Thing], object]]
) -> pd.DataFrame:
    """A row a thing: under each heading what its function gives, as it is (dtype object)."""
    rows = [[given(thing) for given in columns.values()] for thing in things]
    return pd.DataFrame(rows, columns=list(columns), dtype=object)


def excel(tables: Mapping[str, pd.DataFrame], facts: Facts, title: str) -> bytes:
    """A workbook with a cover and a sheet a table, in order; blank where a value is missing."""
    book = new_book()
    cover = book.worksheets[0]
    cover.title = "Cover"
    _write_cover(cover, facts, title)
    for name, frame in tables.items():
        _write_table(book.create_sheet(name[:31]), frame)
    return saved(book)


def comma_separated(frame: pd.DataFrame, facts: Facts) -> bytes:
    """UTF-8 with a byte order mark, as Excel expects; the facts stand as columns on every row.

    A fact that is called like a column is the Cover's: `Cover: Period`. A text that a spreadsheet
    would take for a formula gets an apostrophe in front.
    """
    labels = [f"Cover: {label}" if label in frame.columns else label for label, _ in facts]
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(map(defused, [*frame.columns, *labels]))
    stated = [defused(words) for _, words in facts]
    for row in frame.itertuples(index=False):
        writer.writerow([*(defused(value) for value in row), *stated])
    return written.getvalue().encode("utf-8-sig")


def print_csv(frame: pd.DataFrame, file: TextIO) -> None:
    """A table as CSV for another program: no facts, no byte order mark, a line feed a row."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(map(defused, row) for row in frame.itertuples(index=False))


def defused(value: object) -> str | float:
    """A value as CSV may hold it: blank for a missing one, text that cannot become a formula."""
    value = plain_value(value)
    if isinstance(value, str):
        text = visible(value)
        return f"'{text}" if starts_a_formula(text) else text
    return "" if value is None else value


def _write_cover(sheet: Worksheet, facts: Facts, title: str) -> None:
    put(sheet.cell(1, 1), title).font = Font(bold=True, size=16)
    for row, (label, words) in enumerate(facts, start=3):
        put(sheet.cell(row, 1), label).font = Font(bold=True)
        put(sheet.cell(row, 2), words).alignment = WRAPPED
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 90


def _write_table(sheet: Worksheet, frame: pd.DataFrame) -> None:
    for column, name in enumerate(frame.columns, start=1):
        heading = put(sheet.cell(1, column), str(name))
        heading.font = Font(bold=True, color="FFFFFF")
        heading.fill = _HEADING
        heading.alignment = WRAPPED
        sheet.column_dimensions[get_column_letter(column)].width = width_of(frame[name])
    for row, values in enumerate(frame.itertuples(index=False), start=2):
        for column, value in enumerate(values, start=1):
            put(sheet.cell(row, column), plain_value(value)).alignment = WRAPPED
    sheet.freeze_panes = "A2"
    if len(frame.columns):
        sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def plain_value(value: object) -> str | float | None:
    """None for what is missing, text, a number, or what else the value reads as."""
    item = getattr(value, "item", None)
    value = item() if callable(item) else value
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else digits(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value if isinstance(value, bool | int | float | str) else str(value)


def width_of(column: "pd.Series[str]") -> float:
    """How wide a column is shown, in characters: as its longest text, from 12 to 60."""
    longest = max((len(str(value)) for value in column.dropna()), default=0)
    return float(min(60, max(12, longest + 2, len(str(column.name)) + 2)))
