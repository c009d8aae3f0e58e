"""Charts: a frame in, an Altair chart out; the same for the screen and the paper.

A status is a letter, a shape and a colour at once, and reads in greyscale. Every chart here has
its words in a function beside it, for the sentence above it and its text alternative.
"""

import json
from collections.abc import Mapping

import altair as alt
import pandas as pd

from escp_data.drawing import BARE, EDGE, FONT, each_its_own, layered, unframed
from escp_data.plan.actions import STATUSES
from escp_data.rag import LOOKS
from escp_data.text.wording import plural

STATUS_FILL = {status: look.fill for status, look in LOOKS.items()}
STATUS_LETTER = {status: look.letter for status, look in LOOKS.items()}
STATUS_SHAPE = {status: look.shape for status, look in LOOKS.items()}
STATUS_INK = {status: look.ink for status, look in LOOKS.items()}
_SIZE = {status: 0.6 * look.size for status, look in LOOKS.items()}
"""Small enough for three years in a row beside an action's name."""
_YEAR_OVER_ITS_FIRST = (
    "indexof(datum.label, 'Q1') > 0 || datum.index === 0 ? split(datum.label, ' ')[0] : ''"
)


def rag_strip(history: pd.DataFrame) -> alt.LayerChart:
    """One action's RAG, a mark a quarter: `history` has period (text) and rag, oldest first. Each
    year stands over its first quarter.

    `Not reported` is an empty ring with a question mark: a gap, and never an earlier colour. The
    chart's rows are only what a reader would want of them; its text alternative speaks for all.
    """
    axis = alt.Axis(
        **BARE,
        orient="top",
        labelAngle=0,
        labelExpr=_YEAR_OVER_ITS_FIRST,
        labelOverlap=False,
        labelFontSize=12,
        aria=False,
        labelPadding=2,
    )
    base = alt.Chart(strip_table(history)).encode(
        x=alt.X("Quarter:O", sort=None, axis=axis), tooltip=["Quarter:N", "RAG:N"]
    )
    marks = base.mark_point(
        filled=True, opacity=1, stroke=EDGE, strokeWidth=1, size=_each(_SIZE), aria=False
    ).encode(
        shape=alt.Shape("RAG:N", scale=each_its_own(STATUS_SHAPE), legend=None),
        fill=alt.Fill("RAG:N", scale=each_its_own(STATUS_FILL), legend=None),
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
    return unframed(layered(marks, letters).properties(height=58, width="container"))


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
