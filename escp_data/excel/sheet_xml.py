"""What a sheet's XML says that the parser does not: its true extent, formulas, error values.

calamine reserves memory for the whole rectangle from the first to the last filled cell, and a
single stray cell at XFD1048576 would end the process (not raise). It also drops formulas that
were never calculated, and error values, without a word. So each sheet is looked at first: a
tidy sheet costs one regular-expression search, and only others are walked cell by cell.

Merged ranges are read here, too: calamine's `merged_cell_ranges` hands out all there are, three
seconds and a hundred megabytes for two million of them, before any limit can be set.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import islice, pairwise
from posixpath import join, normpath
from typing import NamedTuple
from xml.etree import ElementTree

from escp_data.contract import HEADER_SEARCH_ROWS, MAX_ROWS

MAX_COLUMNS = 1_000
MAX_CELLS = 2_500_000
MAX_WALKED = 800_000
MAX_ROW = MAX_ROWS + HEADER_SEARCH_ROWS
MAX_LIST_BYTES = 5_000_000
MAX_MERGED = 100_000
MAX_SHARED_TEXTS = 1_000_000

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# Possessive throughout (`++`, `*+`): whatever the XML, one pass over it and no way back.
PREFIX = rb"(?:[^\s<>/!?:=\"']++:)?+"
ATTRIBUTES = rb"((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)"
# A row or cell tag that does not begin with a place in columns A to AG, rows 1 to 60,020. Three
# searches rather than one: each starts with fixed letters, which is what makes it quick.
_TIDY = rb' r="(?:[A-Z]|A[A-G])?(?:[1-9]\d{0,3}|[1-5]\d{4}|600[01]\d|60020)"[\s/>]'
_UNTIDY = (
    re.compile(rb"<c(?=[\s/>])(?!" + _TIDY + rb")"),
    re.compile(rb"<row(?=[\s/>])(?!" + _TIDY + rb")"),
    re.compile(rb":(?:c|row)[\s/>]"),
)
# Blank cells and rows, each run of them as one match: a million rows are one step, not a million.
_OTHERS = rb"(?:\s++(?!r\s*+=)[^\s<>/=\"']++\s*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+"
_BLANK_CELL = rb'<c r="[A-Z]{1,3}\d{1,7}"' + _OTHERS + rb"\s*+(?:/>|></c>)"
_BLANK_ROW = (
    rb'<row r="\d{1,7}"' + _OTHERS + rb"\s*+(?:/>|>(?:\s*+" + _BLANK_CELL + rb")*+\s*+</row>)"
)
_BLANK_CELLS = re.compile(_BLANK_CELL + rb"(?:\s*+" + _BLANK_CELL + rb")*+\s*+")
_BLANK_ROWS = re.compile(_BLANK_ROW + rb"(?:\s*+" + _BLANK_ROW + rb")*+\s*+")
_CELL_NEEDS_NONE = re.compile(rb"<c" + _OTHERS + rb"\s++r\s*+=|</row>")
_ROW_NEEDS_NONE = re.compile(rb"<row" + _OTHERS + rb"\s++r\s*+=|</sheetData>")
_CELL = re.compile(
    rb"<" + PREFIX + rb"(row|c)(?=[\s/>])" + ATTRIBUTES + rb">"
    rb"([^<]*+(?:<(?!/?+" + PREFIX + rb"(?:row|c)[\s/>])[^<]*+)*+)"
)
_ATTRIBUTE = re.compile(rb"""([^\s<>/=\"']++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')""")
_PLACE = re.compile(rb"([A-Za-z]{1,3})([1-9]\d{0,6})")
_FORMULA = re.compile(rb"<" + PREFIX + rb"f[\s/>]")
_VALUE = re.compile(rb"<" + PREFIX + rb"v(?=[\s/>])[^<>]*+>([^<]*+)")
_INLINE = re.compile(rb"<" + PREFIX + rb"is[\s>]")
_FORMULA_MARKS = (re.compile(rb"<f[\s/>]"), re.compile(rb":f[\s/>]"))
_ERROR_MARKS = (re.compile(rb'"e"'), re.compile(rb"'e'"))
_ERROR = re.compile(rb"""(<[^<>]*\st\s*=\s*)(?:"e"|'e')""")
_SHARED_ROOT = re.compile(rb"sst(?<=[<:]sst)(?=\s)" + ATTRIBUTES + rb">")
_STATED_ROOT = re.compile(rb"<[^\s<>]*sst\s")
SHARED_TEXT = re.compile(rb"<" + PREFIX + rb"si[\s/>]")
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
    """A cell says that it stands in a place no sheet has."""


class Cell(NamedTuple):
    """One `<c>` element: its place (0-based), its attributes and what is inside it."""

    place: Place
    attributes: bytes
    inside: bytes

    @property
    def kind(self) -> bytes:
        """Its type as written: `n`, `s`, `str`, `b`, `e`, `inlineStr`, or nothing for a number."""
        return attribute(self.attributes, b"t") or b""

    @property
    def style(self) -> int:
        """The number of its format in the workbook's list of them."""
        stated = attribute(self.attributes, b"s") or b""
        return int(stated) if stated.isdigit() and len(stated) < 7 else 0

    @property
    def has_text_inside(self) -> bool:
        """Whether its text stands in the cell and not in the list of shared texts."""
        return _INLINE.search(self.inside) is not None

    @property
    def saved(self) -> bytes | None:
        """Its value as written, a shared text's number; None where there is none."""
        value = _VALUE.search(self.inside)
        return value[1].strip() if value else None

    @property
    def has_value(self) -> bool:
        """Whether a value was saved in it, be it an empty text."""
        saved = self.saved
        return bool(saved) or self.has_text_inside or (saved == b"" and self.kind == b"str")


class Walk:
    """A way through sheets cell by cell that ends after `room` rows and cells altogether."""

    def __init__(self, room: int = MAX_WALKED) -> None:
        self._room = room
        self.count = 0

    def cells(self, xml: bytes) -> Iterator[Cell]:
        """Every cell in the order of the XML; one without a place follows the one before it.

        It does so in the row that it lies in, wherever that one says that it stands itself.
        Raises SheetTooLarge when the room is used up, SheetDamaged for an impossible place.
        """
        row = column = -1
        for match in _CELL.finditer(xml):
            self.count += 1
            if self.count > self._room:
                raise SheetTooLarge((max(row, 0), max(column, 0)))
            tag, attributes, inside = match.groups()
            stated = attribute(attributes, b"r")
            if tag == b"row":
                row, column = (row + 1 if stated is None else row_of(stated)), -1
                continue
            place = (max(row, 0), column + 1) if stated is None else place_of(stated)
            column = place[1]
            if column > 16_383:
                raise SheetDamaged("more cells in a row than a sheet has columns")
            yield Cell(place, attributes, b"" if attributes.endswith(b"/") else inside)


@dataclass(frozen=True)
class Findings:
    """What the parser would not tell about a sheet.

    `walked` is how many rows and cells had to be looked at one by one.
    """

    uncalculated: frozenset[Place]
    errors: dict[Place, str]
    tail: bytes
    walked: int = 0

    def merged(self, height: int, width: int) -> tuple[Range, ...]:
        """Merged ranges as far as they lie in `height` rows and `width` columns.

        Ranges in a sound sheet never overlap. Once they cover more cells than there are, the
        rest is left out, so that filling them stays as quick as reading them.
        """
        room = height * width
        ranges: list[Range] = []
        for match in islice(_MERGE.finditer(self.tail), MAX_MERGED):
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
    for relation in list_of(parts["xl/_rels/workbook.xml.rels"]):
        if relation.attrib["Id"] in targets:
            raise ValueError("two relationships share a name")
        targets[relation.attrib["Id"]] = relation.attrib["Target"]
    listed = list_of(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    sheets = [(sheet.attrib["name"], _part_name(targets[sheet.attrib[_ID]])) for sheet in listed]
    if len({part for _, part in sheets}) != len(sheets):
        raise ValueError("two sheets share a part")
    return sheets


def list_of(xml: bytes, longest: int = MAX_LIST_BYTES) -> ElementTree.Element:
    """A list that the workbook holds beside its sheets, parsed.

    Raises ValueError for one longer than any is, and what parsing raises.
    """
    # Document types are refused long before, so there is no entity to expand.
    if len(xml) > longest:
        raise ValueError("a list of this length is none")
    return ElementTree.fromstring(xml)


def _part_name(target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return normpath(target if target.startswith("xl/") else join("xl", target))


def survey(xml: bytes, room: int = MAX_WALKED) -> tuple[bytes, Findings]:
    """The XML that the parser may be given, and what it would not tell.

    No more than `room` rows and cells are looked at one by one. Raises SheetTooLarge or
    SheetDamaged.
    """
    walked = Walk(room)
    xml = _within_reach(xml, walked)
    tail = xml[max(xml.rfind(b"sheetData>"), 0) :]
    has_errors = _any_of(_ERROR_MARKS, xml)
    if not has_errors and not _any_of(_FORMULA_MARKS, xml):
        return xml, Findings(frozenset(), {}, tail, walked.count)
    uncalculated: set[Place] = set()
    errors: dict[Place, str] = {}
    for cell in walked.cells(xml):
        if cell.kind == b"e":
            errors[cell.place] = _text(cell.saved or b"") or "#VALUE!"
        elif _FORMULA.search(cell.inside) and not cell.has_value:
            uncalculated.add(cell.place)
    # As text, every error comes through; calamine stops at names newer than itself (#SPILL!).
    xml = _ERROR.sub(rb'\1"str"', xml) if has_errors else xml
    return xml, Findings(frozenset(uncalculated), errors, tail, walked.count)


def _within_reach(xml: bytes, walk: Walk) -> bytes:
    """The XML when its filled cells fit; blank formatted cells are dropped if they do not.

    Raises SheetTooLarge when they do not fit even so.
    """
    if not _any_of(_UNTIDY, xml):
        return xml
    xml = _without_runs(_BLANK_ROWS, b"<row ", _ROW_NEEDS_NONE, xml)
    xml = _without_runs(_BLANK_CELLS, b"<c ", _CELL_NEEDS_NONE, xml)
    if not _any_of(_UNTIDY, xml):
        return xml
    bottom = right = 0
    for cell in walk.cells(xml):
        row, column = cell.place
        bottom, right = max(bottom, row), max(right, column)
        if bottom >= MAX_ROW or (bottom + 1) * (right + 1) > MAX_CELLS:
            raise SheetTooLarge((bottom, right))
    return xml


def _without_runs(
    runs: re.Pattern[bytes], tag: bytes, needs_none: re.Pattern[bytes], xml: bytes
) -> bytes:
    """The XML without these runs of blank cells or rows, but for what gives others their place.

    A cell that states no place stands after the one before it. In `<c r="B2"/><c r="C2"/><c>` the
    first goes, and C2 stays.
    """

    def last_if_needed(run: re.Match[bytes]) -> bytes:
        if needs_none.match(xml, run.end()):
            return b""
        return run[0][run[0].rfind(tag) :]

    return runs.sub(last_if_needed, xml)


def _any_of(marks: tuple[re.Pattern[bytes], ...], xml: bytes) -> bool:
    return any(mark.search(xml) for mark in marks)


def attribute(attributes: bytes, name: bytes) -> bytes | None:
    """What a tag's attributes, as written, say under a name; None where they do not.

    Read from the front, one by one: a value may hold what looks like another attribute.
    """
    if name not in attributes:
        return None
    # Nearly always it is the first of a tag, written as everybody writes it.
    begins = b' %b="' % name
    if attributes.startswith(begins):
        end = attributes.find(b'"', len(begins))
        return attributes[len(begins) : end] if end > 0 else None
    for match in _ATTRIBUTE.finditer(attributes):
        if match[1] == name:
            return match[2] if match[2] is not None else match[3]
    return None


def place_of(reference: bytes) -> Place:
    """`b"B3"` is `(2, 1)`. Raises SheetDamaged for what is no cell of a sheet."""
    match = _PLACE.fullmatch(reference)
    if match is None:
        raise SheetDamaged(reference)
    column, row = _column(match[1]), int(match[2])
    if column > 16_384 or row > 1_048_576:
        raise SheetDamaged(reference)
    return row - 1, column - 1


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column


def row_of(stated: bytes) -> int:
    """`b"3"` is 2. Raises SheetDamaged for what is no row of a sheet."""
    if not stated.isdigit() or not 1 <= int(stated[:8]) <= 1_048_576:
        raise SheetDamaged(stated)
    return int(stated) - 1


def _text(raw: bytes) -> str:
    return unescape(raw.decode("utf-8", "replace")).strip()


def shared_text_bytes(shared: bytes, sheets: Sequence[bytes], enough: int) -> int:
    """At least as many bytes as the cells' shared texts take once each cell has its own copy.

    A rough figure (every cell holds the longest text) when that is no more than `enough`.
    """
    if shared.count(b"<si") + shared.count(b":si") > MAX_SHARED_TEXTS:
        return enough + 1
    starts = [match.start() for match in SHARED_TEXT.finditer(shared)]
    lengths = [end - start for start, end in pairwise([*starts, len(shared)])]
    longest = max(lengths, default=0)
    cells_with_text = sum(xml.count(b'"s"') + xml.count(b"'s'") for xml in sheets)
    if cells_with_text * longest <= enough:
        return cells_with_text * longest
    uses = Counter(int(m[1]) for xml in sheets for m in _SHARED_USE.finditer(xml))
    unclear = cells_with_text - uses.total()
    known = sum(times * lengths[i] for i, times in uses.items() if i < len(lengths))
    return known + unclear * longest


def without_stated_size(shared: bytes) -> bytes:
    """The shared texts without the number of them that their list states.

    calamine reserves memory for as many as are stated, and a false number would end the process.
    Raises SheetDamaged when the list's own tag cannot be understood.
    """
    plain = _SHARED_ROOT.sub(lambda root: b"sst/>" if root[1].endswith(b"/") else b"sst>", shared)
    if _STATED_ROOT.search(plain):
        raise SheetDamaged("the list of shared texts")
    return plain
