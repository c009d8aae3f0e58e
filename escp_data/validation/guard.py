"""The guard: refuses anything that looks like a record of a child.

The dashboard holds totals only. Before anything else is understood, the guard reads every cell of
every sheet and looks for numbers that identify a person (by their check digit), postcodes, the
headings of child-level columns, and lists with one row for each child. It names the cell and never
repeats what is in it. It cannot know a name in a sentence, nor a list whose headings say nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, takewhile

from escp_data.model import Problem
from escp_data.rule import problem_at, rule
from escp_data.text.clean import clean
from escp_data.validation.child_headings import (
    COLUMN_HOLDS,
    ENOUGH,
    Values,
    answers,
    attribute,
    headings_like,
    is_count,
    labels,
    names_a_field,
    squeezed,
)
from escp_data.validation.child_lists import (
    age_of,
    combinations_repeat,
    in_order,
    marked,
    offers_choices,
    shares,
    splits,
)
from escp_data.validation.headings import cell_name
from escp_data.validation.identifiers import Identifier, identifiers_in, plain

Rows = Sequence[Sequence[object]]

_TOP_ROWS = 20
_TITLES = 5
_EVERY_CELL = "Every cell of every sheet, and what no sheet shows"
_COUNTS_CHILDREN = re.compile(
    r"count(?!ry)|number|total|numerator|population|noof|value|children|pupils|^n$|20\d\d|q[1-4]"
)
_CHILDS_OWN = re.compile(
    r"(?:number|no|total|count)(?:of)?(?!.*(?:child|pupil|20\d\d|q[1-4]))"
    r".*(?:episodes|moves|times|days|occasions|incidents|sessions|visits|absences|placements)"
)
"""`Number of missing episodes` may be one child's, or a group's."""
_NUMBERS_ONE = re.compile(
    r"(?:ref|reference|crime|cad|log|record|file|unique|serial|row|line|phone|telephone|contact|mobile|"
    r"incident)number$"
)
_NUMBERS_ROWS = re.compile(r"(financial|calendar)?year|month|period|quarter|week|no|row|ref|id")


def _filled(row: Values) -> list[object]:
    return list(filter(_is_there, row))


def _below(rows: Rows, at: int, column: int) -> list[object]:
    return _filled([row[column] for row in rows[at + 1 : at + 501] if column < len(row)])


def _may_head(widths: list[int]) -> Iterator[int]:
    """The rows that may hold headings: the topmost, the first ones after a blank row, and those
    that are wider than the row above.
    """
    since = 0
    for at, width in enumerate(widths):
        since = since + 1 if width else 0
        wider = at > 0 and width > widths[at - 1]
        if at < _TOP_ROWS or wider or 0 < since <= _TITLES:
            yield at


def _is_there(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def _heads_its_table(rows: Rows, widths: list[int], at: int, column: int) -> bool:
    """Above it, up to a blank row, stand only titles: rows with fewer filled cells."""
    above = takewhile(lambda nth: widths[nth], range(at - 1, -1, -1))
    as_wide = [rows[nth] for nth in above if widths[nth] >= widths[at]]
    return not any(_filled(row[column : column + 1]) for row in as_wide)


# --- the guard


@dataclass(frozen=True)
class _Finding:
    """A refusal at a cell, counted from 0; `more` cells like it stand in the same column."""

    at: int
    column: int
    code: str
    what: str
    remedy: str = "Remove the column"
    more: int = 0

    def problem(self, sheet: str) -> Problem:
        cell = cell_name(self.at + 1, self.column)
        cells = "cell" if self.more == 1 else "cells"
        others = f" (and {self.more:,} more {cells} in this column)" if self.more else ""
        message = f"{self.what}{others}. {self.remedy}; the dashboard holds totals only."
        return problem_at(self.code, sheet, cell, message)


@rule(
    "G01",
    "A workbook with an NHS number (ten digits, the last a check digit) is refused.",
    _EVERY_CELL,
    "Take the number out, and send totals only.",
)
@rule(
    "G02",
    "A workbook with a unique pupil number (UPN), known by its check letter, is refused.",
    _EVERY_CELL,
    "Take the number out, and send totals only.",
)
@rule(
    "G03",
    "A workbook with a National Insurance number is refused.",
    _EVERY_CELL,
    "Take the number out, and send totals only.",
)
@rule(
    "G04",
    "A workbook with a full postcode is refused; a district such as EN1 is welcome.",
    _EVERY_CELL,
    "Take the postcode out, or write the district alone.",
)
@rule(
    "G05",
    "A workbook with a column of dates of birth, or one in a text, is refused.",
    _EVERY_CELL,
    "Take the dates of birth out; ages in bands are welcome.",
)
@rule(
    "G06",
    "A workbook with a column of people's names is refused.",
    _EVERY_CELL,
    "Take the column out, and send totals only.",
)
@rule(
    "G07",
    "A workbook with a column of addresses is refused.",
    _EVERY_CELL,
    "Take the column out, and send totals only.",
)
@rule(
    "G08",
    "A workbook with a column that numbers each child (UPN, case number) is refused.",
    _EVERY_CELL,
    "Take the column out, and send totals only.",
)
@rule(
    "G09",
    "A workbook with a list that has one row for each child is refused.",
    _EVERY_CELL,
    "Replace the list with counts.",
)
def looks_like_child_record(sheet_name: str, rows: Rows) -> list[Problem]:
    """What in this sheet looks like a record of a child, in reading order; one a column and kind.

    `rows` are the sheet's rows from row 1, their cells from column A. They are read as they would
    be stored, so that nothing invisible hides a number. No message repeats a cell.
    """
    rows = _as_stored(rows)
    findings = [*_headed_columns(rows), *_listed_children(rows), *_identifiers(rows)]
    findings.sort(key=lambda finding: (finding.at, finding.column))
    first: dict[tuple[int, str], _Finding] = {}
    for finding in findings:
        first.setdefault((finding.column, finding.code), finding)
    return [finding.problem(sheet_name) for finding in first.values()]


def _as_stored(rows: Rows) -> Rows:
    texts = {value for value in set(chain.from_iterable(rows)) if isinstance(value, str)}
    stored = {text: kept for text in texts if (kept := clean(text)) != text}
    if not stored:
        return rows
    return [[stored.get(v, v) if isinstance(v, str) else v for v in row] for row in rows]


def _identifiers(rows: Rows) -> Iterator[_Finding]:
    """Each distinct value is read once: a sheet of 50,000 rows repeats itself."""
    distinct = set(chain.from_iterable(rows))
    marked = {value: kinds for value in distinct if (kinds := identifiers_in(value))}
    cells: dict[tuple[int, Identifier], list[int]] = {}
    for at, row in enumerate(rows if marked else ()):
        for column, value in enumerate(row):
            for kind in marked.get(value, ()):
                cells.setdefault((column, kind), []).append(at)
    for (column, kind), places in cells.items():
        first = rows[places[0]][column]
        in_text = isinstance(first, str) and not kind.pattern.fullmatch(plain(first))
        what = f"{'Part of this text' if in_text else 'This'} looks like {kind.noun}"
        remedy = "Take it out of the text" if in_text else "Remove the column"
        yield _Finding(places[0], column, kind.code, what, remedy, len(places) - 1)


def _headed_columns(rows: Rows) -> Iterator[_Finding]:
    """Headings of child-level columns, and the same words as the labels of a form."""
    widths = [len(_filled(row)) for row in rows]
    for at in _may_head(widths):
        row = rows[at]
        counted = any(map(_is_number, row))
        if counted and sum(isinstance(value, str) for value in _filled(row)) == 1:
            continue  # `Home address` with 30 beside it is a kind of place, counted
        for column, text in labels(row).items():
            if not (headings := headings_like(text)):
                continue
            below, beside = _said(rows, at, column, widths[at])
            for heading in headings:
                if counted and heading.code == "G07":
                    continue  # so it is in a row with more words
                stands = heading.evidence(below) or heading.evidence(beside)
                if stands and (not heading.weak or _heads_its_table(rows, widths, at, column)):
                    what = f"This column looks like {COLUMN_HOLDS[heading.code]}"
                    yield _Finding(at, column, heading.code, what)


def _is_number(value: object) -> bool:
    """One that no date is: a count, or a number of a column."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value < 1900


def _said(rows: Rows, at: int, column: int, width: int) -> tuple[list[object], list[object]]:
    """What stands below a heading, and beside it where it may be a form's label.

    In a list of fields more labels stand below, and those say nothing of a child.
    """
    every = _below(rows, at, column)
    below = [value for value in every if not names_a_field(value)]
    if len(below) == len(every):
        return below, _beside(rows[at], column, width)
    right = _filled(rows[at][column + 1 :])
    return below, [value for value in right if not names_a_field(value)]


def _beside(row: Values, column: int, width: int) -> list[object]:
    """What stands to the right of a form's label. A row of headings is no form: it has as many
    words as cells, and more than two.
    """
    right = _filled(row[column + 1 :])
    if width == 2:
        return right
    is_form = any(value is not None and not isinstance(value, str) for value in row)
    is_value = is_form and right and not (isinstance(right[0], str) and headings_like(right[0]))
    return right[:1] if is_value else []


def _listed_children(rows: Rows) -> Iterator[_Finding]:
    """Age, sex, ethnicity and the like in columns, and no column that counts."""
    for at in _may_head([len(_filled(row)) for row in rows]):
        row = rows[at]
        named = labels(row)
        kinds = {column: kind for column, text in named.items() if (kind := attribute(text))}
        columns = {kind: column for column, kind in reversed(kinds.items())}
        if not _describes_children(rows, at, columns):
            continue
        if offers_choices(rows[at + 1 : at + 501], list(kinds), columns.get("sex")):
            continue
        if not _has_counts(rows, at, named, list(kinds)):
            what = "This looks like a list with one row for each child"
            yield _Finding(at, min(kinds), "G09", what, "Replace it with counts")
            return


def _has_counts(rows: Rows, at: int, named: dict[int, str], attributes: list[int]) -> bool:
    """Whether a column beside the attributes counts children.

    Its heading says so, or its marks for small numbers do. Other numbers may be a child's own
    (`Times missing`): they count children where no two rows share all that the rest says.
    """
    below = {
        column: _below(rows, at, column)
        for column in range(len(rows[at]))
        if column not in attributes
    }
    headings = {column: squeezed(named.get(column, ""))[0] for column in below}
    counting = [one for one in below if _counts(named.get(one, ""), below[one])]
    if any(_says_so(headings[one]) or marked(below[one]) for one in counting):
        return True
    others = [one for one in below if splits(headings[one], below[one], one in counting)]
    table = rows[at : at + 501]
    return bool(counting) and not combinations_repeat(table, [*attributes, *others], ENOUGH)


def _describes_children(rows: Rows, at: int, columns: dict[str, int]) -> bool:
    """Two attributes filled in five rows or more, or ages in years that repeat."""
    values = _of_children({kind: _below(rows, at, column) for kind, column in columns.items()})
    ages = [age for each in values.get("age", []) if (age := age_of(each)) is not None]
    several = sum(len(cells) >= ENOUGH for cells in values.values()) >= 2
    return several or (len(ages) >= ENOUGH and len(set(ages)) < len(ages))


def _of_children(values: dict[str, list[object]]) -> dict[str, list[object]]:
    """The attributes without what says how well each is recorded, or how a plan bears on it.

    `Yes` is a child's own under Disability. An age of half a year is a child's own too, where the
    other attributes are no shares.
    """
    parts = [kind for kind, cells in values.items() if shares(cells)]
    kept = {kind: v for kind, v in values.items() if kind not in parts or parts == ["age"]}
    return {
        kind: cells if kind == "need" else [cell for cell in cells if not answers(cell)]
        for kind, cells in kept.items()
    }


def _says_so(heading: str) -> bool:
    own = _CHILDS_OWN.search(heading) or _NUMBERS_ONE.search(heading)
    return bool(_COUNTS_CHILDREN.search(heading)) and not own


def _counts(heading: str, values: list[object]) -> bool:
    """Whether a column counts children, by its heading or because it holds numbers."""
    words = squeezed(heading)[0]
    if _COUNTS_CHILDREN.search(words) and not _NUMBERS_ONE.search(words):
        return True
    numbers = [value for value in values if is_count(value)]
    if all(value in ("x", "X") for value in numbers):
        return False  # ticks
    counts = not in_order(numbers) and not _NUMBERS_ROWS.fullmatch(words)
    return counts and bool(numbers) and 2 * len(numbers) >= len(values)
