"""What bringing a tracker answers with: tables, columns, questions, rows, and every cell."""

from dataclasses import dataclass

from escp_data.model import Problem
from escp_data.trackers.columns import Taken
from escp_data.trackers.questions import Question


@dataclass(frozen=True)
class PreviewRow:
    """One row of the sheet as it is: its number, its cells as text, and their fills (`RRGGBB`)."""

    number: int
    cells: tuple[str, ...]
    colours: tuple[str, ...]


@dataclass(frozen=True)
class FoundTable:
    """A table in the file. `id` is its place (`Tracker!A4:L18`), `shape` its fingerprint.

    `becomes` is the contract's sheet that its rows are of, "" with the reason in `why` where it
    is left out; `columns` what each of its columns is taken for. `header` has the sheet's row
    numbers that hold headings, or where the table is `turned` (one column an action) its column
    numbers, from 1. `letters` and `preview` show the sheet as it is.
    """

    id: str
    sheet: str
    range: str
    header: tuple[int, ...]
    turned: bool
    title: str
    shape: str
    becomes: str
    why: str
    columns: tuple[Taken, ...]
    letters: tuple[str, ...]
    preview: tuple[PreviewRow, ...]


@dataclass(frozen=True)
class Value:
    """A value as it would be stored, and where it came from.

    `cells` are places such as `Tracker!F6`, or `Tracker!F6 (fill)` for its colour; none for a
    heading's quarter or an answer about the whole table. `written` is what stands there; `how`
    says why, in words.
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
    """What a file says, with the answers given so far.

    `period` and `agency` are the Cover's, "" while they are asked; so is `plan`, "" also where no
    plan is named. `questions` are all that were met, answered or not; only where none is open can
    anything be stored. `notes` say what was put together or not read. Where `refused` is not empty
    the file looks like it holds records of children, and nothing else of it is shown.
    """

    file: str
    sha256: str
    period: str
    agency: str
    tables: tuple[FoundTable, ...]
    questions: tuple[Question, ...]
    rows: tuple[UnderstoodRow, ...]
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    refused: tuple[Problem, ...] = ()
    plan: str = ""

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions with a part that nobody has answered."""
        return tuple(question for question in self.questions if question.open)

    @property
    def left_out(self) -> tuple[Cell, ...]:
        """The cells of which nothing is stored, each with its reason."""
        return tuple(cell for cell in self.cells if not cell.used)
