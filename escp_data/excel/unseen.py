"""What a workbook carries that no sheet shows: it is stored with the file, and nobody sees it.

A pivot table brings a copy of every row that it was made from, and a link the values of another
workbook. Text boxes, headers and footers, names and threaded comments stand beside the cells.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from io import BytesIO
from posixpath import basename, dirname, join
from typing import Protocol
from xml.etree import ElementTree

from openpyxl.utils.cell import column_index_from_string

Kept = str | int | float | datetime | None

_FIRST_ROWS = 600
_WIDEST = 1000
_PIVOT = re.compile(r"xl/pivotcache/pivotcachedefinition[^/]*\.xml", re.IGNORECASE)
_RECORDS = re.compile(r"xl/pivotcache/pivotcacherecords[^/]*\.xml", re.IGNORECASE)
_LINK = re.compile(r"xl/externallinks/[^/]+\.xml", re.IGNORECASE)
_OTHER = re.compile(
    r"xl/(?!worksheets/sheet|sharedstrings|styles|theme/|comments|calcchain).+\.(xml|vml)|docprops/.+",
    re.IGNORECASE,
)
_SHEET = re.compile(r"xl/(worksheets|chartsheets)/[^/]+\.xml", re.IGNORECASE)
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RUNNING = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^<>]*>([^<>]*)<")
_CODE = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-F]{6}|[0-9]{1,3}(?![0-9])|[A-Z])")
_PARAGRAPH = re.compile(r"<a:p[ >].*?</a:p>", re.DOTALL)
_RUN = re.compile(r"<a:t[^<>]*>([^<>]*)</a:t>")
_TEXT = re.compile(r">([^<>]*[0-9][^<>]*)<")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z?")
_WHERE_IT_LIES = re.compile(r"<x:ClientData.*?</x:ClientData>", re.DOTALL)


@dataclass
class Copied:
    """A table that no sheet shows: its first rows, headings first, and every value that it has."""

    rows: list[list[Kept]] = field(default_factory=list)
    values: set[Kept] = field(default_factory=set)


@dataclass(frozen=True)
class Unseen:
    """The copies behind pivot tables, those of linked workbooks, and texts beside the cells."""

    pivots: Sequence[Copied] = ()
    links: Sequence[Copied] = ()
    texts: Sequence[str] = ()


NOTHING_UNSEEN = Unseen()


class _Element(Protocol):
    tag: str

    def get(self, key: str, /) -> str | None: ...


def unseen_in(parts: Mapping[str, bytes]) -> Unseen:
    """All of it, of a workbook's parts. Raises what parsing raises for XML that is none."""
    return Unseen(
        [_behind_a_pivot(parts, name) for name in parts if _PIVOT.fullmatch(name)],
        [each for name in parts if _LINK.fullmatch(name) for each in _linked(parts[name])],
        list(dict.fromkeys(_texts(parts))),
    )


# --- pivot tables


def _behind_a_pivot(parts: Mapping[str, bytes], name: str) -> Copied:
    """The fields of a pivot table's cache, and the rows that it was made from."""
    names: list[Kept] = []
    shared: list[list[Kept]] = []
    within = False
    for event, each in ElementTree.iterparse(BytesIO(parts[name]), ("start", "end")):
        tag = _local(each)
        if event == "start" and tag == "cacheField":
            names.append(each.get("name"))
            shared.append([])
        elif tag == "sharedItems":
            within = event == "start"
        elif event == "start" and within and shared and tag in _VALUES:
            shared[-1].append(_VALUES[tag](each))
    found = Copied([names], {value for own in shared for value in own})
    records = _records_of(parts, name)
    if records is None:
        longest = max(map(len, shared), default=0)
        found.rows += [
            [own[at] if at < len(own) else None for own in shared]
            for at in range(min(longest, _FIRST_ROWS))
        ]
        return found
    for row in _records(records, shared):
        found.values.update(row)
        if len(found.rows) <= _FIRST_ROWS:
            found.rows.append(row)
    return found


def _records_of(parts: Mapping[str, bytes], name: str) -> bytes | None:
    """The records of a cache: those that it is related to, else the only ones there are."""
    listed = parts.get(join(dirname(name), "_rels", f"{basename(name)}.rels"), b"").decode()
    by_name = {basename(each).lower(): each for each in parts if _RECORDS.fullmatch(each)}
    targets = (basename(each).lower() for each in re.findall(r"""Target=["']([^"']+)""", listed))
    found = next((by_name[each] for each in targets if each in by_name), None)
    if found is None and len(by_name) == 1:
        [found] = by_name.values()
    return parts[found] if found else None


def _records(xml: bytes, shared: Sequence[Sequence[Kept]]) -> Iterator[list[Kept]]:
    row: list[Kept] = []
    for event, each in ElementTree.iterparse(BytesIO(xml), ("start", "end")):
        tag = _local(each)
        if tag == "r" and event == "end":
            yield row
            each.clear()
        elif tag == "r":
            row = []
        elif event == "start" and tag == "x" and len(row) < len(shared):
            own, at = shared[len(row)], each.get("v") or "0"
            row.append(own[int(at)] if at.isdecimal() and int(at) < len(own) else None)
        elif event == "start" and tag in _VALUES:
            row.append(_VALUES[tag](each))


def _word(each: _Element) -> Kept:
    return each.get("v")


def _nothing(_each: _Element) -> Kept:
    """An error, or a cell without a value."""
    return None


def _number(each: _Element) -> Kept:
    try:
        value = float(each.get("v") or "nan")
    except ValueError:
        return each.get("v")
    return int(value) if value.is_integer() else value


def _day(each: _Element) -> Kept:
    try:
        return datetime.fromisoformat(each.get("v") or "")
    except ValueError:
        return each.get("v")


_VALUES = {
    "s": _word,
    "n": _number,
    "d": _day,
    "b": _word,
    "e": _nothing,
    "m": _nothing,
}


# --- links and texts


def _linked(xml: bytes) -> Iterator[Copied]:
    """The values that were last read from a linked workbook, a table a sheet."""
    found = Copied()
    place = 0, 0
    for event, each in ElementTree.iterparse(BytesIO(xml), ("start", "end")):
        tag = _local(each)
        if event == "start" and tag == "sheetData":
            found = Copied()
        elif event == "start" and tag == "cell":
            place = _place(each.get("r") or "A1")
        elif event == "end" and tag == "v":
            _put(found, place, each.text)
        elif event == "end" and tag == "sheetData":
            yield found


def _place(cell: str) -> tuple[int, int]:
    found = _CELL.fullmatch(cell)
    return (int(found[2]) - 1, column_index_from_string(found[1]) - 1) if found else (0, 0)


def _put(found: Copied, place: tuple[int, int], value: Kept) -> None:
    found.values.add(value)
    row, column = place
    if row > _FIRST_ROWS or column >= _WIDEST:
        return
    while len(found.rows) <= row:
        found.rows.append([])
    own = found.rows[row]
    own += [None] * (column + 1 - len(own))
    own[column] = value


def _texts(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Each text with a digit in it: a paragraph of a text box whole, others one by one."""
    for name, part in parts.items():
        if _PIVOT.fullmatch(name) or _RECORDS.fullmatch(name) or _LINK.fullmatch(name):
            continue
        if _SHEET.fullmatch(name):
            found: Iterator[str] = (each[1] for each in _RUNNING.finditer(_decoded(part)))
        elif _OTHER.fullmatch(name):
            found = _texts_of(_decoded(part))
        else:
            continue
        yield from (_CODE.sub(" ", unescape(each)) for each in found)


def _texts_of(xml: str) -> Iterator[str]:
    for paragraph in _PARAGRAPH.finditer(xml):
        yield "".join(_RUN.findall(paragraph[0]))
    for text in _TEXT.finditer(_WHERE_IT_LIES.sub("", _PARAGRAPH.sub("", xml))):
        if not _MOMENT.fullmatch(text[1]):
            yield text[1]


def _decoded(part: bytes) -> str:
    return part.decode("utf-8", "replace")


def _local(each: _Element) -> str:
    return each.tag.rpartition("}")[2]
