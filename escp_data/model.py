"""What storing and checking hand to each other: rows, a cover, problems, a checked workbook.

Plain values that know no parser and no store, so that either can be used without the other.
`Known` is what the rest of the partnership's records can be asked for.
"""

from collections.abc import Mapping, Set
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol, TypeAlias

import pandas as pd

from escp_data import contract
from escp_data.contract import Sheet

StoredValue: TypeAlias = Any
"""Text, a number or None, as the column has it: SQLite and pandas hand over all of them alike."""
StoredRow: TypeAlias = tuple[StoredValue, ...]
FrameRow: TypeAlias = Any
"""A row of a frame as `itertuples` gives it: a named tuple that pandas makes as it goes."""
Statement: TypeAlias = Mapping[str, StoredValue]
"""One row of an upload: its values by field, and what it says (`says`, a JSON list of fields)."""
Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Problem:
    """One finding. `cell` is the sheet's own name for the place ("C7"), or "" for a whole sheet.

    `message` starts with the place (`Progress!C7: …`) and is one plain sentence or two: what is
    there, and how to put it right.
    """

    code: str
    sheet: str
    cell: str
    message: str
    severity: Severity = "error"

    def as_json(self) -> dict[str, str]:
        """`{"code", "sheet", "cell", "message"}`, the contract's form of a finding."""
        return {key: value for key, value in asdict(self).items() if key != "severity"}


def place(sheet: str, cell: str = "") -> str:
    """`Progress!C7`, or `Progress` for the sheet as a whole."""
    return f"{sheet}!{cell}" if cell else sheet


class Known(Protocol):
    """What a workbook is checked against; a `store.Store`, or `NOTHING_KNOWN`."""

    def current(self, table: str, as_at: str | None = None) -> pd.DataFrame:
        """What is on record of a table, a row a key, with at least the contract's columns.

        Text columns are objects with None for blank; numbers are float64 with NaN.
        """
        ...

    def statements(self, table: str, as_at: str | None = None) -> list[Statement]:
        """Every row that stands, oldest first, with what it says: see `Snapshot.statements`."""
        ...

    def spellings(self, table: str, field: str) -> list[str]:
        """Every text that a column ever held, in the order in which they came."""
        ...

    def untold(self) -> Set[str]:
        """The measures whose numbers no message may repeat: `escp_data.sensitive` says why."""
        ...

    def at_once(self) -> AbstractContextManager["Known"]:
        """The same, for several questions to one state of it."""
        ...


class _Nothing:
    def current(self, table: str, as_at: str | None = None) -> pd.DataFrame:  # noqa: ARG002 - Known's form
        return frame_of(contract.sheet(table), {})

    def statements(self, table: str, as_at: str | None = None) -> list[Statement]:  # noqa: ARG002 - Known's form
        return []

    def spellings(self, table: str, field: str) -> list[str]:  # noqa: ARG002 - Known's form
        return []

    def at_once(self) -> AbstractContextManager["Known"]:
        return nullcontext(self)

    def untold(self) -> Set[str]:
        return frozenset()


NOTHING_KNOWN: Known = _Nothing()
"""An empty store: every reference must be within the workbook."""


@dataclass(frozen=True)
class Cover:
    """The Cover, read; None where a value is blank or has a problem."""

    period: str | None = None
    agency: str | None = None
    plan: str | None = None
    completed_by: str | None = None
    date_completed: str | None = None
    contract_version: str | None = None


@dataclass(frozen=True)
class Rows:
    """A sheet's rows: each a tuple in the order of `sheet.stored`, and its number on the sheet.

    `says` has the fields that each row says something in: a column that is not there says nothing.
    """

    sheet: Sheet
    values: list[StoredRow]
    numbers: list[int]
    says: list[frozenset[str]]


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

    def as_json(self) -> dict[str, object]:
        """The contract's form: `{"file", "errors", "warnings", "rows"}`."""
        return {
            "file": self.file,
            "errors": [problem.as_json() for problem in self.errors],
            "warnings": [problem.as_json() for problem in self.warnings],
            "rows": self.counts,
        }


def frame_of(sheet: Sheet, values: dict[str, list[StoredValue]]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            name: pd.Series(values.get(name, []), dtype="object" if kind == "TEXT" else "float64")
            for name, kind in sheet.stored
        }
    )
