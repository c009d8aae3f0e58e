"""The rows of a tracker's several tables made one: joined by key, asked where two places disagree,
and left out where they cannot stand. No value and no cell is lost without a word about it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from escp_data.text.wording import plural
from escp_data.trackers.known import Plan
from escp_data.trackers.lines import Draft, Lines, code_of
from escp_data.trackers.questions import BETWEEN, CHOSEN, LEAVE_OUT, Asking, Option, Part, plainly
from escp_data.trackers.readings import Held

NO_REASON = "No reason was given in the agency's own tracker."
"""Offered where a RAG is Red or Amber and nobody wrote why."""


@dataclass(frozen=True)
class Settled:
    """The rows that stand, why cells of others do not, and what was put together."""

    drafts: tuple[Draft, ...]
    left: dict[str, str]
    notes: tuple[str, ...]


def settle(tables: Sequence[tuple[Lines, str]], plan: Plan, asking: Asking, period: str) -> Settled:
    """Join the rows of one key from several tables, and leave out those that cannot stand.

    `tables` come with their sheet's name, `period` is the Cover's, "" where it is not known yet.
    Texts are joined; of two values that disagree a person says which is right.
    """
    joined: dict[tuple[str, ...], Draft] = {}
    left: dict[str, str] = {}
    notes: list[str] = []
    reasons: dict[str, str] = {}
    for lines, sheet in tables:
        reasons |= {f"{sheet}!{cell}": why for cell, why in lines.left.items()}
        for draft in lines.drafts:
            placed = _placed(draft, sheet, plan)
            key = placed.key(period)
            before = joined.get(key)
            if before is None:
                joined[key] = placed
            else:
                notes += list(_join(before, placed, left, asking))
    rated = {draft.key()[:2] for draft in joined.values() if "rag" in draft.values}
    stand = []
    for draft in joined.values():
        why = _cannot_stand(draft, plan, is_rated=draft.key()[:2] in rated)
        if why:
            left |= {cell: why for held in draft.values.values() for cell in held.cells}
        else:
            stand.append(draft)
    _give_reasons(stand, asking)
    used = {cell for draft in stand for held in draft.values.values() for cell in held.cells}
    left = {cell: why for cell, why in left.items() if cell not in used}
    return Settled(tuple(stand), reasons | left, tuple(notes))


def _placed(draft: Draft, sheet: str, plan: Plan) -> Draft:
    """The draft with its cells named in full, and a year's stock as its last quarter's."""
    values = {
        name: replace(held, cells=tuple(f"{sheet}!{cell}" for cell in held.cells))
        for name, held in draft.values.items()
    }
    code, period = code_of(values), values.get("period")
    measure = plan.measures.get(code)
    is_stock = measure is not None and measure.time == "stock" and code in plan.by_quarter
    if is_stock and period and " " not in str(period.value):
        values["period"] = replace(period, value=f"{period.value} Q4")
    return Draft(draft.sheet, values)


def _join(first: Draft, second: Draft, left: dict[str, str], asking: Asking) -> Iterator[str]:
    for name, held in second.values.items():
        before = first.values.get(name)
        if before is None or (not before.cells and held.cells):
            first.values[name] = held
        elif not held.cells:
            continue
        elif before.value == held.value:
            cells = tuple(dict.fromkeys((*before.cells, *held.cells)))
            first.values[name] = replace(before, cells=cells)
        elif first.sheet.column(name).kind == "text":
            first.values[name] = Held(
                f"{before.value}\n{held.value}",
                (*before.cells, *held.cells),
                f"{before.written}\n{held.written}",
                "From two places.",
            )
            column = first.sheet.column(name).name
            yield (
                f"{column} for {first.words} stands in {before.cells[0]} and {held.cells[0]}. "
                "Both are kept, one below the other."
            )
        else:
            _choose(first, name, held, left, asking)


def _choose(first: Draft, name: str, held: Held, left: dict[str, str], asking: Asking) -> None:
    """Of two values that disagree, the one a person chose; none where nobody did."""
    before, column = first.values[name], first.sheet.column(name)
    answer = asking.ask(
        "disagree",
        "Two places of the file say otherwise. Which is right?",
        Part(
            f"disagree{BETWEEN}{name}{BETWEEN}{BETWEEN.join(first.key())}",
            f"{column.name} of {first.words}",
            (before.cells[0], held.cells[0]),
            "The two cells disagree.",
            secret=column.of_children,
        ),
        [Option(str(each.value), f"{each.value} ({each.cells[0]})") for each in (before, held)],
    )
    taken = next((each for each in (before, held) if str(each.value) == answer), None)
    why = "Another cell was said to be right." if taken else "It is asked which cell is right."
    why = CHOSEN if answer == LEAVE_OUT else why
    for each in (before, held):
        if each is not taken:
            left |= dict.fromkeys(each.cells, why)
    first.values[name] = taken or Held("", (), "", why)


def _give_reasons(drafts: Sequence[Draft], asking: Asking) -> None:
    """One answer for every Red and Amber without a reason."""
    bare = [
        draft
        for draft in drafts
        if draft.sheet.name == "Progress"
        and (rag := draft.values.get("rag"))
        and rag.value in ("Red", "Amber")
        and "rag_reason" not in draft.values
    ]
    if not bare:
        return
    cells = tuple(dict.fromkeys(cell for d in bare for cell in d.values["rag"].cells))
    answer = asking.ask(
        "reasons",
        f"{plural(len(bare), 'RAG is', 'RAGs are')} Red or Amber without a reason. What is to "
        "be stored as the reason?",
        Part(
            "reason",
            "Red or Amber without a reason",
            cells,
            "Red and Amber need a reason.",
            typed=True,
        ),
        plainly([NO_REASON]),
    )
    if answer not in ("", LEAVE_OUT):
        for draft in bare:
            draft.values["rag_reason"] = Held(answer, (), "", "As answered.")


def _cannot_stand(draft: Draft, plan: Plan, *, is_rated: bool) -> str:
    """Why a row cannot be stored; "" where it can.

    Tables without a column for the RAG leave it as it is.
    """
    for name in [name for name, held in draft.values.items() if held.value == ""]:
        del draft.values[name]
    for column in draft.sheet.required:
        if column.field == "rag" and not is_rated:
            continue
        if column.field not in draft.values and column.field not in ("period", "agency"):
            return f"{column.name} is not given for {draft.words or 'this line'}."
    part = draft.values.get("numerator")
    measure = plan.measures.get(code_of(draft.values))
    needs = measure and measure.kind == "percentage" and part and not isinstance(part.value, str)
    if draft.sheet.name == "Measure values" and needs and "denominator" not in draft.values:
        return "It is a percentage, and the number that it is a part of is not given."
    return ""
