"""Bring your own tracker: an agency's own spreadsheet, understood, confirmed, and then stored.

`propose` finds the tables in a file and says what each may be; a person corrects the mappings;
`understood` shows what would be stored beside the cell it came from, and accounts for every cell;
`as_workbook` (in `conversion`) writes it as a workbook of the contract's, which then goes as any:
`check_workbook`, `changes`, and `append` with the agency's own bytes as the original.
Nothing here stores rows.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from escp_data.contract import sheet as contract_sheet
from escp_data.errors import NotFound
from escp_data.model import Problem
from escp_data.store.database import Store
from escp_data.text.clean import fold
from escp_data.text.wording import written
from escp_data.trackers.answers import (
    Cell,
    FoundTable,
    PreviewRow,
    Proposal,
    Understood,
    UnderstoodRow,
    Value,
)
from escp_data.trackers.faces import Face, read_faces
from escp_data.trackers.known import Plan, read_plan
from escp_data.trackers.mapping import Mapping, Use
from escp_data.trackers.memory import remembered
from escp_data.trackers.proposal import (
    Legend,
    colour_words,
    legend_of,
    propose_for,
    propose_mapping,
    titles_of,
    years_and_periods,
)
from escp_data.trackers.reading import FILL, Draft, TableReader
from escp_data.trackers.settling import Settled, settle
from escp_data.trackers.shapes import Shape, find_tables
from escp_data.trackers.vocabulary import in_year
from escp_data.validation.cells import is_blank
from escp_data.validation.guard import looks_like_child_record

_PREVIEW_ROWS = 40


@dataclass(frozen=True)
class _File:
    """A file as it is read: its sheets, their tables, its key to colours, and the plan."""

    faces: tuple[Face, ...]
    shapes: tuple[Shape, ...]
    legend: Legend
    plan: Plan
    refused: tuple[Problem, ...]

    def table(self, table: str) -> Shape:
        """The table with an id. Raises NotFound."""
        for shape in self.shapes:
            if shape.id == table:
                return shape
        raise NotFound(f"There is no table at {table} in this file. Choose the file again.")


def _open(store: Store, content: bytes, name: str) -> _File:
    faces = tuple(read_faces(content, name))
    refused = tuple(p for face in faces for p in looks_like_child_record(face.sheet, face.rows))
    shapes = () if refused else tuple(shape for face in faces for shape in find_tables(face))
    return _File(faces, shapes, legend_of(faces, shapes), read_plan(store), refused)


def propose(store: Store, content: bytes, name: str) -> Proposal:
    """The tables in an agency's own file, and what each is proposed to be. Stores nothing.

    Raises WorkbookRefused as `read_workbook` does, and for a sheet too large to be a tracker.
    """
    file = _open(store, content, name)
    mappings = []
    for shape in file.shapes:
        times = _times(file, shape, name)
        kept = remembered(store, shape, file.plan, *times)
        mappings.append(_with_words(file, kept or propose_mapping(shape, file.plan, *times)))
    return Proposal(
        name, hashlib.sha256(content).hexdigest(), file.refused,
        tuple(_found(shape) for shape in file.shapes), tuple(mappings),
        _agency(file, name), _latest(file, mappings),
    )  # fmt: skip  # pairs share a line


def propose_as(store: Store, content: bytes, name: str, table: str, sheet: str) -> Mapping:
    """The mapping of one table, proposed anew because a person chose what it is ("" for nothing).

    Raises NotFound for a table that the file does not have.
    """
    file = _open(store, content, name)
    shape = file.table(table)
    times = _times(file, shape, name)
    said = "Chosen by a person."
    if not sheet:
        return Mapping(shape.id, shape.fingerprint, year=times[0], reason=said, confidence=1.0)
    found = propose_for(shape, contract_sheet(sheet), file.plan, *times)
    return _with_words(file, replace(found, reason=said))


def understood(store: Store, content: bytes, name: str, mappings: Sequence[Mapping]) -> Understood:
    """What would be stored under these mappings, and every cell accounted for. Stores nothing.

    Raises NotFound where a mapping is of a table that the file does not have.
    """
    file = _open(store, content, name)
    if file.refused:
        return Understood(name, (), (), tuple(mappings), (), (), file.refused)
    read = [_read(file, mapping) for mapping in mappings]
    readers = [(reader, reader.shape.face.sheet) for reader in read if reader]
    settled = settle(readers, file.plan)
    completed = tuple(
        reader.completed if reader else mapping
        for reader, mapping in zip(read, mappings, strict=True)
    )
    met = [word for reader, _ in readers for word in reader.words.values()]
    return Understood(
        name,
        tuple(_row(draft) for draft in settled.drafts),
        tuple(_accounted(file, completed, settled)),
        completed,
        tuple(word for word in met if not word.means),
        settled.conflicts,
    )


def _read(file: _File, mapping: Mapping) -> TableReader | None:
    shape = file.table(mapping.table)
    if not mapping.sheet:
        return None
    reader = TableReader(shape, mapping, file.plan, file.legend)
    reader.read()
    return reader


def _with_words(file: _File, mapping: Mapping) -> Mapping:
    reader = _read(file, mapping)
    return reader.completed if reader else mapping


def _times(file: _File, shape: Shape, name: str) -> tuple[str, str]:
    """The year of bare quarters and the period of a table that has none, as titles have them.

    Else by the file's own headings, else by the newest quarter reported.
    """
    year, quarter = years_and_periods(titles_of(shape, name))
    dated = [in_year(h.period, "") for each in file.shapes for h in each.headings if h.period]
    newest = max((period for period in dated if " Q" in period), default=file.plan.newest)
    return year or newest.partition(" ")[0], quarter or newest


def _latest(file: _File, mappings: Sequence[Mapping]) -> str:
    """The newest quarter with anything to store: the Cover's."""
    readers = [reader for mapping in mappings if (reader := _read(file, mapping))]
    held = (draft.values.get("period") for reader in readers for draft in reader.drafts)
    found = (str(each.value) for each in held if each)
    return max((period for period in found if " Q" in period), default="")


def _agency(file: _File, name: str) -> str:
    """The one registered agency that the first table's titles mention; "" for none or several."""
    if not file.shapes:
        return ""
    first = file.shapes[0]
    page = next(face for face in file.faces if face.sheet == first.face.sheet)
    above = (value for row in page.rows[:2] for value in row if isinstance(value, str))
    said = " ".join([*titles_of(first, name), *above])
    text = f" {' '.join(fold(word) for word in said.split())} "
    meant = file.plan.agencies.meant
    found = {
        meant[fold(alias)]
        for alias in file.plan.aliases
        if f" {' '.join(fold(word) for word in alias.split())} " in text
    }
    return found.pop() if len(found) == 1 else ""


def _found(shape: Shape) -> FoundTable:
    face = shape.face.on_its_side() if shape.face.turned else shape.face
    columns = (shape.left, shape.right)
    rows = (shape.top, shape.bottom)
    if shape.face.turned:
        columns, rows = rows, columns
    span = range(columns[0], columns[1] + 1)
    shown = range(rows[0], min(rows[1], rows[0] + _PREVIEW_ROWS) + 1)
    return FoundTable(
        shape.id, face.sheet, shape.range, tuple(line + 1 for line in shape.header),
        shape.face.turned, face.hidden, shape.title, shape.fingerprint,
        tuple(get_column_letter(column + 1) for column in span),
        tuple(
            PreviewRow(
                row + 1,
                tuple(_text(face.rows[row][column]) for column in span),
                tuple(face.fills.get((row, column), "") for column in span),
            )
            for row in shown
        ),
    )  # fmt: skip  # pairs share a line


def _text(value: object) -> str:
    return "" if is_blank(value) else written(value)


def _row(draft: Draft) -> UnderstoodRow:
    return UnderstoodRow(
        draft.sheet.name,
        tuple(
            Value(column.field, column.name, held.value, held.cells, held.written, held.how)
            for column in draft.sheet.columns
            if (held := draft.values.get(column.field)) is not None
        ),
    )


def _accounted(file: _File, mappings: Sequence[Mapping], settled: Settled) -> Iterator[Cell]:
    """Every cell that holds something, and every fill that is read, in the file's order."""
    held = (held for draft in settled.drafts for held in draft.values.values())
    used = {cell for each in held for cell in each.cells}
    whys = _reasons(file, mappings)
    fills = _fills_read(file, mappings)
    for face in file.faces:
        for row, values in enumerate(face.rows):
            for column, value in enumerate(values):
                cell = face.cell(row, column)
                full = f"{face.sheet}!{cell}"
                here = [(full, cell, _text(value))] if not is_blank(value) else []
                if (row, column) in face.uncalculated and is_blank(value):
                    here.append((full, cell, "a formula without a result"))
                if full + FILL in fills:
                    here.append((full + FILL, cell + FILL, fills[full + FILL]))
                for key, place, text in here:
                    reason = settled.left.get(key) or whys.get(full) or _OUTSIDE
                    is_used = key in used
                    yield Cell(face.sheet, place, text, is_used, "" if is_used else reason)


_OUTSIDE = "It is outside the tables: a title, a note or a key."


def _reasons(file: _File, mappings: Sequence[Mapping]) -> dict[str, str]:
    """Why each cell in or by a table is not a value, by its full name."""
    found: dict[str, str] = {}
    for mapping in mappings:
        shape = file.table(mapping.table)
        columns = {use.position: use for use in mapping.uses}
        for row in range(shape.top, max(shape.bottom, *shape.asides, shape.top) + 1):
            for at in range(shape.face.width):
                inside = shape.left <= at <= shape.right
                why = _why(shape, mapping, columns.get(at), row) if inside else ""
                why = why or (f"It is in {shape.asides[row]}." if row in shape.asides else "")
                if why:
                    found[f"{shape.face.sheet}!{shape.face.cell(row, at)}"] = why
    return found


def _why(shape: Shape, mapping: Mapping, use: Use | None, row: int) -> str:
    if row in shape.asides:
        return f"It is in {shape.asides[row]}."
    if row in shape.header:
        return "It is a heading."
    if row not in shape.body:
        return ""
    if not mapping.sheet:
        return "Its table is left out."
    if use is None or not use.field:
        return f"Its column is not used. {use.reason if use else ''}".strip()
    return "Nothing of its line is stored."


def _fills_read(file: _File, mappings: Sequence[Mapping]) -> dict[str, str]:
    """The fills that stand for a RAG, by their full names."""
    found = {}
    for mapping in mappings:
        face = (shape := file.table(mapping.table)).face
        for use in mapping.uses if mapping.sheet else ():
            for row in shape.body if use.by_colour and use.field else ():
                rgb = face.fills.get((row, use.position))
                if rgb:
                    found[f"{face.sheet}!{face.cell(row, use.position)}{FILL}"] = colour_words(rgb)
    return found
