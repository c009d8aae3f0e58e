"""A sheet while it is being checked, column by column."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from escp_data.contract import Sheet
from escp_data.model import Problem, Rows, StoredRow, StoredValue, frame_of
from escp_data.rule import problem_at
from escp_data.validation.tables import Table


@dataclass
class Columns:
    """A sheet's stored columns by name, None where a cell is blank or wrong.

    `wrong` has the (field, index) of every cell whose problem was reported; an index counts rows
    from 0. `says` has the fields that each row says something in. `frame` is made once, so the
    values are final before anybody asks for it.
    """

    table: Table
    values: dict[str, list[StoredValue]]
    says: list[frozenset[str]] = field(default_factory=list)
    wrong: set[tuple[str, int]] = field(default_factory=set)

    @property
    def sheet(self) -> Sheet:
        """The contract's sheet."""
        return self.table.sheet

    def has(self, name: str) -> bool:
        """Whether the workbook's sheet has the column whose field is `name`."""
        return bool(self.table.cell(1, name))

    def each(self, *names: str) -> Iterator[tuple[int, StoredRow]]:
        """Every row's index, and its values in the columns whose fields are given."""
        return enumerate(zip(*(self.values[name] for name in names), strict=True))

    def row(self, index: int, *names: str) -> StoredRow:
        """A row's values in the columns whose fields are given."""
        return tuple(self.values[name][index] for name in names)

    def key(self, index: int) -> StoredRow:
        """A row's values in the columns of the sheet's key."""
        return self.row(index, *(column.field for column in self.sheet.keys))

    def problem(self, code: str, name: str, index: int, sentence: str) -> Problem:
        """What a rule found at a row's cell in the column whose field is `name`."""
        cell = self.table.cell(self.table.rows[index].number, name)
        return problem_at(code, self.table.name, cell, sentence)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The columns as a frame like those of `Known`, its index the rows' own."""
        return frame_of(self.sheet, self.values)

    def rows(self) -> Rows:
        """The sheet as the store takes it."""
        ordered = [self.values[name] for name, _ in self.sheet.stored]
        return Rows(
            self.sheet,
            list(zip(*ordered, strict=True)),
            [row.number for row in self.table.rows],
            list(self.says),
        )
