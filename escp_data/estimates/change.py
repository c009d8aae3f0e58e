"""Is a gap narrowing? What is tested is the distance of the RRI from 1, on the log scale.

`dispersion` and `degrees` say how much counts vary beside single events (`dispersion.dispersion`):
numbers or arrays, broadcast with the counts; NaN or None degrees are a dispersion taken as known.
"""

import math

import numpy as np
from numpy.typing import NDArray
from scipy import special

from escp_data.estimates.arrays import Array, Numbers
from escp_data.estimates.rates import index_limits
from escp_data.estimates.shared import (
    Doubt,
    Estimate,
    GroupAndReference,
    Moment,
    doubt_of,
    estimate,
    index,
    known,
    log_error,
    moments,
    plain,
    quietly,
)

FEWEST = 10  # a verdict on change needs this many of each of the four counts
HALVING = math.log(2)
POWER = 0.8

TOO_FEW = "too few to say"
DECREASING = "decreasing"
INCREASING = "increasing"
NO_CLEAR_CHANGE = "no clear change"


@quietly
def ratio_change(
    earlier: GroupAndReference,
    later: GroupAndReference,
    *,
    confidence: float = 0.95,
    dispersion: Numbers = 1.0,
    degrees: Numbers = None,
) -> Estimate:
    """The later RRI over the earlier one, with limits from the difference of their logs.

    Where any of the four counts is 0 the logs say nothing: the limits are 0 and infinity. Source:
    Altman and Bland, BMJ 2003;326:219.
    """
    first, second, doubt = _asked(earlier, later, confidence, dispersion, degrees)
    value = index(*second) / index(*first)
    reach = doubt.k * log_error(first, second)
    none = np.isinf(reach)
    there = known(first, second)
    lower = np.where(none, 0, value * np.exp(-reach))
    upper = np.where(none, np.inf, value * np.exp(reach))
    return estimate(value, np.where(there, lower, np.nan), np.where(there, upper, np.nan))


@quietly
def verdict(
    earlier: GroupAndReference,
    later: GroupAndReference,
    confidence: float = 0.95,
    *,
    dispersion: Numbers = 1.0,
    degrees: Numbers = None,
) -> Numbers:
    """Is disproportionality decreasing? One of four phrases: a str, or an array of them.

    "too few to say" when any of the four counts is under 10 or missing, or a population is 0 or
    missing. "decreasing" or "increasing" when the distance of the RRI from 1, on the log scale,
    fell or rose by more than chance reaches: 0.5 to 0.8 is decreasing, 0.5 to 2 neither. "too few
    to say" also where a halving could be missed one time in five. Else "no clear change", which is
    not "no disproportionality".

    150 of 7,900 against 119 of 13,500, then 84 against 105, dispersion 1.1 on 9 degrees: |log RRI|
    fell by 0.4547, chance reaches 2.3726 × 0.1910 = 0.4533, so it is decreasing.
    """
    first, second, varies = moments(earlier, later, dispersion=dispersion, degrees=degrees)
    phrases = verdicts(first, second, confidence, *varies)
    return phrases if phrases.ndim else str(phrases)


@quietly
def verdicts(
    first: Moment, second: Moment, confidence: float, dispersion: Array, degrees: Array
) -> Array:
    """The rule of `verdict`, for arrays.

    Whether a halving could be missed is asked at 95%, whatever the confidence: how much the counts
    can tell is their own.
    """
    doubt, usual = (doubt_of(each, dispersion, degrees) for each in (confidence, 0.95))
    power = special.ndtri(POWER) * np.sqrt(usual.phi)
    halving = log_error(first, second) * (usual.k + power) > HALVING
    counts = np.minimum.reduce([first[0], first[2], second[0], second[2]])
    few = ~known(first, second) | (counts < FEWEST) | np.isnan(doubt.k)
    nearer = distance(first) - distance(second)
    reach = doubt.k * log_error(first, second)
    return np.select(
        [few, nearer > reach, nearer < -reach, halving],
        [TOO_FEW, DECREASING, INCREASING, TOO_FEW],
        NO_CLEAR_CHANGE,
    )


@quietly
def crossed(
    earlier: GroupAndReference,
    later: GroupAndReference,
    confidence: float = 0.95,
    *,
    dispersion: Numbers = 1.0,
    degrees: Numbers = None,
) -> Numbers:
    """Whether the RRI lay clearly on one side of 1 and lies clearly on the other: bool or array.

    Clearly: its own interval excludes 1. It stands beside whatever the verdict is.
    """
    first, second, doubt = _asked(earlier, later, confidence, dispersion, degrees)
    sides = _side(first, doubt) * _side(second, doubt) < 0
    return sides if sides.ndim else bool(sides)


@quietly
def detectable_change(
    earlier: GroupAndReference,
    later: GroupAndReference,
    confidence: float = 0.95,
    *,
    power: float = POWER,
    dispersion: Numbers = 1.0,
    degrees: Numbers = None,
) -> Numbers:
    """The fall in the ratio of the higher rate to the lower that would show four times in five.

    A share: 0.47 is a fall of 47%. A real fall leaves fewer events, so the error is worked out at
    the count it would leave. Not a number where that is under 10, or where even equal rates could
    be missed.
    """
    first, second, doubt = _asked(earlier, later, confidence, dispersion, degrees)
    (_, _, b1, _), (a2, n2, b2, m2) = first, second
    ratio = index(*first)
    above = ratio >= 1
    unchanged = np.where(above, ratio * n2 * b2 / m2, m2 * a2 / n2 / ratio)
    rest = 1 / first[0] + 1 / b1 + 1 / np.where(above, b2, a2)
    far = doubt.k + special.ndtri(power) * np.sqrt(doubt.phi)
    fall = np.zeros_like(ratio + far)
    for _ in range(1000):  # it only ever rises
        further = far * np.sqrt(rest + 1 / (unchanged * np.exp(-fall)))
        settled = np.abs(further - fall) < 1e-13
        fall = np.where(settled | (fall > 700), fall, further)
        if (settled | ~np.isfinite(further) | (fall >= distance(first))).all():
            break
    cannot = (unchanged * np.exp(-fall) < FEWEST) | (fall >= distance(first))
    there = known(first, second) & ~cannot
    return plain(np.where(there, -np.expm1(-fall), np.nan))


def distance(moment: Moment) -> Array:
    """|log RRI|: how far from 1."""
    return np.asarray(np.abs(np.log(index(*moment))))


def _side(moment: Moment, doubt: Doubt) -> NDArray[np.int64]:
    """1 where the RRI's interval lies above 1, -1 where below, else 0."""
    lower, upper = index_limits(moment, doubt)
    return np.asarray((lower > 1).astype(int) - (upper < 1).astype(int))


def _asked(
    earlier: GroupAndReference,
    later: GroupAndReference,
    confidence: float,
    dispersion: Numbers,
    degrees: Numbers,
) -> tuple[Moment, Moment, Doubt]:
    """Both moments and the doubt about them, as arrays of one shape."""
    first, second, varies = moments(earlier, later, dispersion=dispersion, degrees=degrees)
    return first, second, doubt_of(confidence, *varies)
