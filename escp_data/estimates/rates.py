"""Rates, ratios and differences with their confidence intervals.

Every function takes numbers or arrays (lists, Series, nullable columns), broadcasts them together
by position, and gives a float for numbers and an array for arrays. Nothing here is rounded.

    population 0, or anything missing      not a number, in value and limits
    reference count 0                      value infinite (not a number if both counts are 0),
                                           upper limit infinite, lower limit still exact
    not a number, negative, infinite,      ValueError naming the argument
    more cases than people to be cases,
    or arrays that do not fit in shape
    too large or small for a float         infinite, 0 or not a number, without a warning
"""

from typing import NamedTuple, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from escp_data.estimates.arrays import Array, Numbers, arrays, floats, words
from escp_data.estimates.limits import conditional_lower, koopman_lower, poisson_limits

# (count, population, reference count, reference population), one moment of a comparison.
GroupAndReference: TypeAlias = tuple[Numbers, Numbers, Numbers, Numbers]
Moment: TypeAlias = tuple[Array, Array, Array, Array]

PARTS = ("count", "population", "reference_count", "reference_population")
FEWEST = 10  # a verdict on change needs this many of each of the four counts

TOO_FEW = "too few to say"
DECREASING = "decreasing"
INCREASING = "increasing"
NO_CLEAR_CHANGE = "no clear change"

_quietly = np.errstate(all="ignore")  # division by a count of 0 has its meaning: see above


class Estimate(NamedTuple):
    """A figure and its confidence limits: three floats, or three arrays of one shape."""

    value: Numbers
    lower: Numbers
    upper: Numbers


@_quietly
def crude_rate(
    count: Numbers, population: Numbers, per: Numbers = 10_000, *, confidence: float = 0.95
) -> Estimate:
    """Events for every `per` people, with Byar's limits, or exact ones for counts below 10.

    Source: OHID Fingertips technical guidance, as in the R package PHEindicatormethods.
    """
    x, n, k = arrays(("count", "population", "per"), count, population, per)
    return _estimate(*_rate(x, n, k, _z(confidence)))


@_quietly
def proportion(numerator: Numbers, denominator: Numbers, *, confidence: float = 0.95) -> Estimate:
    """The share, 0 to 1, with Wilson's score limits, which never leave 0 to 1.

    None of nobody is not a number; some of nobody, 5 of 0, is a mistake and a ValueError.
    Source: Wilson (1927), as in the R package PHEindicatormethods.
    """
    x, n = arrays(("numerator", "denominator"), numerator, denominator)
    _check_part("numerator", x, n)
    n, z = _or_nan(n), _z(confidence)
    middle, reach = x + z**2 / 2, z * np.sqrt(z**2 / 4 + x * ((n - x) / n))
    lower, upper = (middle - reach) / (n + z**2), (middle + reach) / (n + z**2)
    return _estimate(x / n, lower, np.where(x == n, 1, upper))  # not a hair above or below 1


@_quietly
def relative_rate_index(
    count: Numbers,
    population: Numbers,
    reference_count: Numbers,
    reference_population: Numbers,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """One group's rate over the reference group's (RRI), with exact conditional limits.

    Given the two counts' sum, one count is binomial: Clopper and Pearson's limits on its share
    become limits on the ratio through the two populations. Source: as PRISM-R works out the RRI
    for youth justice in England and Wales.
    """
    a, n, b, m = arrays(PARTS, count, population, reference_count, reference_population)
    people, z = _or_nan(m) / _or_nan(n), _z(confidence)
    lower, upper = conditional_lower(a, b, z) * people, people / conditional_lower(b, a, z)
    return _estimate(_index(a, n, b, m), lower, upper)


@_quietly
def risk_ratio(
    numerator: Numbers,
    denominator: Numbers,
    reference_numerator: Numbers,
    reference_denominator: Numbers,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """The ratio of two proportions, with Koopman's score limits: for one stage over the last.

    Unlike the RRI it knows that a case is one of its denominator, so two groups in which all are
    cases still have limits. No N/(N-1) factor, which is Miettinen and Nurminen's. Source: Koopman,
    Biometrics 1984;40:513, as `riskscoreci` in the R package PropCIs.
    """
    names = ("numerator", "denominator", "reference_numerator", "reference_denominator")
    a, n, b, m = arrays(names, numerator, denominator, reference_numerator, reference_denominator)
    _check_part("numerator", a, n)
    _check_part("reference_numerator", b, m)
    n, m, z = _or_nan(n), _or_nan(m), _z(confidence)
    lower, upper = koopman_lower(a, n, b, m, z), 1 / koopman_lower(b, m, a, n, z)
    return _estimate(_index(a, n, b, m), lower, upper)


@_quietly
def rate_difference(
    count: Numbers,
    population: Numbers,
    reference_count: Numbers,
    reference_population: Numbers,
    per: Numbers = 10_000,
    *,
    confidence: float = 0.95,
) -> Estimate:
    """One group's rate less the reference group's, with limits from the two rates' own (MOVER).

    Source: Newcombe (1998); Donner and Zou (2012).
    """
    names = (*PARTS, "per")
    a, n, b, m, k = arrays(names, count, population, reference_count, reference_population, per)
    rate, low, high = _rate(a, n, k, _z(confidence))
    reference, reference_low, reference_high = _rate(b, m, k, _z(confidence))
    value = rate - reference
    below = np.hypot(rate - low, reference_high - reference)
    above = np.hypot(high - rate, reference - reference_low)
    return _estimate(value, value - below, value + above)


@_quietly
def excess(
    count: Numbers,
    population: Numbers,
    reference_count: Numbers,
    reference_population: Numbers,
) -> Numbers:
    """Events above what the reference group's rate would have given; negative when below.

    A number or an array, not an Estimate: the rate difference carries the interval.
    """
    a, n, b, m = arrays(PARTS, count, population, reference_count, reference_population)
    return _plain(a - _quotient(_or_nan(n), b, _or_nan(m), 1))


@_quietly
def ratio_change(
    earlier: GroupAndReference, later: GroupAndReference, *, confidence: float = 0.95
) -> Estimate:
    """The later RRI over the earlier one, with limits from the difference of their logs.

    Where any of the four counts is 0 the logs say nothing: the limits are 0 and infinity. Source:
    Altman and Bland, BMJ 2003;326:219.
    """
    first, second = _moments(earlier, later)
    value = _index(*second) / _index(*first)
    reach = _z(confidence) * _log_error(first, second)
    none = np.isinf(reach)
    lower = np.where(none, 0, value * np.exp(-reach))
    upper = np.where(none, np.inf, value * np.exp(reach))
    known = _known(first, second)
    return _estimate(value, np.where(known, lower, np.nan), np.where(known, upper, np.nan))


@_quietly
def verdict(
    earlier: GroupAndReference, later: GroupAndReference, confidence: float = 0.95
) -> Numbers:
    """Is disproportionality decreasing? One of four phrases: a str, or an array of them.

    "too few to say" when any of the four counts is under 10 or missing, or a population is 0 or
    missing. "decreasing" or "increasing" when the interval of `ratio_change` excludes 1 and the
    RRI came nearer to 1, or went further from it, on the log scale: 0.5 to 0.8 is decreasing.
    "no clear change" otherwise, also when the RRI moved to the same distance on the other side;
    it does not mean "no disproportionality".
    """
    first, second = _moments(earlier, later)
    change = ratio_change(first, second, confidence=confidence)
    counts = np.minimum.reduce([first[0], first[2], second[0], second[2]])
    before, after = (np.abs(np.log(_index(*moment))) for moment in (first, second))
    clear = ((change.lower > 1) | (change.upper < 1)) & ~np.isclose(before, after, rtol=1e-9)
    phrases = np.select(
        [~_known(first, second) | (counts < FEWEST), clear & (after < before), clear],
        [TOO_FEW, DECREASING, INCREASING],
        NO_CLEAR_CHANGE,
    )
    return phrases if phrases.ndim else str(phrases)


@_quietly
def smallest_fall(
    earlier: GroupAndReference, later: GroupAndReference, confidence: float = 0.95
) -> Numbers:
    """The smallest fall in the RRI that these counts could have shown, as a share: 0.83 is 83%.

    1 - exp(-z × SE), with the standard error that `ratio_change` has at the counts observed, so
    5 events against 5, then and now, give 0.83. A real fall would leave fewer events later, so
    the true threshold is a little further off. 1.0 where a count is 0: no fall could have shown.
    """
    first, second = _moments(earlier, later)
    fall = -np.expm1(-_z(confidence) * _log_error(first, second))
    return _plain(np.where(_known(first, second), fall, np.nan))


def _z(confidence: float) -> float:
    """The normal deviate of a two-sided interval: 1.95996… for 0.95."""
    share = floats("confidence", confidence)
    if share.ndim or not 0 < share < 1:
        raise ValueError(f"The confidence must be between 0 and 1, not {confidence}.")
    return float(-special.ndtri((1 - share) / 2))


def _rate(x: Array, n: Array, k: Array, z: float) -> tuple[Array, Array, Array]:
    n = _or_nan(n)
    lower, upper = poisson_limits(x, z)
    return _quotient(x, k, n, 1), _quotient(lower, k, n, 1), _quotient(upper, k, n, 1)


def _quotient(a: Array, b: Array, c: Array, d: Array | int) -> Array:
    """a × b ÷ (c × d), rounded so late that 5 in 16 is 31.25 per 100 and rounds half up.

    By mantissas and exponents: only what comes out can be too large or too small.
    """
    (a, p), (b, q), (c, r), (d, s) = map(np.frexp, (a, b, c, d))
    return np.asarray(np.ldexp(a * b / (c * d), p + q - r - s))


def _index(a: Array, n: Array, b: Array, m: Array) -> Array:
    return _quotient(a, _or_nan(m), b, _or_nan(n))


def _log_error(first: Moment, second: Moment) -> Array:
    """The standard error of the log of the ratio of two RRIs; infinite where a count is 0."""
    return np.asarray(np.sqrt(1 / first[0] + 1 / first[2] + 1 / second[0] + 1 / second[2]))


def _known(first: Moment, second: Moment) -> NDArray[np.bool_]:
    """Where all counts are there, and all populations, and those are not 0."""
    people = _or_nan(first[1]) + _or_nan(first[3]) + _or_nan(second[1]) + _or_nan(second[3])
    return ~np.isnan(people + first[0] + first[2] + second[0] + second[2])


def _moments(earlier: GroupAndReference, later: GroupAndReference) -> tuple[Moment, Moment]:
    names = [f"{moment} {part}" for moment in ("earlier", "later") for part in PARTS]
    given = *_four("earlier", earlier), *_four("later", later)
    a1, n1, b1, m1, a2, n2, b2, m2 = arrays(names, *given)
    return (a1, n1, b1, m1), (a2, n2, b2, m2)


def _four(name: str, comparison: GroupAndReference) -> GroupAndReference:
    sized = isinstance(comparison, tuple | list | np.ndarray | pd.Series)
    given = len(comparison) if sized else type(comparison).__name__
    if given != 4:
        raise ValueError(
            f"The {name} comparison must be four figures (count, population, reference count, "
            f"reference population), not {given}."
        )
    return comparison


def _check_part(name: str, part: Array, whole: Array) -> None:
    more = part > whole
    if more.any():
        raise ValueError(
            f"{words(name)} must not be above its denominator: "
            f"{part[more].flat[0]:g} of {whole[more].flat[0]:g}."
        )


def _or_nan(population: Array) -> Array:
    """Nobody there is no population: 0 becomes not a number."""
    return np.where(population == 0, np.nan, population)


def _estimate(value: Array, lower: Array, upper: Array) -> Estimate:
    return Estimate(_plain(value), _plain(lower), _plain(upper))


def _plain(figure: Array) -> Numbers:
    return figure if np.ndim(figure) else float(figure)
