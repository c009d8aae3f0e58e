"""Sample trackers written otherwise and meaning the same: headings in other words, columns in
another order, years in other forms, titles added.
"""

import io
import random
import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

_SAME = [
    ["Ref", "Action ref", "Ref no.", "Plan ref", "Action number"],
    ["RAG", "BRAG", "RAG rating", "RAG status", "R/A/G"],
    ["Status", "Current status"],
    ["Update", "Progress update", "Latest update", "Commentary", "Narrative", "Position update"],
    ["Reason", "Reason for rating", "RAG reason", "Reason for RAG", "If not on track, why?"],
    ["Lead", "Lead agency", "Owner", "Owner (role)", "Responsible", "Lead officer"],
    ["By when", "Due date", "Deadline", "Timescale", "Target date", "Completion date"],
    ["Indicator", "Measure", "KPI", "Performance indicator"],
    ["Comment", "Comments", "Notes"],
    ["Qtr", "Quarter", "Period", "Reporting quarter"],
    ["What next", "Next steps", "Next actions"],
    ["Action", "Action (abridged)", "Action / Task", "What we will do"],
    ["Course", "Course title"],
    ["YTD", "Year to date", "2025/26 YTD", "Cumulative"],
]
_MONTHS = ("Apr-Jun", "Jul-Sep", "Oct-Dec", "Jan-Mar")
_TITLES = (
    "Safeguarding children partnership", "Printed 3 February 2026", "Last updated: 09/01/2026",
    "Business plan 2023-26", "OFFICIAL", "Version 7, please use this one", "Sheet 1 of 2",
)  # fmt: skip  # words, as a paragraph
_DATED = re.compile(r"Q([1-4]) (\d\d)[/-](\d\d)")
_FULL = re.compile(r"Q([1-4]) 20(\d\d)/(\d\d)")
_BARE = re.compile(r"Q([1-4])(?: \([A-Z][a-z]{2}–[A-Z][a-z]{2}\))?")
_YEARS = re.compile(r"(\d\d)/(\d\d)")


@dataclass
class Page:
    """A sheet: (value, fill) by (row, column) from 1, and merged ranges."""

    title: str
    state: Any  # visible, hidden or veryHidden
    cells: dict[tuple[int, int], tuple[object, Any]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    @classmethod
    def read(cls, page: Worksheet) -> "Page":
        """A sheet as it is."""
        found = cls(page.title, page.sheet_state)
        for row in page.iter_rows():
            for cell in row:
                filled = copy(cell.fill) if cell.fill.patternType == "solid" else None
                if cell.value is not None or filled:
                    found.cells[cell.row or 0, cell.column or 0] = (cell.value, filled)
        found.merged = [(m.min_row, m.min_col, m.max_row, m.max_col)
                        for m in page.merged_cells.ranges]  # fmt: skip  # a list
        return found

    def write(self, page: Worksheet) -> None:
        """Put it on an empty sheet."""
        for (row, column), (value, filled) in self.cells.items():
            cell = page.cell(row, column)
            cell.value = value  # type: ignore[assignment]  # a date, a number or text
            if filled:
                cell.fill = filled
        for top, left, bottom, right in self.merged:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        page.sheet_state = self.state

    def shifted(self, rows: int) -> None:
        """Everything some rows further down."""
        self.cells = {(row + rows, column): held for (row, column), held in self.cells.items()}
        self.merged = [(t + rows, left, b + rows, r) for t, left, b, r in self.merged]

    def reworded(self, change: Callable[[str], str]) -> None:
        """Each short text as `change` writes it."""
        self.cells = {
            place: (change(value) if isinstance(value, str) and len(value) < 30 else value, filled)
            for place, (value, filled) in self.cells.items()
        }

    def swapped(self, chance: random.Random) -> None:
        """The columns in another order, where no merged cell and no blank column stands between."""
        columns = sorted({column for _, column in self.cells})
        if self.merged or columns != list(range(1, len(columns) + 1)) or self.title == "notes":
            return
        order = chance.sample(columns, len(columns))
        to = dict(zip(columns, order, strict=True))
        self.cells = {(row, to[column]): held for (row, column), held in self.cells.items()}


def rewritten(content: bytes, chance: random.Random) -> bytes:
    """A workbook that says the same in other words."""
    pages = [Page.read(page) for page in openpyxl.load_workbook(io.BytesIO(content)).worksheets]
    same = {word: chance.choice(words) for words in _SAME for word in words}
    form = chance.randrange(5)
    sure = chance.random() < 0.5
    for page in pages:
        page.reworded(lambda text: _otherwise(same.get(text, text), form))
        if chance.random() < 0.5 and page.title != "Health return":
            page.swapped(chance)
        if sure:
            rows = chance.randint(1, 3)
            page.shifted(rows)
            for row, title in enumerate(chance.sample(_TITLES, rows), start=1):
                page.cells[row, 1] = (title, None)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        page.write(book.create_sheet(page.title))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _otherwise(text: str, form: int) -> str:
    """A quarter, or a year, in another form."""
    match = _DATED.fullmatch(text) or _FULL.fullmatch(text)
    if match:
        number, first, second = match.groups()
        calendar = 2000 + int(first) + (number == "4")
        return (
            f"Q{number} 20{first}/{second}", f"20{first}-{second} Q{number}",
            f"Qtr {number} 20{first}/{second}", f"{_MONTHS[int(number) - 1]} {calendar}",
            f"Q{number} ({_MONTHS[int(number) - 1]}) 20{first}/{second}",
        )[form]  # fmt: skip  # a list
    match = _BARE.fullmatch(text)
    if match:
        number = match[1]
        months = _MONTHS[int(number) - 1]
        return (f"Q{number}", f"Quarter {number}", f"Qtr {number}", f"Q{number} ({months})",
                f"Q{number}")[form]  # fmt: skip  # a list
    match = _YEARS.fullmatch(text)
    if match:
        first, second = match.groups()
        return (f"20{first}/{second}", f"20{first}-{second}", f"{first}-{second}",
                f"FY 20{first}/{second}", text)[form]  # fmt: skip  # a list
    return text
