"""Measures as tables: the scorecard, and a measure's numbers, both from what may be shown."""

import math
from collections.abc import Sequence

import pandas as pd

from escp_data.evidence.measure_totals import Total
from escp_data.evidence.measure_words import (
    direction,
    figure_words,
    meaning,
    range_words,
    sentence,
    short,
    target_words,
    without_words,
)
from escp_data.evidence.measured import Measured
from escp_data.markers import MISSING, SUPPRESSED

MARKS = {"hidden": SUPPRESSED, "missing": MISSING}
"""What stands for a total that is not shown, by its state."""


def measure_table(each: Measured) -> pd.DataFrame:
    """A measure's numbers, oldest first: value, counts, centre, limits and rules of each period.

    A number that is not given is `[c]` or `[x]`; a line that is not drawn is blank.
    """
    own, chart = each.definition, each.chart
    rows = []
    for at, (period, total) in enumerate(zip(each.periods, each.totals, strict=True)):
        row = {
            "Period": str(period),
            "Value": MARKS.get(total.state) or figure_words(chart.values[at], own),
            **_counts(total),
        }
        if any(segment.factors for segment in chart.segments):
            row["Adjusted for the school year"] = _line(chart.drawn[at], own_places=1)
        rows.append(
            row
            | {
                "Mean or median": _line(chart.centre[at]),
                "Lower limit": _line(chart.shown_lower[at]),
                "Upper limit": _line(chart.shown_upper[at]),
                "Rules": ", ".join(chart.rules[at]),
                "Without": ", ".join(total.without),
                "Note": " ".join(total.notes),
            }
        )
    return pd.DataFrame(rows)


def scorecard_table(found: Sequence[Measured]) -> pd.DataFrame:
    """A row a measure: latest, the same quarter a year before, target, direction, signal."""
    return pd.DataFrame(
        [
            {
                "Code": each.code,
                "Measure": each.definition.measure,
                "Agency": each.definition.supplier,
                "Period": str(each.periods[-1]) if each.periods else "",
                "Latest": latest_words(each),
                "A year before": before_words(each),
                "Direction": direction(each),
                "Usual range": range_words(each),
                "Target": target_words(each),
                "Signal": short(each),
                "Meaning": meaning(each.definition, each.signal),
                "In words": sentence(each),
                "Without": without_words(each),
            }
            for each in found
        ]
    )


def years_table(each: Measured) -> pd.DataFrame:
    """Published years beside a quarterly series: they are never joined to it."""
    return pd.DataFrame(
        [
            {"Year": str(period), **_counts(total), "Note": " ".join(total.notes)}
            for period, total in each.years
        ]
    )


def latest_words(each: Measured) -> str:
    """The latest period's value, or the mark that says why there is none."""
    if not each.periods:
        return MISSING
    return MARKS.get(each.totals[-1].state) or figure_words(each.latest, each.definition)


def before_words(each: Measured) -> str:
    """The same quarter a year before, alike; "" before the first."""
    place = each.place_before
    if place is None:
        return ""
    mark = MARKS.get(each.totals[place].state)
    return mark or figure_words(each.year_before, each.definition)


def _counts(total: Total) -> dict[str, str]:
    mark = MARKS.get(total.state)
    return {
        "Numerator": mark or _number(total.numerator),
        "Denominator": mark or _number(total.denominator),
    }


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:,.10g}"


def _line(value: float, own_places: int = 2) -> str:
    return "" if math.isnan(value) or math.isinf(value) else f"{value:,.{own_places}f}"
