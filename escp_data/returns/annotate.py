"""A copy of a workbook with every problem marked where it is, for whoever has to put it right.

What the sheets hold stays as it was, formulas included. Pictures and charts are not carried over;
a workbook too large or too odd to be copied with its looks comes back with its values alone.
"""

import re
import warnings
from collections.abc import Sequence
from itertools import count
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from escp_data.excel import workbook
from escp_data.excel.archive import open_safely, pack
from escp_data.excel.cells import put, stored_text
from escp_data.excel.notes import BEFORE, CHECKS, not_of_a_check
from escp_data.excel.sheet_xml import SheetDamaged, place_of
from escp_data.excel.style import (
    AMBER,
    BOX,
    HEADING,
    LINK,
    NAVY,
    ON_DARK,
    ONE_LINE,
    QUIET,
    RED,
    filled,
    fit_height,
    new_book,
    print_well,
    put_text,
    saved,
)
from escp_data.model import Problem
from escp_data.text.clean import visible
from escp_data.text.wording import plural
from escp_data.validation.beside import LISTING, LISTING_HEADINGS

AUTHOR = CHECKS
MAX_LISTED = 5_000
"""A list of 100,000 takes half a minute and a gigabyte; Excel allows 65,530 links on a sheet."""
MAX_NOTES = 5_000
"""Beyond so many cells with a note, a spreadsheet takes minutes to open; the rest are coloured."""
MAX_STYLED_BYTES = 60_000_000
"""Sheets unpacked beyond this are copied as values: with looks they would fill the memory."""

MAX_RANGE_CELLS = 300_000
"""Cells in merged ranges, links and tables beyond this, likewise: openpyxl makes each of them."""

MAX_STYLE_ELEMENTS = 50_000
"""Formats, fonts and borders beyond this, likewise: openpyxl takes 75 µs for each."""

_ODD = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    SyntaxError,
    BadZipFile,
    SheetDamaged,
)
# What says `ref` and is made of cells one by one; sheets' sizes and shared formulas are not.
_REFERENCE = re.compile(
    rb"""(?<!<dimension)(?<!<autoFilter)(?<!<f t="shared")\sref\s*=\s*("[^"]*"|'[^']*')"""
)
_ESCAPED = re.compile(rb"_x[0-9A-Fa-f]{4}_|x005F(?=_)")
_RANGE = re.compile(rb"([A-Z]{1,3}[1-9]\d{0,6})(?::([A-Z]{1,3}[1-9]\d{0,6}))?")
_NOT_IN_NAMES = re.compile(r"[\\*?:/\[\]]")
_LONGEST_NAME = 31
_WIDTHS = (11, 8, 20, 9, 110)
_HEADING_ROW = 4
_HINT = (
    "Red cells must be put right, amber ones looked at; a cell's name below leads to it. "
    "Put them right and send the workbook again: this sheet is not read."
)
_FILLS = {"error": filled(RED), "warning": filled(AMBER)}


def annotate(content: bytes, problems: Sequence[Problem]) -> bytes:
    """The bytes of a copy with each problem's cell coloured and commented, all listed in front.

    Raises WorkbookRefused for content that `check_workbook` would refuse. A formula's last result
    is left out until Excel or LibreOffice opens the copy.
    """
    try:
        return _marked(_with_looks(content), problems)
    except _ODD:
        # openpyxl gives up, in many ways, on styles and drawings that spreadsheets forgive.
        return _marked(_with_values(content), problems)


def _with_looks(content: bytes) -> Workbook:
    parts = open_safely(content, "The workbook")
    if sum(len(part) for name, part in parts.items() if "/worksheets/" in name) > MAX_STYLED_BYTES:
        return _with_values(content)
    if sum(map(_cells_in_ranges, parts.values())) > MAX_RANGE_CELLS:
        return _with_values(content)
    if parts.get("xl/styles.xml", b"").count(b"<") > MAX_STYLE_ELEMENTS:
        return _with_values(content)
    with warnings.catch_warnings():
        # What openpyxl leaves out, it says in warnings that nobody here could act on.
        warnings.filterwarnings("ignore", module="openpyxl")
        # As rich text: a footnote mark must not become a digit of its number.
        kept = {
            name: _ESCAPED.sub(_spelled_otherwise, part) if b"x005F_" in part else part
            for name, part in parts.items()
        }
        return load_workbook(pack(kept), rich_text=True)


def _spelled_otherwise(found: re.Match[bytes]) -> bytes:
    """An escape as every program reads it but openpyxl, which drops `x005F_` wherever it stands."""
    if found[0] == b"x005F":
        return b"x005_x0046_"
    return b"_x005f_" if found[0] == b"_x005F_" else found[0]


def _cells_in_ranges(xml: bytes) -> int:
    """How many cells the ranges of a part span; more than are allowed for one that is odd."""
    cells = 0
    for match in _REFERENCE.finditer(xml):
        found = _RANGE.fullmatch(match[1][1:-1])
        if found is None:
            return MAX_RANGE_CELLS + 1
        if found[2]:
            (top, left), (bottom, right) = place_of(found[1]), place_of(found[2])
            cells += (abs(bottom - top) + 1) * (abs(right - left) + 1)
    return cells


def _with_values(content: bytes) -> Workbook:
    book = new_book()
    book.remove(book.worksheets[0])
    for grid in workbook.read_workbook(content, "The workbook").sheets:
        sheet = book.create_sheet(_allowed_name(grid.name))
        if grid.hidden:
            sheet.sheet_state = "veryHidden" if grid.very_hidden else "hidden"
        for row, values in enumerate(grid.rows, start=1):
            for column, value in enumerate(values, start=1):
                if value is not None:
                    put(sheet.cell(row, column), value)
    return book


def _allowed_name(name: str) -> str:
    """A sheet's name without what spreadsheets refuse in one."""
    return visible(_NOT_IN_NAMES.sub("_", name))[:_LONGEST_NAME].strip("'") or "Sheet"


def _marked(book: Workbook, problems: Sequence[Problem]) -> bytes:
    by_cell: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        by_cell.setdefault((problem.sheet, problem.cell), []).append(problem)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for number, ((name, place), found) in enumerate(by_cell.items()):
        sheet = sheets.get(name) or sheets.get(_allowed_name(name))
        cell = _writable(sheet, place) if sheet and place else None
        if cell:
            _mark(cell, found, with_note=number < MAX_NOTES)
    _list_problems(book, problems)
    return saved(book)


def _writable(sheet: Worksheet, name: str) -> Cell | None:
    """The cell at a place; for one within a merged range, its first cell.

    None where merged ranges lie over each other, and there is no such cell.
    """
    cell = sheet.cell(*coordinate_to_tuple(name))
    if isinstance(cell, MergedCell):
        around = next(r for r in sheet.merged_cells.ranges if name in r)
        cell = sheet.cell(around.min_row, around.min_col)
    return cell if isinstance(cell, Cell) else None


def _mark(cell: Cell, found: Sequence[Problem], with_note: bool) -> None:
    severe = any(problem.severity == "error" for problem in found)
    cell.fill = _FILLS["error" if severe else "warning"]
    if not with_note:
        return
    sentences = [f"{problem.code}: {_sentence(problem)}" for problem in found]
    earlier = cell.comment
    before = not_of_a_check(earlier.author or "", earlier.text) if earlier else ""
    if before:
        sentences.append(f"{BEFORE}\n{before}")
    text = stored_text("\n\n".join(sentences))
    lines = sum(1 + len(line) // 44 for line in text.split("\n"))
    cell.comment = Comment(text, AUTHOR, width=320, height=min(500, 24 + 18 * lines))


def _sentence(problem: Problem) -> str:
    """What a problem says, without the place that its mark already shows."""
    where = f"{problem.sheet}!{problem.cell}: " if problem.cell else f"{problem.sheet}: "
    return problem.message.removeprefix(where)


def _list_problems(book: Workbook, problems: Sequence[Problem]) -> None:
    names = {sheet.title for sheet in book.worksheets}
    sheet = book.create_sheet(_free_name(book), 0)
    for position, (heading, width) in enumerate(
        zip(LISTING_HEADINGS, _WIDTHS, strict=True), start=1
    ):
        sheet.column_dimensions["ABCDE"[position - 1]].width = width
        cell = put_text(sheet, _HEADING_ROW, position, heading, ON_DARK)
        cell.fill = filled(NAVY)
    put_text(sheet, 1, 1, _summary(problems), HEADING).alignment = ONE_LINE
    put_text(sheet, 2, 1, _HINT, QUIET).alignment = ONE_LINE
    ordered = sorted(problems, key=lambda problem: problem.severity != "error")[:MAX_LISTED]
    for row, problem in enumerate(ordered, start=_HEADING_ROW + 1):
        _list_one(sheet, row, problem, problem.sheet in names)
    sheet.freeze_panes = f"A{_HEADING_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADING_ROW}:E{_HEADING_ROW + max(1, len(ordered))}"
    print_well(sheet, heading_row=_HEADING_ROW)
    for each in book.worksheets:
        # Two selected sheets are a group: typing into one would change the other.
        each.sheet_view.tabSelected = each is sheet
    book.active = 0


def _list_one(sheet: Worksheet, row: int, problem: Problem, linked: bool) -> None:
    kind = "Error" if problem.severity == "error" else "Warning"
    texts = (kind, problem.code, problem.sheet, problem.cell, _sentence(problem))
    for position, text in enumerate(texts, start=1):
        cell = put_text(sheet, row, position, text)
        cell.border = BOX
        if position == 1:
            cell.fill = _FILLS[problem.severity]
    if linked:
        place = sheet.cell(row, 4 if problem.cell else 3)
        quoted = problem.sheet.replace("'", "''")
        where = f"'{quoted}'!{problem.cell or 'A1'}"
        place.hyperlink = Hyperlink(ref=place.coordinate, location=where)
        place.font = LINK
    fit_height(sheet, row, len(LISTING_HEADINGS))


def _summary(problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    if not problems:
        return "No problems were found"
    found = f"{plural(errors, 'error')}, {plural(len(problems) - errors, 'warning')}"
    return f"{found}; the first {MAX_LISTED:,} are listed" if len(problems) > MAX_LISTED else found


def _free_name(book: Workbook) -> str:
    taken = {name.casefold() for name in book.sheetnames}
    names = (LISTING if n == 1 else f"{LISTING} {n}" for n in count(1))
    return next(name for name in names if name.casefold() not in taken)
