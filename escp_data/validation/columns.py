"""A table's raw cells to stored columns, every problem with a cell on the way.

A column is read value by different value, not cell by cell: 50,000 rows repeat themselves.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from escp_data import contract
from escp_data.contract import ALL_AGENCIES, Column
from escp_data.excel.workbook import CellError
from escp_data.model import Cover, Problem, StoredValue
from escp_data.rule import problem_at, rule
from escp_data.text.asking import Ask
from escp_data.text.ethnic_labels import read_groups
from escp_data.text.wording import quoted, written
from escp_data.validation.agencies import Agencies
from escp_data.validation.cell_problems import CellProblem
from escp_data.validation.cells import (
    blank_problem,
    group_problem,
    listed_items,
    read_cell,
)
from escp_data.validation.contents import Columns
from escp_data.validation.tables import Cover as RawCover
from escp_data.validation.tables import Table

_FROM_COVER = ("period", "agency")
"""What the Cover gives to rows that leave it blank; its Plan goes by `validation.plans`."""


def read_columns(table: Table) -> tuple[Columns, list[Problem]]:
    """Every column of a table as the store has it; agencies still as they were written.

    Blank cells are None whatever the column: `fill_from_cover` says which of them may be.
    """
    columns = Columns(table, {})
    problems: list[Problem] = []
    for at, column in enumerate(table.sheet.columns):
        raw = [row.values[at] for row in table.rows]
        stored, wrong = _read(column, raw)
        for name, _ in column.stored:
            columns.values[name] = stored[name]
        for index, problem in wrong:
            columns.wrong.add((column.field, index))
            problems.append(columns.problem(problem.code, column.field, index, str(problem)))
    return columns, problems


def _read(
    column: Column, raw: Sequence[object]
) -> tuple[dict[str, list[StoredValue]], list[tuple[int, CellProblem]]]:
    """The stored columns of one column, and its cells with a problem."""
    # True, 1 and the error #N/A beside a text that reads so would share an answer.
    alike = {bool, CellError}.isdisjoint(map(type, raw))
    keys = raw if alike else list(zip(map(type, raw), raw, strict=True))
    answers, troubles = _answers(column, dict(zip(keys, raw, strict=True)))
    wrong = []
    if troubles:
        wrong = [(index, troubles[key]) for index, key in enumerate(keys) if key in troubles]
    if len(column.stored) == 1:
        return {column.field: [answers[key] for key in keys]}, wrong
    stored = {}
    for part, (name, _) in enumerate(column.stored):
        parts = {key: answer and answer[part] for key, answer in answers.items()}
        stored[name] = [parts[key] for key in keys]
    return stored, wrong


def _answers(
    column: Column, values: Mapping[object, object]
) -> tuple[dict[object, StoredValue], dict[object, CellProblem]]:
    """What is stored for each different value, None for those with a problem; and the problems."""
    answers: dict[object, StoredValue] = {}
    troubles: dict[object, CellProblem] = {}
    for key, value in values.items():
        try:
            answers[key] = read_cell(column, value)
        except CellProblem as problem:
            answers[key] = None
            troubles[key] = problem.alone()
    if column.kind == "group":
        for key, doubt in _doubted(column, values):
            answers[key], troubles[key] = None, troubles.get(key, doubt)
    return answers, troubles


def _doubted(
    column: Column, values: Mapping[object, object]
) -> Iterator[tuple[object, CellProblem]]:
    """The codes of ethnic groups that the others of their column put in doubt: A beside W."""
    plain = {key: value for key, value in values.items() if type(value) in (str, int, float)}
    together = read_groups(list(plain.values()))
    for key, value in plain.items():
        found = together.get(written(value))
        if isinstance(found, Ask):
            yield key, group_problem(column, value, found)


def parse_cover(raw: RawCover, agencies: Agencies) -> tuple[Cover, list[Problem]]:
    """The Cover's values, and its problems."""
    values: dict[str, str | None] = {}
    problems = []
    for column in contract.COVER:
        try:
            value = read_cell(column, raw.values.get(column.field))
            if value is None and column.required:
                raise blank_problem(column)
            if value is not None and column.kind == "agency":
                value = agencies.find(str(value)) or _unknown(agencies, str(value))
        except CellProblem as problem:
            value = None
            cell = raw.cells.get(column.field, "")
            problems.append(problem_at(problem.code, raw.name, cell, str(problem)))
        values[column.field] = None if value is None else str(value)
    return Cover(**values), problems


@rule(
    "K04",
    "An agency is not registered on the Agencies sheet.",
    "Every column of agencies; the Cover's Agency",
    "Correct the name, or add it to the Agencies sheet.",
)
def _unknown(agencies: Agencies, name: str) -> str:
    raise CellProblem("K04", agencies.unknown(name))


def agencies_as_registered(
    columns: Columns, agencies: Agencies, on_cover: object
) -> list[str | None]:
    """Each row's own agency under the name that it was registered by, or the Cover's as written."""
    cover = agencies.registered_as(on_cover) if isinstance(on_cover, str) else None
    field = next((c.field for c in columns.sheet.keys if c.kind == "agency"), None)
    given = columns.values[field] if field else []
    return [agencies.registered_as(name) if name else cover for name in given]


def resolve_agencies(columns: Columns, agencies: Agencies) -> Iterator[Problem]:
    """Write every agency as it is registered; a problem at each that is not."""
    for column in columns.sheet.columns:
        if column.kind not in ("agency", "agencies"):
            continue
        values = columns.values[column.field]
        listing = column.kind == "agencies"
        found: dict[str, list[str]] = {}
        missing: dict[str, list[str]] = {}
        for value in set(values) - {None}:
            items = listed_items(value) if listing else [value]
            named = [agencies.find(item) for item in items]
            found[value] = [name for name in named if name]
            missing[value] = [i for i, name in zip(items, named, strict=True) if name is None]
        yield from _missing_agencies(columns, column, agencies, missing)
        joined = {value: "; ".join(dict.fromkeys(names)) or None for value, names in found.items()}
        columns.values[column.field] = [joined.get(value) for value in values]


def _missing_agencies(
    columns: Columns, column: Column, agencies: Agencies, missing: Mapping[str, list[str]]
) -> Iterator[Problem]:
    if not any(missing.values()):
        return
    leads = column.field == "lead_agency"
    sentences = {
        value: [("K20", _ONE_LEADS)]
        if leads and names and _several(agencies, value)
        else [("K04", agencies.unknown(name)) for name in names]
        for value, names in missing.items()
    }
    for index, value in enumerate(columns.values[column.field]):
        for code, sentence in sentences.get(value, ()):
            columns.wrong.add((column.field, index))
            yield columns.problem(code, column.field, index, sentence)


_ONE_LEADS = (
    "Lead agency names several agencies: one leads, others contribute. Keep the one that answers "
    "for it, and write the others under Contributing agencies."
)


@rule(
    "K20",
    "Two agencies lead one action.",
    "Actions, Recommendations: Lead agency",
    "Keep the one that answers for it; the others contribute.",
)
def _several(agencies: Agencies, value: str) -> bool:
    items = [part.strip() for part in re.split(r"[;,/&\n]|\band\b", value) if part.strip()]
    return len(items) > 1 and all(agencies.find(item) for item in items)


def fill_from_cover(
    columns: Columns, cover: Cover, said: Sequence[frozenset[str]] = ()
) -> Iterator[Problem]:
    """Put the Cover's Period and Agency in the cells left blank; a problem where one must not be.

    A row of a tracker that says nothing in a column (`said` has what it does) leaves it alone.

    A sheet that asks who did something (Voice, Training) is not told by `All agencies`.
    """
    for column in columns.sheet.columns:
        values = columns.values[column.field]
        defaults = column.field in _FROM_COVER and column.kind in _FROM_COVER
        if not (column.required or defaults) or None not in values:
            continue
        standard = getattr(cover, column.field) if defaults else None
        vague = column.required and standard == ALL_AGENCIES
        for index in _blanks(columns, column):
            if standard is not None and not vague:
                values[index] = standard
                continue
            if index < len(said) and not column.key and column.field not in said[index]:
                continue
            columns.wrong.add((column.field, index))
            if vague:
                yield columns.problem("C03", column.field, index, _which_agency(column))
            elif not defaults:
                problem = blank_problem(column)
                yield columns.problem(problem.code, column.field, index, str(problem))


def _blanks(columns: Columns, column: Column) -> list[int]:
    """The rows in which a cell is truly blank: not wrong, and without a marker for a number."""
    first, *others = (columns.values[name] for name, _ in column.stored)
    return [
        index
        for index, value in enumerate(first)
        if value is None
        and all(other[index] is None for other in others)
        and (column.field, index) not in columns.wrong
    ]


def _which_agency(column: Column) -> str:
    return (
        f"{column.name} is blank, and the Cover says {quoted(ALL_AGENCIES)}. "
        "Write which agency this row is from."
    )
