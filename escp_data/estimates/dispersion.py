"""How much counts vary from quarter to quarter, beside what single events would."""

from typing import NamedTuple

import numpy as np

from escp_data.estimates.arrays import Numbers, arrays
from escp_data.estimates.shared import plain, quietly

QUARTERS = 4
FEWEST_DEGREES = 5
"""Under so many degrees of freedom a dispersion is a guess."""
ALONE, TOGETHER = 1.0, 2.0
"""What stands in for it: the second where events come together."""


class Dispersion(NamedTuple):
    """Variance over Poisson's, rounded up to a tenth, and the degrees of freedom it rests on."""

    value: Numbers
    degrees: Numbers


@quietly
def dispersion(counts: Numbers, reference_counts: Numbers) -> Dispersion:
    """Pearson's chi-square of the group's share of both counts within each block, ÷ its degrees.

    Both are quarterly counts of shape (…, blocks, 4), NaN where missing; a quarter missing for one
    group is missing for both. In a block of q quarters with N = a + b > 0 and p = Σa ÷ ΣN, the
    chi-square is Σ (a − Np)² ÷ (Np(1 − p)) on q − 1 degrees; a block in which one group has none
    tells nothing. The value is rounded up to the next tenth: every interval gives it back, and
    unrounded it could fix the single quarters it is made of. NaN on 0 degrees.

    One block of 3 4 5 6 against 9 8 10 12: p is 18 ÷ 57, the chi-square 0.3045 on 3 degrees, and
    0.1015 is rounded up to 0.2. Source: McCullagh and Nelder, Generalized Linear Models, 4.5.
    """
    a, b = arrays(("counts", "reference_counts"), counts, reference_counts)
    if a.ndim < 2 or a.shape[-1] != QUARTERS:
        raise ValueError(
            "The counts (counts) must be in blocks of four quarters: an array of shape "
            f"(…, blocks, {QUARTERS}), not {a.shape}."
        )
    both = a + b
    there = both > 0
    a, both = np.where(there, a, 0), np.where(there, both, 0)
    p = a.sum(axis=-1, keepdims=True) / both.sum(axis=-1, keepdims=True)
    tells = (p > 0) & (p < 1)
    apart = np.where(there & tells, (a - both * p) ** 2 / (both * p * (1 - p)), 0)
    own = np.where(tells[..., 0], there.sum(axis=-1) - 1, 0)
    degrees = own.sum(axis=-1).astype(float)
    value = apart.sum(axis=(-2, -1)) / degrees
    return Dispersion(plain(np.ceil(np.round(10 * value, 9)) / 10), plain(degrees))
