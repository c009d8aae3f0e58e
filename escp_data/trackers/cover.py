"""What a file states of the quarter it reports and of who returns it: on a Cover, or in titles.

A quarter is stated where one title reads as one quarter, whole, and nothing else in the file says
another. What only resembles a statement, the file's own name among it, is offered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from escp_data.contract import COVER_SHEET
from escp_data.excel.workbook import Value
from escp_data.text.asking import Ask
from escp_data.text.clean import clean, fold
from escp_data.text.period_words import read_period
from escp_data.text.periods import Period
from escp_data.trackers.faces import Face
from escp_data.trackers.known import Plan
from escp_data.trackers.shapes import Shape
from escp_data.validation.cells import is_blank

_TOP = 8
_NOT_UNDERSTOOD = "The Period on the Cover does not say one period."


@dataclass(frozen=True)
class Beside:
    """What stands beside a label of the Cover, and in which cell."""

    text: str
    cell: str


@dataclass(frozen=True)
class Stated:
    """The period and the agency that a file states, "" where it does not, and what to offer."""

    period: str
    agency: str
    offered: tuple[str, ...]
    agencies: frozenset[str]
    cells: tuple[str, ...]
    why: str


def stated(faces: Sequence[Face], shapes: Sequence[Shape], name: str, plan: Plan) -> Stated:
    """What the Cover says, where there is one; else what the titles do.

    A Cover's Period that is not understood is asked, whatever the titles say.
    """
    cover = _cover(faces)
    agency = plan.agencies.find(cover["agency"].text) or "" if "agency" in cover else ""
    own = cover.get("period")
    period = read_period(own.text) if own else None
    if isinstance(period, Period):
        return Stated(str(period), agency, (), frozenset(), (), "")
    titles = list(_titles(faces, shapes))
    stem = clean(name.rsplit(".", 1)[0].replace("_", " "))
    read: dict[str, tuple[str, ...]] = {}
    offered: list[str] = []
    for cell, text in titles:
        found = read_period(text)
        if isinstance(found, Period) and found.quarter:
            read[str(found)] = (*read.get(str(found), ()), cell)
        elif isinstance(found, Ask):
            offered += found.offered
    by_name = read_period(stem)
    named = [str(by_name)] if isinstance(by_name, Period) and by_name.quarter else []
    agencies = frozenset(
        agency for text in (*(t for _, t in titles), stem) for agency in plan.agencies_in(text)
    )
    quarters = [each for each in (*read, *named, *offered) if " Q" in each]
    if own:
        likely = period.offered if isinstance(period, Ask) else ()
        offers = tuple(dict.fromkeys((*likely, *quarters)))
        return Stated("", agency, offers, agencies, (own.cell,), _NOT_UNDERSTOOD)
    if len(read) == 1 and set(named) <= set(read):
        (only,) = read
        return Stated(only, agency, (), agencies, read[only], "")
    why = (
        "The file names several quarters."
        if len({*read, *named}) > 1
        else "The file does not say it outright."
    )
    cells = tuple(cell for where in read.values() for cell in where)
    return Stated("", agency, tuple(dict.fromkeys(quarters)), agencies, cells, why)


def plan_stated(faces: Sequence[Face]) -> Beside | None:
    """What a Cover says beside Plan; None where it says nothing."""
    return _cover(faces).get("plan")


def _cover(faces: Sequence[Face]) -> dict[str, Beside]:
    """A Cover's labels, folded, and what stands beside them."""
    for face in faces:
        if fold(face.sheet) == fold(COVER_SHEET):
            return {
                fold(str(row[0])): Beside(clean(_text(row[1])), f"{face.sheet}!{face.cell(at, 1)}")
                for at, row in enumerate(face.rows)
                if len(row) > 1 and row[0] and not is_blank(row[1])
            }
    return {}


def _text(value: Value) -> str:
    """A cell's words; a date's are its day."""
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def _titles(faces: Sequence[Face], shapes: Sequence[Shape]) -> Iterator[tuple[str, str]]:
    """(cell, text) of the lines above the first table of each sheet, and the sheets' names."""
    for face in faces:
        own = [shape for shape in shapes if shape.face.sheet == face.sheet]
        if face.hidden or not own:
            continue
        yield face.sheet, face.sheet
        if any(shape.face.turned for shape in own):
            yield from _texts(face, range(min(len(face.rows), 3)), own)
            continue
        yield from _texts(face, range(min(shape.top for shape in own))[:_TOP], own)


def _texts(face: Face, rows: range, own: Sequence[Shape]) -> Iterator[tuple[str, str]]:
    inside = {
        shape.face.cell(line, at)
        for shape in own
        for line in range(shape.top, shape.bottom + 1)
        for at in range(shape.left, shape.right + 1)
    }
    for row in rows:
        for column, value in enumerate(face.rows[row]):
            cell = face.cell(row, column)
            if isinstance(value, str) and cell not in inside:
                yield f"{face.sheet}!{cell}", " ".join(clean(value).split())
