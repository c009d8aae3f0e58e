"""Charts: a frame in, an Altair chart out; the same for the screen and the paper.

A status is a letter, a shape and a colour at once, and reads in greyscale. Every chart here has
its words in a function beside it, for the sentence above it and its text alternative.
"""

import altair as alt
import pandas as pd

from escp_data.phrases import plural
from escp_data.plan import NO_UPDATE, STATUSES

FONT = "Source Sans, Segoe UI, Arial, sans-serif"
INK, PALE, EDGE = "#0B0C0C", "#FFFFFF", "#505A5F"
STATUS_FILL = {
    "Red": "#B3261E", "Amber": "#F2A900", "Green": "#00703C", "Complete": "#12436D",
    "Not started": "#DADDE0", NO_UPDATE: "#FFFFFF",
}  # fmt: skip
STATUS_LETTER = {
    "Red": "R", "Amber": "A", "Green": "G", "Complete": "C", "Not started": "N", NO_UPDATE: "?",
}  # fmt: skip
STATUS_SHAPE = {
    "Red": "square", "Amber": "triangle-up", "Green": "circle", "Complete": "diamond",
    "Not started": "circle", NO_UPDATE: "circle",
}  # fmt: skip
_SIZE = {
    "Red": 560, "Amber": 900, "Green": 680, "Complete": 760, "Not started": 560, NO_UPDATE: 560,
}  # fmt: skip
_DARK_LETTER = ("Amber", "Not started", NO_UPDATE)


def rag_strip(history: pd.DataFrame, *, labels: bool = True) -> alt.LayerChart:
    """One action's RAG, a mark a quarter: `history` has period (text) and rag, oldest first.

    `No update` is an empty ring with a question mark: a gap, and never an earlier colour.
    """
    rows = history[["period", "rag"]].copy()
    rows["letter"] = rows["rag"].map(STATUS_LETTER)
    rows["size"] = rows["rag"].map(_SIZE)
    rows["ink"] = [INK if rag in _DARK_LETTER else PALE for rag in rows["rag"]]
    rows["drop"] = [3 if rag == "Amber" else 0 for rag in rows["rag"]]
    axis = alt.Axis(
        orient="bottom", labelAngle=0, labelExpr="split(replace(datum.label, '20', ''), ' ')",
        ticks=False, domain=False, labelColor=INK, labelFontSize=11, title=None,
    ) if labels else None  # fmt: skip
    base = alt.Chart(rows).encode(
        x=alt.X("period:O", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.1)),
        tooltip=[alt.Tooltip("period:N", title="Quarter"), alt.Tooltip("rag:N", title="RAG")],
    )
    marks = base.mark_point(filled=True, opacity=1, stroke=EDGE, strokeWidth=1).encode(
        shape=_scale("rag:N", STATUS_SHAPE, alt.Shape),
        fill=_scale("rag:N", STATUS_FILL, alt.Fill),
        size=alt.Size("size:Q", scale=None, legend=None),
    )
    letters = base.mark_text(
        fontSize=13, fontWeight="bold", font=FONT, dy=alt.expr("datum.drop")
    ).encode(text="letter:N", color=alt.Color("ink:N", scale=None))
    height = 62 if labels else 34
    strip = alt.layer(marks, letters).properties(height=height, width="container")
    bare: alt.LayerChart = strip.configure_view(stroke=None)
    return bare


def rag_strip_words(ref: str, history: pd.DataFrame) -> str:
    """`RAG of 1.2 over 11 quarters to 2025-26 Q3: Green 7, Amber 3, No update 1. Now Amber.`"""
    if history.empty:
        return f"Nothing has been reported on {ref} yet."
    counts = history["rag"].value_counts()
    parts = [f"{rag} {counts[rag]}" for rag in STATUSES if rag in counts]
    last = history.iloc[-1]
    return (
        f"RAG of {ref} over {plural(len(history), 'quarter')} to {last['period']}: "
        f"{', '.join(parts)}. Now {last['rag']}."
    )


def _scale(
    field: str, values: dict[str, str], channel: type[alt.Shape] | type[alt.Fill]
) -> alt.Shape | alt.Fill:
    scale = alt.Scale(domain=list(values), range=list(values.values()))
    return channel(field, scale=scale, legend=None)
