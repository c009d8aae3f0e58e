"""From an action to the one that carries it on in a later plan, and back."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from escp_data.contract import ACTIONS
from escp_data.model import StoredValue
from escp_data.plan.actions import View, of_view, rag_history
from escp_data.statements.of_their_time import restates
from escp_data.statements.reading import Reading, read
from escp_data.store.database import Store
from escp_data.text.periods import Period
from escp_data.validation.cells import listed_items


@dataclass(frozen=True)
class Thread:
    """An action of another plan: what it is, and its RAG, a quarter a row (ref, period, rag)."""

    plan: str
    ref: str
    action: str
    priority: int | None
    history: pd.DataFrame
    last: str | None


def earlier_actions(store: Store, view: View, ref: str) -> tuple[Thread, ...]:
    """The actions of earlier plans that an action carries on."""
    reading, plan = of_view(store, view)
    held = reading.actions_in(plan, view.period).get(ref)
    named = listed_items(held.values["continues"] or "") if held else []
    return tuple(_thread(store, view, *_parts(name)) for name in named)


def later_actions(store: Store, view: View, ref: str) -> tuple[Thread, ...]:
    """The actions of later plans that carry an action on, from the quarter in which they say so."""
    reading, of = of_view(store, view)
    own = f"{of} {ref}"
    naming = [row for row in reading.actions if row["plan"] and _continues(row, own)]
    found = [
        (plan, name)
        for plan in dict.fromkeys(str(row["plan"]) for row in naming)
        for name, held in reading.actions_in(plan, view.period).items()
        if _continues(held.values, own) and _says_by(reading, plan, name, own, view.period)
    ]
    return tuple(_thread(store, view, plan, name) for plan, name in found)


def _continues(values: Mapping[str, StoredValue], own: str) -> bool:
    return own in listed_items(values["continues"] or "")


def _says_by(reading: Reading, plan: str, ref: str, own: str, quarter: Period) -> bool:
    """Whether an action had said by a quarter that it carries another on.

    What an export only says again is dated by the words that it was made of.
    """
    return any(
        (row["plan"], row["ref"]) == (plan, ref)
        and _continues(row, own)
        and (row["dated"] or "") <= str(quarter)
        and not restates(ACTIONS, row, "continues", reading.actions)
        for row in reading.actions
    )


def _thread(store: Store, view: View, plan: str, ref: str) -> Thread:
    """An action of another plan as its last reported quarter has it."""
    reading = read(store, view.as_at)
    told = reading.quarters_told(plan, ref)
    term = reading.term(plan)
    at = told[-1] if told else term.starts if term else view.period
    held = reading.actions_in(plan, at).get(ref)
    words = str(held.values["action"]) if held else f"{plan} {ref} (not described)"
    history = rag_history(store, View(at, at.shifted(-1), view.as_at, plan))
    priority = held.values["priority"] if held else None
    return Thread(
        plan,
        ref,
        words,
        None if priority is None else int(priority),
        history[history["ref"] == ref].reset_index(drop=True),
        str(told[-1]) if told else None,
    )


def _parts(name: str) -> tuple[str, str]:
    plan, _, ref = name.rpartition(" ")
    return plan, ref
