"""One answer over several measures: by what factor the ratio changed, taken together."""

import numpy as np
from scipy import special

from escp_data.estimates.arrays import Array, Numbers
from escp_data.estimates.change import FEWEST
from escp_data.estimates.shared import (
    Estimate,
    GroupAndReference,
    estimate,
    index,
    known,
    moments,
    quietly,
    z_of,
)

FEWEST_MEASURES = 4
MOST_MEASURES = 8
"""More would count the same children twice too often: see the Methods page."""


@quietly
def pooled_change(
    earlier: GroupAndReference,
    later: GroupAndReference,
    dispersions: Numbers,
    confidence: float = 0.95,
) -> Estimate:
    """The factor of the ratio between two groups, over k measures: a random-effects mean.

    Each of the eight counts and populations is of shape (…, k); one measure a chain of stages, one
    group and comparator, one basis. Each ratio is turned so that it is above 1, by the side on
    which both moments together lie; where it clearly changed sides, its distances from 1 are set
    against each other. Under 1 the ratio narrowed; it is no factor of the gap.

    Not a number for fewer than four measures, or where a count is under 10 or missing. Source:
    DerSimonian and Laird, Control Clin Trials 1986;7:177, for the spread between measures; Hartung
    and Knapp, Stat Med 2001;20:3875, for the interval, never narrower than without it.
    """
    first, second, beside = moments(earlier, later, dispersions=dispersions)
    a1, n1, b1, m1, a2, n2, b2, m2, dispersion = np.atleast_1d(*first, *second, *beside)
    phi, z = np.maximum(1, dispersion), z_of(confidence)
    before, after = np.log(index(a1, n1, b1, m1)), np.log(index(a2, n2, b2, m2))
    v1, v2 = phi * (1 / a1 + 1 / b1), phi * (1 / a2 + 1 / b2)
    v = v1 + v2
    y = _towards_one(before, after, (v1, v2), z)
    k = y.shape[-1]
    w = 1 / v
    q = (w * (y - _mean(y, w)[..., np.newaxis]) ** 2).sum(axis=-1)
    between = np.maximum(0, (q - k + 1) / (w.sum(-1) - (w**2).sum(-1) / w.sum(-1)))
    w = 1 / (v + between[..., np.newaxis])
    mean = _mean(y, w)
    spread = (w * (y - mean[..., np.newaxis]) ** 2).sum(axis=-1) / ((k - 1) * w.sum(axis=-1))
    error = np.sqrt(np.maximum(spread, 1 / w.sum(axis=-1)))
    reach = -special.stdtrit(max(k - 1, 1), special.ndtr(-z)) * error
    enough = np.minimum.reduce([a1, b1, a2, b2]).min(axis=-1) >= FEWEST
    there = known((a1, n1, b1, m1), (a2, n2, b2, m2)).all(axis=-1) & enough
    there &= k >= FEWEST_MEASURES
    logs = (np.where(there, each, np.nan) for each in (mean, mean - reach, mean + reach))
    return estimate(*(np.asarray(np.exp(each)) for each in logs))


def _towards_one(before: Array, after: Array, variances: tuple[Array, Array], z: float) -> Array:
    """How much further from 1 each ratio is, on the log scale; below 0 it came nearer.

    The side is that of the two moments' weighted sum, which is independent of their difference: a
    side fixed by the baseline alone would show a narrowing wherever nothing changed.
    """
    v1, v2 = variances
    side = np.where(before / v1 + after / v2 < 0, -1, 1)
    sides_changed = (np.abs(after - before) > z * np.sqrt(v1 + v2)) & (before * after < 0)
    return np.where(sides_changed, np.abs(after) - np.abs(before), side * (after - before))


def _mean(y: Array, w: Array) -> Array:
    return np.asarray((w * y).sum(axis=-1) / w.sum(axis=-1))
