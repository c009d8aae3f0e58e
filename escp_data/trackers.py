"""Bring your own tracker: an agency's own spreadsheet, understood, confirmed, and then stored.

`propose` finds the tables in a file and says what each may be; a person corrects the mappings;
`understood` shows what would be stored beside the cell it came from, and accounts for every cell;
`as_workbook` writes it as a workbook of the contract's, which then goes the ordinary way:
`check_workbook`, `changes`, and `append` with the agency's own bytes as the original.
Nothing here stores rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from escp_data.problems import Problem
from escp_data.store import Store
from escp_data.tracker_mapping import LEAVE_OUT, Mapping, Use, Word

__all__ = ["LEAVE_OUT", "Mapping", "Use", "Word"]


@dataclass(frozen=True)
class PreviewRow:
    """One row of the sheet as it is: its number, its cells as text, and their fills (`RRGGBB`)."""

    number: int
    cells: tuple[str, ...]
    colours: tuple[str, ...]


@dataclass(frozen=True)
class FoundTable:
    """A table in the file. `id` is its place (`Tracker!A4:L18`), `shape` its fingerprint.

    `header` are the sheet's rows (its columns, where the table is `turned`: one column an action)
    that hold headings. `letters` and `preview` show the sheet as it is.
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

    `cell` is `Tracker!F6`, or "" for a default; `written` what stands there; `how` in words.
    """

    field: str
    column: str
    value: str | int | float
    cell: str
    written: str
    how: str


@dataclass(frozen=True)
class UnderstoodRow:
    """A row as it would be stored in the contract's sheet, its values in the sheet's order."""

    sheet: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of the file that holds something: used, or left out and why."""

    sheet: str
    cell: str
    text: str
    used: bool
    reason: str


@dataclass(frozen=True)
class Understood:
    """What the file says under these mappings.

    `mappings` are the ones given, with the words that were met added; `unsettled` are the words
    without a meaning; `conflicts` say where two places of the file disagree.
    """

    file: str
    rows: tuple[UnderstoodRow, ...]
    cells: tuple[Cell, ...]
    mappings: tuple[Mapping, ...]
    unsettled: tuple[Word, ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """One option of a list: the value to put in the mapping, and the words to show."""

    value: str
    label: str


def propose(content: bytes, name: str, store: Store) -> Proposal:
    """The tables in an agency's own file, and what each is proposed to be. Stores nothing.

    Raises WorkbookRefused as `read_workbook` does.
    """
    raise NotImplementedError


def propose_as(content: bytes, name: str, store: Store, table: str, sheet: str) -> Mapping:
    """The mapping of one table, proposed anew because a person chose what it is."""
    raise NotImplementedError


def understood(content: bytes, name: str, store: Store, mappings: Sequence[Mapping]) -> Understood:
    """What would be stored under these mappings, and every cell accounted for. Stores nothing."""
    raise NotImplementedError


def as_workbook(found: Understood, period: str, agency: str, completed_by: str = "") -> bytes:
    """What was understood as a workbook of the contract's, to be checked and stored as any other.

    Store it with `append(store, checked, by, original=content)`: the agency's bytes are kept.
    """
    raise NotImplementedError


def in_own_words(found: Understood, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Problems of the converted workbook, placed in the agency's own cells."""
    raise NotImplementedError


def remember(store: Store, mappings: Sequence[Mapping], by: str) -> None:
    """Keep confirmed mappings for the next file of the same shape; earlier ones stay, unused."""
    raise NotImplementedError


def targets() -> tuple[Choice, ...]:
    """What a table can be: `LEAVE_OUT` (value "") or one of the contract's sheets."""
    raise NotImplementedError


def readings(sheet: str) -> tuple[Choice, ...]:
    """What a column of a table can be; `use_for(value)` gives the changes for `with_use`."""
    raise NotImplementedError


def use_for(reading: str) -> dict[str, str | bool]:
    """The `Mapping.with_use` changes for a value of `readings`."""
    raise NotImplementedError


def reading_of(use: Use) -> str:
    """The value among `readings` that a column has now."""
    raise NotImplementedError


def periods(store: Store) -> tuple[Choice, ...]:
    """What a heading's period can be: none, a bare quarter, a quarter, a year."""
    raise NotImplementedError


def years(store: Store) -> tuple[str, ...]:
    """The financial years that a bare quarter can be in."""
    raise NotImplementedError


def keys(store: Store, sheet: str) -> tuple[Choice, ...]:
    """The refs or codes that a column can be about, for `Use.key`."""
    raise NotImplementedError


def meanings(store: Store, sheet: str, field: str) -> tuple[Choice, ...]:
    """What a word can mean in a column; empty where a person types it (a number, a date)."""
    raise NotImplementedError
