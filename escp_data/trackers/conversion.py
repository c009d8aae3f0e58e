"""What was understood of a tracker, as a workbook of the contract's: checked as any other is."""

from collections.abc import Sequence
from dataclasses import replace

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from escp_data.contract import COVER, COVER_SHEET, SHEETS, VERSION
from escp_data.contract import sheet as contract_sheet
from escp_data.excel.cells import put
from escp_data.excel.style import new_book, put_text, saved
from escp_data.model import Problem, place
from escp_data.trackers.answers import Understood, UnderstoodRow

_FIRST_ROW = 2


def as_workbook(found: Understood, period: str, agency: str) -> bytes:
    """What was understood as a workbook of the contract's, to be checked and stored as any other.

    Store it with `append(store, checked, by, original=content)`: the agency's bytes are kept.
    """
    book = new_book()
    cover = book.worksheets[0]
    cover.title = COVER_SHEET
    given = {"period": period, "agency": agency, "plan": found.plan, "contract_version": VERSION}
    for line, label in enumerate(COVER, start=1):
        put_text(cover, line, 1, label.name)
        if given.get(label.field):
            put_text(cover, line, 2, given[label.field])
    for sheet in SHEETS:
        rows = _rows(found, sheet.name)
        if rows:
            page = book.create_sheet(sheet.name)
            for at, column in enumerate(sheet.columns, start=1):
                put_text(page, 1, at, column.name)
            for number, row in enumerate(rows, start=_FIRST_ROW):
                _write(page, number, row)
    return saved(book)


def said_in(found: Understood) -> dict[str, list[frozenset[str]]]:
    """The fields that each row says something in, by sheet, as `check_workbook` takes them: what a
    cell or a person gave, and nothing else.
    """
    said: dict[str, list[frozenset[str]]] = {}
    for row in found.rows:
        fields = frozenset(value.field for value in row.values)
        said.setdefault(row.sheet, []).append(fields)
    return said


def _write(page: Worksheet, number: int, row: UnderstoodRow) -> None:
    for at, column in enumerate(contract_sheet(row.sheet).columns, start=1):
        put(page.cell(number, at), row.value(column.field))


def _rows(found: Understood, sheet: str) -> list[UnderstoodRow]:
    return [row for row in found.rows if row.sheet == sheet]


def in_own_words(found: Understood, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems of the converted workbook, placed in the agency's own cells.

    One about a cell that came from a heading or a default is placed at its row's first cell.
    """
    return tuple(_placed(found, problem) for problem in problems)


def _placed(found: Understood, problem: Problem) -> Problem:
    rows = _rows(found, problem.sheet)
    if not problem.cell or not rows:
        return problem
    letters, number = coordinate_from_string(problem.cell)
    if not 0 <= number - _FIRST_ROW < len(rows):
        return problem
    row = rows[number - _FIRST_ROW]
    columns = contract_sheet(problem.sheet).columns
    field = columns[column_index_from_string(letters) - 1].field
    held = [value for value in row.values if value.cells]
    if not held:
        return problem
    own = next((value for value in held if value.field == field), held[0])
    sheet, _, cell = own.cells[0].rpartition("!")
    cell = cell.partition(" ")[0]
    said = problem.message.removeprefix(f"{place(problem.sheet, problem.cell)}: ")
    return replace(problem, sheet=sheet, cell=cell, message=f"{place(sheet, cell)}: {said}")
