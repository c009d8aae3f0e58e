"""Which row of a sheet is its header, and which column each heading stands over.

A heading counts whatever its case, spacing and punctuation, with marks or a remark in brackets
after it, and under the synonyms of the contract. A column's own name comes before its synonyms.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils.cell import get_column_letter

from escp_data.contract import HEADER_SEARCH_ROWS, Column, Sheet
from escp_data.excel.workbook import Grid
from escp_data.model import Problem
from escp_data.rule import problem_at, rule
from escp_data.text.clean import fold
from escp_data.text.nearest import nearest
from escp_data.text.wording import joined, quoted

_REMARK = re.compile(r"[(\[][^)\]]*[)\]]?")
_NEAR = 0.8


@dataclass(frozen=True)
class Header:
    """The header's row in the grid (0-based), and each column's place in it, None if absent."""

    row: int
    positions: tuple[int | None, ...]
    problems: tuple[Problem, ...] = ()

    def missing(self, sheet: Sheet) -> list[Column]:
        """The columns that must be there and are not."""
        pairs = zip(sheet.columns, self.positions, strict=True)
        return [column for column, position in pairs if column.required and position is None]


def cell_name(row: int, column: int) -> str:
    """`C7` for row 7 and column 2: rows as the sheet counts them, columns from 0."""
    return f"{get_column_letter(column + 1)}{row}"


def heading_keys(text: str) -> list[str]:
    """What a heading may be known by: whole, without its remark, its first line."""
    forms = (text, _REMARK.sub(" ", text), text.strip().partition("\n")[0])
    return [key for key in dict.fromkeys(map(fold, forms)) if key]


def find_header(grid: Grid, sheet: Sheet) -> Header | None:
    """The first row in the top 20 with every heading the sheet needs; None where none has."""
    for at, headings in enumerate(_top_rows(grid)):
        header = _match(at, headings, sheet)
        if not header.missing(sheet):
            return Header(at, header.positions, tuple(_look_twice(grid, sheet, header, headings)))
    return None


@rule(
    "S02",
    "No row in the top 20 has every heading that the sheet needs.",
    "Every sheet",
    "Put the headings of the template above the rows.",
)
def missing_header(grid: Grid, sheet: Sheet) -> Problem:
    """The problem of a sheet without a header row: what the likeliest row lacks."""
    rows = _top_rows(grid)
    headers = [_match(at, headings, sheet) for at, headings in enumerate(rows)]
    best = min(headers, key=lambda header: len(header.missing(sheet)))
    missing = best.missing(sheet)
    said = f"No row in the top {HEADER_SEARCH_ROWS} has every heading that this sheet needs."
    names = joined([column.name for column in missing])
    if len(missing) == len(sheet.required):
        cell = ""
        said += f" Put {names} above the columns, as the template has them."
    else:
        cell = cell_name(best.row + 1, 0)
        said += f" Row {best.row + 1} comes closest, and lacks {names}."
        said += "".join(f" {near}" for _, near in _near_misses(sheet, best, rows[best.row]))
    return problem_at("S02", grid.name, cell, said)


def _top_rows(grid: Grid) -> list[list[object]]:
    """The top rows, where a heading merged over several rows counts in each of them."""
    rows: list[list[object]] = [list(row) for row in grid.rows[:HEADER_SEARCH_ROWS]]
    for top, left, bottom, right in grid.merged:
        if left == right:
            for row in rows[top + 1 : bottom + 1]:
                row[left] = grid.rows[top][left]
    return rows


def _match(at: int, headings: list[object], sheet: Sheet) -> Header:
    keys = {p: heading_keys(text) for p, text in enumerate(headings) if isinstance(text, str)}
    taken: dict[str, int] = {}
    for use_synonyms in (False, True):
        for column in sheet.columns:
            names = column.also if use_synonyms else (column.name,)
            free = (p for p in _places(keys, names) if p not in taken.values())
            position = next(free, None)
            if column.field not in taken and position is not None:
                taken[column.field] = position
    return Header(at, tuple(taken.get(column.field) for column in sheet.columns))


def _places(keys: dict[int, list[str]], names: tuple[str, ...]) -> Iterator[int]:
    """Where a heading is one of the names, the first name first."""
    for name in map(fold, names):
        yield from (position for position, known in keys.items() if name in known)


@rule(
    "S04",
    "A heading is nearly one of ours, or a second one for the same; it was not read.",
    "Every sheet",
    "Correct the heading, or leave it if the column is not meant for us.",
    severity="warning",
)
def _look_twice(
    grid: Grid, sheet: Sheet, header: Header, headings: list[object]
) -> Iterator[Problem]:
    """Headings that stand twice, are a second name for the same, or nearly one of ours."""
    row = header.row + 1
    keys = {p: heading_keys(text) for p, text in enumerate(headings) if isinstance(text, str)}
    said: set[int] = set()
    for column, first in zip(sheet.columns, header.positions, strict=True):
        for position in _places(keys, (column.name, *column.also)):
            if first is not None and position not in said.union(header.positions):
                said.add(position)
                yield _second(grid, cell_name(row, position), column, first, keys, position)
    for position, message in _near_misses(sheet, header, headings):
        if position not in said:
            cell = cell_name(row, position)
            yield problem_at("S04", grid.name, cell, f"{message} Its column was not read.")


@rule(
    "S03", "Two columns have the same heading.", "Every sheet", "Rename or delete one of the two."
)
def _second(
    grid: Grid, cell: str, column: Column, first: int, keys: dict[int, list[str]], position: int
) -> Problem:
    letter = get_column_letter(first + 1)
    if keys[position][0] == keys[first][0]:
        message = f"Column {letter} is headed {column.name} too. Rename or delete one of them."
        return problem_at("S03", grid.name, cell, message)
    message = (
        f"{column.name} was read from column {letter}, so this column was not read. "
        "If it matters, put both into one."
    )
    return problem_at("S04", grid.name, cell, message)


def _near_misses(sheet: Sheet, header: Header, headings: list[object]) -> Iterator[tuple[int, str]]:
    """Headings that are nearly one of ours, and the question; a synonym only if none was found."""
    pairs = zip(sheet.columns, header.positions, strict=True)
    names = {
        name: column.name
        for column, position in pairs
        for name in (column.name, *(column.also if position is None else ()))
    }
    for position, text in enumerate(headings):
        if isinstance(text, str) and position not in header.positions:
            near = nearest(text, names, _NEAR)
            if near:
                letter = get_column_letter(position + 1)
                said = f"Column {letter} is headed {quoted(text)}; did you mean {names[near]}?"
                yield position, said
