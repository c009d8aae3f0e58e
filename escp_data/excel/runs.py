"""What fonts say of a cell's text: struck out, or raised above the line, whole or in part.

A footnote mark typed as a superscript makes `312` read `3122` once its font is gone, and a number
put right makes `14` and `17` read `1417`. So raised digits and signs, and parts struck out, are
left out of a text; raised letters, as in 1st, stay. A part without a font of its own has the
cell's (ECMA-376 part 1, 18.4.4).
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import NamedTuple
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from escp_data.excel.archive import pack
from escp_data.excel.sheet_xml import MAIN, PREFIX, SHARED_TEXT, Cell, Place, SheetTooLarge, Walk

MAX_STYLE_BYTES = 20_000_000
MAX_TEXT_BYTES = 1_000_000
MAX_PLACES = 10_000
MAX_CHANGED = 30_000
"""Texts to be changed beyond so many stay as they are, and the sheet says so."""
_MOST_SEARCHED = 200

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MARK = re.compile(rb"strike|vertAlign")
_EDGE = re.compile(rb"<(/?)" + PREFIX + rb"r(?=[\s/>])[^<>]*+>")
_OWN_FONT = re.compile(rb"<" + PREFIX + rb"rPr(?=[\s/>])")
_STRIKE = re.compile(rb"<" + PREFIX + rb"strike(?=[\s/>])([^<>]*+)>")
_ALIGN = re.compile(rb"<" + PREFIX + rb"vertAlign(?=[\s/>])([^<>]*+)>")
_TEXT = re.compile(rb"<" + PREFIX + rb"t(?=[\s>])[^<>]*+>([^<]*+)")
_VAL = re.compile(rb"""\sval\s*+=\s*+["']([^"']*+)["']""")
_OFF = ("0", "false", "off")


class Look(NamedTuple):
    """What matters of a font here; `aligned` is `superscript`, `subscript` or nothing."""

    struck: bool = False
    aligned: str = ""


PLAIN = Look()


class Run(NamedTuple):
    """A part of a text: its font where it has its own, its words, its XML."""

    look: Look | None
    words: str
    xml: bytes


class Reading(NamedTuple):
    """How a text is read: `kept` is its XML without what is left out, None where all stays."""

    struck: bool = False
    part_struck: bool = False
    raised: bool = False
    kept: bytes | None = None


def read_runs(runs: Sequence[Run], cell: Look) -> Reading:
    """What is left of a text once its raised signs are gone, and then its struck-out parts.

    Where nothing would be left, it all stays. `14` struck out with a raised `2` reads 14, and is
    struck out as a whole.
    """
    shown = [(run.look or cell, run) for run in runs if run.words.strip()]
    is_number = not any(_has_letters(run) for look, run in shown if not look.aligned)
    level = [pair for pair in shown if not _is_mark(*pair, is_number)] or shown
    standing = [(look, run) for look, run in level if not look.struck]
    left = standing or level
    struck = bool(level) and not standing
    if len(left) == len(shown):
        return Reading(struck=struck)
    gone = {id(run) for _, run in shown} - {id(run) for _, run in left}
    xml = b"".join(run.xml for run in runs if id(run) not in gone)
    return Reading(struck, len(left) < len(level), len(level) < len(shown), xml)


def _is_mark(look: Look, run: Run, is_number: bool) -> bool:
    """A raised sign; a lowered one beside a number too, where it can be no formula's."""
    if not look.aligned or _has_letters(run):
        return False
    return look.aligned == "superscript" or is_number


def _has_letters(run: Run) -> bool:
    return any(map(str.isalpha, run.words))


def runs_of(xml: bytes) -> list[Run]:
    """The parts of a text, given what is inside its `<si>` or `<is>`."""
    runs: list[Run] = []
    start = end = 0
    opened = False
    for edge in _EDGE.finditer(xml):
        if not edge[1]:
            if not runs and not opened:
                runs += [run for run in [_run(xml[: edge.start()])] if run.words]
            start, opened = edge.start(), True
        elif opened:
            end, opened = edge.end(), False
            runs.append(_run(xml[start:end]))
    return runs or [_run(xml)]


def _run(xml: bytes) -> Run:
    words = b"".join(_TEXT.findall(xml)).decode("utf-8", "replace")
    look = None
    if _OWN_FONT.search(xml):
        strike, align = _STRIKE.search(xml), _ALIGN.search(xml)
        look = Look(
            strike is not None and _val(strike[1], "1").lower() not in _OFF,
            _aligned(_val(align[1], "") if align else ""),
        )
    return Run(look, unescape(words), xml)


def _val(attributes: bytes, default: str) -> str:
    stated = _VAL.search(attributes)
    return stated[1].decode("utf-8", "replace") if stated else default


def _aligned(said: str) -> str:
    return said if said in ("superscript", "subscript") else ""


def _has_marks(xml: bytes) -> bool:
    return b"strike" in xml or b"vertAlign" in xml


def looks_of_formats(styles: bytes) -> dict[int, Look]:
    """The formats whose font is struck out, raised or lowered; no others."""
    if not _has_marks(styles) or len(styles) > MAX_STYLE_BYTES:
        return {}
    tree = ElementTree.fromstring(styles)
    fonts = [_look_of_font(font) for font in tree.iterfind(f"{MAIN}fonts/{MAIN}font")]
    formats = tree.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
    numbered = ((i, int(one.get("fontId", "0"))) for i, one in enumerate(formats))
    found = {i: fonts[font] for i, font in numbered if 0 <= font < len(fonts)}
    return {i: look for i, look in found.items() if look != PLAIN}


def _look_of_font(font: ElementTree.Element) -> Look:
    strike, align = font.find(f"{MAIN}strike"), font.find(f"{MAIN}vertAlign")
    return Look(
        strike is not None and strike.get("val", "1").lower() not in _OFF,
        _aligned(align.get("val", "") if align is not None else ""),
    )


class SharedTexts:
    """The list of shared texts; `marked` are the numbers of those with a mark in them."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml

    @cached_property
    def _starts(self) -> "array[int]":
        return array("Q", (match.start() for match in SHARED_TEXT.finditer(self._xml)))

    @cached_property
    def marked(self) -> frozenset[int]:
        """Found from where the marks stand, so that a long list without any costs nothing."""
        if not _has_marks(self._xml):
            return frozenset()
        found = (bisect_right(self._starts, at.start()) - 1 for at in _MARK.finditer(self._xml))
        return frozenset(number for number in found if number >= 0)

    def text(self, number: int) -> bytes:
        """What is inside a text's `<si>`; nothing where there is none of this number."""
        if not 0 <= number < len(self._starts):
            return b""
        ends = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._xml)
        item = self._xml[self._starts[number] : min(ends, self._starts[number] + MAX_TEXT_BYTES)]
        return item[item.find(b">") + 1 : max(item.rfind(b"</"), 0)]


@dataclass
class Marks:
    """The cells of one sheet that are struck out, and the texts of which a part is left out."""

    struck: set[Place] = field(default_factory=set)
    changed: dict[Place, Reading] = field(default_factory=dict)
    cut: bool = False

    def add(self, cell: Cell, reading: Reading) -> None:
        """Keep what is said of a cell, as far as there is room."""
        struck, changed = reading.struck, reading.kept is not None
        no_struck = struck and len(self.struck) == MAX_PLACES
        no_changed = changed and len(self.changed) == MAX_CHANGED
        if no_struck or no_changed or len(cell.inside) > MAX_TEXT_BYTES:
            self.cut = True
        if struck and not no_struck:
            self.struck.add(cell.place)
        if changed and not no_changed:
            self.changed[cell.place] = reading


class Fonts:
    """What a workbook's fonts say of its cells, sheet by sheet."""

    def __init__(self, styles: bytes, shared: bytes) -> None:
        self._formats = looks_of_formats(styles)
        self._texts = SharedTexts(shared)
        self._walk = Walk()
        self._read: dict[tuple[int, Look], Reading] = {}

    def marks(self, xml: bytes) -> Marks:
        """What is marked in a sheet. Only one that seems to have marks is walked cell by cell."""
        found = Marks()
        inline = b"rPr" in xml and _has_marks(xml)
        if not (inline or self._uses_a_format(xml) or self._uses_a_text(xml)):
            return found
        try:
            for cell in self._walk.cells(xml):
                look = self._formats.get(cell.style, PLAIN) if self._formats else PLAIN
                if look is not PLAIN or self._may_be_marked(cell):
                    found.add(cell, self._reading(cell, look))
        except SheetTooLarge:
            found.cut = True
        return found

    def _uses_a_format(self, xml: bytes) -> bool:
        return _uses(xml, rb"""\ss\s*+=\s*+["'](?:%s)["']""", self._formats)

    def _uses_a_text(self, xml: bytes) -> bool:
        return _uses(xml, rb"v>\s*+(?:%s)\s*+<", self._texts.marked)

    def _may_be_marked(self, cell: Cell) -> bool:
        if cell.kind == b"s":
            return _number(cell) in self._texts.marked
        return b"rPr" in cell.inside

    def _reading(self, cell: Cell, look: Look) -> Reading:
        if cell.kind == b"s":
            key = _number(cell), look
            if key not in self._read:
                self._read[key] = read_runs(runs_of(self._texts.text(key[0])), look)
            return self._read[key]
        if cell.has_text_inside:
            return read_runs(runs_of(cell.inside[:MAX_TEXT_BYTES]), look)
        return Reading(struck=look.struck and cell.has_value)


def _number(cell: Cell) -> int:
    """Which of the shared texts a cell shows; -1 for what is no number."""
    saved = cell.saved or b""
    return int(saved) if saved.isdigit() and len(saved) < 10 else -1


def _uses(xml: bytes, form: bytes, numbers: Mapping[int, Look] | frozenset[int]) -> bool:
    """Whether a sheet names one of these numbers in this form; so many of them are not tried."""
    if not numbers or len(numbers) > _MOST_SEARCHED:
        return bool(numbers)
    names = b"|".join(str(number).encode() for number in numbers)
    return re.search(form % names, xml) is not None


def texts_of(fragments: Sequence[bytes]) -> list[str]:
    """What the parser reads in each of these pieces of a text's XML, as it would in a cell."""
    if not fragments:
        return []
    with CalamineWorkbook.from_filelike(pack(dict(_book_of(fragments)))) as book:
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    texts = [row[0] if row and isinstance(row[0], str) else "" for row in rows]
    return texts + [""] * (len(fragments) - len(texts))


def _book_of(fragments: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    main, package = MAIN[1:-1].encode(), b"http://schemas.openxmlformats.org/package/2006/"
    yield "[Content_Types].xml", b'<Types xmlns="%scontent-types"/>' % package
    related = b'<Relationships xmlns="%srelationships"><Relationship Id="r1" Type="%s/%s" Target='
    ends = b'"%s"/></Relationships>'
    office = _OFFICE.encode()
    begins = related % (package, office, b"officeDocument")
    yield "_rels/.rels", begins + ends % b"xl/workbook.xml"
    begins = related % (package, office, b"worksheet")
    yield "xl/_rels/workbook.xml.rels", begins + ends % b"worksheets/sheet1.xml"
    sheets = b'<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
    yield "xl/workbook.xml", sheets % (main, office) + b"</sheets></workbook>"
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is>%s</is></c></row>' % (number, number, xml)
        for number, xml in enumerate(fragments, start=1)
    )
    yield (
        "xl/worksheets/sheet1.xml",
        (b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, cells)),
    )
