"""A grid of cells to one of the contract's tables: where its header is, and which rows are data.

Title rows above the header, blank rows, totals rows, notes below, merged cells, and synonyms and
marks in headings are normal. Row numbers are the sheet's own throughout.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from escp_data.contract import COVER, COVER_SHEET, SHEETS, Sheet
from escp_data.excel.workbook import Grid
from escp_data.model import Problem
from escp_data.rule import problem_at, rule
from escp_data.text.clean import clean, fold
from escp_data.text.nearest import nearest
from escp_data.text.wording import listed, quoted
from escp_data.validation.cells import NEVER_CALCULATED, Formula, is_blank
from escp_data.validation.headings import (
    Header,
    cell_name,
    find_header,
    heading_keys,
    missing_header,
)
from escp_data.validation.totals import PERIODS, is_total, names_a_total, names_one

ACTIONS_SHOWN = "Actions shown"
"""The sheet of the Actions page's file."""

_COVER_WIDTH = 5
_COVER_NAMES = (COVER_SHEET, "Cover sheet", "Cover page", "Front sheet")
_NOTE = re.compile(r"\s*(?:[*†]|(?:notes?|sources?|key|footnotes?|end of)\b)", re.IGNORECASE)


class Row(NamedTuple):
    """One row: its number on the sheet, and its raw values in the order of `sheet.columns`.

    A formula without a result is `cells.Formula.NO_RESULT`. `covered` has the fields whose cells
    lie under a merged one that stands for its first row alone: they say nothing.
    """

    number: int
    values: list[object]
    covered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Table:
    """A sheet's rows. `positions` has each column's place in the grid (0 = A), None if absent.

    `header` is its row number, 0 where the sheet is empty or has none. `totals` are rows of
    totals, kept apart so that they can be compared; `unfilled` are rows whose keys were filled in
    beforehand and nothing else was.
    """

    sheet: Sheet
    name: str
    header: int = 0
    positions: tuple[int | None, ...] = ()
    rows: tuple[Row, ...] = ()
    totals: tuple[Row, ...] = ()
    unfilled: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()

    def cell(self, row: int, field: str) -> str:
        """The sheet's name for a place: `C7`; "" for a column the sheet does not have."""
        for column, position in zip(self.sheet.columns, self.positions, strict=False):
            if column.field == field and position is not None:
                return cell_name(row, position)
        return ""


@dataclass(frozen=True)
class Cover:
    """The Cover's raw values and their cells, by the field of `contract.COVER`.

    A label that is there without a value has a cell and no value.
    """

    name: str
    values: dict[str, object] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Matched:
    """Which of a workbook's sheets is which: `tables` by the contract's names, in its order."""

    tables: dict[str, Grid]
    cover: Grid | None
    problems: tuple[Problem, ...]


@rule(
    "S06",
    "No sheet is one of ours.",
    "Every sheet",
    "Keep the names of the sheets as the template has them.",
)
def match_sheets(grids: Sequence[Grid]) -> Matched:
    """The sheets that are ours, case, spacing and plurals aside; all others are left alone."""
    found: dict[str, Grid] = {}
    problems: list[Problem] = []
    for grid in grids:
        name = _SHEET_NAMES.get(_singular(grid.name))
        if name is None:
            problems.extend(_nearly_a_sheet(grid.name))
        elif name in found:
            problems.append(_second_sheet(grid.name, name, found[name].name))
        else:
            found[name] = grid
    tables = {sheet.name: found[sheet.name] for sheet in SHEETS if sheet.name in found}
    if not tables and ACTIONS_SHOWN in [grid.name for grid in grids]:
        problems = [_not_for_uploading()]
    elif not tables:
        names = listed(sheet.name for sheet in SHEETS)
        message = f"No sheet is called {names}. Name the sheet by what it holds, or use a template."
        problems.append(problem_at("S06", "", "", message))
    return Matched(tables, found.get(COVER_SHEET), tuple(problems))


@rule(
    "S07",
    "The file is what the Actions page showed, which is not for uploading.",
    "Actions shown",
    "Export the table itself, with --table, and change that.",
)
def _not_for_uploading() -> Problem:
    message = (
        "This file is what the Actions page showed, in which a quarter's columns "
        "are put together; it is for reading. To change what is on record, export a table with "
        "--table, such as --table progress, and upload that."
    )
    return problem_at("S07", ACTIONS_SHOWN, "", message)


def _singular(name: str) -> str:
    return fold(re.sub(r"(?<=\w)['’]?s\b", "", clean(name), flags=re.IGNORECASE))


_SHEET_NAMES = {_singular(name): COVER_SHEET for name in _COVER_NAMES} | {
    _singular(name): sheet.name for sheet in SHEETS for name in (sheet.name, *sheet.also)
}


@rule(
    "S01",
    "A sheet's name is nearly one of ours; it was not read.",
    "Every sheet",
    "Give it the name that the template has.",
    severity="warning",
)
def _nearly_a_sheet(name: str) -> Iterator[Problem]:
    near = nearest(name, (COVER_SHEET, *(sheet.name for sheet in SHEETS)), 0.8)
    if near:
        message = f"This sheet was not read. If it holds {near}, name it {near}."
        yield problem_at("S01", name, "", message)


@rule("S05", "Two sheets hold the same table.", "Every sheet", "Keep one of the two.")
def _second_sheet(name: str, ours: str, first: str) -> Problem:
    message = f"The sheet {quoted(first)} holds {ours} too. Put both into one sheet."
    return problem_at("S05", name, "", message)


def is_empty(grid: Grid) -> bool:
    """Whether nothing is written on a sheet."""
    return all(is_blank(value) for row in grid.rows for value in row)


def read_table(grid: Grid, sheet: Sheet) -> Table:
    """The sheet's header, its rows of data, and what is the matter with its headings."""
    if is_empty(grid):
        return Table(sheet, grid.name)
    header = find_header(grid, sheet)
    if header is None:
        return Table(sheet, grid.name, problems=(missing_header(grid, sheet),))
    sorter = _Sorter(grid, sheet, header)
    sorter.sort()
    return Table(
        sheet,
        grid.name,
        header.row + 1,
        header.positions,
        tuple(sorter.rows),
        tuple(sorter.totals),
        tuple(sorter.unfilled),
        (*header.problems, *sorter.problems),
    )


class _Sorter:
    """Sorts the rows below a header into data, totals and rows not filled in."""

    def __init__(self, grid: Grid, sheet: Sheet, header: Header) -> None:
        self.grid, self.sheet, self.header = grid, sheet, header
        self.rows: list[Row] = []
        self.totals: list[Row] = []
        self.unfilled: list[Row] = []
        self.problems: list[Problem] = []
        self.keys = [(i, column.kind) for i, column in enumerate(sheet.columns) if column.key]
        self.others = [i for i, column in enumerate(sheet.columns) if not column.key]

    def sort(self) -> None:
        formulas = self._formulas()
        filled, covered = self._merged()
        last = max([len(self.grid.rows) - 1, *formulas])
        for at in range(self.header.row + 1, last + 1):
            values = self._values(at)
            under = covered.get(at, set()) if values else set()
            for index in under:
                values[index] = None
            missing = [index for index in formulas.get(at, ()) if index not in under]
            if all(map(is_blank, values)):
                self.problems.extend(self._never_calculated(at, index) for index in missing)
                continue
            for index in missing:
                values[index] = Formula.NO_RESULT
            for index, value in filled.get(at, ()):
                values[index] = value
            self._sort_row(at, values, under)

    def _values(self, at: int) -> list[object]:
        if at >= len(self.grid.rows):
            return []
        row = self.grid.rows[at]
        return [None if p is None else row[p] for p in self.header.positions]

    def _sort_row(self, at: int, values: list[object], under: Collection[int]) -> None:
        row = Row(at + 1, values, frozenset(self.sheet.columns[index].field for index in under))
        if self._is_total(at, values):
            self.totals.append(row)
        elif self._is_note(values):
            return
        elif self.sheet.in_return and all(is_blank(values[index]) for index in self.others):
            self.unfilled.append(row)
        else:
            self.rows.append(row)

    def _is_total(self, at: int, values: list[object]) -> bool:
        for index, kind in self.keys:
            value = values[index]
            if isinstance(value, str) and names_a_total(kind, value):
                # A year's own figure, where nothing stands above that it could be the sum of.
                return kind not in PERIODS or not names_one(kind, value) or self._sums(values)
        if is_blank(values[self.keys[0][0]]):
            first = next(value for value in self.grid.rows[at] if not is_blank(value))
            return isinstance(first, str) and is_total(first)
        return False

    def _sums(self, values: list[object]) -> bool:
        """Whether a row above is of the same thing, by its first key."""
        first = self.keys[0][0]
        same = (row.values[first] == values[first] for row in self.rows)
        return bool(self.rows) if is_blank(values[first]) else any(same)

    def _is_note(self, values: list[object]) -> bool:
        """A line about the table, such as its source: words in a key column, nothing beside."""
        notes = []
        for index, _ in self.keys:
            value = values[index]
            if isinstance(value, str) and _reads_as_a_note(value):
                notes.append(index)
        return len(notes) == 1 and all(
            is_blank(value) for index, value in enumerate(values) if index != notes[0]
        )

    def _formulas(self) -> dict[int, list[int]]:
        """The columns whose formulas have no result, by row."""
        columns = {p: i for i, p in enumerate(self.header.positions) if p is not None}
        found: dict[int, list[int]] = {}
        for row, position in sorted(self.grid.uncalculated):
            if row > self.header.row and position in columns:
                found.setdefault(row, []).append(columns[position])
        return found

    def _merged(self) -> tuple[dict[int, list[tuple[int, object]]], dict[int, set[int]]]:
        """What merged cells do to the rows they span: the values that they give to each row below
        their first, and the columns of which they leave nothing to be said.
        """
        columns = {p: i for i, p in enumerate(self.header.positions) if p is not None}
        filled: dict[int, list[tuple[int, object]]] = {}
        covered: dict[int, set[int]] = {}
        for top, left, bottom, right in self.grid.merged:
            fills = top > self.header.row and left in columns
            fills = fills and self.sheet.columns[columns[left]].fills_down
            under = {columns[p] for p in range(left, right + 1) if p in columns}
            for row in range(max(top, self.header.row + 1), bottom + 1):
                kept = {columns.get(left)} if row == top or fills else set()
                covered.setdefault(row, set()).update(under - kept)
                if row > top and fills:
                    filled.setdefault(row, []).append((columns[left], self.grid.rows[top][left]))
        return filled, covered

    def _never_calculated(self, at: int, index: int) -> Problem:
        cell = cell_name(at + 1, self.header.positions[index] or 0)
        column = self.sheet.columns[index].name
        return problem_at("C02", self.grid.name, cell, f"{column} {NEVER_CALCULATED}")


@lru_cache(maxsize=4096)
def _reads_as_a_note(text: str) -> bool:
    return bool(_NOTE.match(text))


def read_cover(grid: Grid | None) -> Cover:
    """The Cover's values: a label in one of the first five columns, its value to the right.

    None of them where the workbook has no Cover.
    """
    if grid is None:
        return Cover("")
    cover = Cover(grid.name)
    for at, row in enumerate(grid.rows):
        for position, label in enumerate(row[:_COVER_WIDTH]):
            name = _cover_field(label)
            if name and name not in cover.values:
                _read_label(grid, at, position, name, cover)
    return cover


def _cover_field(label: object) -> str | None:
    keys = heading_keys(label) if isinstance(label, str) else []
    return next((_COVER_FIELDS[key] for key in keys if key in _COVER_FIELDS), None)


_COVER_FIELDS = {fold(name): c.field for c in COVER for name in (c.name, *c.also)}


def _read_label(grid: Grid, at: int, position: int, name: str, cover: Cover) -> None:
    row = grid.rows[at]
    for column in range(position + 1, max(len(row), position + 2)):
        value: object = row[column] if column < len(row) else None
        if (at, column) in grid.uncalculated:
            value = Formula.NO_RESULT
        if not is_blank(value):
            cover.values[name] = value
            cover.cells[name] = cell_name(at + 1, column)
            return
    cover.cells.setdefault(name, cell_name(at + 1, position + 1))
