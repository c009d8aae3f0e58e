"""Limits of very uneven and very large counts, where the functions of scipy need watching."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import special

from escp_data.disproportionality import (
    crude_rate,
    excess,
    proportion,
    rate_difference,
    ratio_change,
    relative_rate_index,
    risk_ratio,
    verdict,
)

INF = math.inf
TAIL = float(special.ndtr(special.ndtri(0.025)))


def chance_of_as_many(a: int, b: int, odds: float) -> float:
    """How likely it is that `a` or more of a + b are the first group's, by adding it all up."""
    share, total = Fraction(odds) / (1 + Fraction(odds)), a + b
    p, q = float(share), float(1 - share)
    likely = math.exp(
        math.lgamma(total + 1) - math.lgamma(b + 1) - math.lgamma(a + 1)
        + a * math.log(p) + b * math.log(q)
    )  # fmt: skip  # pairs share a line
    chances = [likely]
    for other in range(b, 0, -1):  # one fewer of the other group each time
        chances.append(chances[-1] * other / (total - other + 1) * p / q)
    return math.fsum(chances)


@pytest.mark.parametrize(
    ("a", "b"), [(9090, 999), (9111, 999), (20167, 999), (140095, 999), (9089, 999), (9111, 998)]
)
def test_limits_around_the_counts_at_which_scipy_goes_astray(a: int, b: int) -> None:
    lower = relative_rate_index(a, 1, b, 1).lower
    assert chance_of_as_many(a, b, lower) == pytest.approx(TAIL, rel=1e-6)
    assert relative_rate_index(b, 1, a, 1).upper == pytest.approx(1 / lower)


def test_limits_at_extreme_imbalance_are_those_of_the_small_count() -> None:
    """To as many places as the large count has no error of its own; see poisson_limits."""
    small, large = 1000, 10**9
    value, lower, upper = relative_rate_index(small, 1e9, large, 1e9)
    expected = np.array([1000, special.gammaincinv(1000, TAIL), special.gammainccinv(1001, TAIL)])
    assert_allclose([value, lower, upper], expected / large, rtol=1e-7)
    swapped = relative_rate_index(large, 1e9, small, 1e9)
    assert_allclose([swapped.value, swapped.upper, swapped.lower], large / expected, rtol=1e-7)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [  # bisection with 40 digits, by an arithmetic of its own
        (1000, 2e7, 4.69485781193e-5),
        (1000, 1e12, 9.38973018379e-10),
        (2e7, 999, 18816.041074),
        (1e9, 999, 940803.527042),
        (1e12, 0, 271085030681.0),
        (1e12, 5, 85702051775.6),
        (1e10, 1e12, 0.00999980302702),
        (1e6, 1e6, 0.997231032934),
    ],
)
def test_lower_limits_of_large_counts(a: float, b: float, expected: float) -> None:
    assert_allclose(relative_rate_index(a, 1, b, 1).lower, expected, rtol=2e-7)


sizes = st.one_of(
    st.sampled_from([0, 1, 999, 1000, 1001]),
    st.floats(0, 18).map(lambda digits: math.floor(10**digits)),
)


@given(sizes, sizes, st.sampled_from([0.8, 0.95, 0.998]))
@settings(deadline=None, max_examples=200)
def test_the_index_lies_between_its_limits_at_every_size(a: int, b: int, confidence: float) -> None:
    value, lower, upper = relative_rate_index(a, 1e9, b, 1e9, confidence=confidence)
    assert 0 <= lower < upper
    if a and b:
        assert lower < value < upper
        reach = -special.ndtri((1 - confidence) / 2) * math.sqrt(1 / a + 1 / b)
        assert math.log(upper / lower) > 1.9 * reach
        if min(a, b) > 30:
            assert_allclose(np.log([lower, upper]) - np.log(value), [-reach, reach], 0.2, 1e-12)


@pytest.mark.parametrize("size", [1e18, 1e100, 1e200, 1e300])
def test_numbers_of_any_size_have_their_ratios(size: float) -> None:
    four = (size, size, size, size)
    for function in (relative_rate_index, risk_ratio):
        assert_allclose(function(*four), (1, 1, 1), rtol=1e-8)
    assert_allclose(ratio_change(four, four), (1, 1, 1), rtol=1e-8)
    assert_allclose(proportion(size / 2, size), (0.5, 0.5, 0.5), rtol=1e-8)
    assert_allclose(crude_rate(size, size), (1e4, 1e4, 1e4), rtol=1e-8)
    assert_allclose(rate_difference(*four), (0, 0, 0), atol=1e-4)
    assert excess(*four).value == 0
    assert verdict(four, four) == "no clear change"


def test_ratios_next_to_0_lie_between_their_limits() -> None:
    for ratio in (relative_rate_index, risk_ratio):
        few = np.array(ratio([0, 1, 5, 1000], 1e100, 1e99, 1e99)) * 1e100
        low, high = special.gammaincinv(5, TAIL), special.gammainccinv(6, TAIL)
        assert few[0].tolist() == pytest.approx([0, 1, 5, 1000])
        assert few[1][0] == 0
        assert (few[1][1:] < few[0][1:]).all()
        assert (few[0] < few[2]).all()
        assert_allclose([few[1][2], few[2][2]], [low, high], rtol=0.4)


@pytest.mark.parametrize("people", [1e-320, 1e-300])
def test_populations_next_to_0_raise_no_warning(people: float) -> None:
    assert crude_rate(0, people).lower == 0
    assert crude_rate(5, people, per=1e9) == (INF, INF, INF)
    assert relative_rate_index(5, people, 5, people).value == 1
    assert relative_rate_index(5, people, 5, 1e10) == (INF, INF, INF)
    assert proportion(people, people) == (1, 0, 1)
    assert risk_ratio(people, people, people, people).value == 1
    assert ratio_change((5, people, 5, 1e10), (5, 1, 5, 1)) == (0, 0, 0)
    assert excess(5, people, 5, 1).value == 5


def test_a_count_next_to_0_has_a_lower_limit_of_0() -> None:
    assert crude_rate(1e-320, 1).lower == 0
    assert relative_rate_index(1e-320, 1, 1, 1).lower == 0
