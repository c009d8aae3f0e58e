"""What a workbook was found to hold: its cover, its rows, and every problem in it.

`Columns` is a sheet while it is being checked, column by column; `Rows` is the same sheet as the
store takes it. `Known` is what the rest of the partnership's records can be asked for.
"""

from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import pandas as pd

from escp_data import contract
from escp_data.checking.tables import Table
from escp_data.contract import Sheet
from escp_data.problems import Problem, Severity, place


class Known(Protocol):
    """What a workbook is checked against; a `store.Store`, or `NOTHING_KNOWN`."""

    def current(self, table: str) -> pd.DataFrame:
        """The newest version of each row of a table, with at least the contract's columns.

        Text columns are objects with None for blank; numbers are float64 with NaN.
        """
        ...

    def untold(self) -> Set[str]:
        """The measures whose numbers no message may repeat: `escp_data.untold` says why."""
        ...


class _Nothing:
    def current(self, table: str) -> pd.DataFrame:
        return _frame(contract.sheet(table), {})

    def untold(self) -> Set[str]:
        return frozenset()


NOTHING_KNOWN: Known = _Nothing()
"""An empty store: every reference must be within the workbook."""


@dataclass(frozen=True)
class Cover:
    """The Cover, read; None where a value is blank or has a problem."""

    period: str | None = None
    agency: str | None = None
    completed_by: str | None = None
    date_completed: str | None = None
    contract_version: str | None = None


@dataclass(frozen=True)
class Rows:
    """A sheet's rows: each a tuple in the order of `sheet.stored`, and its number on the sheet."""

    sheet: Sheet
    values: list[tuple[Any, ...]]
    numbers: list[int]


@dataclass(frozen=True)
class Checked:
    """A workbook with every problem in it. Its rows are fit to store when `errors` is empty."""

    file: str
    sha256: str
    content: bytes
    cover: Cover
    rows: dict[str, Rows]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stops the workbook, by place."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What a person ought to look at, by place."""
        return tuple(problem for problem in self.problems if problem.severity == "warning")

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each sheet has."""
        return {name: len(rows.values) for name, rows in self.rows.items()}

    def as_json(self) -> dict[str, Any]:
        """The contract's form: `{"file", "errors", "warnings", "rows"}`."""
        return {
            "file": self.file,
            "errors": [problem.as_json() for problem in self.errors],
            "warnings": [problem.as_json() for problem in self.warnings],
            "rows": self.counts,
        }


@dataclass
class Columns:
    """A sheet's stored columns by name, None where a cell is blank or wrong.

    `wrong` has the (field, index) of every cell whose problem was reported; an index counts rows
    from 0. `frame` is made once, so the values are final before anybody asks for it.
    """

    table: Table
    values: dict[str, list[Any]]
    wrong: set[tuple[str, int]] = field(default_factory=set)

    @property
    def sheet(self) -> Sheet:
        """The contract's sheet."""
        return self.table.sheet

    def has(self, name: str) -> bool:
        """Whether the workbook's sheet has the column whose field is `name`."""
        return bool(self.table.cell(1, name))

    def problem(
        self, code: str, name: str, index: int, sentence: str, severity: Severity = "error"
    ) -> Problem:
        """A problem at a row's cell in the column whose field is `name`."""
        cell = self.table.cell(self.table.rows[index].number, name)
        where = place(self.table.name, cell)
        return Problem(code, self.table.name, cell, f"{where}: {sentence}", severity)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The columns as a frame like those of `Known`, its index the rows' own."""
        return _frame(self.sheet, self.values)

    def rows(self) -> Rows:
        """The sheet as the store takes it."""
        ordered = [self.values[name] for name, _ in self.sheet.stored]
        return Rows(
            self.sheet,
            list(zip(*ordered, strict=True)),
            [row.number for row in self.table.rows],
        )


def _frame(sheet: Sheet, values: dict[str, list[Any]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            name: pd.Series(values.get(name, []), dtype="object" if kind == "TEXT" else "float64")
            for name, kind in sheet.stored
        }
    )
