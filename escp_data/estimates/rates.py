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

import numpy as np

from escp_data.estimates.arrays import Array, Numbers, arrays, words
from escp_data.estimates.limits import conditional_lower, koopman_lower, poisson_limits
from escp_data.estimates.shared import (
    PARTS,
    Doubt,
    Estimate,
    Moment,
    doubt_of,
    estimate,
    index,
    or_nan,
    quietly,
    quotient,
    z_of,
)


@quietly
def crude_rate(
    count: Numbers,
    population: Numbers,
    per: Numbers = 10_000,
    *,
    confidence: float = 0.95,
    dispersion: Numbers = 1.0,
) -> Estimate:
    """Events for every `per` people, with Byar's limits, or exact ones for counts below 10.

    With a dispersion above 1 the limits are those of count ÷ dispersion, times the dispersion.
    Source: OHID Fingertips technical guidance, as in the R package PHEindicatormethods.
    """
    names = ("count", "population", "per", "dispersion")
    x, n, k, value = arrays(names, count, population, per, dispersion)
    return estimate(*_rate(x, n, k, doubt_of(confidence, value)))


@quietly
def proportion(numerator: Numbers, denominator: Numbers, *, confidence: float = 0.95) -> Estimate:
    """The share, 0 to 1, with Wilson's score limits, which never leave 0 to 1.

    None of nobody is not a number; some of nobody, 5 of 0, is a mistake and a ValueError.
    Source: Wilson (1927), as in the R package PHEindicatormethods.
    """
    x, n = arrays(("numerator", "denominator"), numerator, denominator)
    _check_part("numerator", x, n)
    n, z = or_nan(n), z_of(confidence)
    middle, reach = x + z**2 / 2, z * np.sqrt(z**2 / 4 + x * ((n - x) / n))
    lower, upper = (middle - reach) / (n + z**2), (middle + reach) / (n + z**2)
    return estimate(x / n, lower, np.where(x == n, 1, upper))  # not a hair above or below 1


@quietly
def relative_rate_index(
    count: Numbers,
    population: Numbers,
    reference_count: Numbers,
    reference_population: Numbers,
    *,
    confidence: float = 0.95,
    dispersion: Numbers = 1.0,
    degrees: Numbers = None,
) -> Estimate:
    """One group's rate over the reference group's (RRI), with exact conditional limits.

    Given the two counts' sum, one count is binomial: Clopper and Pearson's limits on its share
    become limits on the ratio through the two populations. With a dispersion φ above 1 they are
    those of a ÷ φ and b ÷ φ, and Student's t with `degrees` widens them further. Source: as
    PRISM-R works out the RRI for youth justice in England and Wales.
    """
    a, n, b, m, value, freedom = arrays(
        (*PARTS, "dispersion", "degrees"),
        count,
        population,
        reference_count,
        reference_population,
        dispersion,
        degrees,
    )
    limits = index_limits((a, n, b, m), doubt_of(confidence, value, freedom))
    return estimate(index(a, n, b, m), *limits)


def index_limits(moment: Moment, doubt: Doubt) -> tuple[Array, Array]:
    """The RRI's exact conditional limits: those of a ÷ φ and b ÷ φ."""
    a, n, b, m = moment
    people, events, others = or_nan(m) / or_nan(n), a / doubt.phi, b / doubt.phi
    lower = conditional_lower(events, others, doubt.z) * people
    return lower, people / conditional_lower(others, events, doubt.z)


@quietly
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
    n, m, z = or_nan(n), or_nan(m), z_of(confidence)
    lower, upper = koopman_lower(a, n, b, m, z), 1 / koopman_lower(b, m, a, n, z)
    return estimate(index(a, n, b, m), lower, upper)


@quietly
def rate_difference(
    count: Numbers,
    population: Numbers,
    reference_count: Numbers,
    reference_population: Numbers,
    per: Numbers = 10_000,
    *,
    confidence: float = 0.95,
    dispersion: Numbers = 1.0,
) -> Estimate:
    """One group's rate less the reference group's, with limits from the two rates' own (MOVER).

    Source: Newcombe (1998); Donner and Zou (2012).
    """
    a, n, b, m, k, value = arrays(
        (*PARTS, "per", "dispersion"),
        count,
        population,
        reference_count,
        reference_population,
        per,
        dispersion,
    )
    return estimate(*_difference((a, n, b, m), k, doubt_of(confidence, value)))


@quietly
def excess(
    count: Numbers,
    population: Numbers,
    reference_count: Numbers,
    reference_population: Numbers,
    *,
    confidence: float = 0.95,
    dispersion: Numbers = 1.0,
) -> Estimate:
    """Events above what the reference group's rate would have given; negative when below.

    Its limits are the rate difference's, times the group's population.
    """
    a, n, b, m, value = arrays(
        (*PARTS, "dispersion"),
        count,
        population,
        reference_count,
        reference_population,
        dispersion,
    )
    doubt = doubt_of(confidence, value)
    _, lower, upper = _difference((a, n, b, m), np.ones_like(a), doubt)
    above = a - quotient(or_nan(n), b, or_nan(m), 1)
    return estimate(above, lower * n, upper * n)


def _difference(moment: Moment, k: Array, doubt: Doubt) -> tuple[Array, Array, Array]:
    a, n, b, m = moment
    rate, low, high = _rate(a, n, k, doubt)
    reference, reference_low, reference_high = _rate(b, m, k, doubt)
    value = rate - reference
    below = np.hypot(rate - low, reference_high - reference)
    above = np.hypot(high - rate, reference - reference_low)
    return value, value - below, value + above


def _check_part(name: str, part: Array, whole: Array) -> None:
    more = part > whole
    if more.any():
        raise ValueError(
            f"{words(name)} must not be above its denominator: "
            f"{part[more].flat[0]:g} of {whole[more].flat[0]:g}."
        )


def _rate(x: Array, n: Array, k: Array, doubt: Doubt) -> tuple[Array, Array, Array]:
    """A rate with the limits of count ÷ φ, times φ."""
    n, phi = or_nan(n), doubt.phi
    lower, upper = poisson_limits(x / phi, doubt.z)
    return quotient(x, k, n, 1), quotient(lower * phi, k, n, 1), quotient(upper * phi, k, n, 1)
