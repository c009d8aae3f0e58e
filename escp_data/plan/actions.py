"""The plan's questions: the state of every action for a quarter, and how it came to be.

A quarter's RAG is what the action's lead, or the business unit for everybody, reported for that
quarter: where neither did, it is `Not reported`, never an earlier colour. An action's wording, lead
and dates are what held in the quarter (`statements.of_their_time`), so that an old quarter shows
the plan as it was then.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from escp_data import rag
from escp_data.contract import ACTIONS, IMPACT
from escp_data.model import StoredValue
from escp_data.plan.due_dates import agreed_dates
from escp_data.statements.of_their_time import Held
from escp_data.statements.reading import Plan, Reading, read
from escp_data.statements.who import Told
from escp_data.store.database import Store
from escp_data.text.periods import Period

NO_UPDATE = rag.NO_UPDATE
STATUSES = tuple(rag.LOOKS)
MEANINGS = {
    "Green": "On track to be delivered by its due date.",
    "Amber": "At risk: the owner can recover it; or its due date was moved.",
    "Red": "Off track: needs the executive.",
    "Complete": "Delivered, and its evidence is recorded.",
    "Not started": "Nothing was due to start yet.",
    NO_UPDATE: "Nobody reported on it for this quarter.",
}
IMPACTS = (*IMPACT, NO_UPDATE)
IMPACT_WORDS = {
    "Evidenced": "can show it helped",
    "Emerging": "first signs that it helps",
    "Not yet evidenced": "nothing shows yet",
    NO_UPDATE: "nobody said",
}
"""What each impact rating means, as people say it in a meeting."""

_SEVERITY = {"Complete": 0, "Green": 1, "Amber": 2, "Red": 3}
_REPORTED = [
    "rag",
    "rag_reason",
    "progress_update",
    "evidence",
    "impact",
    "barriers",
    "next_steps",
    "decision_sought",
    "decision_of",
    "decision_by",
]


@dataclass(frozen=True)
class View:
    """What is looked at: a quarter, the one it is compared with, the store as at a day, and the
    plan (None: the one that the quarter shows).
    """

    period: Period
    compared: Period
    as_at: str | None = None
    plan: Plan = None


@dataclass(frozen=True)
class Beside:
    """What an agency that does not lead an action reported on it for a quarter."""

    agency: str
    values: dict[str, StoredValue]


@dataclass(frozen=True)
class Story:
    """One action's reports up to a quarter: by quarter, what was told; and the RAG of each."""

    told: dict[Period, Told]
    rags: dict[Period, str]


def quarters(store: Store, as_at: str | None = None, plan: Plan = None) -> list[Period]:
    """Every quarter from the first to the last that was reported on, newest first; of one plan
    where one is named.

    A plan that nobody has reported on yet has one: the quarter in which its newest version starts.
    """
    return quarters_in(read(store, as_at), plan)


def quarters_in(reading: Reading, plan: Plan = None) -> list[Period]:
    """`quarters`, of what was read."""
    plans = [plan] if plan is not None else list(reading.plan_names)
    told = [
        quarter
        for (of, _), quarters in reading.by_action.items()
        if of in plans
        for quarter in quarters
    ]
    if not told:
        # Nobody has reported yet: of several plans, the one that begins last speaks.
        return reading.quarters_of(plans[-1]) if plans else []
    first, last = min(told), max(told)
    return [last.shifted(-steps) for steps in range(last.steps_since(first) + 1)]


def plan_shown(reading: Reading, quarter: Period) -> Plan:
    """The plan that a quarter shows where none is named: the one in force, of two the later.

    Where none is: the rows that wait for a plan, if there are any, else the plan that ended last.
    """
    current = reading.in_force(quarter)
    if current:
        return current[-1].plan
    named = reading.plan_names
    if None in named or not named:
        return None
    begun = [t for t in reading.terms if t.starts <= quarter]
    return max(begun, key=lambda term: term.ends).plan if begun else named[0]


def resolve(reading: Reading, view: View) -> Plan:
    """The plan of a view."""
    return view.plan if view.plan is not None else plan_shown(reading, view.period)


def of_view(store: Store, view: View) -> tuple[Reading, Plan]:
    """All that is on record as the view has it, and the view's plan."""
    reading = read(store, view.as_at)
    return reading, resolve(reading, view)


def priorities(store: Store, view: View) -> pd.DataFrame:
    """The plan's priorities in order, as they read in the quarter: priority (whole number), title,
    short_title, aim. One that only its actions name has its number for a title.
    """
    reading, plan = of_view(store, view)
    return priorities_in(reading, plan, view.period)


def priorities_in(reading: Reading, plan: Plan, quarter: Period) -> pd.DataFrame:
    """`priorities`, of what was read."""
    held = reading.priorities_in(plan, quarter)
    used = {
        int(each.values["priority"])
        for each in reading.actions_in(plan, quarter).values()
        if each.values["priority"]
    }
    used |= {int(ref[0]) for ref in _told_only(reading, plan, quarter)}
    rows: list[tuple[int, str, str | None, str | None]] = []
    for number in sorted({*held, *used}):
        values = held[number].values if number in held else {}
        title = values.get("title") or f"Priority {number} (not described)"
        rows.append((number, str(title), values.get("short_title"), values.get("aim")))
    names = ["priority", "title", "short_title", "aim"]
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    return frame.astype({"priority": "int64"})


def actions(store: Store, view: View) -> pd.DataFrame:
    """One row an action, in the order of its ref, as it stood in the quarter of the view.

    The columns of Actions, agencies by the names of their time, and the headline's of Progress,
    and: `lead` and `contributors` (who they are now, with `;` between), `rag_before`, `change`
    (worse, better, completed, same, started, first update, reported again, no update; a first
    update is the first since the quarter compared with), `due` (the date now agreed), `due_dates`
    (every date agreed in turn), `moved` and `moved_since` (how often, and since that quarter),
    `overdue` (due before the quarter's last day, live, not Complete), `red_since`, `last_update`
    (the latest quarter reported on, or None), `quarters_silent` (quarters since then; NaN if
    never), `beside` (what other agencies report), `described` (whether the plan says what it is).
    """
    return actions_read(read(store, view.as_at), view)


def actions_read(reading: Reading, view: View) -> pd.DataFrame:
    """`actions`, of what was read."""
    plan = resolve(reading, view)
    held = reading.actions_in(plan, view.period)
    titles = dict(
        priorities_in(reading, plan, view.period)[["priority", "title"]].itertuples(
            index=False, name=None
        )
    )
    rows = [
        _action(reading, plan, ref, held.get(ref), view, titles)
        for ref in _refs(reading, plan, view)
    ]
    return _frame(rows)


def _told_only(reading: Reading, plan: Plan, quarter: Period) -> set[str]:
    """The refs that were reported on by a quarter, and that nothing describes in it."""
    held = reading.actions_in(plan, quarter)
    return {
        ref
        for (of, ref), told in reading.by_action.items()
        if of == plan and ref not in held and min(told) <= quarter
    }


def rag_history(store: Store, view: View, length: int = 12) -> pd.DataFrame:
    """Every action's RAG in the quarters up to the view's: ref, period (text), rag.

    A quarter nobody reported on reads `Not reported`; quarters before the plan's first are left
    out.
    """
    reading, plan = of_view(store, view)
    told = {ref: _story(reading, plan, ref, view.period).rags for ref in _refs(reading, plan, view)}
    reported = [quarter for rags in told.values() for quarter in rags]
    if not reported:
        return pd.DataFrame({"ref": [], "period": [], "rag": []}, dtype=object)
    span = min(length, view.period.steps_since(min(reported)) + 1)
    shown = [view.period.shifted(-steps) for steps in reversed(range(span))]
    rows = [
        (ref, str(quarter), rags.get(quarter, NO_UPDATE))
        for quarter in shown
        for ref, rags in told.items()
    ]
    return pd.DataFrame(rows, columns=["ref", "period", "rag"], dtype=object)


def updates(store: Store, ref: str, view: View) -> pd.DataFrame:
    """One action's story, newest quarter first: period, the reported columns, upload_id."""
    every = every_update(store, view)
    own = every[every["ref"] == ref]
    return own[::-1].reset_index(drop=True)[["period", *_REPORTED, "upload_id"]]


def every_update(store: Store, view: View) -> pd.DataFrame:
    """Every action's headline up to the quarter, in the plan's order, then by quarter.

    Columns: ref, period, the reported columns, upload_id.
    """
    reading, plan = of_view(store, view)
    rows = []
    for ref in _refs(reading, plan, view):
        for quarter, told in _story(reading, plan, ref, view.period).told.items():
            if told.headline:
                values = {name: told.headline.get(name) for name in _REPORTED}
                rows.append(
                    {"ref": ref, "period": str(quarter), **values, "upload_id": told.upload}
                )
    names = ["ref", "period", *_REPORTED, "upload_id"]
    return pd.DataFrame(rows, columns=names, dtype=object)


def actions_order(refs: "pd.Series[str]") -> list[str]:
    """Refs in the plan's order: 1.2 before 1.10."""
    return sorted(refs.unique(), key=_ref_order)


def _refs(reading: Reading, plan: Plan, view: View) -> list[str]:
    held = reading.actions_in(plan, view.period)
    return sorted({*held, *_told_only(reading, plan, view.period)}, key=_ref_order)


def _story(reading: Reading, plan: Plan, ref: str, until: Period) -> Story:
    told = {
        quarter: found
        for quarter in reading.quarters_told(plan, ref)
        if quarter <= until and (found := reading.told(plan, ref, quarter)) is not None
    }
    rags = {q: str(each.headline["rag"]) for q, each in told.items() if each.headline.get("rag")}
    return Story(told, rags)


def _action(
    reading: Reading,
    plan: Plan,
    ref: str,
    held: Held | None,
    view: View,
    titles: dict[int, str],
) -> dict[str, StoredValue]:
    """One row of `actions`; one that nothing describes has its ref and what was told of it."""
    values = dict(held.values) if held else _undescribed(plan, ref)
    story = _story(reading, plan, ref, view.period)
    now = story.told.get(view.period)
    headline = now.headline if now else {}
    row = {**values, **{name: headline.get(name) for name in _REPORTED}}
    row["rag"] = headline.get("rag") or NO_UPDATE
    row["impact"] = headline.get("impact") or NO_UPDATE
    row["rag_before"] = story.rags.get(view.compared, NO_UPDATE)
    is_first = bool(story.rags) and min(story.rags) > view.compared
    row["change"] = _change(row["rag_before"], row["rag"], is_first=is_first)
    row["state"] = values["state"] or "Live"
    row["priority"] = int(values["priority"])
    row["priority_title"] = titles.get(row["priority"])
    before = reading.actions_in(plan, view.compared).get(ref)
    dates, since = agreed_dates(held, before)
    row["lead"] = reading.who.of(values["lead_agency"])
    row["contributors"] = reading.who.every(values["contributing_agencies"])
    row |= {"due_dates": dates, "moved": max(len(dates) - 1, 0), "moved_since": since}
    row["due"] = dates[-1] if dates else None
    row["overdue"] = (
        _is_day(row["due"])
        and row["due"] < view.period.end.isoformat()
        and row["rag"] != "Complete"
        and row["state"] == "Live"
    )
    row["red_since"] = _red_since(story.rags, view.period)
    last = max(story.rags, default=None)
    row["last_update"] = last
    row["quarters_silent"] = float("nan") if last is None else float(view.period.steps_since(last))
    row["upload_id"] = now.upload if now else None
    row["beside"] = tuple(Beside(*each) for each in now.beside.items()) if now else ()
    row["described"] = held is not None
    return row


def _undescribed(plan: Plan, ref: str) -> dict[str, StoredValue]:
    """An action that rows name and no plan on record describes."""
    values: dict[str, StoredValue] = dict.fromkeys(name for name, _ in ACTIONS.stored)
    return values | {
        "ref": ref,
        "plan": plan,
        "action": f"{ref} (not described)",
        "priority": int(ref[0]),
    }


def _frame(rows: Sequence[dict[str, StoredValue]]) -> pd.DataFrame:
    names = [*(name for name, _ in ACTIONS.stored), *_REPORTED, *_WORKED_OUT]
    columns = {name: pd.Series([row[name] for row in rows], dtype=object) for name in names}
    frame = pd.DataFrame(columns)
    return frame.astype(
        dict.fromkeys(("priority", "moved", "moved_since"), "int64")
        | {"overdue": "bool", "quarters_silent": "float64"}
    )


_WORKED_OUT = [
    "lead",
    "contributors",
    "rag_before",
    "change",
    "priority_title",
    "due_dates",
    "moved",
    "moved_since",
    "due",
    "overdue",
    "red_since",
    "last_update",
    "quarters_silent",
    "upload_id",
    "beside",
    "described",
]


def _change(before: str, now: str, *, is_first: bool) -> str:
    if now == NO_UPDATE:
        return "no update"
    if before == NO_UPDATE:
        return "first update" if is_first else "reported again"
    if now == before:
        return "same"
    if now == "Complete":
        return "completed"
    if before == "Not started":
        return "started" if now == "Green" else "worse"
    if now == "Not started":
        return "worse"
    return "worse" if _SEVERITY[now] > _SEVERITY[before] else "better"


def _red_since(rags: dict[Period, str], period: Period) -> str | None:
    """The first quarter of the unbroken run of Red that ends in this one."""
    since = None
    while rags.get(period) == "Red":
        since, period = str(period), period.shifted(-1)
    return since


def _is_day(due: object) -> bool:
    return isinstance(due, str) and due[:1].isdigit()


def _ref_order(ref: str) -> list[tuple[int, str]]:
    """1.2, 1.2a, 1.10: by numbers first, then by letters."""
    return [(int(number), letter) for number, letter in re.findall(r"(\d+)([a-z]*)", ref)]
