"""Counts as they can be read back from what is shown beside them: rates, ratios, gaps, excesses.

From the table behind the Disproportionality page, its files and its command.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from escp_data.disproportionality import ALL_OTHERS, EVERYONE, Comparison, table
from escp_data.store.database import Store
from escp_data.suppression.listed import KNOWN, others
from escp_data.text.periods import Period, parse_period

REFERENCES = ("White", ALL_OTHERS, EVERYONE)
PEOPLE = 900
"""Of each group, wherever stores are made at random."""
Read = tuple[str, Period, str, float]
"""Code, end of the window, name of the sum, and its number."""


def read_back(store: Store, last: Period, reference: str) -> Iterator[Read]:
    """Every number that a comparison with these gives of a count, however roundabout."""
    frame = table(store, Comparison(last, reference=reference), every_period=True)
    for row in frame.to_dict("records"):
        code, period = str(row["code"]), parse_period(row["period"])
        people = PEOPLE * {ALL_OTHERS: 4, EVERYONE: 5}.get(reference, 1)
        other = {ALL_OTHERS: others(row["group"]), EVERYONE: KNOWN}.get(reference, reference)
        for own in _own(row):
            yield code, period, str(row["group"]), own
        for compared in _compared(row, people):
            yield code, period, other, compared


def _numbers(row: dict[Any, Any], name: str) -> list[float]:
    """A figure where it is a number; where it is none, its limits are none either."""
    value, *limits = (float(row.get(name + end, np.nan)) for end in ("", "_lower", "_upper"))
    assert not np.isnan(value) or np.isnan(limits).all(), (name, row)
    return [value] if np.isfinite(value) else []


def _own(row: dict[Any, Any]) -> Iterator[float]:
    people, per = row["population"], row["per"]
    if np.isfinite(row["count"]):
        yield float(row["count"])
    if found := _numbers(row, "rate"):
        yield found[0] * people / per


def _compared(row: dict[Any, Any], whole: int) -> Iterator[float]:
    """What the comparator's own figures, and each that is made of both, say of its count.

    `whole` is its population, which is public.
    """
    count, people, per = row["count"], row["population"], row["per"]
    if found := _numbers(row, "reference_rate"):
        yield found[0] * whole / per
    if (found := _numbers(row, "rri")) and found[0] > 0:
        yield count / people / found[0] * whole
    if found := _numbers(row, "excess"):
        yield (count - found[0]) / people * whole
    if found := _numbers(row, "gap"):
        yield (count / people - found[0] / per) * whole
