"""Charts of ratios between ethnic groups: a suppressed frame in, an Altair chart out.

The same for the screen and the paper. Axes are logarithmic, so that half and twice as likely lie
equally far from the line at 1. Every group is drawn in one neutral colour and told apart by its
label. What is hidden is not in a chart's data: its place holds a mark and no number.

A chart's own data is its numbers as a reader would have them, in words: that is what "Show data"
shows. What is drawn stands beside it. Marks and axes are silent: a screen reader hears `alt` alone.
"""

import json
from collections.abc import Sequence
from textwrap import wrap
from typing import Literal

import altair as alt
import pandas as pd

from escp_data.disproportionality.axes import (
    line_at_one,
    names_axis,
    ratio_axis,
    ratio_scale,
    ratio_x,
    ratio_y,
    row_y,
    within,
)
from escp_data.disproportionality.numbers import ratio_words
from escp_data.disproportionality.phrasing import HIDDEN
from escp_data.drawing import (
    BARE,
    EDGE,
    IN_LINES,
    NAVY,
    PALE_BLUE,
    PAPER,
    WRITTEN,
    hover,
    layered,
    silent,
    titled,
)
from escp_data.markers import SUPPRESSED, Reason
from escp_data.model import FrameRow

ROW = 52
PANEL = 190
LETTERS, HEADING_LETTERS, NAME_LETTERS = 50, 44, 22
"""How many of the face, of the heading and of a row's name stand on a line: a phone has no more."""
LETTER = 5.8
"""Pixels that a letter of a period takes, at most."""
_TOP, _BOTTOM = 26, 26
_RATIO = ["rri", "rri_lower", "rri_upper"]
_STEP = ["ratio", "lower", "upper"]


def intervals(
    rows: pd.DataFrame, group: str | None = None, face: Sequence[str] = ()
) -> alt.LayerChart:
    """Each group's ratio and its interval, a row a group, in the order given.

    `rows` has group, reference, rri, rri_lower, rri_upper and why_rri. `group` is set in bold;
    `face` are the lines under the heading: comparator, basis, source.
    """
    order, words = list(rows["group"]), [_beside(row) for row in rows.itertuples()]
    drawn = rows[["group", *_RATIO]].assign(words=words)
    drawn = drawn[drawn["rri"].notna()]
    scale = ratio_scale(drawn[_RATIO])
    tooltip = hover(group="Group", words="Ratio")
    marks = alt.Chart(within(drawn, _RATIO, scale)).encode(
        y=row_y("group", order, names_axis(group)), tooltip=tooltip
    )
    left = layered(
        line_at_one(scale),
        marks.mark_rule(aria=False, strokeWidth=4, color=PALE_BLUE).encode(
            x=ratio_x("rri_lower", scale), x2="rri_upper:Q"
        ),
        marks.mark_point(aria=False, filled=True, size=130, opacity=1, color=NAVY).encode(
            x=ratio_x("rri", scale)
        ),
    )
    readable = pd.DataFrame({"Group": order, "Ratio": words}, dtype=object)
    return _finished(
        _with_sides(left, "Group", order, words),
        readable,
        ROW * max(len(rows), 1),
        "Ratio of rates, with its interval",
        face,
    )


def panels(trend: pd.DataFrame, groups: Sequence[str], face: Sequence[str] = ()) -> alt.LayerChart:
    """Each group's ratio period after period, a panel a group, on one axis.

    `trend` has period, group, rri, rri_lower, rri_upper, why_rri and segment. The line breaks
    where the segment changes and where a point is hidden or missing: its mark is at the foot.
    """
    periods = list(dict.fromkeys(trend["period"].map(str)))
    drawn = _placed(trend, periods, groups)
    shown = drawn[drawn["rri"].notna()]
    scale = ratio_scale(shown[_RATIO])
    shown = within(shown, _RATIO, scale)
    scale = alt.Scale(**scale.to_dict(), range=[_from_foot(_BOTTOM), _TOP])
    ends = [-0.6, _length(periods, groups) - 0.4]
    across = alt.Scale(domain=ends, nice=False, zero=False)
    x = alt.X("place:Q", axis=None, scale=across)
    y = ratio_y("rri", scale)
    tooltip = hover(group="Group", period="Period", words="Ratio")
    seen = alt.Chart(shown[[*_DRAWN, *_RATIO, "run"]]).encode(x=x, tooltip=tooltip)
    chart = layered(
        *_furniture(periods, groups, across, scale),
        *_breaks(drawn, x),
        seen.mark_rule(aria=False, strokeWidth=3, color=PALE_BLUE).encode(
            y=ratio_y("rri_lower", scale), y2="rri_upper:Q"
        ),
        seen.mark_line(aria=False, color=NAVY, strokeWidth=2).encode(y=y, detail="run:N"),
        seen.mark_point(aria=False, filled=True, size=45, opacity=1, color=NAVY).encode(y=y),
        *_gaps(drawn.loc[drawn["rri"].isna(), _DRAWN], x, tooltip),
    )
    readable = drawn[["group", "period", "words"]].astype(object)
    readable.columns = pd.Index(["Group", "Period", "Ratio"])
    heading = "Ratio of rates by period, with its interval"
    return _finished(chart, readable, PANEL, heading, face)


def stage_dots(rows: pd.DataFrame, face: Sequence[str] = ()) -> alt.LayerChart:
    """One group on its way: against the population, and against the stage before.

    `rows` has a row a stage, earliest first: measure, rri and ratio with limits and whys. A filled
    circle is the population's ratio, an empty square the ratio of the stage before.
    """
    every = pd.concat([_one_kind(rows, *kind) for kind in _KINDS], ignore_index=True)
    drawn = every[every["ratio"].notna()]
    scale = ratio_scale(drawn[_STEP])
    order = list(rows["measure"])
    tooltip = hover(measure="Stage", kind="Ratio to", words="Ratio")
    names = [kind for kind, *_ in _KINDS]
    marks = alt.Chart(within(drawn, _STEP, scale)).encode(
        y=row_y("measure", order, names_axis(None, _in_lines(order))),
        yOffset=alt.YOffset("kind:N", scale=alt.Scale(domain=names)),
        tooltip=tooltip,
    )
    filled = {"test": f"datum.kind === '{names[0]}'", "value": NAVY}
    kinds = alt.Scale(domain=names, range=["circle", "square"])
    left = layered(
        line_at_one(scale),
        marks.mark_rule(aria=False, strokeWidth=3, color=PALE_BLUE).encode(
            x=ratio_x("lower", scale), x2="upper:Q"
        ),
        marks.mark_point(aria=False, size=110, opacity=1, color=NAVY, strokeWidth=2).encode(
            x=ratio_x("ratio", scale),
            shape=alt.Shape("kind:N", scale=kinds, legend=None),
            fill={"condition": filled, "value": PAPER},
        ),
    )
    against = [list(every.loc[every["kind"] == name, "words"]) for name in names]
    sides = [f"● {own}{IN_LINES}□ {step}" for own, step in zip(*against, strict=True)]
    readable = pd.DataFrame(
        {"Stage": order}
        | {f"Against {name}": words for name, words in zip(names, against, strict=True)},
        dtype=object,
    )
    heading = "Ratio at each stage: ● against the population, □ against the stage before"
    chart = _with_sides(left, "Stage", order, sides)
    return _finished(chart, readable, 56 * max(len(rows), 1), heading, face)


_DRAWN = ["group", "period", "place", "words"]
_KINDS = (
    ("the population", "rri", "rri_lower", "rri_upper"),
    ("the stage before", "ratio", "ratio_lower", "ratio_upper"),
)


def _beside(row: FrameRow) -> str:
    """What stands at the side of a group's row: its ratio, or the mark that says why not."""
    if row.group == row.reference:
        return "compared with"
    words = ratio_words((row.rri, row.rri_lower, row.rri_upper), row.why_rri)
    if row.why_rri == Reason.NEITHER:
        return "no cases in either"
    return HIDDEN.capitalize() if words == SUPPRESSED else words


def _placed(trend: pd.DataFrame, periods: list[str], groups: Sequence[str]) -> pd.DataFrame:
    """The rows of these groups with their place along the panels, their words and their run."""
    rows = trend[trend["group"].isin(list(groups))].copy()
    rows["period"] = rows["period"].map(str)
    at = rows["period"].map(periods.index)
    rows["place"] = at + _step(periods) * rows["group"].map(list(groups).index)
    limits = rows[["rri", "rri_lower", "rri_upper"]].itertuples(index=False)
    rows["words"] = [ratio_words(*each) for each in zip(limits, rows["why_rri"], strict=True)]
    rows = rows.sort_values("place")
    broken = rows["rri"].isna() | (rows["segment"] != rows["segment"].shift())
    rows["run"] = (broken | (rows["group"] != rows["group"].shift())).cumsum()
    return rows


def _short(period: str) -> str:
    return period.removesuffix(" academic")


def _from_foot(pixels: int) -> alt.ExprRef:
    """So many pixels above the chart's lower edge, however high it came out."""
    return alt.ExprRef(f"height - {pixels}")


def _in_lines(names: Sequence[str]) -> str:
    """Each name on as many lines as it takes, so that it leaves room for what is drawn."""
    said = json.dumps({name: IN_LINES.join(wrap(name, NAME_LETTERS)) for name in names})
    return f"split({said}[datum.value], '{IN_LINES}')"


def _above_foot(periods: Sequence[str], groups: Sequence[str]) -> alt.ExprRef:
    """Where the first period stands: beside the last, or a line above it where both lack room."""
    last = max(len(periods) - 1, 1)
    letters = len(_short(periods[0])) + len(_short(periods[-1]))
    room = letters * LETTER * _length(periods, groups) / last
    return alt.ExprRef(f"height - (width < {room:.0f} ? 20 : 8)")


def _length(periods: Sequence[str], groups: Sequence[str]) -> float:
    """How long all panels are, in periods."""
    return (len(groups) - 1) * _step(periods) + len(periods)


def _step(periods: Sequence[str]) -> float:
    """How far one panel begins after the last, in periods."""
    return len(periods) - 1 + max(2, 0.35 * len(periods))


def _furniture(
    periods: list[str], groups: Sequence[str], across: alt.Scale, scale: alt.Scale
) -> list[alt.Chart]:
    """Each panel's name, its line at 1, and its first and last period."""
    last = len(periods) - 1
    frame = pd.DataFrame(
        [
            {
                "group": group,
                "place": n * _step(periods),
                "end": n * _step(periods) + last,
                "first": _short(periods[0]),
                "last": _short(periods[-1]) if last else "",
            }
            for n, group in enumerate(groups)
        ]
    )
    frame["from"], frame["to"] = frame["place"] - 0.4, frame["end"] + 0.4
    base = alt.Chart(frame)
    begin, first, end = (
        alt.X(f"{field}:Q", axis=None, scale=across) for field in ("from", "place", "end")
    )
    above, foot = alt.value(_above_foot(periods, groups)), alt.value(_from_foot(8))
    return [
        base.mark_rule(aria=False, color=EDGE, strokeDash=[4, 3]).encode(
            x=begin,
            x2="to:Q",
            y=alt.YDatum(1, scale=scale, axis=ratio_axis(scale, "middle")),
        ),
        _text(base, "left", 14, "bold").encode(x=begin, y=alt.value(10), text="group:N"),
        _text(base, "left", 11, dx=-4).encode(x=first, y=above, text="first:N"),
        _text(base, "right", 11, dx=6).encode(x=end, y=foot, text="last:N"),
    ]


def _gaps(gaps: pd.DataFrame, x: alt.X, tooltip: list[alt.Tooltip]) -> list[alt.Chart]:
    """A mark at the foot for each ratio that is not shown."""
    if gaps.empty:
        return []
    marks = alt.Chart(gaps).mark_text(**WRITTEN, fontSize=11, fontWeight="bold")
    foot = alt.value(_from_foot(_BOTTOM + 8))
    return [marks.encode(x=x, y=foot, text="words:N", tooltip=tooltip)]


def _text(
    base: alt.Chart,
    align: Literal["left", "right"],
    size: int,
    weight: Literal["normal", "bold"] = "normal",
    dx: int = 0,
) -> alt.Chart:
    text: alt.Chart = base.mark_text(
        **WRITTEN, align=align, fontSize=size, fontWeight=weight, dx=dx
    )
    return text


def _breaks(drawn: pd.DataFrame, x: alt.X) -> list[alt.Chart]:
    """A dotted line where basis, comparator or definition changed, in every panel."""
    same = drawn["group"] == drawn["group"].shift()
    changed = drawn.loc[same & (drawn["segment"] != drawn["segment"].shift()), ["place"]] - 0.5
    if changed.empty:
        return []
    rule = alt.Chart(changed).mark_rule(aria=False, color=EDGE, strokeDash=[1, 3], strokeWidth=2)
    return [rule.encode(x=x, y=alt.value(_TOP), y2=alt.value(_from_foot(_BOTTOM)))]


def _one_kind(rows: pd.DataFrame, kind: str, value: str, lower: str, upper: str) -> pd.DataFrame:
    estimates = list(zip(rows[value], rows[lower], rows[upper], strict=True))
    whys = rows["why" if value == "ratio" else "why_rri"]
    words = [ratio_words(one, why) for one, why in zip(estimates, whys, strict=True)]
    frame = pd.DataFrame(estimates, columns=["ratio", "lower", "upper"])
    return frame.assign(measure=list(rows["measure"]), kind=kind, words=words)


def _with_sides(
    left: alt.LayerChart, field: str, order: list[str], words: list[str]
) -> alt.LayerChart:
    """The chart with an axis on its right, too: each row's ratios in words.

    Its layer draws the chart's own data, as nothing else does, and shows nothing of it.
    """
    said = json.dumps(dict(zip(order, words, strict=True)))
    sides = alt.Axis(
        **BARE,
        orient="right",
        labelFontSize=14,
        labelExpr=f"split({said}[datum.value], '{IN_LINES}')",
        labelLimit=220,
        labelPadding=8,
    )
    right = (
        alt.Chart().mark_text(aria=False, opacity=0, text=" ").encode(y=row_y(field, order, sides))
    )
    both: alt.LayerChart = layered(left, right).resolve_scale(y="independent")
    return both


def _finished(
    chart: alt.LayerChart,
    readable: pd.DataFrame,
    height: int,
    heading: str,
    face: Sequence[str],
) -> alt.LayerChart:
    """The chart as wide as its place, with what the figure rests on under its heading."""
    lines = [line for sentence in face for line in wrap(sentence, LETTERS)]
    headings = wrap(heading, HEADING_LETTERS)
    title = titled(headings, lines, offset=10)
    # The height holds the heading, too: Streamlit fits all of a chart in it.
    height += 44 + 18 * len(headings) + 16 * len(lines)
    return silent(chart.properties(data=readable, height=height, width="container", title=title))
