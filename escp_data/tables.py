"""A grid of cells to one of the contract's tables: where its header is, and which rows are data.

Title rows above the header, blank rows, totals rows, merged cells, synonyms and marks in headings
are normal. Row numbers are the sheet's own throughout.
"""

from dataclasses import dataclass

from escp_data.contract import Sheet
from escp_data.problems import Problem

RULES: dict[str, str] = {
    "S01": "A sheet's name is nearly one of ours; it was not read.",
    "S02": "No row in the top 20 has every heading that the sheet needs.",
    "S03": "Two columns have the same heading.",
    "S04": "A heading is nearly one of ours; its column was not read.",
    "S05": "Two sheets hold the same table.",
    "S06": "A sheet has more rows than can be read.",
}


@dataclass(frozen=True)
class Row:
    """One row: its number on the sheet, and its raw values in the order of `sheet.columns`."""

    number: int
    values: list[object]


@dataclass(frozen=True)
class Table:
    """A sheet's rows. `positions` has each column's place in the grid (0 = A), None if absent.

    `totals` are rows of totals, kept apart so that they can be compared; `unfilled` are rows
    whose keys were filled in beforehand and nothing else was.
    """

    sheet: Sheet
    name: str
    header: int
    positions: tuple[int | None, ...]
    rows: tuple[Row, ...]
    totals: tuple[Row, ...]
    unfilled: tuple[Row, ...]
    problems: tuple[Problem, ...]

    def cell(self, row: int, field: str) -> str:
        """The sheet's name for a place: `C7`; "" for a column the sheet does not have."""
        raise NotImplementedError


@dataclass(frozen=True)
class Cover:
    """The Cover's raw values and their cells, by the field of `contract.COVER`; absent if blank."""

    name: str
    values: dict[str, object]
    cells: dict[str, str]


# match_sheets(grids) -> Matched(tables: dict[contract sheet name, Grid], cover: Grid | None,
#                                problems)
# read_table(grid, sheet) -> Table
# read_cover(grid) -> Cover
# cell_name(row: int, column: int) -> "C7" (row 1 = first row, column 0 = A)
