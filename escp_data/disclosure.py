"""Disclosure control: what may be shown of small counts of children.

hidden_cells     which numbers of one table, with its totals, to hide

What is hidden of everything ever shown is decided upload by upload: `escp_data.suppression`.

Only hidden counts and sums from 1 to the threshold are protected. Two numbers that are both shown
may differ by a small one (14 and 12) as long as that fixes no hidden one.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from escp_data.markers import MINIMUM_POPULATION, MISSING, NOT_APPLICABLE, SUPPRESSED, is_small
from escp_data.suppression.two_way import TOTAL, hidden_cells

__all__ = [
    "MINIMUM_POPULATION",
    "MISSING",
    "NOT_APPLICABLE",
    "SUPPRESSED",
    "TOTAL",
    "hidden_cells",
    "is_small",
    "population_is_enough",
]


def population_is_enough(
    population: ArrayLike, minimum: int = MINIMUM_POPULATION
) -> NDArray[np.bool_]:
    """Whether a rate may be given on each population; False where there is none."""
    return np.asarray(np.asarray(population, dtype=float) >= minimum)
