"""Charts: a frame in, an Altair chart out; the same for the screen and the paper.

A status is a letter, a shape and a colour at once, and reads in greyscale. Every chart here has
its words in a function beside it, for the sentence above it and its text alternative.
"""

import json
from collections.abc import Mapping

import altair as alt
import pandas as pd

from escp_data.plan.actions import STATUSES
from escp_data.rag import LOOKS
from escp_data.text.wording import plural

FONT = "Source Sans, Segoe UI, Arial, sans-serif"
INK, EDGE, PAPER = "#0B0C0D", "#505A5F", "#FEFEFE"
"""Words, lines and the page itself. The dark look turns these round, by these very values
(`pages/parts/dark.css`); it leaves a RAG's own fill, and what is written on it, as they are.
"""
STATUS_FILL = {status: look.fill for status, look in LOOKS.items()}
STATUS_LETTER = {status: look.letter for status, look in LOOKS.items()}
STATUS_SHAPE = {status: look.shape for status, look in LOOKS.items()}
STATUS_INK = {status: look.ink for status, look in LOOKS.items()}
_SIZE = {status: 0.6 * look.size for status, look in LOOKS.items()}
"""Small enough for three years in a row beside an action's name."""
_YEAR_OVER_ITS_FIRST = (
    "indexof(datum.label, 'Q1') > 0 || datum.index === 0 ? split(datum.label, ' ')[0] : ''"
)


def rag_strip(history: pd.DataFrame, *, labels: bool = True) -> alt.LayerChart:
    """One action's RAG, a mark a quarter: `history` has period (text) and rag, oldest first. Each
    year stands over its first quarter.

    `Not reported` is an empty ring with a question mark: a gap, and never an earlier colour. The
    chart's rows are only what a reader would want of them; its text alternative speaks for all.
    """
    axis = (
        alt.Axis(
            orient="top",
            labelAngle=0,
            labelExpr=_YEAR_OVER_ITS_FIRST,
            labelOverlap=False,
            ticks=False,
            domain=False,
            labelColor=INK,
            labelFontSize=12,
            title=None,
            aria=False,
            labelPadding=2,
        )
        if labels
        else None
    )
    base = alt.Chart(strip_table(history)).encode(
        x=alt.X("Quarter:O", sort=None, axis=axis), tooltip=["Quarter:N", "RAG:N"]
    )
    marks = base.mark_point(
        filled=True, opacity=1, stroke=EDGE, strokeWidth=1, size=_each(_SIZE), aria=False
    ).encode(
        shape=_scale("RAG:N", STATUS_SHAPE, alt.Shape), fill=_scale("RAG:N", STATUS_FILL, alt.Fill)
    )
    letters = base.mark_text(
        fontSize=12,
        fontWeight="bold",
        font=FONT,
        dy=_each({"Amber": 2}, 0),
        text=_each(STATUS_LETTER),
        color=_each(STATUS_INK),
        aria=False,
    )
    height = 58 if labels else 34
    strip = alt.layer(marks, letters).properties(height=height, width="container")
    bare: alt.LayerChart = strip.configure_view(stroke=None)
    return bare


def strip_table(history: pd.DataFrame) -> pd.DataFrame:
    """The strip's rows as people read them: Quarter and RAG."""
    return history[["period", "rag"]].set_axis(["Quarter", "RAG"], axis=1)


def rag_strip_words(ref: str, history: pd.DataFrame) -> str:
    """`RAG of 1.2 over 11 quarters to 2025-26 Q3: Green 7, Amber 3, Not reported 1. Now Amber.`"""
    if history.empty:
        return f"Nothing has been reported on {ref} yet."
    counts = history["rag"].value_counts()
    parts = [f"{rag} {counts[rag]}" for rag in STATUSES if rag in counts]
    last = history.iloc[-1]
    return (
        f"RAG of {ref} over {plural(len(history), 'quarter')} to {last['period']}: "
        f"{', '.join(parts)}. Now {last['rag']}."
    )


def _each(values: Mapping[str, str | float], other: int | None = None) -> alt.ExprRef:
    """A property of a mark by its RAG, without a column for it in the rows."""
    found = f"({json.dumps(values)})[datum.RAG]"
    return alt.ExprRef(found if other is None else f"{found} || {other}")


def _scale(
    field: str, values: dict[str, str], channel: type[alt.Shape] | type[alt.Fill]
) -> alt.Shape | alt.Fill:
    scale = alt.Scale(domain=list(values), range=list(values.values()))
    return channel(field, scale=scale, legend=None)
