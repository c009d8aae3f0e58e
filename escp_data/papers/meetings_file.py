"""What the page of meetings shows, as files: challenges, attendance, and each seat by meeting."""

from collections.abc import Sequence

import pandas as pd

from escp_data.evidence.challenges import Challenge
from escp_data.evidence.groups import Meeting
from escp_data.evidence.meeting_filters import MeetingFilters
from escp_data.evidence.meetings import attendance, attendance_table
from escp_data.excel.writer import Facts, comma_separated, excel
from escp_data.papers.actions_file import quarter_facts
from escp_data.plan.actions import View
from escp_data.store.database import Store
from escp_data.text.days import in_words
from escp_data.text.wording import day_words

MEETINGS_SHOWN, CHALLENGES_SHOWN = "Meetings shown", "Challenges shown"
_DEPUTY = "A deputy counts as having come; not invited is no absence."


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
            _said(each.voice),
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
    rows = [
        (
            each.number,
            each.kind,
            in_words(each.raised),
            each.meeting,
            each.ref,
            each.measure,
            each.by,
            each.asked,
            each.question,
            day_words(each.due) if each.due else None,
            each.answer,
            day_words(each.answered) if each.answered else None,
            each.state,
            each.waited,
            "Yes" if each.overdue else "No",
        )
        for each in found
    ]
    names = ["Number", "Kind", "Raised on", "Meeting", "Ref", "Measure", "Raised by"]
    names += ["Agency asked", "Question", "Due", "Answer", "Answered on", "State"]
    return pd.DataFrame(rows, columns=[*names, "Days waited", "Overdue"], dtype=object)


def meetings_facts(store: Store, view: View, filters: MeetingFilters) -> Facts:
    """What the cover states: the plan, quarter, filters, and how attendance is counted."""
    return [
        *quarter_facts(store, view, filters.words),
        ("Attendance", _DEPUTY),
    ]


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


def _said(voice: bool | None) -> str | None:
    return None if voice is None else "Yes" if voice else "No"
