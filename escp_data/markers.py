"""How a number that is not shown is written, everywhere, and what a small count is.

Ask `is_small`; nothing else compares a count with the threshold. It is read when asked, so a module
that imports `THRESHOLD` by name would keep the one of its import (`tests/test_markers.py`).
"""

from enum import StrEnum
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

_STAND_FOR = {
    SUPPRESSED: "is hidden to protect children",
    MISSING: "is missing",
    NOT_APPLICABLE: "is not applicable",
}

THRESHOLD = 5
"""Counts of children from 1 to this are never shown: the one place to set it."""
MINIMUM_POPULATION = 100
"""No rate is shown where the population is under this."""


def marks_key(text: str) -> str:
    """What each mark in a text stands for: `[c] is hidden to protect children.`

    Nothing where no mark is in it.
    """
    told = [f"{mark} {words}" for mark, words in _STAND_FOR.items() if mark in text]
    return f"{', '.join(told)}." if told else ""


class Reason(StrEnum):
    """Why a number is not given. Its value is the code in files, JSON and the store's columns."""

    GIVEN = ""
    HIDDEN = "c"
    MISSING = "x"
    NOT_APPLICABLE = "z"
    NO_POPULATION = "population"
    NO_COMPARATOR = "comparator"
    PART = "part"
    NEITHER = "neither"
    INFINITE = "infinite"
    NOBODY = "nobody"
    ZERO = "zero"
    FIRST = "first"
    OVERLAP = "overlap"
    BASELINE = "baseline"
    BREAK = "break"
    OLD_POPULATION = "old population"

    @property
    def mark(self) -> str:
        """`[c]`, `[x]` or `[z]`."""
        return MARKS.get(self, NOT_APPLICABLE if self in _NOTHING_TO_GIVE else MISSING)

    @property
    def sentence(self) -> str:
        """What files say of it; nothing where the number is given."""
        return _SENTENCES[self].format(small=small_in_words())


_NOTHING_TO_GIVE = (
    Reason.PART,
    Reason.NEITHER,
    Reason.INFINITE,
    Reason.NOBODY,
    Reason.ZERO,
    Reason.FIRST,
)
_SENTENCES = {
    Reason.GIVEN: "",
    Reason.HIDDEN: "Hidden: a count from {small}, or one that would give such a count away",
    Reason.MISSING: "Missing: a count was not supplied",
    Reason.NOT_APPLICABLE: "Not applicable: the others are compared with this group",
    Reason.NO_POPULATION: "No population of 100 or more is on record for a group",
    Reason.NO_COMPARATOR: "The measure has no such group to compare with",
    Reason.PART: "Not applicable: the group and those it is compared with overlap",
    Reason.NEITHER: "No ratio: there was no case in either group",
    Reason.INFINITE: (
        "No ratio: there was no case among those compared with, so only the lower limit is known"
    ),
    Reason.NOBODY: "No ratio: nobody was at the stage before, in one of the groups",
    Reason.ZERO: "No change in the ratio: a count is 0",
    Reason.FIRST: "No verdict: there is no later period to compare with the baseline yet",
    Reason.OVERLAP: "No verdict: too soon, the two periods overlap",
    Reason.BASELINE: "No verdict: the measure's baseline is not on record",
    Reason.BREAK: "No verdict: the population, those compared with or the definition changed",
    Reason.OLD_POPULATION: (
        "No verdict: the population is more than three years older than the counts, and there is "
        "a newer one"
    ),
}

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
