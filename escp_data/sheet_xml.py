"""What a sheet's XML says that the parser does not: its true extent, formulas, error values.

calamine reserves memory for the whole rectangle from the first to the last filled cell, and a
single stray cell at XFD1048576 would end the process (not raise). It also drops formulas that
were never calculated, and error values, without a word. So each sheet is looked at first: a
tidy sheet costs one regular-expression search, and only others are walked cell by cell.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from posixpath import join, normpath
from xml.etree import ElementTree

MAX_ROWS = 60_000
MAX_TITLE_ROWS = 20
MAX_CELLS = 2_500_000
MAX_ROW = MAX_ROWS + MAX_TITLE_ROWS
MAX_LIST_BYTES = 5_000_000

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_PREFIX = rb"(?:[^\s<>/!?:=\"']+:)?"
_ATTRIBUTES = rb"((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)"
# A row or cell tag that does not begin with a place in columns A to AG, rows 1 to 60,020. Three
# searches rather than one: each starts with fixed letters, which is what makes it quick.
_TIDY = rb' r="(?:[A-Z]|A[A-G])?(?:[1-9]\d{0,3}|[1-5]\d{4}|600[01]\d|60020)"[\s/>]'
_UNTIDY = (
    re.compile(rb"<c(?=[\s/>])(?!" + _TIDY + rb")"),
    re.compile(rb"<row(?=[\s/>])(?!" + _TIDY + rb")"),
    re.compile(rb":(?:c|row)[\s/>]"),
)
_BLANK_CELL = re.compile(rb'<c r="[A-Z]{1,3}\d{1,7}"[^<>]*(?:/>|></c>)')
_BLANK_ROW = re.compile(rb'<row r="\d{1,7}"[^<>]*(?:/>|>\s*</row>)')
_CELL = re.compile(
    rb"<" + _PREFIX + rb"(?:(row)(?=[\s/>])" + _ATTRIBUTES + rb">"
    rb"|c(?=[\s/>])" + _ATTRIBUTES + rb"(?:/>|>(.*?)</" + _PREFIX + rb"c\s*>))",
    re.S,
)
_R = re.compile(rb"""(?:^|\s)r\s*=\s*["']([^"']*)["']""")
_S = re.compile(rb"""(?:^|\s)s\s*=\s*["'](\d{1,6})["']""")
_T = re.compile(rb"""(?:^|\s)t\s*=\s*["']([^"']*)["']""")
_PLACE = re.compile(rb"^([A-Z]{1,3})([1-9]\d{0,6})$")
_FORMULA = re.compile(rb"<" + _PREFIX + rb"f[\s/>]")
_VALUE = re.compile(rb"<" + _PREFIX + rb"v(?:\s[^<>]*)?(?:/>|>(.*?)</)", re.S)
_INLINE = re.compile(rb"<" + _PREFIX + rb"is[\s>]")
_FORMULA_MARKS = (re.compile(rb"<f[\s/>]"), re.compile(rb":f[\s/>]"))
_ERROR_MARKS = (re.compile(rb'"e"'), re.compile(rb"'e'"))
_ERROR = re.compile(rb"""(<[^<>]*\st\s*=\s*)(?:"e"|'e')""")
_SHARED_TEXT = re.compile(rb"<" + _PREFIX + rb"si[\s/>]")
_SHARED_USE = re.compile(rb"""["']s["'][^<>]*>\s*<(?:[^<>\s:]*:)?v>\s*(\d{1,9})\s*<""")
_MERGE = re.compile(rb"""<[^<>\s]*mergeCell\s[^<>]*?ref\s*=\s*["']([A-Z]+\d+):([A-Z]+\d+)["']""")

Place = tuple[int, int]
Range = tuple[int, int, int, int]


class SheetTooLarge(Exception):
    """The filled cells reach further than we read; `place` is the far corner, 0-based."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place


class SheetDamaged(Exception):
    """A cell says that it stands in no place a sheet has."""


@dataclass(frozen=True)
class Cell:
    """One `<c>` element: its place (0-based), its attributes and what is inside it."""

    place: Place
    attributes: bytes
    inside: bytes

    @property
    def kind(self) -> bytes:
        """Its type as written: `n`, `s`, `str`, `b`, `e`, `inlineStr`, or nothing for a number."""
        match = _T.search(self.attributes)
        return match[1] if match else b""

    @property
    def style(self) -> int:
        """The number of its format in the workbook's list of them."""
        match = _S.search(self.attributes)
        return int(match[1]) if match else 0


@dataclass(frozen=True)
class Findings:
    """What the parser would not tell, and the XML that it may be given (`xml`)."""

    xml: bytes
    uncalculated: frozenset[Place]
    errors: dict[Place, str]
    tail: bytes

    def merged(self, height: int, width: int) -> tuple[Range, ...]:
        """Merged ranges as far as they lie in `height` rows and `width` columns.

        Ranges in a sound sheet never overlap. Once they cover more cells than there are, the
        rest is left out, so that filling them stays as quick as reading them.
        """
        room = height * width
        ranges: list[Range] = []
        for match in _MERGE.finditer(self.tail):
            (top, left), (bottom, right) = place_of(match[1]), place_of(match[2])
            bottom, right = min(bottom, height - 1), min(right, width - 1)
            if top > bottom or left > right:
                continue
            room -= (bottom - top + 1) * (right - left + 1)
            if room < 0:
                break
            ranges.append((top, left, bottom, right))
        return tuple(ranges)


def sheet_parts(parts: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """(name of the sheet, name of its part), as the workbook lists them.

    Raises KeyError, ValueError or ParseError when the lists do not fit together.
    """
    targets: dict[str, str] = {}
    for relation in _list_of(parts["xl/_rels/workbook.xml.rels"]):
        if relation.attrib["Id"] in targets:
            raise ValueError("two relationships share a name")
        targets[relation.attrib["Id"]] = relation.attrib["Target"]
    listed = _list_of(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet")
    sheets = [(sheet.attrib["name"], _part_name(targets[sheet.attrib[_ID]])) for sheet in listed]
    if len({part for _, part in sheets}) != len(sheets):
        raise ValueError("two sheets share a part")
    return sheets


def _list_of(xml: bytes) -> ElementTree.Element:
    # Document types are refused long before, so there is no entity to expand.
    if len(xml) > MAX_LIST_BYTES:
        raise ValueError("a list of sheets of this length is none")
    return ElementTree.fromstring(xml)


def _part_name(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return normpath(target if target.startswith("xl/") else join("xl", target))


def survey(xml: bytes) -> Findings:
    """Look a sheet over before it is parsed. Raises SheetTooLarge or SheetDamaged."""
    xml = within_reach(xml)
    tail = xml[max(xml.rfind(b"sheetData>"), 0) :]
    has_errors = _any_of(_ERROR_MARKS, xml)
    if not has_errors and not _any_of(_FORMULA_MARKS, xml):
        return Findings(xml, frozenset(), {}, tail)
    uncalculated: set[Place] = set()
    errors: dict[Place, str] = {}
    for cell in cells(xml):
        value = _VALUE.search(cell.inside)
        if cell.kind == b"e":
            errors[cell.place] = _text(value[1] if value else b"") or "#VALUE!"
        elif _FORMULA.search(cell.inside) and not _has_value(cell, value):
            uncalculated.add(cell.place)
    # As text, every error comes through; calamine stops at names newer than itself (#SPILL!).
    xml = _ERROR.sub(rb'\1"str"', xml) if has_errors else xml
    return Findings(xml, frozenset(uncalculated), errors, tail)


def within_reach(xml: bytes) -> bytes:
    """The XML when its filled cells fit; blank formatted cells are dropped if they do not.

    Raises SheetTooLarge when they do not fit even so.
    """
    if not _any_of(_UNTIDY, xml):
        return xml
    xml = _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", xml))
    if not _any_of(_UNTIDY, xml):
        return xml
    bottom = right = count = 0
    for cell in cells(xml):
        row, column = cell.place
        bottom, right, count = max(bottom, row), max(right, column), count + 1
        if bottom >= MAX_ROW or (bottom + 1) * (right + 1) > MAX_CELLS or count > MAX_CELLS:
            raise SheetTooLarge((bottom, right))
    return xml


def _any_of(marks: tuple[re.Pattern[bytes], ...], xml: bytes) -> bool:
    return any(mark.search(xml) for mark in marks)


def cells(xml: bytes) -> Iterator[Cell]:
    """Every cell in the order of the XML; one without a place follows the one before it."""
    row = column = -1
    for match in _CELL.finditer(xml):
        if match[1]:
            stated = _R.search(match[2])
            row = _row(stated[1]) if stated else row + 1
            column = -1
            continue
        stated = _R.search(match[3])
        row, column = place_of(stated[1]) if stated else (max(row, 0), column + 1)
        yield Cell((row, column), match[3], match[4] or b"")


def place_of(reference: bytes) -> Place:
    """`b"B3"` is `(2, 1)`. Raises SheetDamaged for what is no cell of a sheet."""
    match = _PLACE.match(reference)
    if match is None:
        raise SheetDamaged(reference)
    column = 0
    for letter in match[1]:
        column = column * 26 + letter - 64
    row = int(match[2])
    if column > 16_384 or row > 1_048_576:
        raise SheetDamaged(reference)
    return row - 1, column - 1


def _row(stated: bytes) -> int:
    if not stated.isdigit() or not 1 <= int(stated[:8]) <= 1_048_576:
        raise SheetDamaged(stated)
    return int(stated) - 1


def _has_value(cell: Cell, value: re.Match[bytes] | None) -> bool:
    if _INLINE.search(cell.inside):
        return True
    return value is not None and (bool(value[1]) or cell.kind == b"str")


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace")).strip()


def shared_text_bytes(shared: bytes, sheets: Sequence[bytes], enough: int) -> int:
    """At least as many bytes as the cells' shared texts take once each cell has its own copy.

    A rough figure (every cell holds the longest text) when that is no more than `enough`.
    """
    lengths = [len(text) for text in _SHARED_TEXT.split(shared)[1:]]
    longest = max(lengths, default=0)
    cells_with_text = sum(xml.count(b'"s"') + xml.count(b"'s'") for xml in sheets)
    if cells_with_text * longest <= enough:
        return cells_with_text * longest
    uses = Counter(int(m[1]) for xml in sheets for m in _SHARED_USE.finditer(xml))
    unclear = cells_with_text - uses.total()
    known = sum(times * lengths[i] for i, times in uses.items() if i < len(lengths))
    return known + unclear * longest
