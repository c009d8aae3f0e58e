"""What every chart shares: ink and letters, a bare axis, a legend, a heading, and how it ends."""

from collections.abc import Mapping
from typing import Literal, TypedDict

import altair as alt

FONT = "Source Sans, Segoe UI, Arial, sans-serif"
INK, EDGE, PAPER = "#0B0C0D", "#505A5F", "#FEFEFE"
"""Words, lines and the page itself. The dark look turns these round, by these very values
(`pages/parts/dark.css`); it leaves a RAG's own fill, and what is written on it, as they are.
"""
NAVY, PALE_BLUE, GRID = "#12436D", "#9DB4C7", "#E5E7EA"
"""What is drawn, what lies paler behind it, and the lines across a plot."""
IN_LINES = "|"
"""Where a label goes on to a new line."""


class _Bare(TypedDict):
    title: None
    ticks: Literal[False]
    domain: Literal[False]
    labelColor: str


class _Written(TypedDict):
    aria: Literal[False]
    font: str
    color: str


class _Legend(TypedDict):
    title: None
    orient: Literal["top"]
    labelFontSize: int
    labelColor: str


BARE: _Bare = {"title": None, "ticks": False, "domain": False, "labelColor": INK}
"""An axis that is its labels and nothing else: `alt.Axis(**BARE, labelFontSize=14)`."""
WRITTEN: _Written = {"aria": False, "font": FONT, "color": INK}
"""Words in a plot, which no screen reader says one by one: `base.mark_text(**WRITTEN)`."""
LEGEND: _Legend = {"title": None, "orient": "top", "labelFontSize": 13, "labelColor": INK}


def each_its_own(looks: Mapping[str, str]) -> alt.Scale:
    """A scale on which each value has the colour or shape that `looks` names for it."""
    return alt.Scale(domain=list(looks), range=list(looks.values()))


def hover(**titles: str) -> list[alt.Tooltip]:
    """What a mark says under the pointer: its fields, each under a title."""
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]


def titled(words: str | list[str], beneath: list[str], offset: int) -> alt.TitleParams:
    """A chart's heading; `beneath` are the lines that say what the figure rests on."""
    return alt.TitleParams(
        words,
        subtitle=beneath,
        anchor="start",
        fontSize=14,
        subtitleFontSize=12,
        font=FONT,
        color=INK,
        subtitleColor=EDGE,
        subtitleFont=FONT,
        offset=offset,
        frame="bounds",
    )


def layered(*charts: alt.Chart | alt.LayerChart) -> alt.LayerChart:
    """Charts one over the other, the first at the bottom."""
    return alt.LayerChart(layer=list(charts))


def unframed(chart: alt.LayerChart) -> alt.LayerChart:
    """The chart without a line around its plot."""
    whole: alt.LayerChart = chart.configure_view(stroke=None)
    return whole


def silent(chart: alt.LayerChart) -> alt.LayerChart:
    """The same, and a screen reader hears nothing of marks and axes: its `alt` speaks for all."""
    whole: alt.LayerChart = chart.configure(aria=False, view=alt.ViewConfig(stroke=None))
    return whole
