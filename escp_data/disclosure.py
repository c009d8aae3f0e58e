"""Disclosure control: what may be shown of small counts of children, and how the gaps look.

hidden_cells     which numbers of one table, with its totals, to hide
Ledger           the same for everything ever shown: rolling sums, totals over agencies, uploads
attack, fixed    what a reader can work out from sums shown: the test of both
suppress         a frame without the numbers made from hidden counts
as_text          that frame as people read it: `[c]`, `[x]`, `[z]`

Only hidden counts and sums from 1 to the threshold are protected. Two numbers that are both shown
may differ by a small one (14 and 12) as long as that fixes no hidden one.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from escp_data.markers import MINIMUM_POPULATION, MISSING, NOT_APPLICABLE, SUPPRESSED, THRESHOLD
from escp_data.suppression.attack import Range, attack, fixed
from escp_data.suppression.ledger import Decision, Ledger
from escp_data.suppression.two_way import TOTAL, hidden_cells

_BELOW_NUMBERS = {SUPPRESSED: -1e300, MISSING: -1e301, NOT_APPLICABLE: -1e302}

__all__ = [
    "MINIMUM_POPULATION",
    "MISSING",
    "NOT_APPLICABLE",
    "SUPPRESSED",
    "THRESHOLD",
    "TOTAL",
    "Decision",
    "Ledger",
    "Range",
    "as_text",
    "attack",
    "fixed",
    "hidden_cells",
    "is_small",
    "population_is_enough",
    "sort_key",
    "suppress",
]


def is_small(counts: ArrayLike, threshold: int = THRESHOLD) -> NDArray[np.bool_]:
    """Whether each count is from 1 to `threshold`; False where there is none."""
    numbers = np.asarray(counts, dtype=float)
    return np.asarray((numbers >= 1) & (numbers <= threshold))


def population_is_enough(
    population: ArrayLike, minimum: int = MINIMUM_POPULATION
) -> NDArray[np.bool_]:
    """Whether a rate may be given on each population; False where there is none."""
    return np.asarray(np.asarray(population, dtype=float) >= minimum)


def suppress(frame: pd.DataFrame, hidden: ArrayLike, columns: Collection[str]) -> pd.DataFrame:
    """A copy with `columns` emptied in the rows that are `hidden`, and a column "hidden".

    `hidden` goes by position, one a row. Name every column made from the count: rate, ratio,
    limits, verdict. Rows already hidden in `frame` stay marked. The caller must not pass on the
    frame that came in.
    """
    rows = np.asarray(hidden, dtype=bool)
    if rows.shape != (len(frame),):
        raise ValueError(f"There are {len(frame)} rows and {rows.size} answers on hiding them.")
    if unknown := [column for column in columns if column not in frame.columns]:
        raise ValueError(f'The table has no column "{unknown[0]}" to suppress.')
    answer = frame.copy()
    for column in columns:
        answer[column] = frame[column].where(~rows)
    earlier = frame["hidden"].to_numpy(dtype=bool) if "hidden" in frame.columns else False
    answer["hidden"] = rows | earlier
    return answer


def as_text(
    frame: pd.DataFrame,
    formats: Mapping[str, Callable[[Any], str]],
    *,
    suppressed: Collection[str] | None = None,
    not_applicable: Mapping[str, ArrayLike] | None = None,
) -> pd.DataFrame:
    """A copy of a suppressed frame with the columns in `formats` as text.

    `suppressed` are the columns that were suppressed, all of `formats` by default: in hidden rows
    they say `[c]` whatever they hold. Elsewhere nothing is `[x]`, or `[z]` in the rows that
    `not_applicable` gives for the column.
    """
    hidden = frame["hidden"] if "hidden" in frame.columns else [False] * len(frame)
    answer = frame.copy()
    for column, form in formats.items():
        made_from_counts = suppressed is None or column in suppressed
        gaps = np.zeros(len(frame), dtype=bool)
        if not_applicable and column in not_applicable:
            gaps = np.asarray(not_applicable[column], dtype=bool)
        answer[column] = pd.Series(
            [
                _text(value, form, bool(secret) and made_from_counts, bool(gap))
                for value, secret, gap in zip(frame[column], hidden, gaps, strict=True)
            ],
            index=frame.index,
            dtype=object,
        )
    return answer


def _text(value: Any, form: Callable[[Any], str], secret: bool, gap: bool) -> str:
    if secret:
        return SUPPRESSED
    if gap:
        return NOT_APPLICABLE
    return MISSING if pd.isna(value) else form(value)


def sort_key(values: pd.Series) -> pd.Series:
    """For `sort_values(key=…)`: markers below all numbers, `[c]`, `[x]`, `[z]` from high to low.

    Takes numbers, or text as `as_text` makes it ("1,204.5", "12%"). Nothing counts as `[x]`.
    """
    return values.map(_place).fillna(_BELOW_NUMBERS[MISSING]).astype(float)


def _place(value: Any) -> float:
    if value in _BELOW_NUMBERS:
        return _BELOW_NUMBERS[value]
    if pd.isna(value):
        return _BELOW_NUMBERS[MISSING]
    return float(str(value).replace(",", "").replace("−", "-").rstrip("%"))
