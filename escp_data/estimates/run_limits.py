"""Centre lines and limits of run charts: what usual variation is, from the points told.

Sources: NHS England, Making data count, as in NHSRplotthedots (XmR); Nelson 1982 (screened moving
ranges); Laney, as in qicharts2 (u′ and p′). A limit is `reach` from the centre, on either side.
"""

from typing import NamedTuple

import numpy as np

from escp_data.estimates.arrays import Array
from escp_data.estimates.run_rules import Flags, Places

XMR = 2.66
"""3 ÷ 1.128: limits, in mean moving ranges."""
SCREEN = 3.267
"""Moving ranges of so many times the mean, or more, can be left out once."""
SIGMA = 1.128
"""The mean moving range of a normal series, in standard deviations."""
SEASONS = 4
FEWEST_A_SEASON = 3


class Limits(NamedTuple):
    """The centre, how far each quarter's limit is from it, and what that was made of.

    `spread` is the mean moving range of XmR, and σ_z of u′ and p′; NaN where no two quarters next
    to each other were both present.
    """

    centre: float
    reach: Array
    spread: float


def mean_moving_range(values: Array, *, screened: bool = False) -> float:
    """The mean of |x − the one before|, of quarters next to each other that are both present.

    `screened` leaves the largest out once. NaN without any.
    """
    ranges = np.abs(np.diff(values))
    ranges = ranges[~np.isnan(ranges)]
    if not ranges.size:
        return np.nan
    mean = float(ranges.mean())
    return float(ranges[ranges < SCREEN * mean].mean()) if screened and mean else mean


def xmr(values: Array, limit_points: Places, *, screened: bool = False) -> Limits:
    """Individual values: the mean of the limit points, ± 2.66 mean moving ranges of theirs."""
    own = only(values, limit_points)
    spread = mean_moving_range(own, screened=screened)
    return Limits(float(np.nanmean(own)), np.full(values.size, XMR * spread), spread)


def u_prime(counts: Array, sizes: Array, limit_points: Places) -> Limits:
    """Counts out of sizes that differ: ū ± 3 √(ū/nᵢ) σ_z."""
    centre = counts[limit_points].sum() / sizes[limit_points].sum()
    return _laney(counts, sizes, limit_points, centre, np.sqrt(centre / sizes))


def p_prime(counts: Array, sizes: Array, limit_points: Places) -> Limits:
    """Shares of sizes that differ: p̄ ± 3 √(p̄(1 − p̄)/nᵢ) σ_z."""
    centre = counts[limit_points].sum() / sizes[limit_points].sum()
    return _laney(counts, sizes, limit_points, centre, np.sqrt(centre * (1 - centre) / sizes))


def _laney(
    counts: Array, sizes: Array, limit_points: Places, centre: float, sigma: Array
) -> Limits:
    z = only((counts / sizes - centre) / sigma, limit_points)
    spread = mean_moving_range(z) / SIGMA
    return Limits(float(centre), 3 * sigma * spread, spread)


def season_points(there: Flags, seasons: Array) -> Places | None:
    """The points up to the one with which each of the four quarters has three; None before."""
    seen = dict.fromkeys(range(1, SEASONS + 1), 0)
    for at in np.flatnonzero(there):
        seen[int(seasons[at])] += 1
        if min(seen.values()) >= FEWEST_A_SEASON:
            return np.flatnonzero(there[: at + 1])
    return None


def season_factors(values: Array, seasons: Array, limit_points: Places) -> Array:
    """Each of the four quarters' mean over the mean of these means, over the limit points."""
    means = np.array(
        [
            values[limit_points][seasons[limit_points] == quarter].mean()
            for quarter in range(1, SEASONS + 1)
        ]
    )
    return means / means.mean() if means.mean() else means


def only(values: Array, points: Places) -> Array:
    """The values at these points, NaN elsewhere."""
    kept = np.full(values.size, np.nan)
    kept[points] = values[points]
    return kept
