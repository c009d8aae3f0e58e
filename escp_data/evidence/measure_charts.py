"""A measure's run chart and its small picture: a `Measured` in, Altair or SVG out.

Blue dots; a ring for a signal, with a triangle up for an improvement and down for a concern; gaps
where nothing is shown; dashed trial limits, solid locked ones. What is hidden is not in the data.
A chart's own rows are its numbers in words, as `measure_table` has them; `alt` speaks for all.
"""

import math
from itertools import pairwise
from textwrap import wrap
from urllib.parse import quote

import altair as alt
import pandas as pd

from escp_data.drawing import (
    BARE,
    EDGE,
    FONT,
    GRID,
    INK,
    NAVY,
    WRITTEN,
    hover,
    layered,
    silent,
    titled,
)
from escp_data.evidence.measure_beside import Benchmark
from escp_data.evidence.measure_table import MARKS, measure_table
from escp_data.evidence.measure_words import figure_words, meaning, per_words, sentence, span
from escp_data.evidence.measured import Measured

BLUE, SIGNAL_INK, PALE = "#1D5B9B", NAVY, "#5F7C96"
HEIGHT = 300
UP, DOWN = "triangle-up", "triangle-down"
KEY = (
    "Ring: a point that breaks a rule; ▲ an improvement, ▼ a concern. Dashed: trial limits, which "
    "still move; solid: limits that stay. [x] not returned, [c] too small to show. ◆ a meeting "
    "considered it, ? it was challenged."
)
_SPARK = (112, 30)
_ROOM = {"left": 0, "right": 16, "top": 5, "bottom": 5}
"""Pixels around the chart: half of the last quarter's name stands to the right of its point."""
_MID = "#3B7BB5"
"""Seen on white and on black."""


def measure_chart(each: Measured) -> alt.LayerChart:
    """The run chart as wide as its place; what it rests on stands under its heading."""
    rows = _rows(each)
    x = alt.X("period:O", sort=None, scale=alt.Scale(domain=list(rows["period"])), axis=_periods())
    y = alt.Y("value:Q", scale=_scale(each, rows), axis=_values(each))
    layers = [*_limits(rows, x), *_breaks(each, x), *_benchmarks(each)]
    layers += [*_series(rows, x, y), *_gaps(rows, x), *_looks(each, x)]
    own = each.definition
    unit = {"percentage": "%", "rate": per_words(own)}.get(own.kind, "Number")
    face = [f"{own.measure}, {unit}" if own.kind != "count" else own.measure]
    lines = [line for words in (*face, _source(each)) for line in wrap(words, 110)]
    whole = layered(*layers).properties(
        data=measure_table(each).astype(object),
        height=HEIGHT + 30 + 16 * len(lines),
        width="container",
        title=titled(f"By {span(each)}", lines, offset=12),
        padding=_ROOM,
    )
    return silent(whole)


def spark(each: Measured) -> str:
    """The series as a small picture, as an address that holds it; "" where there is no value.

    A gap is a gap; the latest value is the larger dot, and a ring is a signal.
    """
    shown = [(at, value) for at, value in enumerate(each.chart.drawn) if not math.isnan(value)]
    if not shown:
        return ""
    wide, high = _SPARK
    low, top = min(value for _, value in shown), max(value for _, value in shown)
    across = (wide - 12) / max(len(each.periods) - 1, 1)

    def place(at: int, value: float) -> tuple[float, float]:
        up = (value - low) / (top - low) if top > low else 0.5
        return round(6 + at * across, 1), round(high - 6 - up * (high - 12), 1)

    parts = []
    for one, other in pairwise(shown):
        if other[0] == one[0] + 1 and not _is_break(each, other[0]) and _is_joined(each):
            (x1, y1), (x2, y2) = place(*one), place(*other)
            parts.append(f"<path d='M{x1} {y1}L{x2} {y2}' stroke='{_MID}' stroke-width='1.5'/>")
    for at, value in shown:
        x, y = place(at, value)
        parts.append(
            f"<circle cx='{x}' cy='{y}' r='{3 if at == shown[-1][0] else 1.6}' fill='{_MID}'/>"
        )
        if each.chart.rules[at]:
            parts.append(f"<circle cx='{x}' cy='{y}' r='4.6' fill='none' stroke='{_MID}'/>")
    drawn = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{wide}' height='{high}' "
        f"viewBox='0 0 {wide} {high}'>{''.join(parts)}</svg>"
    )
    return f"data:image/svg+xml,{quote(drawn, safe='')}"


def chart_words(each: Measured) -> str:
    """The chart's text alternative: the measure, and its sentence."""
    return f"{each.definition.measure}. {sentence(each)}"


def _is_break(each: Measured, place: int) -> bool:
    return any(place == one.place for one in each.breaks)


def _is_joined(each: Measured) -> bool:
    """Whether dots are joined: not where there are dots only, but for a stock."""
    return any(s.chart != "dots" or s.why == "stock" for s in each.chart.segments)


def _rows(each: Measured) -> pd.DataFrame:
    """A row a period: what is drawn, its words, and the run of points it belongs to."""
    chart, found, run = each.chart, [], 0
    for at, period in enumerate(each.periods):
        segment = next((s for s in chart.segments if s.first <= at < s.end), None)
        value = chart.drawn[at]
        before = chart.drawn[at - 1] if at else math.nan
        run += math.isnan(value) or math.isnan(before) or _is_break(each, at)
        signal = next((g for s in chart.segments for g in s.signals if at in g.points), None)
        said = meaning(each.definition, signal)
        adjusted = bool(segment and segment.factors)
        found.append(
            {
                "period": str(period),
                "value": value,
                "words": figure_words(chart.values[at], each.definition),
                "adjusted": figure_words(value, each.definition, 1) if adjusted else "",
                "mark": MARKS.get(each.totals[at].state, ""),
                "rules": ", ".join(chart.rules[at]) or "none",
                "is_signal": bool(chart.rules[at]),
                "shape": {"an improvement": UP, "a concern": DOWN}.get(said, ""),
                "season": str(period.quarter or "") if segment and segment.why == "seasons" else "",
                "run": run,
                "joined": bool(segment and (segment.chart != "dots" or segment.why == "stock")),
                "segment": chart.segments.index(segment) if segment else -1,
                "limits": "locked" if segment and segment.locked else "trial",
                "centre": chart.centre[at],
                "lower": chart.shown_lower[at],
                "upper": chart.shown_upper[at],
            }
        )
    return pd.DataFrame(found)


def _periods() -> alt.Axis:
    return alt.Axis(
        orient="bottom",
        labelAngle=0,
        title=None,
        ticks=False,
        domain=True,
        domainColor=EDGE,
        labelExpr="split(replace(replace(datum.label, '20', ''), ' academic', ''), ' ')",
        labelColor=INK,
        labelFontSize=11,
        labelOverlap=True,
        aria=False,
        labelFont=FONT,
    )


def _values(each: Measured) -> alt.Axis:
    of = "+ '%'" if each.definition.kind == "percentage" else ""
    return alt.Axis(
        **BARE,
        labelExpr=f"format(datum.value, ',~g'){of}",
        tickCount=5,
        labelFontSize=12,
        gridColor=GRID,
        aria=False,
        labelFont=FONT,
    )


def _scale(each: Measured, rows: pd.DataFrame) -> alt.Scale:
    """As wide as values, limits and drawn benchmarks; from 0 where that is not far."""
    every = [*rows[["value", "lower", "upper", "centre"]].to_numpy().ravel()]
    every += [one.value for one in _comparable(each)]
    known = [float(value) for value in every if not math.isnan(value)] or [0.0, 1.0]
    low, high = min(known), max(known)
    pad = (high - low) * 0.08 or max(abs(high), 1) * 0.1
    bottom = 0.0 if 0 <= low < (high - low) else low - pad
    return alt.Scale(domain=[bottom, high + pad], nice=False, zero=False)


def _series(rows: pd.DataFrame, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The line, broken at gaps, the dots, and what is put around those that signal."""
    own = ["period", "value", "words", "rules", "run", "joined", "shape", "is_signal", "season"]
    shown = rows.loc[rows["value"].notna(), [*own, "adjusted"]]
    adjusted = {"adjusted": "Adjusted for the school year"} if shown["adjusted"].any() else {}
    tooltip = hover(period="Period", words="Value", **adjusted, rules="Rules")
    layers = [
        alt.Chart(shown[shown["joined"]])
        .mark_line(aria=False, color=BLUE, strokeWidth=2)
        .encode(x=x, y=y, detail="run:N"),
        alt.Chart(shown)
        .mark_point(aria=False, filled=True, size=70, opacity=1, color=BLUE)
        .encode(x=x, y=y, tooltip=tooltip),
    ]
    signals = shown[shown["is_signal"]]
    if len(signals):
        ring = alt.Chart(signals).mark_point(
            aria=False, filled=False, size=230, strokeWidth=2, color=SIGNAL_INK, opacity=1
        )
        layers.append(ring.encode(x=x, y=y, tooltip=tooltip))
    for shape in (UP, DOWN):
        some = signals[signals["shape"] == shape]
        if len(some):
            mark = alt.Chart(some).mark_point(
                aria=False,
                filled=True,
                size=80,
                shape=shape,
                yOffset=-18,
                opacity=1,
                color=SIGNAL_INK,
            )
            layers.append(mark.encode(x=x, y=y, tooltip=tooltip))
    seasons = shown[shown["season"] != ""]
    if len(seasons):
        layers.append(_text(seasons, dy=-12).encode(x=x, y=y, text="season:N"))
    return layers


def _limits(rows: pd.DataFrame, x: alt.X) -> list[alt.Chart]:
    """Centre and limits of each segment; dashed where they are tried."""
    told = rows.dropna(subset=["centre"])
    dash = alt.StrokeDash(
        "limits:N", legend=None, scale=alt.Scale(domain=["locked", "trial"], range=[[1, 0], [6, 4]])
    )
    layers = []
    for field, colour in (("centre", EDGE), ("lower", PALE), ("upper", PALE)):
        own = told.dropna(subset=[field])[["period", field, "segment", "limits"]]
        if len(own):
            line = alt.Chart(own).mark_line(aria=False, strokeWidth=1.5, color=colour)
            at = alt.Y(f"{field}:Q")
            layers.append(line.encode(x=x, y=at, detail="segment:N", strokeDash=dash))
    return layers


def _gaps(rows: pd.DataFrame, x: alt.X) -> list[alt.Chart]:
    """A mark at the foot of each period that has no value."""
    gaps = rows.loc[rows["mark"] != "", ["period", "mark"]]
    if gaps.empty:
        return []
    foot = alt.value(alt.ExprRef("height - 8"))
    return [_text(gaps).encode(x=x, y=foot, text="mark:N")]


def _breaks(each: Measured, x: alt.X) -> list[alt.Chart]:
    """A dotted line where a new segment begins, with its words beside it."""
    if not each.breaks:
        return []
    own = pd.DataFrame(
        [{"period": str(one.period), "why": one.why, "words": "new line"} for one in each.breaks]
    )
    base = alt.Chart(own)
    tooltip = hover(period="From", why="Because")
    rule = base.mark_rule(aria=False, color=EDGE, strokeDash=[2, 3], strokeWidth=2, xOffset=-14)
    label = base.mark_text(**WRITTEN, align="right", dx=-18, fontSize=11)
    return [
        rule.encode(x=x, tooltip=tooltip),
        label.encode(x=x, y=alt.value(8), text="words:N", tooltip=tooltip),
    ]


def _comparable(each: Measured) -> list[Benchmark]:
    """Benchmarks that can stand on the same scale: a rate or share over the same length of time."""
    own = each.definition
    if own.kind == "count":
        return []
    timeless = own.kind == "percentage" or own.time_kind == "stock"
    return [
        one
        for one in each.benchmarks
        if not one.is_hidden and (timeless or bool(one.period.quarter) != each.is_yearly)
    ]


def _benchmarks(each: Measured) -> list[alt.Chart]:
    """A labelled line for each area; never a point of the series."""
    own = _comparable(each)
    if not own:
        return []
    words = [f"{one.area} {figure_words(one.value, each.definition)}, {one.period}" for one in own]
    frame = pd.DataFrame({"level": [one.value for one in own], "words": words})
    base = alt.Chart(frame).encode(y="level:Q")
    rule = base.mark_rule(aria=False, color=EDGE, strokeDash=[1, 4], strokeWidth=1.5)
    label = base.mark_text(**WRITTEN, align="right", dy=-7, fontSize=11).encode(
        x=alt.value(alt.ExprRef("width")), text="words:N"
    )
    return [rule, label]


def _looks(each: Measured, x: alt.X) -> list[alt.Chart]:
    """A mark at the top for each quarter in which somebody considered or challenged it."""
    if not each.looks:
        return []
    frame = pd.DataFrame(
        [
            {
                "period": str(each.periods[one.place]),
                "sign": "?" if one.kind == "challenged" else "◆",
                "words": one.words,
            }
            for one in each.looks
        ]
    )
    own = frame.groupby("period", sort=False).agg(
        sign=("sign", lambda signs: " ".join(dict.fromkeys(signs))), words=("words", "; ".join)
    )
    tooltip = hover(period="Period", words="Looked at")
    return [_text(own.reset_index()).encode(x=x, y=alt.value(-6), text="sign:N", tooltip=tooltip)]


def _text(frame: pd.DataFrame, dy: int = 0) -> alt.Chart:
    text: alt.Chart = alt.Chart(frame).mark_text(**WRITTEN, fontSize=12, fontWeight="bold", dy=dy)
    return text


def _source(each: Measured) -> str:
    own = each.definition
    return "Illustrative sample, not real figures." if own.sample else f"Source: {own.source}."
