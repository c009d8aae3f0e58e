"""The first rule for a verdict, kept to be measured against: direction by the point estimates."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special


def first_rule(earlier: Any, later: Any, confidence: float = 0.95) -> NDArray[np.str_]:
    """Moved where the interval of the ratio of ratios excludes 1; every event independent."""
    a1, n1, b1, m1, a2, n2, b2, m2 = np.broadcast_arrays(
        *(np.asarray(each, dtype=float) for each in (*earlier, *later))
    )
    before, after = np.log(a1 / n1 * m1 / b1), np.log(a2 / n2 * m2 / b2)
    reach = special.ndtri((1 + confidence) / 2) * np.sqrt(1 / a1 + 1 / b1 + 1 / a2 + 1 / b2)
    clear = np.abs(after - before) > reach
    few = np.minimum.reduce([a1, b1, a2, b2]) < 10
    nearer = np.abs(after) < np.abs(before)
    return np.select(
        [few, clear & nearer, clear],
        ["too few to say", "decreasing", "increasing"],
        "no clear change",
    )
