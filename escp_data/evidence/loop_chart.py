"""The loop as a picture: how many of the things said reached each step."""

from typing import Any

import altair as alt

from escp_data.drawing import BARE, NAVY, WRITTEN, layered, unframed
from escp_data.evidence.loop import Loop, loop, since
from escp_data.evidence.voice import voice
from escp_data.evidence.voice_filters import VoiceFilters, filter_voice
from escp_data.plan.actions import View
from escp_data.store.database import Store

_ROW = 34
_ROOM = {"left": 0, "right": 40, "top": 4, "bottom": 4}
"""Pixels to the right of the longest bar for its number, however narrow the picture is."""


def loop_chart(found: Loop) -> alt.LayerChart:
    """A bar a step, its number beside it; its text alternative is `loop_words`."""
    rows = found.steps()
    axis = alt.Axis(**BARE, labelFontSize=14, labelLimit=200, labelPadding=10, aria=False)
    top = max(found.total, 1)
    base = alt.Chart(rows).encode(
        y=alt.Y("Step:N", sort=None, axis=axis),
        x=alt.X("Things said:Q", axis=None, scale=alt.Scale(domain=[0, top], nice=False)),
        tooltip=["Step:N", "Things said:Q"],
    )
    bars = base.mark_bar(color=NAVY, height=22, aria=False)
    numbers = base.mark_text(**WRITTEN, align="left", dx=6, fontSize=16, fontWeight="bold").encode(
        text="Things said:Q"
    )
    height = _ROW * len(rows)
    return unframed(
        layered(bars, numbers).properties(height=height, width="container", padding=_ROOM)
    )


def draw_loop(store: Store, view: View, filters: VoiceFilters) -> dict[str, Any]:
    """The chart of what passes the filters, as Vega-Lite. Read-only."""
    return loop_chart(loop(filter_voice(voice(store, view), filters), since(store, view))).to_dict()


def loop_words(found: Loop) -> str:
    """`Of 25 things said: 23 heard by a group, 19 answered, …`"""
    told, *further = found.steps().itertuples(index=False, name=None)
    steps = ", ".join(f"{step.lower()} {number}" for step, number in further)
    return f"{told[0]} {told[1]}; {steps}."
