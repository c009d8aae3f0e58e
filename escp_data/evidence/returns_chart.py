"""Returned over expected as a picture, a bar a round; one chart for each kind of year."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from escp_data.evidence.assurance import AUDITS, Round
from escp_data.plan.strip import EDGE, FONT, INK, PAPER

RETURNED, OUT = "Returned", "Still out"
_COLOUR = {RETURNED: "#12436D", OUT: PAPER}
_LINE = "|"
_ROW, _AROUND = 48, 90


def returns_table(found: Sequence[Round]) -> pd.DataFrame:
    """What the chart shows: Round, State, Organisations; the oldest round first."""
    rows = [
        (_name(each), state, number)
        for each in reversed(found)
        for state, number in ((RETURNED, each.counted), (OUT, len(each.out)))
    ]
    return pd.DataFrame(rows, columns=["Round", "State", "Organisations"])


def returns_chart(found: Sequence[Round]) -> alt.LayerChart:
    """A full bar for those that returned, an empty one with an edge for those still out."""
    rows = returns_table(found)
    rows["Turn"] = (rows["State"] == OUT).astype(int)
    names = alt.Axis(
        labelExpr=f"split(datum.label, '{_LINE}')",
        labelOverlap=False,
        title=None,
        ticks=False,
        domain=False,
        labelColor=INK,
        labelFontSize=14,
        labelLimit=230,
        labelPadding=8,
        aria=False,
    )
    scale = alt.Scale(domain=list(_COLOUR), range=list(_COLOUR.values()))
    legend = alt.Legend(
        title=None,
        orient="top",
        direction="vertical",
        labelFontSize=13,
        labelColor=INK,
        symbolStrokeColor=EDGE,
        symbolStrokeWidth=1,
    )
    count = alt.Axis(title=None, tickMinStep=1, format="d", grid=False, aria=False)
    bars = (
        alt.Chart(rows)
        .mark_bar(stroke=EDGE, strokeWidth=1, height=24, aria=False)
        .encode(
            y=alt.Y("Round:N", sort=None, axis=names),
            x=alt.X("Organisations:Q", axis=count),
            fill=alt.Fill("State:N", scale=scale, legend=legend),
            order=alt.Order("Turn:Q"),
            tooltip=["Round:N", "State:N", "Organisations:Q"],
        )
    )
    drawn: alt.LayerChart = (
        alt.layer(bars)
        .properties(height=_ROW * len(found) + _AROUND, width="container")
        .configure_view(stroke=None)
        .configure_axis(labelFont=FONT)
    )
    return drawn


def returns_words(found: Sequence[Round]) -> str:
    """The same in sentences, the newest round first."""
    return " ".join(sentence for each in found for sentence in each.sentences)


def _name(each: Round) -> str:
    """`Section 11,`, then `2025-26 Q2` on a line of its own."""
    period = each.period.words if each.period.kind == "academic" else str(each.period)
    return f"{AUDITS.get(each.audit, each.audit)},{_LINE}{period}"
