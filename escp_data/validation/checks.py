"""A whole workbook to typed rows and every problem in it, all at once.

The guard reads first. On a sheet in which it found what looks like a record of a child, no other
message points to the same column or repeats what a cell says.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils.cell import coordinate_to_tuple

from escp_data import contract
from escp_data.excel.workbook import Workbook, read_workbook
from escp_data.model import NOTHING_KNOWN, Checked, Cover, Known, Problem
from escp_data.rule import problem_at, rule
from escp_data.validation import crosschecks, plausibility
from escp_data.validation.agencies import Agencies, registered
from escp_data.validation.beside import beside_warnings
from escp_data.validation.columns import (
    agencies_as_registered,
    fill_from_cover,
    parse_cover,
    read_columns,
    resolve_agencies,
)
from escp_data.validation.contents import Columns
from escp_data.validation.guarded import records_of_children
from escp_data.validation.once import Once
from escp_data.validation.plans import assign_plans, plans_as_they_will_stand, unknown_plan
from escp_data.validation.record import Record
from escp_data.validation.says import Said
from escp_data.validation.spelled import agencies_of_keys, spell_keys
from escp_data.validation.tables import Cover as RawCover
from escp_data.validation.tables import Table, match_sheets, read_cover, read_table

_NO_COVER = (
    "The workbook has no Cover sheet. Add one that gives the Period and the Agency, "
    "or copy it from the template."
)
_NO_ROWS = (
    "No sheet of this workbook has any rows to read. Fill in at least one row below the headings "
    "of a sheet, and keep the sheets' names as the template has them."
)


@rule(
    "K02",
    "No sheet of the workbook has any rows.",
    "Every sheet",
    "Fill in at least one row below the headings of a sheet.",
)
def check_workbook(
    content: bytes, name: str, known: Known = NOTHING_KNOWN, said: Said | None = None
) -> Checked:
    """Read and check a workbook against itself and what is known; nothing is stored.

    `said` has the fields that the rows of a sheet say something in, where a tracker's own cells
    tell and the headings do not. Raises WorkbookRefused for a file that cannot be opened or is
    not safe to.
    """
    book = read_workbook(content, name)
    with known.at_once() as state:
        return _checked(content, book, Once(state), said or {})


def _checked(content: bytes, book: Workbook, known: Known, said: Said) -> Checked:
    name, grids = book.name, book.sheets
    sheets = ((each.name, each.rows, each.beside) for each in grids)
    refused = records_of_children(name, sheets, book.unseen)
    matched = match_sheets(grids)
    tables = [read_table(grid, contract.sheet(name)) for name, grid in matched.tables.items()]
    problems = [*matched.problems, *(problem for table in tables for problem in table.problems)]
    raw = read_cover(matched.cover)
    cover, columns, found = _read(tables, raw, known, said)
    problems += found
    problems += beside_warnings(grids, matched, tables, raw, {problem.sheet for problem in refused})
    if tables and not any(table.rows or table.problems for table in tables):
        problems.append(problem_at("K02", "", "", _NO_ROWS))
    for_reading = [problem for problem in problems if problem.code == "S07"]
    in_a_name = any(not problem.sheet for problem in refused)
    others = [] if in_a_name else for_reading or _discreet(problems, refused)
    problems = [*refused, *others]
    return Checked(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        cover=cover,
        rows={sheet: each.rows() for sheet, each in columns.items()},
        problems=tuple(_in_order(problems, [grid.name for grid in grids])),
    )


@dataclass(frozen=True)
class Outline:
    """What a workbook is about, for its place among others: whether it is one of the plan (it
    describes plans, agencies or priorities, or holds nothing but sheets of the plan), whether it
    has any row of those sheets, and its Cover's Period, read or as it is written.
    """

    is_plan: bool
    has_plan: bool
    period: str | None


_BEGINS_A_PLAN = {"Plans", "Agencies", "Priorities"}
_OF_THE_PLAN = {*_BEGINS_A_PLAN, "Actions", "Measures", "Population"}


def outline(content: bytes, name: str) -> Outline:
    """What a workbook is about. Raises WorkbookRefused."""
    matched = match_sheets(read_workbook(content, name).sheets)
    cover, _ = parse_cover(read_cover(matched.cover), Agencies())
    filled = {
        each
        for each in _OF_THE_PLAN & matched.tables.keys()
        if read_table(matched.tables[each], contract.sheet(each)).rows
    }
    is_plan = bool(filled & _BEGINS_A_PLAN) or (bool(filled) and matched.tables.keys() == filled)
    return Outline(is_plan, bool(filled), cover.period)


@rule(
    "K22",
    "A return came before anything of a plan is on record.",
    "Every sheet",
    "Store the plan workbook first, or choose both together.",
)
def _before_any_plan(
    problems: Sequence[Problem], columns: Mapping[str, Columns], known: Known
) -> list[Problem]:
    """One sentence instead of one for every name that nothing registers yet."""
    registers = ("agencies", "actions", "measures")
    if any(contract.sheet(each).name in columns for each in registers):
        return list(problems)
    if any(len(known.current(each)) for each in registers):
        return list(problems)
    rest = [each for each in problems if each.code not in ("K04", "K06", "K07", "K08", "K17")]
    return rest if len(rest) == len(problems) else [problem_at("K22", "", "", _NO_PLAN), *rest]


_NO_PLAN = (
    "No plan, agencies or measures are on record yet, so nothing in this workbook can be matched. "
    "Store the plan workbook first, or choose both together."
)


@rule("K01", "The workbook has no Cover.", "Cover", "Copy the Cover from the template.")
def _read(
    tables: Sequence[Table], raw: RawCover, known: Known, said: Said
) -> tuple[Cover, dict[str, Columns], list[Problem]]:
    """The Cover, each sheet's columns by the contract's name, and every problem with them."""
    problems: list[Problem] = []
    columns: dict[str, Columns] = {}
    for table in tables:
        columns[table.sheet.name], found = read_columns(table)
        problems += found
    agencies, found = registered(columns.get("Agencies"), known)
    problems += found
    cover = Cover()
    if raw.name:
        cover, found = parse_cover(raw, agencies)
        problems += found
    else:
        problems.append(problem_at("K01", "", "", _NO_COVER))
    plans = plans_as_they_will_stand(columns, known)
    if cover.plan and plans.find(cover.plan) is None:
        sentence = unknown_plan(cover.plan, plans)
        problems.append(problem_at("K18", raw.name, raw.cells.get("plan", ""), sentence))
    for each in columns.values():
        written = agencies_as_registered(each, agencies, raw.values.get("agency"))
        problems += resolve_agencies(each, agencies)
        problems += fill_from_cover(each, cover, said.get(each.sheet.name, ()))
        problems += assign_plans(each, plans, cover)
        spell_keys(each, known)
        problems += agencies_of_keys(each, known, agencies.who, written)
    record = Record.of(columns, known, cover, plans.terms, agencies.who, said)
    unread = {table.sheet.name for table in tables if table.problems and not table.header}
    problems += crosschecks.disagreements(columns, record, unread)
    problems += plausibility.warnings(columns, record, cover)
    return cover, columns, _before_any_plan(problems, columns, known)


def _discreet(problems: Sequence[Problem], refused: Sequence[Problem]) -> Iterator[Problem]:
    """Leave out, or take the quotations out of, what might repeat a record of a child.

    Whatever a message takes from a cell stands in quotation marks; warnings need not.
    """
    sheets = {problem.sheet for problem in refused}
    columns = {(problem.sheet, _column(problem.cell)) for problem in refused}
    for problem in problems:
        if problem.sheet not in sheets:
            yield problem
        elif problem.severity == "error" and (problem.sheet, _column(problem.cell)) not in columns:
            yield replace(problem, message=re.sub('".*"', '"…"', problem.message, flags=re.DOTALL))


def _column(cell: str) -> str:
    return cell.rstrip("0123456789")


def _in_order(problems: Sequence[Problem], sheets: Sequence[str]) -> list[Problem]:
    """By sheet as the workbook has them, then by row and column; what has no place comes first."""
    order = {name: at for at, name in enumerate(sheets)}

    def where(problem: Problem) -> tuple[int, int, int]:
        if not problem.cell:
            return order.get(problem.sheet, -1), 0, 0
        return order.get(problem.sheet, -1), *coordinate_to_tuple(problem.cell)

    return sorted(problems, key=where)
