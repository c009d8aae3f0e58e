"""Confidence before and after as a picture: a row an action, each share with its interval."""

from collections.abc import Mapping
from textwrap import wrap

import altair as alt
import pandas as pd

from escp_data.drawing import (
    BARE,
    FONT,
    IN_LINES,
    LEGEND,
    NAVY,
    each_its_own,
    layered,
    unframed,
)
from escp_data.evidence.training import Outcome
from escp_data.text.wording import joined

BEFORE, AFTER = "Before", "After"
_COLOUR = {BEFORE: "#A285D1", AFTER: NAVY}
_SHAPE = {BEFORE: "circle", AFTER: "square"}
_NARROW = 22
_ROW, _AROUND = 52, 120
"""Pixels a row, and for the legend and the axis."""


def confidence_table(found: Mapping[str, Outcome]) -> pd.DataFrame:
    """What the chart shows: Action, When, Share, Lower, Upper (0 to 1), Words; nothing where
    nobody answered.
    """
    rows = [
        (name, when, *map(float, share.estimate), share.range_words)
        for name, outcome in found.items()
        for when, share in ((BEFORE, outcome.before), (AFTER, outcome.after))
        if share
    ]
    return pd.DataFrame(rows, columns=["Action", "When", "Share", "Lower", "Upper", "Words"])


def confidence_chart(found: Mapping[str, Outcome]) -> alt.LayerChart:
    """Two marks a row, told apart by shape and colour; the line is the 95% interval."""
    rows = confidence_table(found)
    lines_of = {name: IN_LINES.join(wrap(name, _NARROW)) for name in rows["Action"].unique()}
    names = alt.Axis(
        **BARE,
        labelExpr=f"split(datum.label, '{IN_LINES}')",
        labelFontSize=13,
        labelLimit=230,
        labelPadding=8,
        labelOverlap=False,
        aria=False,
    )
    share = alt.Axis(format="%", title="Felt confident", values=[0, 0.25, 0.5, 0.75, 1], aria=False)
    when = alt.Legend(**LEGEND, aria=False)
    base = alt.Chart(rows.assign(Lines=rows["Action"].map(lines_of))).encode(
        y=alt.Y("Lines:N", sort=None, axis=names),
        yOffset=alt.YOffset("When:N", sort=[BEFORE, AFTER]),
        color=alt.Color("When:N", scale=each_its_own(_COLOUR), legend=when),
        tooltip=["Action:N", "When:N", alt.Tooltip("Words:N", title="Felt confident")],
    )
    scale = alt.Scale(domain=[0, 1])
    lines = base.mark_rule(strokeWidth=3, aria=False).encode(
        x=alt.X("Lower:Q", scale=scale, axis=share), x2="Upper:Q"
    )
    marks = base.mark_point(filled=True, opacity=1, size=140, aria=False).encode(
        x=alt.X("Share:Q", scale=scale, axis=share),
        shape=alt.Shape("When:N", scale=each_its_own(_SHAPE), legend=when),
    )
    height = _ROW * rows["Action"].nunique() + _AROUND
    whole = layered(lines, marks).properties(height=height, width="container")
    return unframed(whole.configure_axis(labelFont=FONT, titleFont=FONT))


def confidence_words(found: Mapping[str, Outcome]) -> str:
    """The same in a sentence: `1.2: 33% before, 89% after, more confident. …`"""
    said = [
        f"{name}: {outcome.before.percent} before, {outcome.after.percent} after, {outcome.verdict}"
        for name, outcome in found.items()
        if outcome.before and outcome.after
    ]
    return f"Felt confident, by action. {joined(said)}."
