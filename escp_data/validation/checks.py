"""A whole workbook to typed rows and every problem in it, all at once.

The guard reads first. On a sheet in which it found what looks like a record of a child, no other
message points to the same column or repeats what a cell says.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from escp_data import contract
from escp_data.excel.workbook import Grid, read_workbook
from escp_data.model import NOTHING_KNOWN, Checked, Cover, Known, Problem, Rows
from escp_data.rule import rule
from escp_data.validation import crosschecks, plausibility
from escp_data.validation.agencies import registered
from escp_data.validation.columns import fill_from_cover, read_columns, resolve_agencies
from escp_data.validation.columns import read_cover as parse_cover
from escp_data.validation.contents import Columns
from escp_data.validation.guard import looks_like_child_record
from escp_data.validation.tables import Table, match_sheets, read_cover, read_table

__all__ = ["NOTHING_KNOWN", "Checked", "Cover", "Known", "Rows", "check_workbook"]

_NO_COVER = (
    "The workbook has no Cover sheet. Add one that gives the Period and the Agency, "
    "or copy it from the template."
)
_NO_ROWS = (
    "No sheet of this workbook has any rows to read. Fill in at least one row below the headings "
    "of a sheet, and keep the sheets' names as the template has them."
)


@rule(
    "K02",
    "No sheet of the workbook has any rows.",
    "Every sheet",
    "Fill in at least one row below the headings of a sheet.",
)
def check_workbook(content: bytes, name: str, known: Known = NOTHING_KNOWN) -> Checked:
    """Read and check a workbook against itself and what is known; nothing is stored.

    Raises WorkbookRefused for a file that cannot be opened or is not safe to.
    """
    grids = read_workbook(content, name).sheets
    refused = [
        problem for grid in grids for problem in looks_like_child_record(grid.name, grid.rows)
    ]
    matched = match_sheets(grids)
    tables = [read_table(grid, contract.sheet(name)) for name, grid in matched.tables.items()]
    problems = [*matched.problems, *(problem for table in tables for problem in table.problems)]
    cover, columns, found = _read(tables, matched.cover, known)
    problems += found
    if tables and not any(table.rows or table.problems for table in tables):
        problems.append(Problem("K02", "", "", _NO_ROWS))
    problems = [*refused, *_discreet(problems, refused)]
    return Checked(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        cover=cover,
        rows={sheet: each.rows() for sheet, each in columns.items()},
        problems=tuple(_in_order(problems, [grid.name for grid in grids])),
    )


@rule("K01", "The workbook has no Cover.", "Cover", "Copy the Cover from the template.")
def _read(
    tables: Sequence[Table], cover_grid: Grid | None, known: Known
) -> tuple[Cover, dict[str, Columns], list[Problem]]:
    """The Cover, each sheet's columns by the contract's name, and every problem with them."""
    problems: list[Problem] = []
    columns: dict[str, Columns] = {}
    for table in tables:
        columns[table.sheet.name], found = read_columns(table)
        problems += found
    agencies, found = registered(columns.get("Agencies"), known)
    problems += found
    cover = Cover()
    if cover_grid is None:
        problems.append(Problem("K01", "", "", _NO_COVER))
    else:
        cover, found = parse_cover(read_cover(cover_grid), agencies)
        problems += found
    for each in columns.values():
        problems += resolve_agencies(each, agencies)
        problems += fill_from_cover(each, cover)
    unread = {table.sheet.name for table in tables if table.problems and not table.header}
    problems += crosschecks.disagreements(columns, known, unread)
    measures = crosschecks.measures(columns, known)
    problems += plausibility.warnings(columns, known, measures, cover)
    return cover, columns, problems


def _discreet(problems: Sequence[Problem], refused: Sequence[Problem]) -> Iterator[Problem]:
    """Leave out, or take the quotations out of, what might repeat a record of a child.

    Whatever a message takes from a cell stands in quotation marks; warnings need not.
    """
    sheets = {problem.sheet for problem in refused}
    columns = {(problem.sheet, _column(problem.cell)) for problem in refused}
    for problem in problems:
        if problem.sheet not in sheets:
            yield problem
        elif problem.severity == "error" and (problem.sheet, _column(problem.cell)) not in columns:
            yield replace(problem, message=re.sub('".*"', '"…"', problem.message, flags=re.DOTALL))


def _column(cell: str) -> str:
    return cell.rstrip("0123456789")


def _in_order(problems: Sequence[Problem], sheets: Sequence[str]) -> list[Problem]:
    """By sheet as the workbook has them, then by row and column; what has no place comes first."""
    order = {name: at for at, name in enumerate(sheets)}

    def where(problem: Problem) -> tuple[int, int, int]:
        if not problem.cell:
            return order.get(problem.sheet, -1), 0, 0
        letters, row = coordinate_from_string(problem.cell)
        return order.get(problem.sheet, -1), row, column_index_from_string(letters)

    return sorted(problems, key=where)
