"""Attendance as a picture: a square for each agency and group, its words in it."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import altair as alt
import pandas as pd

from escp_data.drawing import BARE, FONT, IN_LINES, PAPER, layered, unframed
from escp_data.evidence.groups import in_year, meetings
from escp_data.evidence.meeting_filters import MeetingFilters, filter_meetings
from escp_data.evidence.meetings import Attendance, attendance
from escp_data.plan.actions import View, actions
from escp_data.rag import DARK
from escp_data.store.database import Store
from escp_data.text.wording import joined

_WAY, _ROW = "¦", 36
_ACROSS, _UPWARDS = 11, 12
"""Letters in a line of a group's name: side by side, and turned upwards on a phone."""
_PHONE = 320
"""Pixels for the squares under which words do not fit side by side."""
_PALE, _FULL = "#EEF3F8", "#7FA8CC"


def seats_table(seats: Sequence[Attendance]) -> pd.DataFrame:
    """What the chart shows: Agency, Group, Share (0 to 1; NaN where not invited), Attended; Label
    has the group's name in lines, for a wide picture and for a narrow one.
    """
    rows = [
        (
            each.agency,
            each.group,
            each.came / each.invited if each.invited else None,
            each.words.replace("Not invited", "–"),
            _WAY.join(IN_LINES.join(wrap(each.group, most)) for most in (_ACROSS, _UPWARDS)),
        )
        for each in seats
    ]
    return pd.DataFrame(rows, columns=["Agency", "Group", "Share", "Attended", "Label"])


def seats_chart(seats: Sequence[Attendance]) -> alt.LayerChart:
    """Darker where more came; the numbers say it as well."""
    rows = seats_table(seats)
    names = alt.Axis(**BARE, labelFontSize=14, labelLimit=190, labelPadding=8, aria=False)
    groups = alt.Axis(
        **BARE,
        labelExpr=_in_lines(),
        orient="bottom",
        labelAngle=_where_narrow("-90", "0"),
        labelAlign=_where_narrow("'right'", "'center'"),
        labelBaseline=_where_narrow("'middle'", "'top'"),
        labelFlush=False,
        labelFontSize=_where_narrow("10", "11"),
        labelLimit=130,
        labelOverlap=False,
        aria=False,
    )
    base = alt.Chart(rows).encode(
        y=alt.Y("Agency:N", axis=names),
        x=alt.X("Label:N", axis=groups),
        tooltip=["Agency:N", "Group:N", "Attended:N"],
    )
    shade = alt.Scale(domain=[0, 1], range=[_PALE, _FULL])
    squares = base.mark_rect(stroke=PAPER, strokeWidth=2, aria=False).encode(
        color=alt.Color("Share:Q", scale=shade, legend=None)
    )
    short = _where_narrow("replace(datum.Attended, ' of ', '/')", "datum.Attended")
    numbers = base.mark_text(color=DARK, font=FONT, fontSize=14, aria=False, text=short)
    whole = layered(squares, numbers).properties(
        height=_ROW * rows["Agency"].nunique() + 90,
        width="container",
        padding={"left": 0, "right": 12, "top": 5, "bottom": 10},
    )
    return unframed(whole.configure_axis(labelFont=FONT))


def _where_narrow(then: str, otherwise: str) -> alt.ExprRef:
    """One of two Vega expressions, by how much room there is on the reader's screen."""
    return alt.ExprRef(f"width < {_PHONE} ? {then} : {otherwise}")


def _in_lines() -> str:
    return f"split(split(datum.label, '{_WAY}')[width < {_PHONE} ? 1 : 0], '{IN_LINES}')"


def draw_seats(store: Store, view: View, filters: MeetingFilters) -> dict[str, Any]:
    """The chart of the year's meetings that pass the filters, as Vega-Lite. Read-only."""
    plan = actions(store, view)[["ref", "priority"]]
    held = filter_meetings(
        meetings(store, view), filters, dict(plan.itertuples(index=False, name=None))
    )
    return seats_chart(attendance(in_year(held, view.period))).to_dict()


def seats_words(seats: Sequence[Attendance]) -> str:
    """The same in a sentence: `Meetings attended of those invited to. Executive group: …`"""
    groups: dict[str, list[str]] = {}
    for each in seats:
        groups.setdefault(each.group, []).append(f"{each.agency} {each.words.lower()}")
    told = [f"{group}: {joined(parts)}" for group, parts in groups.items()]
    return f"Meetings attended of those invited to. {'. '.join(told)}."
