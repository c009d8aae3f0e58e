"""An upload's changes grouped by what they do: RAGs, entries emptied, words, numbers, new rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from escp_data import contract
from escp_data.markers import SUPPRESSED
from escp_data.records.changes import BLANK, CellChange, SheetChanges
from escp_data.store.database import Store
from escp_data.text.wording import joined, plural

Effect = Literal["rag", "emptied", "words", "values", "filled", "hidden", "few"]


@dataclass(frozen=True)
class _Said:
    """How a group is said: what it counts, and what happens to it, before and afterwards."""

    one: str
    would: str
    did_one: str
    did: str
    many: str = ""


_SAID: dict[Effect, _Said] = {
    "rag": _Said("RAG", "would change", "changed", "changed"),
    "emptied": _Said("entry", "would be emptied", "was emptied", "were emptied", "entries"),
    "words": _Said("text", "would be rewritten", "was rewritten", "were rewritten"),
    "values": _Said("other entry", "would change", "changed", "changed", "other entries"),
    "filled": _Said("blank", "would be filled in", "was filled in", "were filled in"),
    "hidden": _Said(
        "number that is never shown",
        "may change",
        "may have changed",
        "may have changed",
        "numbers that are never shown",
    ),
    "few": _Said(
        "entry of a quote from a small group",
        "may be new or change",
        "may be new or have changed",
        "may be new or have changed",
        "entries of quotes from small groups",
    ),
}


@dataclass(frozen=True)
class ChangeGroup:
    """The changes that do one thing, in the order of the workbook."""

    effect: Effect
    changes: tuple[CellChange, ...]

    def words(self, *, stored: bool = False) -> str:
        """`2 RAGs would change`; once it is `stored`, `2 RAGs changed`."""
        said, number = _SAID[self.effect], len(self.changes)
        did = said.did_one if number == 1 else said.did
        return f"{plural(number, said.one, said.many or None)} {did if stored else said.would}"


def groups(found: Sequence[SheetChanges]) -> tuple[ChangeGroup, ...]:
    """What changes, weightiest group first; groups without a change are left out."""
    every = [change for sheet in found for change in sheet.changed]
    of_each = {effect: tuple(c for c in every if effect_of(c) == effect) for effect in _SAID}
    return tuple(ChangeGroup(effect, those) for effect, those in of_each.items() if those)


def effect_of(change: CellChange) -> Effect:
    """What one change does. A RAG that is emptied is a RAG that changes."""
    if change.or_new:
        return "few"
    column = contract.sheet(change.sheet).column(change.column)
    if column.field == "rag":
        return "rag"
    if change.old == change.new == SUPPRESSED:
        return "hidden"
    if BLANK in (change.old, change.new):
        return "emptied" if change.new == BLANK else "filled"
    return "words" if column.kind == "text" else "values"


def new_rows(found: Sequence[SheetChanges]) -> int:
    """How many rows are new, over all sheets."""
    return sum(sheet.new for sheet in found)


def measure_names(store: Store) -> dict[str, str]:
    """Each measure's name by its code, as it is on record now."""
    measures = store.current("measures")
    return dict(zip(measures["code"], measures["measure"], strict=True))


def in_few_words(found: Sequence[SheetChanges]) -> str:
    """`17 entries would be emptied, 2 RAGs would change and 12 rows are new`, or that none do."""
    parts = [group.words() for group in groups(found)]
    added = new_rows(found)
    if added:
        parts.append(f"{plural(added, 'row')} {'is' if added == 1 else 'are'} new")
    return joined(parts) or "Nothing would change"
