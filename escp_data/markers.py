"""How a number that is not shown is written, everywhere, and what a small count is.

Ask `is_small`; nothing else compares a count with the threshold. It is read when asked, so a module
that imports `THRESHOLD` by name would keep the one of its import (`tests/test_markers.py`).
"""

from typing import overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SUPPRESSED = "[c]"
"""A small count of children, or a number that would give one away."""
MISSING = "[x]"
NOT_APPLICABLE = "[z]"
MARKS = {"c": SUPPRESSED, "x": MISSING, "z": NOT_APPLICABLE}
"""The marks by the letters that workbooks and the store hold."""

THRESHOLD = 5
"""Counts of children from 1 to this are never shown: the one place to set it."""
MINIMUM_POPULATION = 100
"""No rate is shown where the population is under this."""

Counts = NDArray[np.float64] | NDArray[np.int64] | pd.Series | list[float]


@overload
def is_small(counts: Counts, threshold: int | None = None) -> NDArray[np.bool_]: ...
@overload
def is_small(counts: float | str | None, threshold: int | None = None) -> bool: ...
def is_small(
    counts: Counts | float | str | None, threshold: int | None = None
) -> NDArray[np.bool_] | bool:
    """Whether a count, or each of many, is above nought and at most the threshold.

    False where there is none (None, NaN) and for a value that is no number, such as a text.
    """
    most = THRESHOLD if threshold is None else threshold
    if isinstance(counts, np.ndarray | pd.Series | list):
        numbers = np.asarray(counts, dtype=float)
        return np.asarray((numbers > 0) & (numbers <= most))
    return isinstance(counts, int | float | np.integer) and bool(0 < counts <= most)


def small_in_sql(column: str) -> str:
    """The same question in SQL, of a column's name."""
    return f'("{column}" > 0 AND "{column}" <= {THRESHOLD})'


def small_in_words() -> str:
    """`1 to 5`."""
    return f"1 to {THRESHOLD}"
