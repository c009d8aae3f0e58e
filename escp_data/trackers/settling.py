"""The rows of a tracker's several tables made one: joined by key, and left out where they cannot
stand. No value and no cell is lost without a word about it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from escp_data.text.periods import is_period
from escp_data.trackers.known import Plan
from escp_data.trackers.reading import Draft, Held, TableReader


@dataclass(frozen=True)
class Settled:
    """The rows that stand, why cells of others do not, and where two places disagree."""

    drafts: tuple[Draft, ...]
    left: dict[str, str]
    conflicts: tuple[str, ...]


def settle(tables: Sequence[tuple[TableReader, str]], plan: Plan) -> Settled:
    """Join the rows of one key from several tables, and leave out those that cannot stand.

    `tables` come with their sheet's name. Texts are joined; of two values that disagree the first
    table's is taken, and the conflict is said.
    """
    joined: dict[tuple[str, ...], Draft] = {}
    left: dict[str, str] = {}
    conflicts: list[str] = []
    reasons: dict[str, str] = {}
    rated: set[tuple[str, ...]] = set()
    for reader, sheet in tables:
        reasons |= {f"{sheet}!{cell}": why for cell, why in reader.left.items()}
        given = dict(reader.mapping.defaults)
        conflicts += reader.conflicts
        has_rag = any(use.field == "rag" for use in reader.mapping.uses)
        for draft in reader.drafts:
            rated |= {draft.key} if has_rag else set()
            placed = _placed(draft, sheet)
            before = joined.get(placed.key)
            if before is None:
                joined[placed.key] = placed
            else:
                conflicts += list(_join(before, placed, left))
            _give_reason(joined[placed.key], given.get("rag_reason", ""))
    stand = []
    for draft in joined.values():
        why = _cannot_stand(draft, plan, is_rated=draft.key in rated)
        if why:
            left |= {cell: why for held in draft.values.values() for cell in held.cells}
        else:
            stand.append(draft)
    return Settled(tuple(stand), reasons | left, tuple(conflicts))


def _placed(draft: Draft, sheet: str) -> Draft:
    """The draft with its cells named in full: `Tracker!F6`."""
    values = {
        name: replace(held, cells=tuple(f"{sheet}!{cell}" for cell in held.cells))
        for name, held in draft.values.items()
    }
    return Draft(draft.sheet, values)


def _give_reason(draft: Draft, reason: str) -> None:
    rag = draft.values.get("rag")
    if draft.sheet.name == "Progress" and reason and rag and rag.value in ("Red", "Amber"):
        draft.values.setdefault("rag_reason", Held(reason, (), "", "Given for the whole table."))


def _join(first: Draft, second: Draft, left: dict[str, str]) -> Iterator[str]:
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
            column = first.sheet.column(name).name
            left |= dict.fromkeys(held.cells, f"{before.cells[0]} says otherwise.")
            yield (
                f"{column} for {first.words}: {before.cells[0]} and {held.cells[0]} disagree. "
                f"The first is taken; change the table that is wrong, or leave one of them out."
            )


def _cannot_stand(draft: Draft, plan: Plan, *, is_rated: bool) -> str:
    """Why a row cannot be stored; "" where it can.

    Tables without a column for the RAG leave it as it is.
    """
    for column in draft.sheet.required:
        if column.field == "rag" and not is_rated:
            continue
        if column.field not in draft.values and column.field not in ("period", "agency"):
            return f"{column.name} is not given for {draft.words or 'this line'}."
    period = draft.values.get("period")
    if period and not is_period(str(period.value)):
        return f"{period.value} has no year. Give the year that this table is about."
    code = draft.values.get("code")
    part = draft.values.get("numerator")
    needs = code and code.value in plan.percentages and part and not isinstance(part.value, str)
    if draft.sheet.name == "Measure values" and needs and "denominator" not in draft.values:
        return "It is a percentage, and the number that it is a part of is not given."
    return ""
