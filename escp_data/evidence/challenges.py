"""Challenges and decisions: what was asked of whom, what was answered, and what waits, how long.

A quarter shows what had been raised and answered by its end; in a plan's last quarter late answers
count, too. An answer without a day counts as soon as its row says that it was given.

The meeting about a quarter comes after its end. Its own list (`at_the_meeting`) goes on to the end
of the next quarter, or for as long as nobody has reported on that: what was raised and answered
there is on it, with its date, and on no other list of the quarter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from escp_data.evidence.voice import last_day
from escp_data.model import Statement, StoredValue
from escp_data.plan.actions import View, of_view, quarters_in
from escp_data.plan.plans import of_plan
from escp_data.statements.of_their_time import records
from escp_data.statements.reading import Plan, Reading
from escp_data.store.database import Store
from escp_data.text.days import in_words
from escp_data.text.periods import Period, quarter_of
from escp_data.text.wording import joined, plural

CHALLENGE, DECISION = "Challenge", "Decision"
OPEN, WITHDRAWN = "Open", "Withdrawn"
STATES = (OPEN, "Answered", "Accepted", WITHDRAWN)


@dataclass(frozen=True)
class Challenge:
    """One challenge or decision as it stood; `waited` is days from raised to answered, or to now.

    `state` is `Open` where its answer had not come by then. It is `overdue` from the day after it
    was due. `later` is whether it was raised after
    the quarter that is looked at.
    """

    number: str
    kind: str
    raised: date
    meeting: str | None
    ref: str | None
    measure: str | None
    by: str
    asked: str | None
    question: str
    due: date | None
    answer: str | None
    answered: date | None
    state: str
    waited: int
    overdue: bool
    later: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == OPEN

    @property
    def quarter(self) -> Period:
        """The quarter it was raised in."""
        return quarter_of(self.raised)

    @property
    def name(self) -> str:
        """`Challenge 5`."""
        return f"{self.kind} {self.number}"

    @property
    def state_words(self) -> str:
        """`Open, 98 days, overdue`, `Answered after 88 days`, `Open, raised on 14 January 2026`."""
        if self.is_open and self.later:
            return f"Open, raised on {in_words(self.raised)}"
        if self.is_open:
            late = f", due {in_words(self.due)}, overdue" if self.overdue and self.due else ""
            return f"Open, {plural(self.waited, 'day')}{late}"
        if self.answered is None or self.state == WITHDRAWN:
            return self.state
        return f"{self.state} after {plural(self.waited, 'day')}"


def challenges(store: Store, view: View) -> tuple[Challenge, ...]:
    """Those under the view's plan up to its quarter: open ones first, the oldest of each first."""
    reading, plan = of_view(store, view)
    return _up_to(store, view, reading, plan, last_day(reading, plan, view.period))


def at_the_meeting(store: Store, view: View) -> tuple[Challenge, ...]:
    """`challenges`, and what was raised and answered since, as the meeting about the quarter has
    them.
    """
    reading, plan = of_view(store, view)
    told = quarters_in(reading, plan)
    is_newest = not told or view.period >= told[0]
    following = date.max if is_newest else view.period.shifted(1).end
    until = max(following, last_day(reading, plan, view.period))
    return _up_to(store, view, reading, plan, until)


def _up_to(
    store: Store, view: View, reading: Reading, plan: Plan, until: date
) -> tuple[Challenge, ...]:
    own = of_plan(store.current("challenges", view.as_at), plan)
    found = _known(own, reading, until, view.period)
    return tuple(sorted(found, key=lambda each: (not each.is_open, each.raised, each.number)))


def still_open(number: int, *, more: bool) -> str:
    """`2 more are still open`; whole words where nothing that was counted goes before."""
    if more:
        return f"{plural(number, 'more is', 'more are')} still open"
    words = plural(number, "challenge or decision is", "challenges or decisions are")
    return f"{words} still open"


def left_open(store: Store, view: View) -> dict[str, int]:
    """By plan that began earlier: how many of its challenges and decisions are still open."""
    reading, plan = of_view(store, view)
    names = reading.plan_names
    before = names[: names.index(plan)] if plan in names else ()
    frame = store.current("challenges", view.as_at)
    found = {}
    for other in before:
        known = _known(of_plan(frame, other), reading, view.period.end, view.period)
        waiting = sum(each.is_open for each in known)
        if waiting:
            found[other or "no named plan"] = waiting
    return found


def waiting(found: Iterable[Challenge]) -> tuple[Challenge, ...]:
    """Those that are open, the oldest first."""
    return tuple(sorted((each for each in found if each.is_open), key=lambda each: each.raised))


def counted_words(found: Sequence[Challenge]) -> str:
    """`5 challenges, 4 answered, 1 open; the oldest has waited 61 days.`; nothing of none."""
    standing = [each for each in found if each.state != WITHDRAWN]
    if not standing:
        return ""
    kinds = [_how_many(standing, kind) for kind in (CHALLENGE, DECISION)]
    open_ = waiting(standing)
    parts = [joined([kind for kind in kinds if kind]), f"{len(standing) - len(open_)} answered"]
    if open_:
        waited = f"has waited {plural(open_[0].waited, 'day')}"
        since = f"was raised on {in_words(open_[0].raised)}" if open_[0].later else waited
        parts.append(f"{len(open_)} open; the oldest {since}")
    return f"{', '.join(parts)}."


def since_quarter_words(found: Iterable[Challenge], quarter: Period) -> str:
    """What the meeting about a quarter has more: what was raised and answered after its end.

    `Since 31 December 2025: challenge 8 was raised on 14 January 2026.`; "" where nothing was.
    """
    parts = []
    for each in sorted(found, key=lambda each: (each.raised, each.number)):
        name = each.name.lower()
        if each.later:
            parts.append(f"{name} was raised on {in_words(each.raised)}")
        if not each.is_open and each.answered and each.answered > quarter.end:
            parts.append(f"{name} was answered on {in_words(each.answered)}")
    return f"Since {in_words(quarter.end)}: {'; '.join(parts)}." if parts else ""


def on_the_table(each: Challenge, quarter: Period) -> bool:
    """Whether the meeting about a quarter has it before it: open at its end, or raised since."""
    answered_since = each.answered is not None and each.answered > quarter.end
    return each.is_open or each.later or answered_since


def _how_many(found: Iterable[Challenge], kind: str) -> str:
    number = sum(each.kind == kind for each in found)
    return plural(number, kind.lower()) if number else ""


def _known(rows: pd.DataFrame, reading: Reading, until: date, quarter: Period) -> list[Challenge]:
    """The rows of what had been raised by a day, as it stood then."""
    return [
        _challenge(row, reading, until, quarter)
        for row in records(rows)
        if (raised := _day(row["raised_on"])) is not None and raised <= until
    ]


def _challenge(row: Statement, reading: Reading, until: date, quarter: Period) -> Challenge:
    raised, answered, due = (_day(row[name]) for name in ("raised_on", "answered_on", "due"))
    assert raised is not None  # the contract requires it
    has_come = answered is None or answered <= until
    state = str(row["state"]) if has_come else OPEN
    now = max(min(until, quarter.end), raised)
    end = answered if answered and has_come and state != OPEN else now
    return Challenge(
        number=str(row["challenge_number"]),
        kind=row["kind"] or CHALLENGE,
        raised=raised,
        meeting=row["meeting"],
        ref=row["ref"],
        measure=row["measure"],
        by=str(row["raised_by"]),
        asked=reading.who.of(row["agency_asked"]),
        question=str(row["question"]),
        due=due,
        answer=row["answer"] if has_come else None,
        answered=answered if has_come else None,
        state=state,
        waited=max((end - raised).days, 0),
        overdue=state == OPEN and due is not None and due < now,
        later=raised > quarter.end,
    )


def _day(value: StoredValue) -> date | None:
    return date.fromisoformat(str(value)) if value else None
