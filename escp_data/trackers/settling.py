"""The rows of a tracker's several tables made one: joined by key, asked where two places disagree,
and left out where they cannot stand. No value and no cell is lost without a word about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from escp_data.contract import Column
from escp_data.text.wording import joined, plural, spelled
from escp_data.trackers.known import Plan
from escp_data.trackers.lines import Draft, Lines, code_of
from escp_data.trackers.questions import BETWEEN, LEAVE_OUT, Asking, Part, plainly
from escp_data.trackers.readings import Held
from escp_data.trackers.which import DISAGREE, right_one

NO_REASON = "No reason was given in the agency's own tracker."
"""Offered where a RAG is Red or Amber and nobody wrote why."""
_NUMBERS = ("count", "amount", "number")
_TWICE = (
    "Two lines of one table say the same number. If they are parts of one number, leave it out and "
    "write the whole in the file."
)


@dataclass(frozen=True)
class Settled:
    """The rows that stand, why cells of others do not, and what was put together."""

    drafts: tuple[Draft, ...]
    left: dict[str, str]
    notes: tuple[str, ...]


def settle(tables: Sequence[tuple[Lines, str]], plan: Plan, asking: Asking, period: str) -> Settled:
    """Join the rows of one key from several tables, and leave out those that cannot stand.

    `tables` come with their sheet's name, `period` is the Cover's, "" where it is not known yet.
    Texts are joined; of values that disagree a person says which is right.
    """
    gathered: dict[tuple[str, ...], list[Draft]] = {}
    left: dict[str, str] = {}
    notes: list[str] = []
    reasons: dict[str, str] = {}
    for number, (lines, sheet) in enumerate(tables):
        reasons |= {f"{sheet}!{cell}": why for cell, why in lines.left.items()}
        for draft in lines.drafts:
            placed = _placed(draft, sheet, plan)
            placed.table = number
            gathered.setdefault(placed.key(period), []).append(placed)
    every = [_joined(drafts, left, notes, asking) for drafts in gathered.values()]
    rated = {draft.key()[:2] for draft in every if "rag" in draft.values}
    stand = []
    for draft in every:
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


def _joined(
    drafts: Sequence[Draft], left: dict[str, str], notes: list[str], asking: Asking
) -> Draft:
    """One row of all that are about the same, however many: each field is decided once."""
    whole = Draft(drafts[0].sheet, dict(drafts[0].values))
    for name in dict.fromkeys(name for draft in drafts for name in draft.values):
        column = whole.sheet.column(name)
        held = [draft for draft in drafts if name in draft.values]
        said = _said([draft.values[name] for draft in held])
        twice = _twice(held, name) if column.kind in _NUMBERS and len(said) == 1 else []
        if twice:
            whole.values[name] = _chosen(whole, column, twice, left, asking, _TWICE)
            continue
        if len(said) == 1:
            whole.values[name] = said[0]
            continue
        if column.kind == "text":
            whole.values[name] = _one_below_the_other(said)
            notes.append(
                f"{column.name} for {whole.words} stands in "
                f"{joined(each.cells[0] for each in said)}. "
                f"{'Both' if len(said) == 2 else 'All'} are kept, one below the other."
            )
        else:
            whole.values[name] = _chosen(whole, column, said, left, asking)
    return whole


def _said(every: Sequence[Held]) -> list[Held]:
    """What is said, each value once with all its cells; what stands in no cell gives way."""
    found: dict[str | int | float, Held] = {}
    for each in [each for each in every if each.cells] or every[:1]:
        before = found.get(each.value, each)
        cells = dict.fromkeys((*before.cells, *each.cells))
        found[each.value] = replace(before, cells=tuple(cells))
    return list(found.values())


def _twice(drafts: Sequence[Draft], name: str) -> list[Held]:
    """The equal numbers of several lines of one table: they may be parts of one number."""
    found = [
        {draft.values[name].cells: draft.values[name] for draft in drafts if draft.table == table}
        for table in dict.fromkeys(draft.table for draft in drafts)
    ]
    every = [held for each in found if len(each) > 1 for held in each.values() if held.cells]
    return every if len(every) > 1 else []


def _one_below_the_other(said: Sequence[Held]) -> Held:
    return Held(
        "\n".join(str(each.value) for each in said),
        tuple(cell for each in said for cell in each.cells),
        "\n".join(each.written for each in said),
        f"From {spelled(len(said))} places.",
    )


def _chosen(
    whole: Draft,
    column: Column,
    said: Sequence[Held],
    left: dict[str, str],
    asking: Asking,
    why_asked: str = DISAGREE,
) -> Held:
    """Of values that disagree, the one a person chose; none where nobody did."""
    key = BETWEEN.join(whole.key())
    taken, why = right_one(asking, key, whole.words, column, said, why_asked)
    for at, each in enumerate(said):
        if at != taken:
            left |= dict.fromkeys(each.cells, why)
    return Held("", (), "", why) if taken is None else said[taken]


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
