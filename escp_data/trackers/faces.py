"""A sheet as a tracker shows it: its cells, its fills, and what its author hid."""

from dataclasses import dataclass, replace
from xml.etree import ElementTree

from openpyxl.utils.cell import get_column_letter

from escp_data.errors import WorkbookRefused
from escp_data.excel.archive import open_safely, refuse_damaged
from escp_data.excel.beside import NOTHING, Beside
from escp_data.excel.fills import fills_of
from escp_data.excel.sheet_xml import Place, SheetDamaged, sheet_parts
from escp_data.excel.unseen import Unseen
from escp_data.excel.workbook import Grid, Value, read_workbook
from escp_data.validation.headings import cell_name

MOST_CELLS = 200_000
"""A tracker is a page that people read; a sheet with more cells is a list for the template."""


@dataclass(frozen=True)
class Face:
    """A sheet's cells and fills as they are read; `turned` where rows and columns changed places.

    Places are (row, column) from 0, in the direction of reading.
    """

    sheet: str
    rows: list[list[Value]]
    fills: dict[Place, str]
    merged: tuple[tuple[int, int, int, int], ...]
    uncalculated: frozenset[Place]
    hidden: bool
    beside: Beside = NOTHING
    turned: bool = False

    def is_struck(self, row: int, column: int) -> bool:
        """Whether a cell is struck out whole."""
        return ((column, row) if self.turned else (row, column)) in self.beside.struck

    def is_hidden_column(self, column: int) -> bool:
        """Whether the author hid a column of reading; hidden rows of a sheet count."""
        return not self.turned and column in self.beside.hidden_columns

    def is_hidden_row(self, row: int) -> bool:
        """Whether a line of reading is a column of the sheet that its author hid."""
        return self.turned and row in self.beside.hidden_columns

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def cell(self, row: int, column: int) -> str:
        """The sheet's own name for a place, such as `F6`."""
        return cell_name(column + 1, row) if self.turned else cell_name(row + 1, column)

    def line(self, row: int) -> str:
        """What the sheet itself calls a line of reading: `row 6`, or `column F`."""
        return f"column {get_column_letter(row + 1)}" if self.turned else f"row {row + 1}"

    def on_its_side(self) -> "Face":
        """The same sheet with rows and columns in each other's place."""
        return replace(
            self,
            rows=[list(column) for column in zip(*self.rows, strict=True)],
            fills={(column, row): rgb for (row, column), rgb in self.fills.items()},
            merged=tuple((left, top, right, bottom) for top, left, bottom, right in self.merged),
            uncalculated=frozenset((column, row) for row, column in self.uncalculated),
            turned=not self.turned,
        )


def read_faces(content: bytes, name: str) -> tuple[tuple[Face, ...], Unseen]:
    """Every sheet with its fills, and what no sheet shows. Raises WorkbookRefused, also for a sheet
    too large to be one.
    """
    book = read_workbook(content, name)
    grids = book.sheets
    for grid in grids:
        if len(grid.rows) * grid.width > MOST_CELLS:
            raise WorkbookRefused(
                "F21",
                f"{name}, sheet {grid.name}, is too large to be read as a tracker: put its rows "
                "into the template's sheets instead.",
            )
    parts = open_safely(content, name)
    try:
        where = dict(sheet_parts(parts))
        return tuple(_face(grid, parts, where[grid.name]) for grid in grids), book.unseen
    except (ElementTree.ParseError, SheetDamaged, KeyError, ValueError, OverflowError):
        refuse_damaged(name)


def _face(grid: Grid, parts: dict[str, bytes], part: str) -> Face:
    return Face(
        grid.name,
        grid.rows,
        fills_of(parts, part) if grid.rows else {},
        grid.merged,
        grid.uncalculated,
        grid.hidden,
        grid.beside,
    )
