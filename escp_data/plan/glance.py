"""The plan at a glance: what an executive member needs to leave a quarter's meeting with.

An action is on track where it is Green or Complete, and not on track where it is Red or Amber or
where nobody reported on it. What is asked of the executive is what an action's lead wrote under
*Decision sought*; an action that is silent, or Red or overdue without asking for anything, is a
call to make.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from escp_data.model import FrameRow
from escp_data.plan.actions import NO_UPDATE, STATUSES, View, actions, of_view
from escp_data.plan.naming import action_name
from escp_data.store.database import Store
from escp_data.text.periods import parse_period
from escp_data.text.wording import capital, day_words, joined, spelled

OFF_TRACK = ("Red", "Amber")
ON_TRACK = ("Green", "Complete")
NOT_ON_TRACK = (*OFF_TRACK, NO_UPDATE)


@dataclass(frozen=True)
class Named:
    """An action as it stands on the board: `rag` and `change` as in `plan.actions`."""

    ref: str
    name: str
    priority: int
    rag: str
    change: str
    moved: int

    @property
    def title(self) -> str:
        """`1.2 Training`."""
        return f"{self.ref} {self.name}"


@dataclass(frozen=True)
class Change:
    """A kind of change: as `plan.actions` calls it, as a label, of one action and of several;
    `always` is whether a list of changes names it where there is none.
    """

    change: str
    label: str
    one: str
    many: str
    always: bool = False


CHANGES = (
    Change("worse", "Worse", "got worse", "got worse", always=True),
    Change("better", "Better", "got better", "got better", always=True),
    Change("completed", "Completed", "was completed", "reached Complete", always=True),
    Change("started", "Started", "started", "started"),
    Change(
        "first update",
        "Reported on for the first time",
        "was reported on for the first time",
        "were reported on for the first time",
    ),
    Change(
        "reported again", "Reported on again", "was reported on again", "were reported on again"
    ),
    Change("no update", "Not reported on", "was not reported on", "were not reported on"),
)
"""Every change of RAG, in the order they are named."""
MOVED = Change(
    "moved", "Due date moved", "had a due date moved", "had a due date moved", always=True
)


@dataclass(frozen=True)
class Decision:
    """What one action asks of the executive; `standing` is how it is, `Red, overdue`."""

    action: Named
    standing: str
    asks: str
    of_and_by: str


@dataclass(frozen=True)
class Call:
    """A sentence about an action that somebody has to be rung up about; `standing` is how it is."""

    action: Named
    standing: str
    words: str


@dataclass(frozen=True)
class Board:
    """One priority and its live actions."""

    priority: int
    title: str
    actions: tuple[Named, ...]


@dataclass(frozen=True)
class Glance:
    """A quarter in one minute, about the live actions. `changes` has those whose RAG is not what it
    was, by kind (`CHANGES`); `earlier` says whether anything of the plan had been reported on by
    the quarter compared with, `elsewhere` whether anything of another plan had; `impact` has the
    refs by impact rating.
    """

    headline: str
    board: tuple[Board, ...]
    standing: dict[str, int]
    changes: dict[str, tuple[Named, ...]]
    moved: tuple[Named, ...]
    decisions: tuple[Decision, ...]
    calls: tuple[Call, ...]
    impact: dict[str, tuple[str, ...]]
    earlier: bool
    elsewhere: bool

    @property
    def worse(self) -> tuple[Named, ...]:
        """Those that got worse."""
        return self.changes["worse"]

    @property
    def better(self) -> tuple[Named, ...]:
        """Those that got better."""
        return self.changes["better"]

    @property
    def completed(self) -> tuple[Named, ...]:
        """Those that reached Complete."""
        return self.changes["completed"]

    @property
    def movements(self) -> tuple[tuple["Change", tuple[Named, ...]], ...]:
        """Every kind of change with its actions, those whose due date moved last; the kinds that
        are rarer only where there are any.
        """
        every = (*((kind, self.changes[kind.change]) for kind in CHANGES), (MOVED, self.moved))
        return tuple((kind, own) for kind, own in every if own or kind.always)

    @property
    def of_this_plan(self) -> str:
        """` of this plan`, where only another one had been reported on."""
        return " of this plan" if self.elsewhere else ""

    @property
    def total(self) -> int:
        """How many live actions there are."""
        return sum(self.standing.values())

    @property
    def on_track(self) -> int:
        """How many are Green or Complete."""
        return sum(self.standing.get(rag, 0) for rag in ON_TRACK)

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """What the rest are: the RAG, and in words `2 Red`, `1 not reported`; the worst first."""
        rest = [rag for rag in STATUSES if rag not in ON_TRACK and self.standing.get(rag)]
        return tuple((rag, f"{self.standing[rag]} {standing_word(rag)}") for rag in rest)


def glance(store: Store, view: View) -> Glance:
    """The quarter's answer, its movements, its decisions and its impact."""
    live = live_actions(store, view)
    named = [named_action(row) for row in live.itertuples()]
    # What was silent then and is silent now has not changed.
    moving = [n for n, was in zip(named, live["rag_before"], strict=True) if n.rag != was]
    before = _told_before(store, view)
    moved = live["moved_since"] > 0
    return Glance(
        headline=plan_headline(live),
        board=tuple(_board(live, named)),
        standing={rag: int((live["rag"] == rag).sum()) for rag in STATUSES},
        changes={k.change: tuple(n for n in moving if n.change == k.change) for k in CHANGES},
        moved=tuple(each for each, is_moved in zip(named, moved, strict=True) if is_moved),
        decisions=decisions(live, view),
        calls=calls(live, view),
        impact={str(name): tuple(own["ref"]) for name, own in live.groupby("impact")},
        earlier=True in before,
        elsewhere=False in before,
    )


def _told_before(store: Store, view: View) -> set[bool]:
    """Whether what was reported on by the quarter compared with is of the view's plan."""
    reading, plan = of_view(store, view)
    return {of == plan for (of, _), told in reading.by_action.items() if min(told) <= view.compared}


def live_actions(store: Store, view: View) -> pd.DataFrame:
    """`plan.actions` of the actions that are live in the quarter."""
    frame = actions(store, view)
    return frame[frame["state"] == "Live"].reset_index(drop=True)


def standing_word(rag: str) -> str:
    """A RAG inside a sentence: `Red`, `not started`, `not reported`."""
    return rag.lower() if rag in (NO_UPDATE, "Not started") else rag


def named_action(row: FrameRow) -> Named:
    """A row of `plan.actions` as the board has it."""
    name = action_name(row.short_name, row.action)
    return Named(str(row.ref), name, int(row.priority), row.rag, row.change, int(row.moved))


def _board(live: pd.DataFrame, named: list[Named]) -> Iterator[Board]:
    titles = dict(zip(live["priority"], live["priority_title"], strict=True))
    for number, title in titles.items():
        own = tuple(each for each in named if each.priority == number)
        yield Board(int(number), str(title or ""), own)


def plan_headline(live: pd.DataFrame) -> str:
    """The answer in about ten words: how many of these actions are not on track, and how many ask
    for a decision. Amber and silence count.
    """
    if live.empty:
        return "There are no live actions yet"
    asked = int(live["decision_sought"].notna().sum())
    if (live["rag"] == NO_UPDATE).all():
        return "Nobody has reported on this quarter yet"
    return f"{_track_words(live)}; {_asked_words(asked, len(live))}"


def _track_words(live: pd.DataFrame) -> str:
    off, total = int(live["rag"].isin(NOT_ON_TRACK).sum()), len(live)
    waiting = int((live["rag"] == "Not started").sum())
    if total == 1:
        return "The only action has not started" if waiting else _only_words(off)
    if off == total:
        return f"{_none_of(total)} is on track"
    if off == 0:
        every = "Both" if total == 2 else f"All {spelled(total)}"
        return "No action is off track" if waiting else f"{every} actions are on track"
    return f"{off} of {total} actions {'is' if off == 1 else 'are'} not on track"


def _none_of(total: int) -> str:
    return "Neither action" if total == 2 else f"None of the {spelled(total)} actions"


def _only_words(off: int) -> str:
    return f"The only action is {'not ' if off else ''}on track"


def _asked_words(asked: int, total: int) -> str:
    if not asked:
        return "no decision is asked"
    if total == 1:
        return "it needs a decision"
    return f"{spelled(asked)} {'needs' if asked == 1 else 'need'} a decision"


def decisions(live: pd.DataFrame, view: View) -> tuple[Decision, ...]:
    """What is asked of the executive: of the Red first, of them the overdue; else the plan's
    order.
    """
    found = [row for row in live.itertuples() if row.decision_sought]
    return tuple(
        Decision(named_action(row), standing(row, view), str(row.decision_sought), _of_and_by(row))
        for row in sorted(found, key=_urgency)
    )


def calls(live: pd.DataFrame, view: View) -> tuple[Call, ...]:
    """Who has to be asked: about silent actions, then about Red and overdue ones that ask for
    nothing.
    """
    rows = list(live.itertuples())
    silent = [row for row in rows if row.rag == NO_UPDATE and not row.decision_sought]
    still = [
        row
        for row in rows
        if row.rag != NO_UPDATE and not row.decision_sought and (row.rag == "Red" or row.overdue)
    ]
    return tuple(
        Call(named_action(row), standing(row, view), _call_words(row, view))
        for row in (*silent, *sorted(still, key=_urgency))
    )


def _call_words(row: FrameRow, view: View) -> str:
    if row.rag == NO_UPDATE:
        who = f"{row.lead} has not" if row.lead else "Nobody has"
        late = " It is overdue." if row.overdue else ""
        return f"{who} reported on {row.ref}.{late} Ask for it?"
    return f"{row.ref} is {standing(row, view)}. Ask what is needed?"


def standing(row: FrameRow, view: View) -> str:
    """`Red for three quarters, overdue`: its RAG, how long it is Red, whether it is overdue."""
    words = standing_word(str(row.rag))
    if row.rag == "Red" and row.red_since != str(view.period):
        long = view.period.steps_since(parse_period(row.red_since)) + 1
        words += f" for {spelled(long)} quarters"
    return f"{words}, overdue" if row.overdue else words


def _of_and_by(row: FrameRow) -> str:
    """`Executive group, by 31 March 2026`; "" where neither is on record."""
    by = f"by {day_words(row.decision_by)}" if row.decision_by else ""
    return ", ".join(part for part in (row.decision_of, by) if part)


def decision_words(row: FrameRow) -> str:
    """The decision sought, of whom and by when."""
    of = f" of {row.decision_of}" if row.decision_of else ""
    by = f" by {day_words(row.decision_by)}" if row.decision_by else ""
    return f"{row.decision_sought}{f' (asked{of}{by})' if of or by else ''}"


def _urgency(row: FrameRow) -> tuple[bool, bool]:
    return row.rag != "Red", not row.overdue


def times_moved(action: Named) -> str:
    """`for the second time`, where an action's due date moved before; "" for the first."""
    if action.moved < 2:
        return ""
    words = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
    which = words.get(action.moved)
    return f"for the {which} time" if which else f"{action.moved} times so far"


def helped_words(many: int, total: int, number: Callable[[int], str]) -> str:
    """`Three of ten actions can show they have helped children`, each number as `number` has it."""
    if not total:
        return "There are no live actions yet"
    if total == 1:
        shows = "can show it has" if many else "cannot show yet that it has"
        return f"The only action {shows} helped children"
    some = capital(number(many)) if many else "None"
    return f"{some} of {number(total)} actions can show they have helped children"


def refs_words(refs: tuple[str, ...]) -> str:
    """`1.2, 3.1 and 3.3`; `none` for none."""
    return joined(refs) or "none"
