"""Which plan the refs of a file are of: a ref of the next plan is another action.

The Cover's Plan, else the one in force in the file's quarters; of several, a person says.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from escp_data.contract import sheet as contract_sheet
from escp_data.plan.actions import plan_shown
from escp_data.statements.reading import Reading, read
from escp_data.statements.terms import quarters_of
from escp_data.store.database import Store
from escp_data.text.clean import same
from escp_data.text.period_words import read_period
from escp_data.text.periods import Period, parse_period
from escp_data.text.wording import joined, written
from escp_data.trackers.columns import Taken
from escp_data.trackers.cover import plan_stated
from escp_data.trackers.faces import Face
from escp_data.trackers.questions import BETWEEN, Answers, Asking, Part, plainly
from escp_data.trackers.settling import Settled
from escp_data.trackers.shapes import Shape

PLAN = f"file{BETWEEN}plan"
"""The part that asks which plan a file is about."""

Table = tuple[Shape, str, Sequence[Taken]]
"""A table, the contract's sheet that its rows are of, and what its columns are taken for."""


@dataclass(frozen=True)
class Meant:
    """The plan that a file's refs are of; "" where it is not known, or none has a name.

    `why` is not empty where it is asked, `cells` where that is said, `names` what to choose from.
    `reading` is what says whose each quarter is, where a person chose: rows of other plans'
    quarters are left out. `waits` means that the file's quarter has to be known first.
    """

    plan: str = ""
    why: str = ""
    cells: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    reading: Reading | None = None
    waits: bool = False

    def ask(self, asking: Asking, sentence: str) -> None:
        """Ask which plan it is, where that is open or was answered."""
        if self.why:
            asking.ask(
                "file",
                sentence,
                Part(PLAN, "The plan that its refs are of", self.cells, self.why),
                plainly(self.names),
                needed=True,
            )

    def within(self, settled: Settled, period: str) -> Settled:
        """The rows that are of the plan; those of a quarter of another are left out."""
        if self.reading is None or not self.plan:
            return settled
        left, stand = dict(settled.left), []
        for draft in settled.drafts:
            held = draft.values.get("period")
            when = str(held.value) if held else period
            plans = _in_force(self.reading, [when] if when else [])
            if "ref" not in draft.values or not plans or self.plan in plans:
                stand.append(draft)
                continue
            why = f"{when} is of the plan {joined(sorted(plans))}."
            left |= {cell: why for each in draft.values.values() for cell in each.cells}
        return replace(settled, drafts=tuple(stand), left=left)


def meant_outright(store: Store, faces: Sequence[Face], answers: Answers) -> Meant:
    """The plan that a person chose, or that the Cover names; asked where that is none on record."""
    reading = read(store)
    names = {same(name): name for name in reading.plan_names if name}
    cover = plan_stated(faces)
    on_cover = names.get(same(cover.text), "") if cover else ""
    if not names or on_cover:
        return Meant(on_cover)
    chosen = names.get(same(answers.get(PLAN, "")), "")
    listed = tuple(names.values())
    if cover:
        why = "The Plan on the Cover is not on record."
        return Meant(chosen, why, (cover.cell,), listed, reading if chosen else None)
    if chosen and len(names) > 1:
        return Meant(chosen, "Several plans are on record.", (), listed, reading)
    return Meant()


def meant_by_quarters(store: Store, tables: Iterable[Table], period: str) -> Meant:
    """The plan in force in the quarters that a file's actions are told of; asked where several."""
    reading = read(store)
    names = tuple(name for name in reading.plan_names if name)
    if len(names) < 2:
        return Meant()
    cells = {when: cell for table in tables for when, cell in _dated(table, period)}
    quarters = [when for when in cells if when] or ([period] if period else [])
    if not quarters:
        return Meant(waits=True)
    plans = _in_force(reading, quarters)
    if len(plans) < 2:
        return Meant(next(iter(plans), ""))
    why = f"Its quarters are of several plans: {joined(sorted(plans))}."
    return Meant("", why, tuple(cells[q] for q in quarters if cells.get(q)), names)


def _in_force(reading: Reading, periods: Iterable[str]) -> set[str]:
    """The plans of these periods: in force in one of their quarters, else shown in it."""
    found: set[str] = set()
    for period in periods:
        first, last = quarters_of(parse_period(period))
        current = {term.plan for term in reading.terms if term.covers(first, last)}
        shown = plan_shown(reading, first)
        found |= current or ({shown} if shown else set())
    return found


def _dated(table: Table, period: str) -> Iterator[tuple[str, str]]:
    """(period, cell) of all that a table tells of actions; the file's where it has none."""
    shape, sheet, taken = table
    if not sheet or not any(t.field in ("ref", "action") or t.about_kind == "ref" for t in taken):
        return
    if "ref" not in {column.field for column in contract_sheet(sheet).columns}:
        return
    face, dated = shape.face, False
    for each in taken:
        if each.field and each.period:
            dated = True
            yield each.period, f"{face.sheet}!{face.cell(shape.header[-1], each.position)}"
        if each.field == "period":
            dated = True
            for row in shape.body:
                found = read_period(" ".join(written(face.rows[row][each.position]).split()))
                if isinstance(found, Period):
                    yield str(found), f"{face.sheet}!{face.cell(row, each.position)}"
    if not dated:
        yield period, ""
