"""A chart as a picture for paper: the screen's own Altair chart, drawn at print size.

The drawing is all that reaches the file: neither the chart's rows nor its tooltips do.
"""

import altair as alt
import pandas as pd
import vl_convert

WIDTH = 640
"""Pixels that a chart's plot is wide, before its axes."""
_SCALE = 2.0


def drawn(chart: alt.LayerChart, width: int = WIDTH) -> bytes:
    """The chart as PNG. Nothing is fetched: a chart brings all its rows."""
    specification = chart.properties(width=width).to_dict(validate=False)
    return vl_convert.vegalite_to_png(specification, scale=_SCALE, allowed_base_urls=[])


def warm() -> None:
    """Start the drawing program, which takes a second the first time."""
    drawn(alt.LayerChart(layer=[alt.Chart(pd.DataFrame({"x": [1]})).mark_point()]))
