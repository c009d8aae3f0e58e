"""Returned over expected as a picture, a bar a round; one chart for each kind of year."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from escp_data.drawing import (
    BARE,
    EDGE,
    FONT,
    IN_LINES,
    LEGEND,
    NAVY,
    PAPER,
    each_its_own,
    layered,
    unframed,
)
from escp_data.evidence.assurance import AUDITS, Round

RETURNED, OUT = "Returned", "Still out"
_COLOUR = {RETURNED: NAVY, OUT: PAPER}
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
        **BARE,
        labelExpr=f"split(datum.label, '{IN_LINES}')",
        labelOverlap=False,
        labelFontSize=14,
        labelLimit=230,
        labelPadding=8,
        aria=False,
    )
    legend = alt.Legend(**LEGEND, direction="vertical", symbolStrokeColor=EDGE, symbolStrokeWidth=1)
    count = alt.Axis(title=None, tickMinStep=1, format="d", grid=False, aria=False)
    bars = (
        alt.Chart(rows)
        .mark_bar(stroke=EDGE, strokeWidth=1, height=24, aria=False)
        .encode(
            y=alt.Y("Round:N", sort=None, axis=names),
            x=alt.X("Organisations:Q", axis=count),
            fill=alt.Fill("State:N", scale=each_its_own(_COLOUR), legend=legend),
            order=alt.Order("Turn:Q"),
            tooltip=["Round:N", "State:N", "Organisations:Q"],
        )
    )
    whole = layered(bars).properties(height=_ROW * len(found) + _AROUND, width="container")
    return unframed(whole.configure_axis(labelFont=FONT))


def returns_words(found: Sequence[Round]) -> str:
    """The same in sentences, the newest round first."""
    return " ".join(sentence for each in found for sentence in each.sentences)


def _name(each: Round) -> str:
    """`Section 11,`, then `2025-26 Q2` on a line of its own."""
    period = each.period.words if each.period.kind == "academic" else str(each.period)
    return f"{AUDITS.get(each.audit, each.audit)},{IN_LINES}{period}"
