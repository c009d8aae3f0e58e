"""What must hold of every estimate: laws under any figures, and how often intervals are right."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy import stats

from escp_data.disproportionality import (
    crude_rate,
    proportion,
    rate_difference,
    ratio_change,
    relative_rate_index,
    risk_ratio,
)

whole = st.integers(0, 3000)
people = st.integers(3000, 60000)
comparisons = st.tuples(whole, people, whole, people)
positive = st.tuples(st.integers(1, 3000), people, st.integers(1, 3000), people)
ratios = pytest.mark.parametrize("ratio", [relative_rate_index, risk_ratio])


@ratios
@given(four=comparisons, confidence=st.sampled_from([0.8, 0.95, 0.998]))
def test_limits_bracket_the_ratio_and_swapping_groups_inverts_it(
    ratio: Any, four: tuple[int, int, int, int], confidence: float
) -> None:
    a, n, b, m = four
    value, lower, upper = ratio(a, n, b, m, confidence=confidence)
    assert 0 <= lower < upper
    assert math.isnan(value) if a == b == 0 else lower <= value <= upper
    with np.errstate(divide="ignore"):
        inverse = 1 / np.array(ratio(b, m, a, n, confidence=confidence))
    assert_allclose(inverse, [value, upper, lower], rtol=1e-12)


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95, 0.998])
def test_proportions_of_none_and_of_all_touch_0_and_1(confidence: float) -> None:
    n = np.arange(1, 3000)
    none, all_ = proportion(0, n, confidence=confidence), proportion(n, n, confidence=confidence)
    assert (none.value == 0).all()
    assert (none.lower == 0).all()
    assert (all_.value == 1).all()
    assert (all_.upper == 1).all()
    assert_allclose(none.upper, 1 - all_.lower, rtol=1e-9)


@given(four=positive, lesser=st.floats(0.5, 0.9), more=st.floats(0.91, 0.999))
def test_more_confidence_is_wider(
    four: tuple[int, int, int, int], lesser: float, more: float
) -> None:
    for function in (relative_rate_index, risk_ratio, rate_difference):
        narrow, wide = function(*four, confidence=lesser), function(*four, confidence=more)
        assert wide.lower < narrow.lower <= narrow.value <= narrow.upper < wide.upper
    narrow, wide = crude_rate(*four[:2], confidence=lesser), crude_rate(*four[:2], confidence=more)
    assert wide.lower < narrow.lower < narrow.value < narrow.upper < wide.upper


@given(four=positive, times=st.integers(2, 20))
def test_more_events_with_the_same_ratio_are_never_less_sure(
    four: tuple[int, int, int, int], times: int
) -> None:
    a, n, b, m = four
    many = (a * times, n * times, b * times, m * times)
    for function in (relative_rate_index, risk_ratio, rate_difference):
        few_, many_ = function(*four), function(*many)
        assert many_.value == pytest.approx(few_.value)
        assert few_.lower <= many_.lower + 1e-9
        assert many_.upper <= few_.upper * (1 + 1e-9) + 1e-9


# Coverage, by exact enumeration


def test_rates_cover_for_expected_counts_from_1_to_50() -> None:
    counts = np.arange(140)
    _, lower, upper = crude_rate(counts, 1, per=1)
    for mean in np.linspace(1, 50, 197):
        chance = stats.poisson.pmf(counts, mean) @ ((lower <= mean) & (mean <= upper))
        assert chance > 0.947, mean


@pytest.mark.parametrize("true", [1.0, 2.5])
def test_the_index_covers_for_expected_counts_from_1_to_50(true: float) -> None:
    a, b = np.ogrid[:200, :140]
    _, lower, upper = relative_rate_index(a, 1, b, 1)
    covered = (lower <= true) & (true <= upper)
    for mean in (1, 2, 5, 10, 20, 50):
        weights = np.outer(
            stats.poisson.pmf(np.arange(200), mean * true), stats.poisson.pmf(np.arange(140), mean)
        )
        assert (weights * covered).sum() >= 0.95 - 1e-3 * (mean == 50)  # the tail cut off


def test_the_risk_ratio_covers_on_average_and_never_collapses() -> None:
    n, m = 30, 50
    a, b = np.ogrid[: n + 1, : m + 1]
    _, lower, upper = risk_ratio(a, n, b, m)
    chances = []
    for p in np.linspace(0.02, 0.98, 25):
        for q in np.linspace(0.02, 0.98, 25):
            weights = np.outer(
                stats.binom.pmf(range(n + 1), n, p), stats.binom.pmf(range(m + 1), m, q)
            )
            chances.append((weights * ((lower <= p / q) & (p / q <= upper))).sum())
    assert np.mean(chances) == pytest.approx(0.95, abs=0.01)
    assert min(chances) > 0.88


def test_the_change_covers_in_simulation() -> None:
    random = np.random.default_rng(20260331)
    means = random.uniform(10, 50, (4, 20_000))
    a, b, c, d = random.poisson(means)
    truth = means[2] / means[3] / (means[0] / means[1])
    change = ratio_change((a, 1, b, 1), (c, 1, d, 1))
    assert np.mean((change.lower <= truth) & (truth <= change.upper)) == pytest.approx(
        0.95, abs=0.01
    )
