"""Rates, ratios and differences with their confidence intervals.

Every function takes numbers or arrays (lists, Series, nullable columns), broadcasts them together
by position, and gives a float for numbers and an array for arrays. Nothing here is rounded.

    population 0, or anything missing      not a number, in value and limits
    reference count 0                      value infinite (not a number if both counts are 0),
                                           upper limit infinite, lower limit still exact
    negative, infinite, or more cases      ValueError naming the argument
    than there are people to be cases
"""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

Array: TypeAlias = NDArray[np.float64]
# A number (float, int, Decimal, None) or an array of them: the caller knows which was given.
Numbers: TypeAlias = Any
# (count, population, reference count, reference population), one moment of a comparison.
Comparison: TypeAlias = tuple[Numbers, Numbers, Numbers, Numbers]
Moment: TypeAlias = tuple[Array, Array, Array, Array]

PARTS = ("count", "population", "reference_count", "reference_population")
BYARS_FROM = 10  # below this count Byar's approximation gives way to the exact limits
FEWEST = 10  # a verdict on change needs this many of each of the four counts

TOO_FEW = "too few to say"
DECREASING = "decreasing"
INCREASING = "increasing"
NO_CLEAR_CHANGE = "no clear change"


class Estimate(NamedTuple):
    """A figure and its confidence limits: three floats, or three arrays of one shape."""

    value: Numbers
    lower: Numbers
    upper: Numbers


def crude_rate(
    count: Numbers, population: Numbers, per: Numbers = 10_000, *, confidence: float = 0.95
) -> Estimate:
    """Events for every `per` people, with Byar's limits, or exact ones for counts below 10.

    Source: OHID Fingertips technical guidance, as in the R package PHEindicatormethods.
    """
    x, n, k = _arrays(("count", "population", "per"), count, population, per)
    return _estimate(*_rate(x, n, k, _z(confidence)))


def proportion(numerator: Numbers, denominator: Numbers, *, confidence: float = 0.95) -> Estimate:
    """The share, 0 to 1, with Wilson's score limits, which never leave 0 to 1.

    Source: Wilson (1927), as in the R package PHEindicatormethods.
    """
    x, n = _arrays(("numerator", "denominator"), numerator, denominator)
    _check_part("numerator", x, n)
    n, z = _or_nan(n), _z(confidence)
    middle, reach = 2 * x + z**2, z * np.sqrt(z**2 + 4 * x * (n - x) / n)
    lower, upper = (middle - reach) / (2 * (n + z**2)), (middle + reach) / (2 * (n + z**2))
    return _estimate(x / n, lower, np.where(x == n, 1, upper))  # not a hair above or below 1


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
    a, n, b, m = _arrays(PARTS, count, population, reference_count, reference_population)
    people = _or_nan(m) / _or_nan(n)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = a * _or_nan(m) / (b * _or_nan(n))
        lower = _conditional_lower(a, b, confidence) * people
        upper = people / _conditional_lower(b, a, confidence)
    return _estimate(value, lower, upper)


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
    a, n, b, m = _arrays(names, numerator, denominator, reference_numerator, reference_denominator)
    _check_part("numerator", a, n)
    _check_part("reference_numerator", b, m)
    n, m, z = _or_nan(n), _or_nan(m), _z(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = a * m / (b * n)
        lower, upper = _koopman_lower(a, n, b, m, z), 1 / _koopman_lower(b, m, a, n, z)
    return _estimate(value, lower, upper)


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
    a, n, b, m, k = _arrays(names, count, population, reference_count, reference_population, per)
    rate, low, high = _rate(a, n, k, _z(confidence))
    reference, reference_low, reference_high = _rate(b, m, k, _z(confidence))
    value = rate - reference
    below = np.hypot(rate - low, reference_high - reference)
    above = np.hypot(high - rate, reference - reference_low)
    return _estimate(value, value - below, value + above)


def excess(
    count: Numbers,
    population: Numbers,
    reference_count: Numbers,
    reference_population: Numbers,
) -> Numbers:
    """Events above what the reference group's rate would have given; negative when below.

    A number or an array, not an Estimate: the rate difference carries the interval.
    """
    a, n, b, m = _arrays(PARTS, count, population, reference_count, reference_population)
    return _plain(a - _or_nan(n) * b / _or_nan(m))


def ratio_change(earlier: Comparison, later: Comparison, *, confidence: float = 0.95) -> Estimate:
    """The later RRI over the earlier one, with limits from the difference of their logs.

    Where any of the four counts is 0 the logs say nothing: the limits are 0 and infinity. Source:
    Altman and Bland, BMJ 2003;326:219.
    """
    first, second = _moments(earlier, later)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = _index(*second) / _index(*first)
        reach = _z(confidence) * _log_error(first, second)
        none = np.isinf(reach)
        lower = np.where(none, 0, value * np.exp(-reach))
        upper = np.where(none, np.inf, value * np.exp(reach))
    known = _known(first, second)
    return _estimate(value, np.where(known, lower, np.nan), np.where(known, upper, np.nan))


def verdict(earlier: Comparison, later: Comparison, confidence: float = 0.95) -> Any:
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
    with np.errstate(divide="ignore", invalid="ignore"):
        before, after = (np.abs(np.log(_index(*moment))) for moment in (first, second))
        clear = ((change.lower > 1) | (change.upper < 1)) & ~np.isclose(before, after, rtol=1e-9)
    phrases = np.select(
        [~_known(first, second) | (counts < FEWEST), clear & (after < before), clear],
        [TOO_FEW, DECREASING, INCREASING],
        NO_CLEAR_CHANGE,
    )
    return phrases if phrases.ndim else str(phrases)


def smallest_fall(earlier: Comparison, later: Comparison, confidence: float = 0.95) -> Numbers:
    """The smallest fall in the RRI that these counts could have shown, as a share: 0.83 is 83%.

    1 - exp(-z × SE), with the standard error that `ratio_change` has at the counts observed, so
    5 events against 5, then and now, give 0.83. A real fall would leave fewer events later, so
    the true threshold is a little further off. 1.0 where a count is 0: no fall could have shown.
    """
    first, second = _moments(earlier, later)
    with np.errstate(divide="ignore"):
        fall = -np.expm1(-_z(confidence) * _log_error(first, second))
    return _plain(np.where(_known(first, second), fall, np.nan))


def _z(confidence: float) -> float:
    """The normal deviate of a two-sided interval: 1.95996… for 0.95."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be between 0 and 1, not {confidence}.")
    return float(-special.ndtri((1 - confidence) / 2))


def _rate(x: Array, n: Array, k: Array, z: float) -> tuple[Array, Array, Array]:
    n = _or_nan(n)
    lower, upper = _poisson_limits(x, z)
    # Multiply first: one rounding, so that 5 in 16 is 31.25 per 100 and rounds half up.
    return x * k / n, lower * k / n, upper * k / n


def _poisson_limits(x: Array, z: float) -> tuple[Array, Array]:
    """Limits of a count: Byar's from 10 up; below, the exact chi-square ones (Garwood)."""
    tail = special.ndtr(-z)
    many = np.maximum(x, BYARS_FROM)
    byars_lower = many * (1 - 1 / (9 * many) - z / (3 * np.sqrt(many))) ** 3
    more = many + 1
    byars_upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    few = np.minimum(x, BYARS_FROM)
    exact_lower = np.where(x == 0, 0, special.gammaincinv(few, tail))
    exact_upper = special.gammainccinv(few + 1, tail)
    exact = x < BYARS_FROM
    return np.where(exact, exact_lower, byars_lower), np.where(exact, exact_upper, byars_upper)


def _conditional_lower(a: Array, b: Array, confidence: float) -> Array:
    """Clopper and Pearson's lower limit on the odds a : b; 0 when a is 0."""
    share = special.betaincinv(a, b + 1, special.ndtr(-_z(confidence)))
    return np.where(a == 0, np.where(np.isnan(b), np.nan, 0), share / (1 - share))


def _koopman_lower(x1: Array, n1: Array, x2: Array, n2: Array, z: float) -> Array:
    """The ratio of proportions at which the score falls to z; 0 when x1 is 0.

    The score falls steadily as the ratio rises. A limit above 1 is sought the other way round, as
    one below 1: there nothing cancels, and the bracket is the same for both.
    """
    above = _score(np.ones_like(x1), x1, n1, x2, n2) > z
    x, n = np.where(above, x2, x1), np.where(above, n2, n1)
    y, m = np.where(above, x1, x2), np.where(above, n1, n2)
    target = np.where(above, -z, z)
    low, high = np.full(x.shape, -100.0), np.zeros(x.shape)  # logs of the ratio
    for _ in range(60):
        middle = (low + high) / 2
        short = _score(np.exp(middle), x, n, y, m) > target
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    limit = np.exp(np.where(above, -1, 1) * (low + high) / 2)
    return np.where(np.isnan(x + n + y + m), np.nan, np.where(x1 == 0, 0, limit))


def _score(ratio: Array, x1: Array, n1: Array, x2: Array, n2: Array) -> Array:
    """The score statistic for a ratio of at most 1: Koopman's chi-square with its sign."""
    total = n1 + n2
    sum_of_roots = ratio * (n1 + x2) + x1 + n2
    step = sum_of_roots - 2 * total * ratio
    root = np.sqrt(step**2 + 4 * total * ratio * (n2 - x2) * (1 - ratio))
    p2 = 2 * (x1 + x2) / (sum_of_roots + root)  # likeliest, were the true ratio this one
    p1 = ratio * p2
    variance = p1 * (1 - p1) / n1 + ratio**2 * p2 * (1 - p2) / n2
    # 0/0 where none are cases, or all of both at a ratio of 1: rightly beyond no z.
    return np.asarray((x1 / n1 - ratio * x2 / n2) / np.sqrt(variance))


def _index(a: Array, n: Array, b: Array, m: Array) -> Array:
    return np.asarray(a * _or_nan(m) / (b * _or_nan(n)))


def _log_error(first: Moment, second: Moment) -> Array:
    """The standard error of the log of the ratio of two RRIs; infinite where a count is 0."""
    return np.asarray(np.sqrt(1 / first[0] + 1 / first[2] + 1 / second[0] + 1 / second[2]))


def _known(first: Moment, second: Moment) -> NDArray[np.bool_]:
    """Where all counts are there, and all populations, and those are not 0."""
    people = _or_nan(first[1]) + _or_nan(first[3]) + _or_nan(second[1]) + _or_nan(second[3])
    return ~np.isnan(people + first[0] + first[2] + second[0] + second[2])


def _moments(earlier: Comparison, later: Comparison) -> tuple[Moment, Moment]:
    names = [f"{moment} {part}" for moment in ("earlier", "later") for part in PARTS]
    a1, n1, b1, m1, a2, n2, b2, m2 = _arrays(names, *earlier, *later)
    return (a1, n1, b1, m1), (a2, n2, b2, m2)


def _arrays(names: Sequence[str], *given: Numbers) -> tuple[Array, ...]:
    """The arguments as float arrays of one shape, missing as not a number."""
    return np.broadcast_arrays(*map(_checked, names, given))


def _checked(name: str, value: Numbers) -> Array:
    array = np.asarray(value)
    if array.dtype.kind not in "biuf":
        array = np.array([_number(name, item) for item in array.ravel()]).reshape(array.shape)
    array = array.astype(float)
    wrong = array[(array < 0) | np.isinf(array)]
    if wrong.size:
        raise ValueError(f"{_words(name)} must be a number from 0 up, not {wrong.flat[0]:g}.")
    return array


def _number(name: str, item: object) -> float:
    if item is None or item is pd.NA:
        return math.nan
    if isinstance(item, str):
        raise ValueError(f"{_words(name)} must be a number, not {str(item)!r}.")
    return float(item)  # type: ignore[arg-type]  # Decimal, Fraction; others raise TypeError


def _words(name: str) -> str:
    """`reference_count` → "The reference count (reference_count)"."""
    words = name.replace("_", " ")
    return f"The {words}" if words == name else f"The {words} ({name})"


def _check_part(name: str, part: Array, whole: Array) -> None:
    more = part > whole
    if more.any():
        raise ValueError(
            f"{_words(name)} must not be above its denominator: "
            f"{part[more].flat[0]:g} of {whole[more].flat[0]:g}."
        )


def _or_nan(population: Array) -> Array:
    """Nobody there is no population: 0 becomes not a number."""
    return np.where(population == 0, np.nan, population)


def _estimate(value: Array, lower: Array, upper: Array) -> Estimate:
    return Estimate(_plain(value), _plain(lower), _plain(upper))


def _plain(figure: Array) -> Numbers:
    return figure if np.ndim(figure) else float(figure)
