"""What the page of meetings shows, as files: challenges, attendance, and each seat by meeting."""

from collections.abc import Callable, Sequence

import pandas as pd

from escp_data.evidence.challenges import Challenge
from escp_data.evidence.groups import Meeting
from escp_data.evidence.meeting_filters import MeetingFilters
from escp_data.evidence.meetings import attendance, attendance_table
from escp_data.excel.writer import Facts, comma_separated, excel, table_of
from escp_data.papers.covers import quarter_facts
from escp_data.plan.actions import View
from escp_data.store.database import Store
from escp_data.text.days import in_words
from escp_data.text.wording import day_words

MEETINGS_SHOWN, CHALLENGES_SHOWN = "Meetings shown", "Challenges shown"
_DEPUTY = "A deputy counts as having come; not invited is no absence."

_CHALLENGES: dict[str, Callable[[Challenge], object]] = {
    "Number": lambda each: each.number,
    "Kind": lambda each: each.kind,
    "Raised on": lambda each: in_words(each.raised),
    "Meeting": lambda each: each.meeting,
    "Ref": lambda each: each.ref,
    "Measure": lambda each: each.measure,
    "Raised by": lambda each: each.by,
    "Agency asked": lambda each: each.asked,
    "Question": lambda each: each.question,
    "Due": lambda each: day_words(each.due) if each.due else None,
    "Answer": lambda each: each.answer,
    "Answered on": lambda each: day_words(each.answered) if each.answered else None,
    "State": lambda each: each.state,
    "Days waited": lambda each: each.waited,
    "Overdue": lambda each: _yes_no(each.overdue),
}


def meetings_shown(held: Sequence[Meeting]) -> pd.DataFrame:
    """One row a seat at a meeting, in the workbook's own words."""
    rows = [
        (
            each.group,
            in_words(each.day),
            seat.agency,
            seat.attended,
            seat.role,
            "; ".join(each.refs),
            "; ".join(each.measures),
            _yes_no(each.voice),
            " ".join(each.notes),
        )
        for each in held
        for seat in each.seats
    ]
    names = ["Group", "Date", "Agency", "Attended", "Role attending", "Ref"]
    names += ["Measures considered", "Voice heard", "Note"]
    return pd.DataFrame(rows, columns=names, dtype=object)


def challenges_shown(found: Sequence[Challenge]) -> pd.DataFrame:
    """One row a challenge or decision, with how long it has waited."""
    return table_of(found, _CHALLENGES)


def meetings_facts(store: Store, view: View, filters: MeetingFilters) -> Facts:
    """What the cover states: the plan, quarter, filters, and how attendance is counted."""
    return [*quarter_facts(store, view, filters.words), ("Attendance", _DEPUTY)]


def meetings_excel(
    store: Store,
    held: Sequence[Meeting],
    found: Sequence[Challenge],
    view: View,
    filters: MeetingFilters,
) -> bytes:
    """What is shown as a workbook with a cover: challenges, attendance, then every seat."""
    sheets = {
        CHALLENGES_SHOWN: challenges_shown(found),
        "Attendance": attendance_table(attendance(held)),
        MEETINGS_SHOWN: meetings_shown(held),
    }
    return excel(sheets, meetings_facts(store, view, filters), "Meetings and challenges")


def challenges_csv(
    store: Store, found: Sequence[Challenge], view: View, filters: MeetingFilters
) -> bytes:
    """The challenges as CSV; what the cover states stands as columns."""
    return comma_separated(challenges_shown(found), meetings_facts(store, view, filters))


def _yes_no(said: bool | None) -> str | None:
    return None if said is None else "Yes" if said else "No"
