"""The plan at a glance: what an executive member needs to leave a quarter's meeting with."""

from dataclasses import dataclass

import pandas as pd

from escp_data.model import FrameRow
from escp_data.plan.actions import NO_UPDATE, View, actions, quarters
from escp_data.store.database import Store
from escp_data.text.wording import day_words, joined, spelled

OFF_TRACK = ("Red", "Amber")


@dataclass(frozen=True)
class DecisionNeeded:
    """One action that needs a decision from the executive group, and why, in words."""

    ref: str
    action: str
    why: str
    asks: str | None


@dataclass(frozen=True)
class Glance:
    """A quarter in one minute. `actions` is `plan.actions` of the live actions."""

    headline: str
    actions: pd.DataFrame
    worse: tuple[str, ...]
    better: tuple[str, ...]
    completed: tuple[str, ...]
    moved: tuple[str, ...]
    decisions: tuple[DecisionNeeded, ...]
    evidenced: tuple[str, ...]
    emerging: tuple[str, ...]
    unevidenced: tuple[str, ...]
    unreported: tuple[str, ...]
    earlier: bool
    """Whether anything had been reported on by the quarter compared with."""


def glance(store: Store, view: View) -> Glance:
    """The quarter's answer, its movements, its decisions and its impact."""
    frame = actions(store, view)
    live = frame[frame["state"] == "Live"].reset_index(drop=True)
    return Glance(
        headline=plan_headline(live),
        actions=live,
        worse=_refs(live, live["change"] == "worse"),
        better=_refs(live, live["change"] == "better"),
        completed=_refs(live, live["change"] == "completed"),
        moved=_refs(live, live["moved_since"] > 0),
        decisions=tuple(decisions_needed(live, view)),
        evidenced=_refs(live, live["impact"] == "Evidenced"),
        emerging=_refs(live, live["impact"] == "Emerging"),
        unevidenced=_refs(live, live["impact"] == "Not yet evidenced"),
        unreported=_refs(live, live["impact"] == NO_UPDATE),
        earlier=any(quarter <= view.compared for quarter in quarters(store, view.as_at)),
    )


def plan_headline(live: pd.DataFrame) -> str:
    """The answer in one line: how many of these actions are off track, and on which priorities."""
    if live.empty:
        return "There are no live actions yet"
    red, amber = (live[live["rag"] == rag] for rag in OFF_TRACK)
    silent = int((live["rag"] == NO_UPDATE).sum())
    if silent == len(live):
        return "Nobody has reported on this quarter yet"
    if red.empty and amber.empty:
        rest = f"; {spelled(silent)} {_have(silent)} no update" if silent else ""
        return f"No action is off track{rest}"
    worst, words = (amber, "at risk") if red.empty else (red, "off track")
    where = f", {_where(worst)}" if live["priority"].nunique() > 1 else ""
    return f"{_of(worst, live)} {words}{where}"


def decisions_needed(live: pd.DataFrame, view: View) -> list[DecisionNeeded]:
    """The actions that are Red, overdue or silent, in that order, each with its reason in words.

    Among the Red, the overdue come first; then the plan's order.
    """
    found = []
    for row in live.itertuples():
        why = _reasons(row, str(view.period))
        if why:
            found.append(
                (_urgency(row), DecisionNeeded(str(row.ref), str(row.action), why, _asks(row)))
            )
    return [decision for _, decision in sorted(found, key=lambda pair: pair[0])]


def _reasons(row: FrameRow, period: str) -> str:
    parts = []
    if row.rag == "Red":
        parts.append("Red" if row.red_since == period else f"Red since {row.red_since}")
    elif row.decision_sought:
        parts.append(f"{row.rag}, decision sought")
    if row.rag == NO_UPDATE:
        parts.append(f"No update from {row.lead_agency}" if row.lead_agency else NO_UPDATE)
    if row.overdue:
        parts.append("overdue" if parts else "Overdue")
    return ", ".join(parts)


def _asks(row: FrameRow) -> str | None:
    """What is asked of the executive; else why the action has its RAG."""
    if row.decision_sought:
        return decision_words(row)
    return str(row.rag_reason) if row.rag_reason else None


def decision_words(row: FrameRow) -> str:
    """The decision sought, of whom and by when."""
    of = f" of {row.decision_of}" if row.decision_of else ""
    by = f" by {day_words(row.decision_by)}" if row.decision_by else ""
    asked = f" (asked{of}{by})" if of or by else ""
    return f"{row.decision_sought}{asked}"


def _urgency(row: FrameRow) -> tuple[bool, bool]:
    return row.rag != "Red", not row.overdue


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _of(some: pd.DataFrame, live: pd.DataFrame) -> str:
    if len(live) == 1:
        return "The only action is"
    verb = "is" if len(some) == 1 else "are"
    return f"{spelled(len(some)).capitalize()} of {spelled(len(live))} actions {verb}"


def _where(some: pd.DataFrame) -> str:
    numbers = list(dict.fromkeys(some["priority"]))
    title = some["priority_title"].iloc[0]
    if len(numbers) == 1 and title:
        prefix = "both " if len(some) == 2 else "all " if len(some) > 2 else ""
        return f"{prefix}on {_within_a_sentence(str(title))}"
    return (
        f"on {'priority' if len(numbers) == 1 else 'priorities'} {joined(list(map(str, numbers)))}"
    )


def _within_a_sentence(title: str) -> str:
    """`physical abuse` for `Physical abuse`; names like `S11` or `VYP` keep their capitals."""
    return title[0].lower() + title[1:] if title[1:2].islower() or title[1:2] == " " else title


def _refs(frame: pd.DataFrame, chosen: pd.Series) -> tuple[str, ...]:
    return tuple(frame.loc[chosen, "ref"])
