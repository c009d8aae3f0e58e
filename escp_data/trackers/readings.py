"""What a cell says, read whole by the readers of the template's own cells; or what is asked.

What a reader cannot know is asked once for every cell that says it, and what a person answered is
read as if it stood there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from escp_data.contract import ALL_AGENCIES, RAG, Column, Sheet
from escp_data.excel.workbook import CellError
from escp_data.excel.workbook import Value as CellValue
from escp_data.text.asking import Ask, Nothing
from escp_data.text.ethnic_labels import read_group
from escp_data.text.ethnicity import BROAD_GROUPS, UNKNOWN, Group
from escp_data.text.nearest import nearest
from escp_data.text.period_words import read_period
from escp_data.text.periods import Period
from escp_data.text.wording import written
from escp_data.trackers.asked import ask_action, ask_when
from escp_data.trackers.colours import Colours
from escp_data.trackers.known import Plan
from escp_data.trackers.questions import BETWEEN, CHOSEN, LEAVE_OUT, Asking, Option, Part, plainly
from escp_data.trackers.shapes import Shape
from escp_data.validation import choices
from escp_data.validation.cell_problems import CellProblem
from escp_data.validation.cells import read_cell
from escp_data.validation.count_words import Spoilt, read_count
from escp_data.validation.rag_words import read_rag

NO_UPDATE = "No update"
NOBODY = "Nobody reported: nothing is stored for it."
ASKED = "It is asked what it means."
RAGS = "What do these RAGs mean?"
_OF_ALL = re.compile(r"(\d+(?:\.\d+)?) with (\d+(?:\.\d+)?) as denominator")
_COUNTED = ("count", "amount", "number")


@dataclass(frozen=True)
class Held:
    """A value as it would be stored, the cells it comes from, what stands there, and how."""

    value: str | int | float
    cells: tuple[str, ...]
    written: str
    how: str


@dataclass(frozen=True)
class Left:
    """A cell whose value is not taken, and why."""

    cell: str
    reason: str


class Cells:
    """Reads the cells of one table.

    `code` is the measure of the line that is read; `groups` what the labels of a column of ethnic
    groups mean beside each other.
    """

    def __init__(
        self, shape: Shape, sheet: Sheet, plan: Plan, colours: Colours, asking: Asking
    ) -> None:
        self.shape, self.sheet, self.plan = shape, sheet, plan
        self.colours, self.asking = colours, asking
        self.code = ""
        self.groups: dict[str, Group | Ask] = {}

    def full(self, cell: str) -> str:
        return f"{self.shape.face.sheet}!{cell}"

    def worded(self, name: str, value: CellValue, cell: str) -> Iterator[tuple[str, Held | Left]]:
        text = " ".join(written(value).split())
        if name == "action":
            yield name, Held(text, (cell,), written(value), "As written.")
            return
        column = self.sheet.column(name)
        if isinstance(value, CellError):
            yield name, Left(cell, f"It shows the spreadsheet's own error {value}.")
            return
        found = self.read(column, value, text)
        if isinstance(found, Left):
            yield name, replace(found, cell=cell)
        elif isinstance(found, Ask):
            yield from self._answered(column, text, found, written(value), cell)
        else:
            yield name, Held(found, (cell,), written(value), "As written.")

    def read(self, column: Column, value: CellValue, text: str) -> str | int | float | Ask | Left:
        """What a cell says, read whole; what is to be asked; or why nothing is stored."""
        if column.kind == "code":
            return self.plan.measure_named(text) or Ask("It is the name of no measure of the plan.")
        if column.kind == "ref":
            return self._ref(text)
        if column.kind == "agency":
            return self.plan.agencies.find(text) or Ask("It is no agency on record.")
        if column.kind in _COUNTED:
            measure = self.plan.measures.get(self.code)
            parts = column.kind == "amount" and measure is not None and measure.counts == "other"
            found = read_count(value, fractions=parts)
            if isinstance(found, Spoilt):
                return Left("", found.why)
            if isinstance(found, str) and column.kind == "number":
                return Left("", "There is no number.")
            return found
        if isinstance(value, str):
            read = self._text(column, text)
            if isinstance(read, Nothing):
                return Left("", NOBODY if column.choices == RAG else read.why)
            if read is not None:
                return read
        try:
            plain = read_cell(column, value)
        except CellProblem as problem:
            return Ask(str(problem))
        return plain if isinstance(plain, str | int | float) else str(plain)

    def _text(self, column: Column, text: str) -> str | Ask | Nothing | None:
        if column.kind == "period":
            period = read_period(text)
            return str(period) if isinstance(period, Period) else period
        if column.choices == RAG:
            return read_rag(text, self.colours.words)
        if column.kind == "group":
            group = self.groups.get(text) or read_group(text)
            return group if isinstance(group, Ask) else group.label
        if column.kind == "choice":
            found = choices.find_choice(text, column.choices)
            guess = choices.guess_choice(text, column.choices)
            return found or Ask("It is none of the choices.", (guess,) if guess else ())
        return None

    def _ref(self, text: str) -> str | Ask:
        if text in self.plan.actions:
            twin = f"{text}0" in self.plan.actions
            return (
                Ask("A spreadsheet shows 3.1 and 3.10 alike.", (text, f"{text}0")) if twin else text
            )
        named = self.plan.refs_in(text)
        if len(named) == 1 and not self.plan.speaks_against(named[0], text):
            return named[0]
        return Ask("It is no ref of the plan.", tuple(self.plan.likely_actions(text)))

    def _answered(
        self, column: Column, text: str, found: Ask, said: str, cell: str
    ) -> Iterator[tuple[str, Held | Left]]:
        """The value that a person chose for a word; or that it is asked."""
        answer = self._ask(column, text, found, self.full(cell))
        part = _OF_ALL.fullmatch(answer)
        if answer in ("", LEAVE_OUT):
            yield column.field, Left(cell, CHOSEN if answer else ASKED)
        elif answer == NO_UPDATE:
            yield column.field, Left(cell, NOBODY)
        elif part and column.field == "numerator":
            yield "numerator", Held(number(part[1]), (cell,), said, "As answered.")
            yield "denominator", Held(number(part[2]), (cell,), said, "As answered.")
        else:
            try:
                plain = read_cell(column, answer)
            except CellProblem as problem:
                yield column.field, Left(cell, str(problem))
                return
            if isinstance(plain, tuple):
                plain = plain[1] if plain[0] is None else plain[0]
            value = plain if isinstance(plain, str | int | float) else answer
            yield column.field, Held(value, (cell,), said, "As answered.")

    def _ask(self, column: Column, text: str, found: Ask, cell: str) -> str:
        if column.kind == "ref":
            return ask_action(self.plan, self.asking, text, cell, found.offered)
        if column.kind == "period":
            return ask_when(self.asking, self.shape, text, cell, found)
        asks = (
            f"We could not tell what these words under {column.name} mean. "
            "Choose, or leave them out."
        )
        return self.asking.ask(
            column.field,
            RAGS if column.field == "rag" else asks,
            Part(
                f"{column.field}{BETWEEN}{text}",
                text,
                (cell,),
                found.why,
                typed=column.kind in (*_COUNTED, "text", "date"),
                secret=column.of_children,
            ),
            *self._options(column, text, found),
        )

    def _options(
        self, column: Column, text: str, found: Ask
    ) -> tuple[Sequence[Option], Sequence[Option]]:
        """The likely answers, and the others."""
        if column.kind == "code":
            names = self.plan.measures
            likely = [Option(c, f"{c} {names[c].name}") for c in self.plan.likely_measures(text)]
            return likely, [Option(c, f"{c} {m.name}") for c, m in names.items()]
        if column.kind == "agency":
            agencies = self.plan.agencies
            near = nearest(text, agencies.meant)
            likely = plainly(
                [*sorted(self.plan.agencies_in(text)), *([agencies.meant[near]] if near else [])]
            )
            return likely, plainly([*sorted(agencies.names), ALL_AGENCIES])
        others: Sequence[str] = column.choices
        if column.choices == RAG:
            others = (*RAG, NO_UPDATE)
        elif column.kind == "group":
            others = (*BROAD_GROUPS, UNKNOWN)
        elif column.look.can_be_marked:
            others = ("c", "x", "z")
        return plainly(found.offered), plainly(others)


def number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number
