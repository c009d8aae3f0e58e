"""What a sheet says beside the texts of its cells: notes, fonts, what is hidden from view.

A tidy sheet costs a few searches for words that such things cannot do without. What a hostile
file could make endless is cut at a limit, and `cut` says so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from posixpath import basename, dirname, join, normpath

from escp_data.excel.notes import notes_of
from escp_data.excel.runs import Fonts, Marks, texts_of
from escp_data.excel.sheet_xml import (
    ATTRIBUTES,
    MAX_COLUMNS,
    MAX_LIST_BYTES,
    MAX_ROW,
    PREFIX,
    Place,
    attribute,
    row_of,
)

_SOME_HIDDEN = re.compile(rb"""hidden\s*+=\s*+["'](?:1|true)["']""")
_ROW = re.compile(rb"<" + PREFIX + rb"row(?=[\s/>])" + ATTRIBUTES + rb">")
_COLUMN = re.compile(rb"<" + PREFIX + rb"col(?=[\s/>])" + ATTRIBUTES + rb">")
_FILTER_MODE = re.compile(rb"""\sfilterMode\s*+=\s*+["'](?:1|true)["']""")
_SET_FILTER = re.compile(rb"filterColumn(?=[\s>])" + ATTRIBUTES + rb"(?<!/)>\s*+<(?!/)")
_SAVED_VIEWS = b"customSheetViews"
_RELATION = re.compile(rb"<" + PREFIX + rb"Relationship(?=[\s/>])" + ATTRIBUTES + rb">")
_RELATED = ("comment", "/tables/")


@dataclass(frozen=True)
class Beside:
    """What one sheet says beside its texts. Every place is (row, column), 0-based.

    `struck` cells are struck out whole, and read as they stand. `part_struck` and `raised` have
    the text that is read of a cell part of which is struck out or a raised sign; `whole` has the
    same cells' texts with nothing left out. `notes` are those of other people, not our own.
    `filtered`: a filter is set. `cut`: there is more than could be looked at.
    """

    notes: Mapping[Place, str] = field(default_factory=dict)
    struck: frozenset[Place] = frozenset()
    part_struck: Mapping[Place, str] = field(default_factory=dict)
    raised: Mapping[Place, str] = field(default_factory=dict)
    whole: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    cut: bool = False

    def among(self, rows: Sequence[Sequence[object]]) -> "Beside":
        """Only what concerns these rows: places with a value, rows and columns that there are.

        A note may lie on a cell without a value. `whole` is filled from the rows.
        """
        if self is NOTHING:
            return NOTHING
        width = len(rows[0]) if rows else 0

        def value(place: Place) -> object:
            return rows[place[0]][place[1]] if place[0] < len(rows) and place[1] < width else None

        def texts(found: Mapping[Place, str]) -> dict[Place, str]:
            return {place: text for place, text in found.items() if isinstance(value(place), str)}

        part_struck, raised = texts(self.part_struck), texts(self.raised)
        return replace(
            self,
            struck=frozenset(place for place in self.struck if value(place) is not None),
            part_struck=part_struck,
            raised=raised,
            whole={place: str(value(place)) for place in part_struck | raised},
            hidden_rows=frozenset(row for row in self.hidden_rows if row < len(rows)),
            hidden_columns=frozenset(each for each in self.hidden_columns if each < width),
        )

    @property
    def texts(self) -> Mapping[Place, str]:
        """What is read instead of the whole text of a cell."""
        return {**self.part_struck, **self.raised}


NOTHING = Beside()


def beside_each(parts: Mapping[str, bytes], sheets: Sequence[str]) -> dict[str, Beside]:
    """What each of these sheets' parts says beside its texts.

    Raises what parsing raises for XML that is none.
    """
    by_name = {name.lower(): name for name in parts}
    styles, shared = (
        parts.get(by_name.get(f"xl/{name}.xml", ""), b"") for name in ("styles", "sharedstrings")
    )
    fonts = Fonts(styles, shared)
    marks = {part: fonts.marks(parts[part]) for part in sheets}
    texts = _texts(marks.values())
    related = any(word in name for name in by_name for word in _RELATED)
    return {
        part: _beside(
            parts[part], marks[part], texts, list(_related(parts, by_name, part)) if related else []
        )
        for part in sheets
    }


def _texts(marks: Iterable[Marks]) -> dict[bytes, str]:
    """The text that is read for each XML that is left of one."""
    kept = {r.kept: "" for each in marks for r in each.changed.values() if r.kept is not None}
    return dict(zip(kept, texts_of(list(kept)), strict=True))


def _beside(
    xml: bytes, marks: Marks, texts: Mapping[bytes, str], related: Sequence[tuple[str, bytes]]
) -> Beside:
    notes, more_notes = notes_of(related)
    some_hidden = b"hidden" in xml and _SOME_HIDDEN.search(xml) is not None
    read = {place: texts[each.kept or b""] for place, each in marks.changed.items()}
    found = Beside(
        notes=notes,
        struck=frozenset(marks.struck),
        part_struck={
            place: read[place] for place, each in marks.changed.items() if each.part_struck
        },
        raised={place: read[place] for place, each in marks.changed.items() if each.raised},
        hidden_rows=frozenset(_hidden_rows(xml)) if some_hidden else frozenset(),
        hidden_columns=frozenset(_hidden_columns(xml)) if some_hidden else frozenset(),
        filtered=_is_filtered(xml, [part for kind, part in related if kind == "table"]),
        cut=marks.cut or more_notes,
    )
    return NOTHING if found == NOTHING else found


def _hidden_rows(xml: bytes) -> Iterator[int]:
    row = -1
    for match in _ROW.finditer(xml):
        stated = attribute(match[1], b"r")
        row = row + 1 if stated is None else row_of(stated)
        if row < MAX_ROW and attribute(match[1], b"hidden") in (b"1", b"true"):
            yield row


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for match in _COLUMN.finditer(xml[: max(xml.find(b"sheetData"), 0)]):
        if attribute(match[1], b"hidden") in (b"1", b"true"):
            first, last = (attribute(match[1], name) or b"" for name in (b"min", b"max"))
            if first.isdigit() and last.isdigit():
                yield from range(max(int(first[:8]) - 1, 0), min(int(last[:8]), MAX_COLUMNS))


def _is_filtered(xml: bytes, tables: Sequence[bytes]) -> bool:
    """Whether a filter is set now, on the sheet or on a table of it; saved views are not asked."""
    before = xml[: max(xml.find(b"sheetData"), 0)]
    if b"filterMode" in before and _FILTER_MODE.search(before):
        return True
    after = xml[max(xml.rfind(b"sheetData"), 0) :].partition(_SAVED_VIEWS)[0]
    return any(b"filterColumn" in each and _SET_FILTER.search(each) for each in (after, *tables))


def _related(
    parts: Mapping[str, bytes], by_name: Mapping[str, str], part: str
) -> Iterator[tuple[str, bytes]]:
    """The parts that a sheet is related to, each with its kind: `comments`, `table` and others."""
    listed = parts.get(join(dirname(part), "_rels", f"{basename(part)}.rels"), b"")
    if len(listed) > MAX_LIST_BYTES:
        raise ValueError("a list of relations of this length is none")
    seen: set[str] = set()
    for relation in _RELATION.finditer(listed):
        said = (attribute(relation[1], name) or b"" for name in (b"Type", b"Target"))
        kind, target = (unescape(each.decode("utf-8", "replace")) for each in said)
        where = target[1:] if target.startswith("/") else normpath(join(dirname(part), target))
        name = by_name.get(where.lower())
        if name and name not in seen:
            seen.add(name)
            yield basename(kind), parts[name]
