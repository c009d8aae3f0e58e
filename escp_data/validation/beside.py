"""Warnings about what a person sees in a workbook and we do not read, and the other way round.

Hidden sheets, rows and columns are read. Notes are not, nor raised signs and struck-out parts of a
text, nor sheets and columns that are none of ours. What we put into a workbook ourselves (lists,
explanations, marks, columns to read only) is none of it. No message repeats a number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from openpyxl.utils.cell import get_column_letter

from escp_data.contract import SHEETS, Column
from escp_data.excel.sheet_xml import Place, place_of
from escp_data.excel.workbook import Grid
from escp_data.kinds import Kind
from escp_data.model import Problem
from escp_data.rule import problem_at, rule
from escp_data.text.clean import clean
from escp_data.text.wording import joined, quoted
from escp_data.validation.cells import is_blank
from escp_data.validation.headings import cell_name, heading_keys
from escp_data.validation.tables import Cover, Matched, Table, is_empty

TO_READ_ONLY = "To read only"
"""Stands in a return above each column that is there to be read, and is not read back."""
LISTS_SHEET = "Lists"
LISTING = "Problems"
LISTING_HEADINGS = ("Kind", "Rule", "Sheet", "Cell", "What to do")
"""The sheet in front of a marked copy, and the headings of its list."""

_LIST_NAME = re.compile(r"List_\d+_\w+")
_LISTING_NAME = re.compile(rf"{LISTING}(?: \d+)?", re.IGNORECASE)
_FIRST = 5
_MOST_HEADINGS = 100
_WORDS: frozenset[Kind] = frozenset({"choice", "agency", "group", "plan"})
"""Kinds of cell that hold a name or one of a few words, and never a number or a story."""


@dataclass(frozen=True)
class _Sheet:
    """A sheet that is read: its grid, the columns read by their place, and its heading row."""

    grid: Grid
    columns: dict[int, Column]
    header: int
    cells: frozenset[Place] | None = None

    @classmethod
    def of(cls, table: Table, grid: Grid) -> "_Sheet":
        pairs = zip(table.sheet.columns, table.positions, strict=False)
        return cls(grid, {at: column for column, at in pairs if at is not None}, table.header)

    @classmethod
    def of_cover(cls, cover: Cover, grid: Grid) -> "_Sheet":
        places = (place_of(cell.encode()) for cell in cover.cells.values())
        return cls(grid, {}, 0, frozenset(places))

    def reads(self, at: Place) -> bool:
        """Whether what a cell holds is read as data."""
        if self.cells is not None:
            return at in self.cells
        return at[0] >= self.header and at[1] in self.columns

    def has_data(self, rows: Iterable[int], columns: Iterable[int]) -> bool:
        columns = list(columns)
        return any(
            self.reads((row, column)) and not is_blank(self.grid.rows[row][column])
            for row in rows
            for column in columns
        )

    def warning(self, code: str, sentence: str, first: Place | None = None) -> Problem:
        cell = cell_name(first[0] + 1, first[1]) if first else ""
        return problem_at(code, self.grid.name, cell, sentence)


def beside_warnings(
    grids: Sequence[Grid],
    matched: Matched,
    tables: Sequence[Table],
    cover: Cover,
    named: Set[str],
) -> list[Problem]:
    """What is to be said of the sheets that are read, and of those that are not.

    `named` are sheets that a message names already.
    """
    sheets = [_Sheet.of(t, matched.tables[t.sheet.name]) for t in tables]
    if matched.cover:
        sheets.insert(0, _Sheet.of_cover(cover, matched.cover))
    found: list[Problem] = []
    for each in sheets:
        for check in (_hidden_sheet, _hidden_parts, _notes, _left_out, _struck, _cut):
            found += check(each)
    if matched.cover:
        found += _unread_sheets(grids, matched, named)
        for table in tables:
            found += _unread_columns(table, matched.tables[table.sheet.name])
    return found


@rule(
    "W30",
    "A hidden sheet is read.",
    "Every sheet",
    "Unhide it and check it, or delete it.",
)
def _hidden_sheet(sheet: _Sheet) -> Iterator[Problem]:
    grid = sheet.grid
    if not grid.hidden or is_empty(grid):
        return
    said = "This sheet is hidden, and it is read. Unhide it and check it, or delete it."
    if grid.very_hidden:
        said = (
            "This sheet is hidden so that no menu shows it, and it is read. Ask whoever made the "
            "workbook what it holds, and have it shown or deleted (in Excel: Alt+F11, Visible)."
        )
    yield sheet.warning("W30", said)


@rule(
    "W31",
    "Hidden rows or columns are read, or a filter is on.",
    "Every sheet",
    "Show them and check them, or delete what should not be read.",
)
def _hidden_parts(sheet: _Sheet) -> Iterator[Problem]:
    grid, beside = sheet.grid, sheet.grid.beside
    width = range(grid.width)
    rows = [row for row in sorted(beside.hidden_rows) if sheet.has_data([row], width)]
    every = range(len(grid.rows))
    columns = [each for each in sorted(beside.hidden_columns) if sheet.has_data(every, [each])]
    parts = [
        *_named("row", [str(row + 1) for row in rows]),
        *_named("column", [get_column_letter(column + 1) for column in columns]),
    ]
    if parts:
        what = joined(parts)
        are = "is" if len(rows) + len(columns) == 1 else "are"
        why = " (a filter is on)" if beside.filtered else ""
        yield sheet.warning(
            "W31",
            f"{what[0].upper()}{what[1:]} {are} hidden{why}, and what stands there is read. Show "
            "it and check it, or delete what should not be read.",
        )
    elif beside.filtered and len(grid.rows) > sheet.header:
        said = "A filter is on, and the rows that it hides are read. Clear it and check them."
        yield sheet.warning("W31", said)


def _named(what: str, names: Sequence[str]) -> Iterator[str]:
    """`rows 4, 7 and 12 more`."""
    if names:
        yield f"{what if len(names) == 1 else what + 's'} {_first(names)}"


def _first(names: Sequence[str]) -> str:
    """The first few, and how many more."""
    more = len(names) - _FIRST
    return joined(names) if more <= 1 else f"{', '.join(names[:_FIRST])} and {more:,} more"


@rule(
    "W32",
    "Notes on cells are not read.",
    "Every sheet",
    "Put what they say into the cells, or leave it if it is not meant for us.",
)
def _notes(sheet: _Sheet) -> Iterator[Problem]:
    places = [at for at, text in sheet.grid.beside.notes.items() if not _explains(sheet, at, text)]
    if not places:
        return
    places.sort()
    one = len(places) == 1
    yield sheet.warning(
        "W32",
        f"The {'note' if one else 'notes'} on {_first(_names(places))} {'is' if one else 'are'} "
        f"not read. Put what {'it says' if one else 'they say'} into the cells, or leave it if it "
        "is not meant for us.",
        places[0],
    )


def _explains(sheet: _Sheet, at: Place, text: str) -> bool:
    """Whether a note is what the template says of a heading, its author lost on the way."""
    column = sheet.columns.get(at[1])
    if column is None or at[0] != sheet.header - 1:
        return False
    explained, said = (" ".join(clean(each).split()) for each in (column.help, text))
    return bool(explained) and said.startswith(explained)


def _names(places: Iterable[Place]) -> list[str]:
    return [cell_name(row + 1, column) for row, column in places]


@rule(
    "W33",
    "Raised signs, such as the number of a footnote, or struck-out parts of a text are not read.",
    "Every sheet",
    "Check what is left, and take the marks and what is struck out away.",
)
def _left_out(sheet: _Sheet) -> Iterator[Problem]:
    beside = sheet.grid.beside
    raised = "Raised signs, such as the number of a footnote, are", beside.raised
    struck = "What is struck out is", beside.part_struck
    for what, texts in (raised, struck):
        places = sorted(filter(sheet.reads, texts))
        if not places:
            continue
        reads = [
            f"{cell_name(row + 1, column)} reads {quoted(texts[row, column])}"
            for row, column in places
            if _may_be_told(sheet, (row, column), texts[row, column])
        ]
        told = f" ({_first(reads)})" if reads else ""
        yield sheet.warning(
            "W33",
            f"{what} left out of what is read in {_first(_names(places))}{told}. Check the rest, "
            "and take away what should not be there.",
            places[0],
        )


def _may_be_told(sheet: _Sheet, at: Place, text: str) -> bool:
    """Only a name or a choice: a number may be of children, and a text may tell of one."""
    column = sheet.columns.get(at[1])
    return bool(column and column.kind in _WORDS and not any(map(str.isdigit, text)))


@rule(
    "W34",
    "A cell that is struck out is read as it stands.",
    "Every sheet",
    "Delete what should not be read.",
)
def _struck(sheet: _Sheet) -> Iterator[Problem]:
    places = sorted(filter(sheet.reads, sheet.grid.beside.struck))
    if places:
        is_ = "is struck out, and is" if len(places) == 1 else "are struck out, and are"
        yield sheet.warning(
            "W34",
            f"{_first(_names(places))} {is_} read as if not. Delete what should not be read.",
            places[0],
        )


@rule(
    "W35",
    "There are more notes, raised or struck-out texts than can be looked at.",
    "Every sheet",
    "Copy the table into a new workbook, as values.",
)
def _cut(sheet: _Sheet) -> Iterator[Problem]:
    if sheet.grid.beside.cut:
        yield sheet.warning(
            "W35",
            "It has more notes, raised or struck-out texts than can be looked at, and the rest is "
            "read as it stands. Copy the table into a new workbook, as values.",
        )


# --- what is not ours ----------------------------------------------------------------------------


@rule(
    "W36",
    "A sheet that is none of ours was not read.",
    "Every sheet",
    "Put what it holds into a sheet of the template, or leave it if it is not meant for us.",
)
def _unread_sheets(grids: Sequence[Grid], matched: Matched, named: Set[str]) -> Iterator[Problem]:
    """One warning for all but those that another message names already."""
    read = {grid.name for grid in (*matched.tables.values(), matched.cover) if grid}
    told = named | {problem.sheet for problem in matched.problems}
    names = [
        quoted(grid.name) + (" (hidden)" if grid.hidden else "")
        for grid in grids
        if grid.name not in read | told and not is_empty(grid) and not _is_ours(grid)
    ]
    if names and matched.tables:
        these = "This sheet was" if len(names) == 1 else "These sheets were"
        message = (
            f"{these} not read: {joined(names)}. Put what is meant for us into a sheet that is "
            "called as in the template."
        )
        yield problem_at("W36", "", "", message)


def _is_ours(grid: Grid) -> bool:
    """Whether it is the sheet of a template's lists, or a marked copy's list in front."""
    if grid.name == LISTS_SHEET:
        names = [name for name in grid.rows[0] if not is_blank(name)]
        return bool(names) and all(_LIST_NAME.fullmatch(str(name)) for name in names)
    if not _LISTING_NAME.fullmatch(grid.name):
        return False
    return any(tuple(row[: len(LISTING_HEADINGS)]) == LISTING_HEADINGS for row in grid.rows[:10])


@rule(
    "W37",
    "Columns that are none of the sheet's were not read.",
    "Every sheet",
    "Put what they hold into a column of the template, or leave it if it is not meant for us.",
)
def _unread_columns(table: Table, grid: Grid) -> Iterator[Problem]:
    """One warning for a sheet, with every heading but those that another message names already."""
    if not table.header:
        return
    told = {problem.cell for problem in table.problems}
    unread = [
        column
        for column in range(grid.width)
        if column not in table.positions
        and cell_name(table.header, column) not in told
        and _says_something(grid, table.header, column)
    ]
    if not unread:
        return
    headings = [grid.rows[table.header - 1][column] for column in unread]
    names = [
        f"{get_column_letter(column + 1)} ({'no heading' if is_blank(text) else quoted(text)})"
        for column, text in zip(unread, headings, strict=True)
    ]
    more = len(names) - _MOST_HEADINGS
    listed = joined(names if more <= 0 else [*names[:_MOST_HEADINGS], f"{more} more"])
    these = "This column was" if len(names) == 1 else "These columns were"
    message = f"{these} not read: {listed}.{_belong(table, headings)}"
    yield problem_at("W37", grid.name, "", message)


def _says_something(grid: Grid, header: int, column: int) -> bool:
    """A heading, or something below it, and not a column that a return has to be read only."""
    above = grid.rows[header - 2][column] if header > 1 else None
    if isinstance(above, str) and clean(above) == TO_READ_ONLY:
        return False
    return any(not is_blank(row[column]) for row in grid.rows[header - 1 :])


def _belong(table: Table, headings: Sequence[object]) -> str:
    """Where columns with these headings are read, if anywhere, and what to do."""
    homes: dict[str, list[str]] = {}
    for heading in headings:
        keys = heading_keys(heading) if isinstance(heading, str) else []
        home = next((_HOMES[key] for key in keys if key in _HOMES), None)
        if home and home != table.sheet.name:
            homes.setdefault(home, []).append(quoted(heading))
    if not homes:
        return " Put what is meant for us under a heading of the template."
    return "".join(
        f" Put {joined(names)} into the sheet {home}, if meant for us."
        for home, names in homes.items()
    )


_HOMES = {
    key: sheet.name
    for sheet in reversed(SHEETS)
    if sheet.in_return
    for column in sheet.columns
    if not column.key
    for name in (column.name, *column.also)
    for key in heading_keys(name)
}
"""The sheet of a return that has a column of this name: the first of the contract's that has."""
