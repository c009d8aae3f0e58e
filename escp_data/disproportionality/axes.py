"""Scales and axes of charts of ratios: logarithmic, with a line at 1, names beside the rows."""

import math
from typing import Literal

import altair as alt
import pandas as pd

from escp_data.drawing import BARE, EDGE, GRID

LADDER = tuple(2.0**step for step in range(-6, 7))
"""Where ticks may stand: 1/64 to 64. What lies outside is drawn at the edge, and labelled right."""
MOST_TICKS = 5


def ratio_scale(figures: pd.DataFrame) -> alt.Scale:
    """A log scale from rung to rung of the ladder, with 0.5, 1 and 2 always on it."""
    known = [
        value
        for value in figures.to_numpy(dtype=float).ravel()
        if math.isfinite(value) and value > 0
    ]
    low = max((rung for rung in LADDER if rung <= min([0.5, *known])), default=LADDER[0])
    high = min((rung for rung in LADDER if rung >= max([2.0, *known])), default=LADDER[-1])
    return alt.Scale(type="log", base=2, domain=[low, high], nice=False)


def within(figures: pd.DataFrame, fields: list[str], scale: alt.Scale) -> pd.DataFrame:
    """Figures where they can be drawn: 0 and infinity at the edge."""
    low, high = scale.domain
    return figures.assign(**{field: figures[field].clip(low, high) for field in fields})


def ratio_x(field: str, scale: alt.Scale) -> alt.X:
    """A ratio across the chart."""
    return alt.X(f"{field}:Q", scale=scale, axis=ratio_axis(scale, "top"))


def ratio_y(field: str, scale: alt.Scale) -> alt.Y:
    """A ratio up the chart."""
    return alt.Y(f"{field}:Q", scale=scale, axis=ratio_axis(scale, "middle"))


def ratio_axis(scale: alt.Scale, baseline: Literal["top", "middle"]) -> alt.Axis:
    """Its axis: few ticks, each of them twice the one before, or four times."""
    low, high = scale.domain
    return alt.Axis(
        **BARE,
        values=_ticks(low, high),
        format="~g",
        grid=True,
        gridColor=GRID,
        labelFontSize=12,
        labelFlush=False,
        labelBaseline=baseline,
    )


def _ticks(low: float, high: float) -> list[float]:
    """Every rung, or every other one where there are many; 1 is always among them."""
    rungs = [rung for rung in LADDER if low <= rung <= high]
    every = 1 if len(rungs) <= MOST_TICKS else 2
    return [rung for rung in rungs if math.log2(rung) % every == 0]


def names_axis(group: str | None, words: str = "datum.value") -> alt.Axis:
    """The names beside the rows, one of them in bold; `words` is how Vega comes by them."""
    bold = {"test": f"datum.value === {str(group)!r}", "value": "bold"}
    return alt.Axis(
        **BARE,
        labelFontSize=14,
        labelPadding=8,
        labelLimit=330,
        labelExpr=words,
        labelFontWeight={"condition": bold, "value": "normal"},
    )


def row_y(field: str, order: list[str], axis: alt.Axis) -> alt.Y:
    """A row for each name, in this order, whether anything is drawn in it or not."""
    return alt.Y(f"{field}:N", scale=alt.Scale(domain=order), axis=axis)


def line_at_one(scale: alt.Scale) -> alt.Chart:
    """A line where both groups are equally likely."""
    rule: alt.Chart = alt.Chart().mark_rule(aria=False, color=EDGE, strokeWidth=1.5)
    return rule.encode(x=alt.XDatum(1, scale=scale, axis=ratio_axis(scale, "top")))
