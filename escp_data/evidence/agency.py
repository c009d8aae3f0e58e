"""One agency: what it leads and joins, what is still expected of it, what it supplies and sends.

What an agency's champion needs before the meeting, from the same questions as everybody's pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from escp_data.evidence.assurance import assessments, improvements, improvements_words, rounds
from escp_data.evidence.attendance import sent_nobody
from escp_data.evidence.challenges import Challenge, challenges, waiting
from escp_data.evidence.groups import in_year, meetings, since_words
from escp_data.evidence.measured import Measured
from escp_data.evidence.measures import scorecard
from escp_data.evidence.meetings import Attendance, attendance, attendance_table
from escp_data.evidence.training import Outcome, outcome, training
from escp_data.plan.actions import NO_UPDATE, View, actions
from escp_data.plan.board import OutstandingItem, outstanding_items
from escp_data.plan.filters import taking_part
from escp_data.plan.glance import OFF_TRACK
from escp_data.plan.naming import action_name
from escp_data.plan.returns import returns_of_quarter
from escp_data.statements.who import Identities, identities
from escp_data.store.database import Store
from escp_data.text.wording import day_words, plural, spelled

LEADS, JOINS = "Leads", "Joins"


@dataclass(frozen=True)
class Part:
    """An action and the agency's part in it; `said` are its own words for the quarter.

    `own_rag` is what it says itself where it does not lead, and "" where it says none.
    """

    ref: str
    priority: int
    name: str
    part: str
    rag: str
    change: str
    own_rag: str
    said: str
    decision: str
    state: str

    @property
    def is_live(self) -> bool:
        """Whether it counts: what is closed or superseded does not."""
        return self.state == "Live"


@dataclass(frozen=True)
class Trained:
    """What the agency's staff did with training, and the courses it sent nobody to."""

    outcome: Outcome
    nobody: tuple[str, ...]


@dataclass(frozen=True)
class Assured:
    """An agency's newest self-assessment: Standard, Self grade, Moderated grade; and what is left
    to improve: Improvement, By, Overdue.
    """

    round: str
    grades: pd.DataFrame
    improvements: pd.DataFrame
    words: str


def agencies_shown(store: Store, view: View) -> tuple[str, ...]:
    """Every agency on record under the name it has now, in alphabetical order."""
    frame = store.current("agencies", view.as_at)
    who = identities(frame)
    return tuple(sorted({str(who.of(name)) for name in frame["agency"]}))


def parts_of(store: Store, view: View, agency: str) -> tuple[Part, ...]:
    """The actions that an agency leads, then those it joins, each in the plan's order."""
    frame, who = actions(store, view), identities(store.current("agencies", view.as_at))
    found = [_part(row, agency, who) for _, row in frame.iterrows() if agency in taking_part(row)]
    return tuple(sorted(found, key=lambda each: each.part != LEADS))


def still_expected(store: Store, view: View, agency: str) -> tuple[OutstandingItem, ...]:
    """What the agency still owes for the quarter."""
    return tuple(each for each in outstanding_items(store, view) if each.agency == agency)


def has_returned(store: Store, view: View, agency: str) -> bool | None:
    """Whether the agency has returned for the quarter; None where nothing is expected of it."""
    back = returns_of_quarter(store, view)
    return agency in back.received if agency in back.expected else None


def measures_of(store: Store, view: View, agency: str) -> tuple[Measured, ...]:
    """The measures that the agency supplies, as they stand in the quarter."""
    every = scorecard(store, view.period, view.as_at)
    return tuple(each for each in every if each.definition.supplier == agency)


def training_of(store: Store, view: View, agency: str) -> Trained | None:
    """The agency's training under the plan; None where no row is on record."""
    rows = training(store, view)
    own = rows[rows["agency"] == agency]
    return Trained(outcome(own), sent_nobody(own)) if len(own) else None


@dataclass(frozen=True)
class CameTo:
    """An agency's seats over the last four quarters.

    `seats` has a row a group: Group, Attended (`7 of 8`), By a deputy, Not invited, Last came.
    """

    words: str
    seats: pd.DataFrame


def attended_by(store: Store, view: View, agency: str) -> CameTo:
    """How often the agency came, in a sentence and group by group."""
    year = in_year(meetings(store, view), view.period)
    own = [seat for seat in attendance(year) if seat.agency == agency]
    words = came_words(own, since_words(view.period))
    return CameTo(words, attendance_table(own).drop(columns="Agency"))


def came_words(seats: Sequence[Attendance], since: str) -> str:
    """`It came to 7 of 8 meetings it was invited to since January 2025, 2 by a deputy.`"""
    invited = sum(each.invited for each in seats)
    if not invited:
        return f"No meeting that it was invited to is on record since {since}."
    deputies = sum(each.deputies for each in seats)
    by = f", {deputies} by a deputy" if deputies else ""
    came = sum(each.came for each in seats)
    held = plural(invited, "meeting")
    return f"It came to {came} of {held} it was invited to since {since}{by}."


def asked_of(store: Store, view: View, agency: str) -> tuple[Challenge, ...]:
    """The challenges and decisions that wait for the agency's answer, the oldest first."""
    return waiting(each for each in challenges(store, view) if each.asked == agency)


def assured(store: Store, view: View, agency: str) -> Assured | None:
    """The agency's newest self-assessment and its open improvements; None where none is on record.

    An organisation is the agency where it has one of the agency's names.
    """
    rows = assessments(store, view)
    who = identities(store.current("agencies", view.as_at))
    own = rows[rows["organisation"].map(who.of) == agency]
    if own.empty:
        return None
    newest = own[(own["audit"] == own.iloc[0]["audit"]) & (own["period"] == own.iloc[0]["period"])]
    grades = pd.DataFrame(
        {
            "Standard": newest["standard"],
            "Self grade": newest["self_grade"].fillna("Not given"),
            "Moderated grade": newest["moderated_grade"].fillna("Not moderated"),
        }
    )
    waits = improvements(own)
    todo = pd.DataFrame(
        {
            "Improvement": waits["improvement_needed"],
            "By": [day_words(day) if day else "no date" for day in waits["deadline"]],
            "Overdue": waits["overdue"].map({True: "Overdue", False: ""}),
        }
    )
    return Assured(rounds(newest)[0].name, grades, todo, improvements_words(own))


def agency_headline(parts: tuple[Part, ...], expected: tuple[OutstandingItem, ...]) -> str:
    """`leads three actions, two off track; 4 things still expected`: of the live ones.

    What nobody reported on is not said to be on track.
    """
    live = [each for each in parts if each.is_live]
    led = [each for each in live if each.part == LEADS]
    if led:
        of = "action" if len(led) == 1 else "actions"
        said = f"leads {spelled(len(led))} {of}, {_track_words(led)}"
    elif live:
        said = f"joins {plural(len(live), 'action')}"
    else:
        said = f"takes part in no {'live ' if parts else ''}action"
    return f"{said}; {plural(len(expected), 'thing')} still expected" if expected else said


def _track_words(led: Sequence[Part]) -> str:
    off = sum(each.rag in OFF_TRACK for each in led)
    silent = sum(each.rag == NO_UPDATE for each in led)
    parts = [f"{spelled(off)} off track"] if off else []
    parts += [f"{spelled(silent)} not reported"] if silent else []
    return ", ".join(parts) or "none off track"


def _part(row: "pd.Series[Any]", agency: str, who: Identities) -> Part:
    leads = row["lead"] == agency
    own = {} if leads else _beside(row, agency, who)
    said = row["progress_update"] if leads else own.get("progress_update")
    return Part(
        str(row["ref"]),
        int(row["priority"]),
        action_name(row["short_name"], row["action"]),
        LEADS if leads else JOINS,
        str(row["rag"]),
        str(row["change"] or ""),
        str(own.get("rag") or ""),
        str(said or ""),
        str((row["decision_sought"] if leads else None) or ""),
        str(row["state"]),
    )


def _beside(row: "pd.Series[Any]", agency: str, who: Identities) -> dict[str, object]:
    """What an agency that does not lead reported of the action, under whatever name it had."""
    own = (each for each in row["beside"] if who.are_one(each.agency, agency))
    return next((dict(each.values) for each in own), {})
