"""A tracker's cells to the rows they would be stored as, under confirmed mappings.

Each value keeps the cell it came from. Every cell that holds something is used, or left out with
a reason: nothing disappears on the way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from escp_data.contract import Column, Sheet
from escp_data.contract import sheet as contract_sheet
from escp_data.excel.workbook import Value as CellValue
from escp_data.text.wording import written
from escp_data.trackers.known import Plan, guess_value, plain_value
from escp_data.trackers.mapping import LEAVE_OUT, Mapping, Use, Word
from escp_data.trackers.proposal import Legend, colour_meaning, colour_words
from escp_data.trackers.shapes import Shape
from escp_data.trackers.vocabulary import NO_UPDATE, Guess, in_year, is_month, split_period
from escp_data.validation.cells import is_blank

_KEYS = ("ref", "code", "period", "agency", "course", "ethnic_group")
_PART_OF = "/"
_ADDED = ("numerator", "denominator")

MOST_GUESSES = 300
"""Different words of a table for which a meaning is looked for: it takes a while."""

FILL = " (fill)"
"""After a cell's name: its colour, apart from what is written in it."""


@dataclass(frozen=True)
class Held:
    """A value as it would be stored, the cells it comes from, what stands there, and how."""

    value: str | int | float
    cells: tuple[str, ...]
    written: str
    how: str


Mapped = dict[str, Held]
"""A line's values by field."""


@dataclass
class Draft:
    """A row in the making: its values by field."""

    sheet: Sheet
    values: dict[str, Held] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, ...]:
        """What identifies it, blank where the Cover gives it."""
        found = (self.values.get(column.field) for column in self.sheet.keys)
        return (self.sheet.name, *(str(held.value) if held else "" for held in found))

    @property
    def words(self) -> str:
        """Its key for a sentence: `1.1, 2025-26 Q3`."""
        return ", ".join(part for part in self.key[1:] if part)


@dataclass(frozen=True)
class Left:
    """A cell whose value is not taken, and why."""

    cell: str
    reason: str


class TableReader:
    """Reads one table under its mapping; `words`, `left` and `drafts` are what it finds."""

    def __init__(self, shape: Shape, mapping: Mapping, plan: Plan, legend: Legend) -> None:
        self.shape, self.mapping, self.plan, self.legend = shape, mapping, plan, legend
        self.sheet = contract_sheet(mapping.sheet)
        self.words: dict[tuple[str, str], Word] = {}
        self.left: dict[str, str] = {}
        self.conflicts: list[str] = []
        self.drafts: list[Draft] = []
        self.spanned = {
            (row, column): (top, column)
            for top, column, bottom, _ in shape.face.merged
            for row in range(top + 1, bottom + 1)
        }

    def read(self) -> None:
        """Read every line of data."""
        for row in self.shape.body:
            self._read_line(row)

    @property
    def completed(self) -> Mapping:
        """The mapping with every word that was met; words not met in this file stay."""
        met = set(self.words)
        kept = (w for w in self.mapping.words if (w.field, w.written) not in met)
        return replace(self.mapping, words=(*self.words.values(), *kept))

    def _read_line(self, row: int) -> None:
        groups = dict.fromkeys(
            (use.period, use.key)
            for use in self.mapping.uses
            if use.field and (use.period or use.key)
        )
        common, why = self._values(
            [use for use in self.mapping.uses if use.field and not (use.period or use.key)], row
        )
        if why:
            self._leave_line(row, why)
            return
        own = [field for field in common if field not in self._key_fields]
        made = 0
        for group in groups or [("", "")]:
            uses = [
                use for use in self.mapping.uses if use.field and (use.period, use.key) == group
            ]
            values, why = self._values(uses, row, common) if any(group) else ({}, "")
            if not why and (values or (own and not groups)):
                self._draft(common | values, *group)
                made += 1
        if not made:
            for cell in (cell for held in common.values() for cell in held.cells):
                self.left.setdefault(cell, "Nothing stands beside it in this line.")

    @property
    def _key_fields(self) -> set[str]:
        return {column.field for column in self.sheet.keys}

    def _draft(self, values: dict[str, Held], period: str, key: str) -> None:
        draft = Draft(self.sheet, dict(values))
        if key:
            name = "ref" if any(c.field == "ref" for c in self.sheet.keys) else "code"
            draft.values[name] = Held(key, (), key, "From the heading.")
        if period:
            full = in_year(period, self.mapping.year)
            full = self._year_end(draft, full)
            draft.values["period"] = Held(full or period, (), period, "From the heading.")
        for name, value in self.mapping.defaults:
            if name in self._key_fields and name not in draft.values and value:
                draft.values[name] = Held(value, (), "", "Given for the whole table.")
        self.drafts.append(draft)

    def _year_end(self, draft: Draft, period: str) -> str:
        """A year's figure of something counted on 31 March belongs to the last quarter."""
        code = draft.values.get("code")
        if code and code.value in self.plan.year_ends and period and " " not in period:
            return f"{period} Q4"
        return period

    def _values(
        self, uses: Sequence[Use], row: int, beside: Mapped | None = None
    ) -> tuple[dict[str, Held], str]:
        """The values in a line for these columns; or why the line cannot be read.

        `beside` are the line's values for every quarter, such as its code.
        """
        found: dict[str, Held] = {}
        for use in uses:
            for name, held in self._cell(use, row):
                if isinstance(held, Held):
                    before = found.get(name)
                    found[name] = self._both(name, before, held, use, beside) if before else held
                    continue
                self.left[held.cell] = held.reason
                if name in self._key_fields and name in _KEYS:
                    return {}, held.reason
        return found, ""

    def _both(self, name: str, first: Held, second: Held, use: Use, beside: Mapped | None) -> Held:
        """One value from two columns of a line, the first where they disagree."""
        cells = (*first.cells, *second.cells)
        if name in _ADDED and is_month(split_period(use.heading)[0]):
            code = (beside or {}).get("code")
            if code and code.value in self.plan.stocks:
                why = "A later month of the quarter is taken."
                self.left |= dict.fromkeys(first.cells, why)
                return second
            return _added_up(first, second)
        if first.value == second.value:
            return replace(first, cells=cells)
        if self.sheet.column(name).kind == "text":
            said = f"{first.written}\n{second.written}"
            return Held(f"{first.value}\n{second.value}", cells, said, "From two columns.")
        self.left |= dict.fromkeys(second.cells, f"{first.cells[0]} says otherwise.")
        where = f"{self.shape.face.sheet}!{first.cells[0]}"
        self.conflicts.append(
            f"{self.sheet.column(name).name} stands in {where} and {second.cells[0]}, and they "
            "disagree. The first is taken; say what the other column is, or leave it out."
        )
        return first

    def _place(self, use: Use, row: int) -> tuple[int, int]:
        """Where a line's value stands: at the top of a merged cell that reaches over the line."""
        place = (row, use.position)
        if use.field in _KEYS and self.spanned.get(place, (0, 0))[0] > self.shape.header[-1]:
            return self.spanned.get(place, place)
        return place

    def _cell(self, use: Use, row: int) -> Iterator[tuple[str, Held | Left]]:
        face = self.shape.face
        at = self._place(use, row)
        value, cell = face.rows[at[0]][at[1]], face.cell(*at)
        if at in face.uncalculated and is_blank(value):
            yield use.field, Left(cell, "It holds a formula that was never calculated.")
        elif use.by_colour:
            yield from self._coloured(use, at, value, cell)
        elif not is_blank(value):
            yield from self._worded(use.field, value, cell)

    def _coloured(
        self, use: Use, at: tuple[int, int], value: CellValue, cell: str
    ) -> Iterator[tuple[str, Held | Left]]:
        """The fill as RAG; words in the cell are the same RAG, or go elsewhere."""
        rgb = self.shape.face.fills.get(at, "")
        column = self.sheet.column(use.field)
        shown = self._meaning(column, colour_words(rgb), cell, colour=rgb) if rgb else None
        if is_blank(value):
            if shown:
                yield from self._held(column, shown, f"a cell in {shown.written}", cell + FILL)
            return
        said = plain_value(column, value, self.plan)
        if shown is None or (said is None and shown.means in ("", LEAVE_OUT, NO_UPDATE)):
            yield from self._worded(use.words_field or use.field, value, cell)
        elif said is None:
            yield from self._held(column, shown, f"a cell in {shown.written}", cell + FILL)
            if use.words_field:
                yield from self._worded(use.words_field, value, cell)
            else:
                self.left[cell] = "Its colour is the RAG; its words are not used."
        else:
            self._compare(cell, str(said), shown)
            cells = (cell, cell + FILL) if shown.means == said else (cell,)
            yield use.field, Held(str(said), cells, written(value), "As written.")

    def _compare(self, cell: str, said: str, shown: Word) -> None:
        """Note where a cell's words say one RAG and its colour another; the words are taken."""
        if shown.means != said:
            self.left[cell + FILL] = f"Its words say {said}, and they are taken."
            self.conflicts.append(
                f"{self.shape.face.sheet}!{cell} says {said} in words, and its colour says "
                f"{shown.means or 'nothing known'}. The words are taken; correct the cell if the "
                "colour is right."
            )

    def _worded(self, name: str, value: CellValue, cell: str) -> Iterator[tuple[str, Held | Left]]:
        column = self.sheet.column(name)
        text = " ".join(written(value).split())
        chosen = self.mapping.meaning(name, text)
        plain = None if chosen else plain_value(column, value, self.plan)
        if plain is not None and isinstance(plain, str | int | float):
            yield name, Held(plain, (cell,), written(value), "As written.")
            return
        word = self._meaning(column, text, cell, value=value)
        yield from self._held(column, word, written(value), cell)

    def _meaning(
        self, column: Column, text: str, cell: str, value: object = None, colour: str = ""
    ) -> Word:
        """What a word means: as the mapping has it, else as proposed; noted among the words met."""
        known = self.words.get((column.field, text)) or self.mapping.meaning(column.field, text)
        if known is None:
            if colour:
                guess = colour_meaning(colour, self.legend)
            elif len(self.words) >= MOST_GUESSES:
                guess = Guess("", "There are too many different words here to guess at.", 0.0)
            else:
                guess = guess_value(column, value, self.plan, self.mapping.year)
            known = Word(column.field, text, guess.means, guess.reason, guess.confidence)
        full = f"{self.shape.face.sheet}!{cell}"
        before = known.cells if (column.field, text) in self.words else ()
        cells = before if full in before or len(before) >= 5 else (*before, full)
        self.words[column.field, text] = replace(known, cells=cells)
        return self.words[column.field, text]

    def _held(
        self, column: Column, word: Word, said: str, cell: str
    ) -> Iterator[tuple[str, Held | Left]]:
        if word.means == LEAVE_OUT:
            yield column.field, Left(cell, "Left out, as chosen.")
        elif word.means == NO_UPDATE:
            yield column.field, Left(cell, "Nobody reported: nothing is stored for it.")
        elif not word.means:
            yield column.field, Left(cell, word.reason or "It is not understood.")
        elif _PART_OF in word.means and column.field == "numerator":
            top, bottom = word.means.split(_PART_OF)
            yield "numerator", Held(_number(top), (cell,), said, word.reason)
            yield "denominator", Held(_number(bottom), (cell,), said, word.reason)
        else:
            plain = plain_value(column, word.means, self.plan)
            if isinstance(plain, str | int | float):
                yield column.field, Held(plain, (cell,), said, word.reason)
            else:
                reason = f"{word.means} is not something {column.name} can be."
                yield column.field, Left(cell, reason)

    def _leave_line(self, row: int, why: str) -> None:
        for use in self.mapping.uses:
            if use.field:
                cell = self.shape.face.cell(row, use.position)
                for place in (cell, cell + FILL):
                    self.left.setdefault(place, f"Its line is left out: {why}")


def _added_up(first: Held, second: Held) -> Held:
    """Two months of a quarter; without a number where one of them has none."""
    cells, said = (*first.cells, *second.cells), f"{first.written}\n{second.written}"
    for value in (first.value, second.value):
        if isinstance(value, str):
            return Held(value, cells, said, "A month of the quarter has no number.")
    total = float(first.value) + float(second.value)
    return Held(_number(str(total)), cells, said, "Months added up.")


def _number(text: str) -> int | float:
    number = float(text)
    return int(number) if number.is_integer() else number
