"""Attendance as a picture: a square for each agency and group, its words in it."""

from collections.abc import Sequence
from textwrap import wrap

import altair as alt
import pandas as pd

from escp_data.evidence.meetings import Attendance
from escp_data.plan.strip import FONT, INK, PAPER
from escp_data.rag import DARK
from escp_data.text.wording import joined

_LINE, _NARROW, _ROW = "|", 11, 36
_PALE, _FULL = "#EEF3F8", "#7FA8CC"


def seats_table(seats: Sequence[Attendance]) -> pd.DataFrame:
    """What the chart shows: Agency, Group, Share (0 to 1; NaN where not invited), Attended."""
    rows = [
        (
            each.agency,
            _LINE.join(wrap(each.group, _NARROW)),
            each.came / each.invited if each.invited else None,
            each.words.replace("Not invited", "–"),
        )
        for each in seats
    ]
    return pd.DataFrame(rows, columns=["Agency", "Group", "Share", "Attended"])


def seats_chart(seats: Sequence[Attendance]) -> alt.LayerChart:
    """Darker where more came; the numbers say it as well."""
    rows = seats_table(seats)
    names = alt.Axis(
        title=None, ticks=False, domain=False, labelColor=INK, labelFontSize=14, labelLimit=190,
        labelPadding=8, aria=False,
    )  # fmt: skip  # pairs share a line
    groups = alt.Axis(
        labelExpr=f"split(datum.label, '{_LINE}')", orient="bottom", labelAngle=0,
        title=None, labelFlush=False,
        ticks=False, domain=False, labelColor=INK, labelFontSize=11, labelLimit=130,
        labelOverlap=False, aria=False,
    )  # fmt: skip  # pairs share a line
    base = alt.Chart(rows).encode(
        y=alt.Y("Agency:N", axis=names),
        x=alt.X("Group:N", axis=groups),
        tooltip=["Agency:N", "Group:N", "Attended:N"],
    )
    shade = alt.Scale(domain=[0, 1], range=[_PALE, _FULL])
    squares = base.mark_rect(stroke=PAPER, strokeWidth=2, aria=False).encode(
        color=alt.Color("Share:Q", scale=shade, legend=None)
    )
    numbers = base.mark_text(color=DARK, font=FONT, fontSize=14, aria=False).encode(
        text="Attended:N"
    )
    drawn: alt.LayerChart = (
        alt.layer(squares, numbers)
        .properties(height=_ROW * rows["Agency"].nunique() + 90, width="container")
        .configure_view(stroke=None)
        .configure_axis(labelFont=FONT)
    )
    return drawn


def seats_words(seats: Sequence[Attendance]) -> str:
    """The same in a sentence: `Meetings attended of those invited to. Executive group: …`"""
    groups: dict[str, list[str]] = {}
    for each in seats:
        groups.setdefault(each.group, []).append(f"{each.agency} {each.words.lower()}")
    told = [f"{group}: {joined(parts)}" for group, parts in groups.items()]
    return f"Meetings attended of those invited to. {'. '.join(told)}."
