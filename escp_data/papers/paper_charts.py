"""Charts that only papers have: the whole plan over time, and each gap then and now.

A status is a letter, a shape and a colour, and ratios are ink on white: both read in greyscale.
"""

import altair as alt
import pandas as pd

from escp_data.disproportionality import Finding
from escp_data.disproportionality.axes import (
    line_at_one,
    names_axis,
    ratio_scale,
    ratio_x,
    row_y,
    within,
)
from escp_data.disproportionality.wording import brief, short
from escp_data.drawing import (
    BARE,
    EDGE,
    FONT,
    NAVY,
    PALE_BLUE,
    each_its_own,
    layered,
    unframed,
)
from escp_data.plan.strip import STATUS_FILL, STATUS_INK, STATUS_LETTER, STATUS_SHAPE
from escp_data.rag import LOOKS
from escp_data.text.wording import joined, plural

GAPS_KEY = (
    "How many times as likely, by measure. Full dot: now; hollow dot: before; the line is at 1, "
    "where both groups are equally likely."
)
_ROW, _PLAN_ROW = 34, 28
_SIZE = {status: look.size * 0.8 for status, look in LOOKS.items()}


def plan_chart(history: pd.DataFrame) -> alt.LayerChart:
    """Every action's RAG: actions down, quarters across. `history` has ref, period and rag."""
    refs, periods = list(dict.fromkeys(history["ref"])), list(dict.fromkeys(history["period"]))
    rows = history.assign(
        letter=history["rag"].map(STATUS_LETTER),
        ink=history["rag"].map(STATUS_INK),
        size=history["rag"].map(_SIZE),
    )
    across = alt.Axis(
        **BARE,
        orient="bottom",
        labelAngle=0,
        labelExpr="split(replace(datum.label, '20', ''), ' ')",
        labelFontSize=12,
        labelFont=FONT,
    )
    down = alt.Axis(**BARE, labelFontSize=14, labelFontWeight="bold", labelFont=FONT)
    base = alt.Chart(rows).encode(
        x=alt.X("period:O", sort=periods, axis=across), y=alt.Y("ref:N", sort=refs, axis=down)
    )
    marks = base.mark_point(filled=True, opacity=1, stroke=EDGE, strokeWidth=1).encode(
        size=alt.Size("size:Q", scale=None),
        shape=alt.Shape("rag:N", scale=each_its_own(STATUS_SHAPE), legend=None),
        fill=alt.Fill("rag:N", scale=each_its_own(STATUS_FILL), legend=None),
    )
    letters = base.mark_text(fontSize=12, fontWeight="bold", font=FONT, dy=1).encode(
        text="letter:N", color=alt.Color("ink:N", scale=None)
    )
    return unframed(layered(marks, letters).properties(height=_PLAN_ROW * len(refs)))


def plan_chart_words(history: pd.DataFrame) -> str:
    """The chart in words: each action's RAG now, those that are alike together."""
    periods = list(dict.fromkeys(history["period"]))
    last = history[history["period"] == periods[-1]]
    parts = [
        f"{status}: {joined(list(last.loc[last['rag'] == status, 'ref']))}"
        for status in LOOKS
        if (last["rag"] == status).any()
    ]
    actions = plural(last["ref"].nunique(), "action")
    over = plural(len(periods), "quarter")
    return f"RAG of {actions} over {over} to {periods[-1]}. Now {'; '.join(parts)}."


def gaps_chart(findings: tuple[Finding, ...]) -> alt.LayerChart:
    """Each measure's ratio then (a hollow dot) and now (a full one), with a line at 1."""
    shown = having_ratios(findings)
    rows = pd.DataFrame(
        {
            "measure": [each.measure for each in shown],
            "now": [each.later.ratio.value for each in shown],
            "then": [each.earlier.ratio.value for each in shown],
        }
    )
    order, both = list(rows["measure"]), ["now", "then"]
    scale = ratio_scale(rows[both])
    down = row_y("measure", order, names_axis(None))
    base = alt.Chart(within(rows, both, scale)).encode(y=down)
    now, then = ratio_x("now", scale), ratio_x("then", scale)
    chart = layered(
        line_at_one(scale),
        base.mark_rule(strokeWidth=3, color=PALE_BLUE).encode(x=then, x2="now:Q"),
        base.mark_point(
            filled=True, size=110, fill="#FFFFFF", stroke=NAVY, opacity=1, strokeWidth=2
        ).encode(x=then),
        base.mark_point(filled=True, size=130, color=NAVY, opacity=1).encode(x=now),
    )
    return unframed(chart.properties(height=_ROW * len(order)))


def having_ratios(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Those whose ratio is shown now; a hidden one is in no chart."""
    return tuple(each for each in findings if each.later.ratio.value == each.later.ratio.value)


def gaps_chart_words(findings: tuple[Finding, ...]) -> str:
    """The chart in words: each measure's ratio now and before."""
    parts = [f"{each.measure}: {short(each)}, {brief(each)}" for each in having_ratios(findings)]
    return f"{GAPS_KEY} {'. '.join(parts)}."
