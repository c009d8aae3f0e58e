"""A workbook's sheets as plain grids of values, at the sheet's own row and column positions.

Reading is python-calamine's; what it leaves out (formulas never calculated, error values) comes
from `sheet_xml`. Nothing here knows what a column means.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import NoReturn
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from escp_data.errors import WorkbookRefused
from escp_data.excel.archive import open_safely, pack, refuse_damaged
from escp_data.excel.beside import NOTHING, Beside, beside_each
from escp_data.excel.sheet_xml import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROW,
    MAX_WALKED,
    PREFIX,
    Findings,
    Place,
    Range,
    SheetDamaged,
    SheetTooLarge,
    shared_text_bytes,
    sheet_parts,
    survey,
    without_stated_size,
)
from escp_data.excel.unseen import NOTHING_UNSEEN, Unseen, unseen_in
from escp_data.rule import rule

MAX_SHARED_TEXT = 50_000_000
MAX_UNCALCULATED = 100_000
MAX_FORMATS = 65_490

_SHARED = "xl/sharedstrings.xml"
_STYLES = "xl/styles.xml"
_FORMAT = re.compile(rb"<" + PREFIX + rb"xf(?=[\s/>])")
_NEEDED = {
    "[content_types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    _SHARED,
    _STYLES,
}
_DAMAGE = (
    CalamineError,
    ElementTree.ParseError,
    SheetDamaged,
    KeyError,
    ValueError,
    OverflowError,
)


class CellError(str):
    """A cell that shows one of the spreadsheet's own errors: `#REF!`, `#N/A`, `#DIV/0!`."""

    __slots__ = ()


Value = str | int | float | bool | date | datetime | time | timedelta | CellError | None


@dataclass(frozen=True)
class Grid:
    """One sheet. `rows[0][0]` is A1; every row has the same length; an empty cell is None.

    `merged` holds (top, left, bottom, right), and `uncalculated` the (row, column) of formulas
    that were saved without a result, all 0-based and inclusive. Such a formula may lie outside
    `rows`, which end at the last value. `beside` is what the sheet says beside these texts; raised
    signs and struck-out parts are left out of them already. A `very_hidden` sheet is `hidden` too:
    no menu of Excel's shows it.
    """

    name: str
    rows: list[list[Value]]
    merged: tuple[Range, ...] = ()
    uncalculated: frozenset[Place] = frozenset()
    hidden: bool = False
    very_hidden: bool = False
    beside: Beside = NOTHING

    @property
    def width(self) -> int:
        """The number of columns from A to the last one with a value."""
        return len(self.rows[0]) if self.rows else 0

    def filled(self, columns: Iterable[int] = (), rows: Iterable[int] = ()) -> list[list[Value]]:
        """The rows, with a merged range's value in each cell it spans in these columns or rows.

        The grid itself stays as it is.
        """
        wanted_columns, wanted_rows = set(columns), set(rows)
        filled = [list(row) for row in self.rows]
        for top, left, bottom, right in self.merged:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if column in wanted_columns or row in wanted_rows:
                        filled[row][column] = self.rows[top][left]
        return filled


@dataclass(frozen=True)
class Workbook:
    """A file's worksheets in their own order, hidden ones too; chart sheets are left out.

    `unseen` is what the file carries besides.
    """

    name: str
    sheets: tuple[Grid, ...]
    unseen: Unseen = NOTHING_UNSEEN


def read_workbook(content: bytes, name: str) -> Workbook:
    """Read every worksheet of the .xlsx file in `content`; `name` is what messages call it.

    Raises `WorkbookRefused` (a code of the family F), and nothing else, for whatever a file can
    hold. Values are those last saved: no formula is calculated and no link is followed.
    """
    # The ways in which parsers give up become one plain sentence.
    try:
        return _read(content, name)
    except _DAMAGE:
        refuse_damaged(name)
    except BaseException as problem:
        # A panic inside calamine: no Exception, and its class cannot be imported.
        if type(problem).__name__ != "PanicException":
            raise
        refuse_damaged(name)


def _read(content: bytes, name: str) -> Workbook:
    parts = open_safely(content, name)
    sheets = sheet_parts(parts)
    _check_formats(parts, name)
    found = _survey(parts, sheets, name)
    kept = {part: xml for part, xml in parts.items() if part.lower() in _NEEDED}
    kept |= {part: without_stated_size(kept[part]) for part in kept if part.lower() == _SHARED}
    kept |= {part: parts[part] for part in found}
    beside = beside_each(parts, list(found))
    unseen = unseen_in(parts)
    del parts
    _check_text(kept, name)
    packed = pack(kept)
    del kept
    with CalamineWorkbook.from_filelike(packed) as book:
        packed.close()
        if book.sheet_names != [sheet for sheet, _ in sheets]:
            refuse_damaged(name, "the list of its sheets")
        about = [(found[part], beside[part]) for _, part in sheets]
        return Workbook(name, tuple(_grids(book, about, name)), unseen)


@rule(
    "F25",
    "The workbook has more cell formats than Excel can hold.",
    "The file",
    "Copy the tables into a new workbook, as values.",
)
def _check_formats(parts: Mapping[str, bytes], name: str) -> None:
    styles = next((xml for part, xml in parts.items() if part.lower() == _STYLES), b"")
    if styles.count(b"xf") <= MAX_FORMATS:
        return
    # Between the names of its first and its last tag.
    formats = b"".join(styles.split(b"cellXfs", 2)[1:2])
    if len(_FORMAT.findall(formats)) > MAX_FORMATS:
        raise WorkbookRefused(
            "F25",
            f"{name} has more than {MAX_FORMATS:,} cell formats, the most that Excel can hold: "
            "copy the tables into a new workbook, as values.",
        )


@rule(
    "F23",
    "The workbook has more than 100,000 formulas that were never calculated.",
    "The file",
    "Open it in Excel, let it calculate, and save it.",
)
def _survey(
    parts: dict[str, bytes], sheets: list[tuple[str, str]], name: str
) -> dict[str, Findings]:
    """What is found in each sheet's part. Replaces the part by what the parser may be given."""
    found: dict[str, Findings] = {}
    room = MAX_WALKED
    for sheet, part in sheets:
        try:
            parts[part], found[part] = survey(parts[part], room)
        except SheetTooLarge as problem:
            _refuse_extent(name, sheet, problem.place)
        room -= found[part].walked
    if sum(len(findings.uncalculated) for findings in found.values()) > MAX_UNCALCULATED:
        raise WorkbookRefused(
            "F23",
            f"{name} has more than 100,000 formulas without a result: open it in Excel or "
            "LibreOffice, let it calculate, save it and send it again.",
        )
    return found


@rule(
    "F22",
    "The workbook repeats so much text that it cannot be read safely.",
    "The file",
    "Copy the tables into a new workbook.",
)
def _check_text(parts: dict[str, bytes], name: str) -> None:
    """Refuse a few long texts repeated in many cells, which would fill the memory."""
    shared = next((xml for part, xml in parts.items() if part.lower() == _SHARED), b"")
    if shared_text_bytes(shared, list(parts.values()), MAX_SHARED_TEXT) > MAX_SHARED_TEXT:
        raise WorkbookRefused(
            "F22",
            f"{name} repeats long texts in so many cells that it cannot be read safely: shorten "
            "the texts, or split the workbook.",
        )


@rule(
    "F20",
    "A sheet has more than 60,000 rows.",
    "The file",
    "Split it, or delete empty rows that were formatted.",
)
@rule(
    "F21",
    "The sheets spread over more cells than can be read.",
    "The file",
    "Copy the tables into a new workbook.",
)
def _refuse_extent(name: str, sheet: str, place: Place) -> NoReturn:
    if place[0] >= MAX_ROW:
        raise WorkbookRefused(
            "F20",
            f"{name}, sheet {sheet}, has something in row {place[0] + 1:,}, and 60,000 rows are "
            "the most: delete the rows below the table, or split it.",
        )
    raise WorkbookRefused(
        "F21",
        f"{name}, sheet {sheet}, has more cells than can be read: delete the rows and columns "
        "beyond the table, or split it.",
    )


@rule(
    "F24",
    "A sheet is more than 1,000 columns wide.",
    "The file",
    "Delete the columns that are not needed.",
)
def _grids(
    book: CalamineWorkbook, found: list[tuple[Findings, Beside]], name: str
) -> Iterator[Grid]:
    room = MAX_CELLS
    for index, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(index)
        bottom, right = sheet.end or (0, 0)
        if right >= MAX_COLUMNS:
            raise WorkbookRefused(
                "F24",
                f"{name}, sheet {about.name}, is {right + 1:,} columns wide, and {MAX_COLUMNS:,} "
                "are the most: delete the columns beside the table.",
            )
        room -= (bottom + 1) * (right + 1)
        if room < 0:
            _refuse_extent(name, about.name, (bottom, right))
        yield _grid(sheet, *found[index], about.visible)


def _grid(
    sheet: CalamineSheet, findings: Findings, beside: Beside, visible: SheetVisibleEnum
) -> Grid:
    # Most cells hold text, which stays as it is: the shortcut halves the time of this pass.
    rows = [
        [value if type(value) is str and value else _plain(value) for value in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    for (row, column), text in findings.errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = CellError(text)
    merged = findings.merged(len(rows), len(rows[0]) if rows else 0)
    beside = beside.among(rows)
    for (row, column), text in beside.texts.items():
        rows[row][column] = text
    hidden = visible != SheetVisibleEnum.Visible
    very_hidden = visible == SheetVisibleEnum.VeryHidden
    return Grid(sheet.name, rows, merged, findings.uncalculated, hidden, very_hidden, beside)


def _plain(value: Value) -> Value:
    if value == "":
        return None
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 2**53:
            return int(value)
        return value if isfinite(value) else CellError("#NUM!")
    return value
