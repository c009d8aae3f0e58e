"""What bringing a tracker answers with: tables found, rows understood, every cell accounted for."""

from dataclasses import dataclass

from escp_data.model import Problem
from escp_data.trackers.mapping import Mapping, Word


@dataclass(frozen=True)
class PreviewRow:
    """One row of the sheet as it is: its number, its cells as text, and their fills (`RRGGBB`)."""

    number: int
    cells: tuple[str, ...]
    colours: tuple[str, ...]


@dataclass(frozen=True)
class FoundTable:
    """A table in the file. `id` is its place (`Tracker!A4:L18`), `shape` its fingerprint.

    `header` has the sheet's row numbers that hold headings, or where the table is `turned` (one
    column an action) its column numbers, from 1. `letters` and `preview` show the sheet as it is.
    """

    id: str
    sheet: str
    range: str
    header: tuple[int, ...]
    turned: bool
    hidden: bool
    title: str
    shape: str
    letters: tuple[str, ...]
    preview: tuple[PreviewRow, ...]


@dataclass(frozen=True)
class Proposal:
    """What was found: `mappings` has one for each of `tables`, in the same order.

    Where `refused` is not empty the file looks like it holds records of children, and nothing
    else of it is shown. `agency` and `period` are proposals for the Cover, "" where unknown.
    """

    file: str
    sha256: str
    refused: tuple[Problem, ...]
    tables: tuple[FoundTable, ...]
    mappings: tuple[Mapping, ...]
    agency: str
    period: str


@dataclass(frozen=True)
class Value:
    """A value as it would be stored, and where it came from.

    `cells` are places such as `Tracker!F6`, or `Tracker!F6 (fill)` for its colour; none for a
    default or a heading's quarter. `written` is what stands there; `how` says why, in words.
    """

    field: str
    column: str
    value: str | int | float
    cells: tuple[str, ...]
    written: str
    how: str


@dataclass(frozen=True)
class UnderstoodRow:
    """A row as it would be stored in the contract's sheet, its values in the sheet's order."""

    sheet: str
    values: tuple[Value, ...]

    def value(self, field: str) -> str | int | float | None:
        """The value of one field; None where the row has none."""
        return next((each.value for each in self.values if each.field == field), None)


@dataclass(frozen=True)
class Cell:
    """One cell of the file that holds something, or a fill that is read: used, or left out.

    `reason` says why it is left out; it is "" where it is used.
    """

    sheet: str
    cell: str
    text: str
    used: bool
    reason: str


@dataclass(frozen=True)
class Understood:
    """What the file says under these mappings.

    `mappings` are the ones given, with the words that were met added; `unsettled` are the words
    without a meaning; `conflicts` say where two places of the file disagree. `refused` is as in
    `Proposal`.
    """

    file: str
    rows: tuple[UnderstoodRow, ...]
    cells: tuple[Cell, ...]
    mappings: tuple[Mapping, ...]
    unsettled: tuple[Word, ...]
    conflicts: tuple[str, ...]
    refused: tuple[Problem, ...] = ()

    @property
    def left_out(self) -> tuple[Cell, ...]:
        """The cells of which nothing is stored, each with its reason."""
        return tuple(cell for cell in self.cells if not cell.used)


@dataclass(frozen=True)
class Choice:
    """One option of a list: the value to put in the mapping, and the words to show."""

    value: str
    label: str
