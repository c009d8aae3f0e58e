"""A table's lines to the rows they would be stored as, each value with the cell it came from.

What a cell says is read whole, by the readers of the template's own cells; what they cannot read
is asked, once for every cell that says it. Every cell is used, left out with a reason, or asked.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from escp_data.contract import RAG, Sheet
from escp_data.excel.workbook import Value as CellValue
from escp_data.text.asking import Ask, Nothing
from escp_data.text.ethnic_labels import read_groups
from escp_data.text.wording import written
from escp_data.trackers.asked import ask_action
from escp_data.trackers.columns import Taken
from escp_data.trackers.questions import BETWEEN, CHOSEN, LEAVE_OUT, Part, plainly
from escp_data.trackers.readings import (
    ASKED,
    NO_UPDATE,
    NOBODY,
    RAGS,
    Cells,
    Held,
    Left,
    number,
)
from escp_data.trackers.which import right_one
from escp_data.validation.cells import is_blank

FILL = " (fill)"
"""After a cell's name: its colour, apart from what is written in it."""

_MISSING = (
    "Months are missing, and a quarter is the sum of its three.",
    "Add the month to the file, or leave the quarter out.",
)
_TWICE = (
    "Two numbers of one month stand in one line.",
    "Keep one of them in the file, or leave the quarter out.",
)
_KEYS = ("ref", "code", "period", "agency", "course", "ethnic_group", "action")


@dataclass
class Draft:
    """A row in the making: its values by field, and which of the file's tables it stands in."""

    sheet: Sheet
    values: dict[str, Held] = field(default_factory=dict)
    table: int = 0

    def key(self, period: str = "") -> tuple[str, ...]:
        """What identifies it, blank where the Cover gives it; `period` is the Cover's."""
        given = {"period": period} | {name: str(held.value) for name, held in self.values.items()}
        return (self.sheet.name, *(given.get(column.field, "") for column in self.sheet.keys))

    @property
    def words(self) -> str:
        """Its key for a sentence: `1.1, 2025-26 Q3`."""
        return ", ".join(part for part in self.key()[1:] if part)


Line = dict[str, Held]
"""A line's values by field."""


class Lines:
    """Reads one table's lines; `left` and `drafts` are what it finds."""

    def __init__(self, taken: Sequence[Taken], cells: Cells) -> None:
        self.taken, self.cells = taken, cells
        self.shape, self.sheet = cells.shape, cells.sheet
        self.plan, self.asking = cells.plan, cells.asking
        self.left: dict[str, str] = {}
        self.drafts: list[Draft] = []
        self._keys = {column.field for column in self.sheet.keys} | {"action"}
        self._spanned = {
            (row, column): (top, column)
            for top, column, bottom, _ in self.shape.face.merged
            for row in range(top + 1, bottom + 1)
        }

    def read(self) -> None:
        """Read every line of data, once it is known which columns tell the lines apart."""
        groups = [each.position for each in self.taken if each.field == "ethnic_group"]
        values = [value for position in groups for value in self.shape.values(position)]
        self.cells.groups = read_groups(values)
        if any(taken.key_asked for taken in self.taken):
            for row in self.shape.body:
                self._leave_line(row, "It is asked what a column is.")
            return
        for row in self.shape.body:
            self._line(row)

    def _line(self, row: int) -> None:
        used = [each for each in self.taken if each.field]
        self.cells.code = ""
        groups = dict.fromkeys(
            (each.period, each.about, each.about_kind) for each in used if each.period or each.about
        )
        alone = [each for each in used if not (each.period or each.about)]
        common, why = self._values([each for each in alone if each.field in self._keys], row)
        if not why:
            why = self._keyed(common)
        if not why:
            self.cells.code = code_of(common)
            common |= self._values([t for t in alone if t.field not in self._keys], row)[0]
        if why:
            self._leave_line(row, why)
            return
        own = [name for name in common if name not in self._keys and (name != "note" or not groups)]
        shared = {name: held for name, held in common.items() if name not in own}
        made = 0
        for period, about, kind in groups or [("", "", "")]:
            group = [
                t for t in used if (t.period, t.about) == (period, about) and (period or about)
            ]
            self.cells.code = about if kind == "code" else code_of(common)
            values, why = self._values(group, row, common)
            if not why and (values or (own and not groups)):
                self._draft(shared | values if groups else common, period, about, kind)
                made += 1
        if groups and own:
            self._draft(common, "", "", "")
            made += 1
        if not made:
            for cell in (cell for held in common.values() for cell in held.cells):
                self.left.setdefault(cell, "Nothing stands beside it in this line.")

    def _draft(self, values: Line, period: str, about: str, kind: str) -> None:
        draft = Draft(self.sheet, {k: held for k, held in values.items() if k != "action"})
        fields = {column.field for column in self.sheet.columns}
        for name, told in ((kind, about), ("period", period)):
            if told and name in fields:
                draft.values[name] = Held(told, (), told, "From the heading.")
        self.drafts.append(draft)

    def _keyed(self, line: Line) -> str:
        """Give a line of an action its ref, by its number and its words; or why there is none."""
        if self.sheet.name != "Progress" or any(t.about_kind == "ref" for t in self.taken):
            return ""
        ref, words = line.get("ref"), line.pop("action", None)
        if ref and not words:
            return ""
        if words is None:
            return "It is not said of which action it is."
        said = str(words.value)
        if ref:
            other = self.plan.speaks_against(str(ref.value), said)
            if not other:
                line["ref"] = replace(ref, cells=(*ref.cells, *words.cells))
                return ""
            likely = [str(ref.value), other]
            text = f"{ref.written} {said}"
        else:
            named = self.plan.refs_in(said)
            found = self.plan.action_named(said)
            if len(named) == 1 and not self.plan.speaks_against(named[0], said):
                found = named[0]
            if found:
                line["ref"] = Held(found, words.cells, words.written, "By its words.")
                return ""
            likely, text = self.plan.likely_actions(said), said
        answer = ask_action(self.plan, self.asking, text, self.cells.full(words.cells[0]), likely)
        if answer in ("", LEAVE_OUT):
            return CHOSEN if answer else "It is asked which action it is."
        cells = (*(ref.cells if ref else ()), *words.cells)
        line["ref"] = Held(answer, cells, words.written, "As answered.")
        return ""

    def _values(
        self, columns: Sequence[Taken], row: int, beside: Line | None = None
    ) -> tuple[Line, str]:
        """The values in a line for these columns; or why the line cannot be read."""
        found: dict[str, list[Held]] = {}
        months: dict[str, list[tuple[Taken, Held | None, str]]] = {}
        for taken in columns:
            for name, held in self._cell(taken, row):
                adds = taken.month and name in ("numerator", "count", "denominator")
                if adds:
                    cell = held.cells[0] if isinstance(held, Held) else held.cell
                    value = held if isinstance(held, Held) else None
                    months.setdefault(name, []).append((taken, value, cell))
                elif isinstance(held, Held):
                    found.setdefault(name, []).append(held)
                if isinstance(held, Left):
                    self.left[held.cell] = held.reason
                    if name in self._keys and name in _KEYS:
                        return {}, held.reason
        for name, several in months.items():
            total = self._quarter(several, beside or {})
            if total:
                found.setdefault(name, []).append(total)
        whole = ((name, self._one(name, several)) for name, several in found.items())
        return {name: held for name, held in whole if held}, ""

    def _one(self, name: str, several: Sequence[Held]) -> Held | None:
        """What a line says of a field: texts one below the other; of other values a person says
        which, and there is none until then.
        """
        held = several[0]
        if len(several) == 1:
            return held
        if name == "action" or self.sheet.column(name).kind == "text":
            for each in several[1:]:
                held = _below(held, each)
            return held
        if len({each.value for each in several}) == 1:
            cells = dict.fromkeys(cell for each in several for cell in each.cells)
            return replace(held, cells=tuple(cells))
        said = [replace(e, cells=tuple(map(self.cells.full, e.cells))) for e in several]
        column = self.sheet.column(name)
        taken, why = right_one(self.asking, said[0].cells[0], "one line", column, said)
        kept = () if taken is None else several[taken].cells
        self.left |= {c: why for each in several for c in each.cells if c not in kept}
        return None if taken is None else several[taken]

    def _quarter(self, months: list[tuple[Taken, Held | None, str]], line: Line) -> Held | None:
        """A quarter's number from its months: all three added up, or a stock's last.

        Asked where a month has no column, and left out where one has no number.
        """
        period = months[0][0].period
        measure = self.plan.measures.get(code_of(line))
        cells = tuple(cell for _, _, cell in months)
        if len({taken.month for taken, _, _ in months}) < len(months):
            self._ask_months(period, cells, _TWICE)
            self.left |= dict.fromkeys(cells, "A month of the quarter stands there twice.")
            return None
        numbers = {taken.month[1]: (held, cell) for taken, held, cell in months if taken.month}
        wanted = [(3 * _index(period) + 3 + n) % 12 + 1 for n in range(3)]
        if measure and measure.time == "stock":
            last = numbers.get(wanted[-1], (None, ""))[0]
            if last:
                why = f"The number of {period} is its last month's."
                self.left |= {cell: why for cell in cells if cell != last.cells[0]}
                return replace(last, how=why)
        missing = [month for month in wanted if month not in numbers]
        if missing:
            self._ask_months(period, cells, _MISSING)
            self.left |= dict.fromkeys(cells, "A month of the quarter has no column.")
            return None
        held = [numbers[month][0] for month in wanted]
        if any(each is None for each in held):
            self.left |= dict.fromkeys(cells, "A month of the quarter has no number.")
            return None
        return _added_up([each for each in held if each])

    def _ask_months(self, period: str, cells: tuple[str, ...], asks: tuple[str, str]) -> None:
        sentence, remedy = asks
        self.asking.ask(
            "months" if asks is _MISSING else "months twice",
            sentence,
            Part(
                f"months{BETWEEN}{self.shape.id}{BETWEEN}{period}",
                period,
                (self.cells.full(cells[0]),),
                remedy,
            ),
            (),
        )

    def _place(self, taken: Taken, row: int) -> tuple[int, int]:
        """Where a line's value stands: at the top of a merged cell that reaches over the line."""
        place = (row, taken.position)
        if taken.field in _KEYS and self._spanned.get(place, (0, 0))[0] > self.shape.header[-1]:
            return self._spanned[place]
        return place

    def _cell(self, taken: Taken, row: int) -> Iterator[tuple[str, Held | Left]]:
        face = self.shape.face
        at = self._place(taken, row)
        value, cell = face.rows[at[0]][at[1]], face.cell(*at)
        if at in face.uncalculated and is_blank(value):
            yield taken.field, Left(cell, "It holds a formula that was never calculated.")
        elif face.is_struck(*at) and not is_blank(value):
            yield taken.field, Left(cell, "It is struck out.")
        elif taken.by_colour:
            yield from self._coloured(taken, at, value, cell)
        elif not is_blank(value):
            yield from self.cells.worded(taken.field, value, cell)

    def _coloured(
        self, taken: Taken, at: tuple[int, int], value: CellValue, cell: str
    ) -> Iterator[tuple[str, Held | Left]]:
        """A RAG in words, in a colour, or in both where they agree."""
        rgb = self._own_fill(at)
        if is_blank(value) or taken.words_field:
            if rgb:
                yield from self._meant(rgb, cell)
            if not is_blank(value):
                yield from self.cells.worded(taken.words_field, value, cell)
            return
        shown = self.cells.colours.fill(rgb) if rgb else None
        said = self.cells.read(self.sheet.column("rag"), value, " ".join(written(value).split()))
        both = isinstance(said, Ask) and isinstance(shown, str) and shown in said.offered
        if isinstance(shown, str) and (both or said == shown):
            yield "rag", Held(shown, (cell, cell + FILL), written(value), "Word and colour agree.")
        elif isinstance(shown, str) and isinstance(said, str):
            yield "rag", self._which(cell, said, shown, written(value))
        else:
            yield from self.cells.worded("rag", value, cell)

    def _own_fill(self, at: tuple[int, int]) -> str:
        """A cell's fill; "" where it has none, or a stripe of the whole line."""
        fills = self.shape.face.fills
        rgb = fills.get(at, "")
        others = [t.position for t in self.taken if t.field != "rag"]
        striped = others and all(fills.get((at[0], other)) == rgb for other in others)
        return "" if striped else rgb

    def _which(self, cell: str, said: str, shown: str, text: str) -> Held | Left:
        answer = self.asking.ask(
            "rag",
            RAGS,
            Part(
                f"rag{BETWEEN}{text} in {shown}",
                f"{text}, in a cell coloured {shown}",
                (self.cells.full(cell),),
                "Its words and its colour disagree.",
            ),
            plainly((said, shown)),
        )
        if answer in ("", LEAVE_OUT):
            return Left(cell, CHOSEN if answer else ASKED)
        return Held(answer, (cell,), text, "As answered.")

    def _meant(self, rgb: str, cell: str) -> Iterator[tuple[str, Held | Left]]:
        """What a fill alone means."""
        found = self.cells.colours.fill(rgb)
        place = cell + FILL
        if isinstance(found, Ask):
            found = self.asking.ask(
                "rag",
                RAGS,
                Part(
                    f"colour{BETWEEN}{rgb}",
                    f"a cell in colour {rgb}",
                    (self.cells.full(cell),),
                    found.why,
                ),
                plainly(found.offered),
                plainly((*RAG, NO_UPDATE)),
            )
        if found == "":
            yield "rag", Left(place, ASKED)
        elif found == LEAVE_OUT:
            yield "rag", Left(place, CHOSEN)
        elif isinstance(found, Nothing) or found == NO_UPDATE:
            yield "rag", Left(place, NOBODY)
        else:
            yield "rag", Held(str(found), (place,), f"a cell in colour {rgb}", "By its colour.")

    def _leave_line(self, row: int, why: str) -> None:
        for taken in self.taken:
            if taken.field:
                cell = self.shape.face.cell(row, taken.position)
                for place in (cell, cell + FILL):
                    self.left.setdefault(place, f"Its line is left out: {why}")


def code_of(line: Line) -> str:
    """The measure that a line is about; "" for none."""
    held = line.get("code")
    return str(held.value) if held else ""


def _index(period: str) -> int:
    """0 to 3 for a period's quarter."""
    return int(period[-1]) - 1 if period[-2:-1] == "Q" else 0


def _below(first: Held, second: Held) -> Held:
    """Two texts of a line, one below the other; the same said twice is said once."""
    cells = tuple(dict.fromkeys((*first.cells, *second.cells)))
    if first.value == second.value:
        return replace(first, cells=cells)
    said = f"{first.written}\n{second.written}"
    return Held(f"{first.value}\n{second.value}", cells, said, "From two columns.")


def _added_up(months: Sequence[Held]) -> Held:
    """The three months of a quarter; without a number where one of them has none."""
    cells = tuple(cell for held in months for cell in held.cells)
    said = "\n".join(held.written for held in months)
    marked = next((held.value for held in months if isinstance(held.value, str)), None)
    if marked is not None:
        return Held(marked, cells, said, "A month of the quarter has no number.")
    total = sum(float(held.value) for held in months)
    return Held(number(str(total)), cells, said, "Months added up.")
