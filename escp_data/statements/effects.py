"""What pages show before and after: the headline's RAG and impact, wording, leads, dates, titles.

Quarters in a row in which the same changes to the same are one effect.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from escp_data.model import StoredValue
from escp_data.rag import NO_UPDATE
from escp_data.statements.reading import Plan, Reading
from escp_data.statements.who import Identities
from escp_data.text.periods import Period

Kind = Literal["RAG", "Impact", "Wording", "Lead", "Date", "Title"]
"""What changes, the weightiest first."""

_WORDING = ("action", "success_measure", "contributing_agencies", "activity_group", "owner_role")


@dataclass(frozen=True)
class Effect:
    """One change of what pages show: of an action by its ref, or of a priority by its number.

    `field` is the column that changes. `is_past` says that it reaches a quarter before the newest
    that was reported on.
    """

    kind: Kind
    plan: Plan
    name: str
    field: str
    quarters: tuple[Period, ...]
    before: str
    after: str
    is_past: bool

    @property
    def when(self) -> str:
        """`2025-26 Q3`, or `2023-24 Q1 to 2025-26 Q3`."""
        first, last = self.quarters[0], self.quarters[-1]
        return str(first) if first == last else f"{first} to {last}"


Values = dict[tuple[Kind, str, str], str]
"""What one quarter shows, by kind, name and field."""


def effects(before: Reading, after: Reading) -> tuple[Effect, ...]:
    """Everything that pages would show otherwise; what is new to a quarter is left out, but for a
    headline.
    """
    plans = dict.fromkeys((*before.plan_names, *after.plan_names))
    return tuple(each for plan in plans for each in _of_plan(before, after, plan))


def _of_plan(before: Reading, after: Reading, plan: Plan) -> Iterator[Effect]:
    quarters = sorted({*before.quarters_of(plan), *after.quarters_of(plan)})
    newest = max(before.quarters_of(plan), default=None)
    runs: dict[tuple[Kind, str, str], list[tuple[str, str, list[Period]]]] = {}
    for quarter in quarters:
        old, new = (_shown(each, plan, quarter, after.who) for each in (before, after))
        for key, now in new.items():
            was = old.get(key)
            if was is None or was == now:
                continue
            every = runs.setdefault(key, [])
            last = every[-1] if every else None
            if last and last[:2] == (was, now) and last[2][-1] == quarter.shifted(-1):
                last[2].append(quarter)
            else:
                every.append((was, now, [quarter]))
    for (kind, name, field), every in runs.items():
        for was, now, over in every:
            past = newest is not None and over[0] < newest
            yield Effect(kind, plan, name, field, tuple(over), was, now, past)


def _shown(reading: Reading, plan: Plan, quarter: Period, who: Identities) -> Values:
    found: Values = {}
    for number, held in reading.priorities_in(plan, quarter).items():
        for field in ("title", "aim"):
            found["Title", str(number), field] = _text(held.values[field])
    for ref, held in reading.actions_in(plan, quarter).items():
        told = reading.told(plan, ref, quarter)
        headline = told.headline if told else {}
        found["RAG", ref, "rag"] = headline.get("rag") or NO_UPDATE
        found["Impact", ref, "impact"] = headline.get("impact") or NO_UPDATE
        for field in _WORDING:
            found["Wording", ref, field] = _text(held.values[field])
        found["Lead", ref, "lead_agency"] = who.of(held.values["lead_agency"]) or "not set"
        for field in ("due_date", "revised_due_date"):
            found["Date", ref, field] = _text(held.values[field])
    return found


def _text(value: StoredValue) -> str:
    return "blank" if value is None else str(value)


def matters(effect: Effect) -> bool:
    """Whether a person has to look at it first: what was on record already would change.

    A first report of a quarter is new, and wording may change from the newest quarter on.
    """
    if effect.kind in ("RAG", "Impact"):
        return effect.before != NO_UPDATE
    if effect.kind == "Wording":
        return effect.is_past and effect.before != "blank"
    return effect.before not in ("blank", "not set") or effect.kind == "Title"


def by_kind(found: Sequence[Effect], wanted: Callable[[Effect], bool]) -> list[Effect]:
    """The effects that are wanted, RAGs first."""
    order = get_args(Kind)
    return sorted(filter(wanted, found), key=lambda each: (order.index(each.kind), each.name))
