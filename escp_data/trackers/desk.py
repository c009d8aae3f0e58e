"""Bring your own tracker: an agency's own spreadsheet, read as far as it is understood.

`understand` finds the tables in a file, says what each column is taken for, asks whatever it
cannot know, and shows what would be stored beside the cell it came from; every cell is accounted
for. It is asked again with each answer, until nothing is open. `as_workbook` (in `conversion`)
then writes it as a workbook of the contract's, which goes as any: `check_workbook`, `changes`,
and `append` with the agency's own bytes as the original. Nothing here stores rows.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from openpyxl.utils import get_column_letter

from escp_data.contract import ALL_AGENCIES
from escp_data.contract import sheet as contract_sheet
from escp_data.store.database import Store
from escp_data.text.period_words import read_period
from escp_data.text.periods import Period
from escp_data.text.wording import written
from escp_data.trackers.answers import (
    Cell,
    FoundTable,
    PreviewRow,
    Understood,
    UnderstoodRow,
    Value,
)
from escp_data.trackers.colours import Colours, colours_of
from escp_data.trackers.columns import Columns, Taken
from escp_data.trackers.cover import Stated, stated
from escp_data.trackers.faces import Face, read_faces
from escp_data.trackers.known import Plan, read_plan
from escp_data.trackers.lines import FILL, Draft, Lines
from escp_data.trackers.plan_meant import Meant, Table, meant_by_quarters, meant_outright
from escp_data.trackers.questions import BETWEEN, Answers, Asking, Part, plainly
from escp_data.trackers.readings import Cells
from escp_data.trackers.settling import Settled, settle
from escp_data.trackers.shapes import Shape, find_tables
from escp_data.trackers.tables import sheet_of, why_none
from escp_data.trackers.years import recent_quarters
from escp_data.validation.cells import is_blank
from escp_data.validation.guarded import records_of_children

PERIOD = f"file{BETWEEN}period"
AGENCY = f"file{BETWEEN}agency"
"""The parts that ask for the Cover's period and agency."""

_PREVIEW_ROWS = 40
_NOTHING: Answers = MappingProxyType({})
_ASKS = "Which quarter does this file report, and who returns it?"
_OUTSIDE = "It is outside the tables: a title, a note or a key."


@dataclass(frozen=True)
class _Read:
    """One table as it was read: its sheet of the contract's ("" for none), columns and lines."""

    shape: Shape
    sheet: str
    taken: tuple[Taken, ...]
    lines: Lines | None


def understand(store: Store, content: bytes, name: str, answers: Answers = _NOTHING) -> Understood:
    """What a file says, with these answers, and what is still asked. Stores nothing.

    Raises WorkbookRefused as `read_workbook` does, and for a sheet too large to be a tracker.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    faces, unseen = read_faces(content, name)
    refused = records_of_children(name, ((f.sheet, f.rows, f.beside) for f in faces), unseen)
    if refused:
        return Understood(name, sha256, "", "", (), (), (), (), (), refused)
    meant = meant_outright(store, faces, answers)
    found, tables = _understood(store, faces, (name, sha256), answers, meant)
    if meant.plan or meant.why:
        return found
    meant = meant_by_quarters(store, tables, found.period)
    return (
        _understood(store, faces, (name, sha256), answers, meant)[0] if meant != Meant() else found
    )


def _understood(
    store: Store, faces: Sequence[Face], file: tuple[str, str], answers: Answers, meant: Meant
) -> tuple[Understood, Sequence[Table]]:
    """What a file (its name, its SHA-256) says where its refs are of this plan; and its tables."""
    plan, asking = read_plan(store, meant.plan), Asking(answers)
    shapes = [shape for face in faces for shape in _tables(face, plan, asking)]
    colours = colours_of(faces, shapes)
    read = [_read(shape, plan, colours[shape.face.sheet], asking) for shape in shapes]
    lines = [(each.lines, each.shape.face.sheet) for each in read if each.lines]
    said = stated(faces, shapes, file[0], plan)
    period = _period(said, [line for line, _ in lines], asking)
    agency = _agency(said, plan, asking)
    meant.ask(asking, _ASKS)
    settled = meant.within(settle(lines, plan, asking, period), period)
    questions = asking.questions
    if meant.waits or (meant.why and not meant.plan):
        questions = tuple(sorted(questions, key=lambda question: question.id != "file"))
    found = Understood(
        *file,
        period,
        agency,
        tuple(_found(each) for each in read),
        questions,
        tuple(_row(draft) for draft in settled.drafts),
        tuple(_accounted(faces, read, settled)),
        (*settled.notes, *_beside(faces, shapes)),
        plan=meant.plan,
    )
    return found, tuple((each.shape, each.sheet, each.taken) for each in read)


def _tables(face: Face, plan: Plan, asking: Asking) -> Sequence[Shape]:
    """The tables of a sheet: as it lies, or on its side where only so one of them is read."""
    upright = find_tables(face, plan)
    if any(sheet_of(shape, plan, asking) for shape in upright):
        return upright
    side = find_tables(face.on_its_side(), plan)
    return side if any(sheet_of(shape, plan, asking) for shape in side) else upright


def _read(shape: Shape, plan: Plan, colours: Colours, asking: Asking) -> _Read:
    sheet = sheet_of(shape, plan, asking)
    if not sheet:
        return _Read(shape, "", (), None)
    taken = tuple(Columns(shape, sheet, plan, asking).taken())
    lines = Lines(taken, Cells(shape, contract_sheet(sheet), plan, colours, asking))
    lines.read()
    return _Read(shape, sheet, taken, lines)


def _period(said: Stated, tables: Sequence[Lines], asking: Asking) -> str:
    """The quarter that the file reports: as it states, else as a person answered."""
    held = (d.values.get("period") for lines in tables for d in lines.drafts)
    own = {str(each.value) for each in held if each}
    undated = any("period" not in d.values for lines in tables for d in lines.drafts)
    if said.period and PERIOD not in asking.answers:
        return said.period
    quarters = sorted({each for each in own if " Q" in each}, reverse=True)
    known = not undated and not said.offered and not any(q.open for q in asking.questions)
    if len(quarters) == 1 and own == set(quarters) and known:
        return quarters[0]
    answer = asking.ask(
        "file",
        _ASKS,
        Part(PERIOD, "The quarter it reports", said.cells, said.why, typed=True),
        plainly([*said.offered, *quarters]),
        plainly(recent_quarters()),
        needed=True,
    )
    period = read_period(answer) if answer else None
    return str(period) if isinstance(period, Period) else ""


def _agency(said: Stated, plan: Plan, asking: Asking) -> str:
    """Who returns the file: as a Cover states, else as a person answered."""
    if said.agency and AGENCY not in asking.answers:
        return said.agency
    return asking.ask(
        "file",
        _ASKS,
        Part(AGENCY, "Who returns it", (), "No Cover says it."),
        plainly(sorted(said.agencies)),
        plainly([*sorted(plan.agencies.names), ALL_AGENCIES]),
        needed=True,
    )


def _beside(faces: Sequence[Face], shapes: Sequence[Shape]) -> Iterator[str]:
    """What a sheet says beside its cells, and was not read or is read all the same."""
    read = {shape.face.sheet for shape in shapes if not shape.face.hidden}
    for face in faces:
        if face.hidden and any(not is_blank(v) for row in face.rows for v in row):
            yield f"The sheet {face.sheet} is hidden; nothing of it is read."
        if face.sheet not in read:
            continue
        said = face.beside
        if said.notes:
            yield f"{face.sheet} has notes on cells ({_places(face, said.notes)}), not read."
        if said.whole:
            yield (
                f"{face.sheet}: superscripts and struck-out parts of {_places(face, said.whole)} "
                "are left out of what is read."
            )
        if said.hidden_rows:
            yield f"{face.sheet} has hidden rows, which are read."
        if said.filtered:
            yield f"{face.sheet} has a filter left on; all of its rows are read."


def _places(face: Face, places: Iterable[tuple[int, int]]) -> str:
    """The first few cells of many."""
    return ", ".join(face.cell(*place) for place in sorted(places)[:5])


def _found(read: _Read) -> FoundTable:
    shape = read.shape
    face = shape.face.on_its_side() if shape.face.turned else shape.face
    columns = (shape.left, shape.right)
    rows = (shape.top, shape.bottom)
    if shape.face.turned:
        columns, rows = rows, columns
    span = range(columns[0], columns[1] + 1)
    shown = range(rows[0], min(rows[1], rows[0] + _PREVIEW_ROWS) + 1)
    return FoundTable(
        shape.id,
        face.sheet,
        shape.range,
        tuple(line + 1 for line in shape.header),
        shape.face.turned,
        shape.titles[0] if len(shape.titles) > 1 else "",
        shape.fingerprint,
        read.sheet,
        "" if read.sheet else why_none(shape),
        read.taken,
        tuple(get_column_letter(column + 1) for column in span),
        tuple(
            PreviewRow(
                row + 1,
                tuple(_text(face.rows[row][column]) for column in span),
                tuple(face.fills.get((row, column), "") for column in span),
            )
            for row in shown
        ),
    )


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


def _accounted(faces: Sequence[Face], read: Sequence[_Read], settled: Settled) -> Iterator[Cell]:
    """Every cell that holds something, and every fill that is read, in the file's order."""
    held = (held for draft in settled.drafts for held in draft.values.values())
    used = {cell for each in held for cell in each.cells}
    whys = _reasons(read)
    fills = set(settled.left) | used
    for face in faces:
        for row, values in enumerate(face.rows):
            for column, value in enumerate(values):
                cell = face.cell(row, column)
                full = f"{face.sheet}!{cell}"
                here = [(full, cell, _text(value))] if not is_blank(value) else []
                if (row, column) in face.uncalculated and is_blank(value):
                    here.append((full, cell, "a formula without a result"))
                rgb = face.fills.get((row, column))
                if rgb and full + FILL in fills:
                    here.append((full + FILL, cell + FILL, f"a cell in colour {rgb}"))
                for key, place, text in here:
                    reason = settled.left.get(key) or whys.get(full) or _OUTSIDE
                    is_used = key in used
                    yield Cell(face.sheet, place, text, is_used, "" if is_used else reason)


def _reasons(read: Sequence[_Read]) -> Mapping[str, str]:
    """Why each cell in or by a table is not a value, by its full name."""
    found: dict[str, str] = {}
    for each in read:
        shape, columns = each.shape, {taken.position: taken for taken in each.taken}
        for row in range(shape.top, max(shape.bottom, *shape.asides, shape.top) + 1):
            for at in range(shape.face.width):
                inside = shape.left <= at <= shape.right
                why = _why(each, columns.get(at), row) if inside else ""
                why = why or (f"It is in {shape.asides[row]}." if row in shape.asides else "")
                if why:
                    found[f"{shape.face.sheet}!{shape.face.cell(row, at)}"] = why
    return found


def _why(read: _Read, taken: Taken | None, row: int) -> str:
    shape = read.shape
    if row in shape.header:
        return "It is a heading."
    if row not in shape.body:
        return ""
    if not read.sheet:
        return why_none(shape)
    if taken is None or not taken.field:
        return taken.why if taken and taken.why else "Its column is not used."
    return "Nothing of its line is stored."
