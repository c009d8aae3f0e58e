"""What must hold of every verdict, and the general linear model it agrees with."""

import warnings
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from escp_data.disproportionality import (
    crude_rate,
    detectable_change,
    dispersion,
    excess,
    pooled_change,
    rate_difference,
    ratio_change,
    relative_rate_index,
    verdict,
)
from tests.first_rule import first_rule

people = st.integers(3000, 60000)
counts = st.integers(1, 900)
moments = st.tuples(counts, people, counts, people)
values = st.sampled_from([0.4, 1.0, 1.3, 2.7, 6.0])
freedoms = st.sampled_from([None, 5, 9, 40])
doubts = st.fixed_dictionaries({"dispersion": values, "degrees": freedoms})
SWAPPED = {"decreasing": "increasing", "increasing": "decreasing"}
Four = tuple[int, int, int, int]


def exchanged(four: Four) -> Four:
    a, n, b, m = four
    return b, m, a, n


@given(moments, moments, doubts, st.sampled_from([0.95, 0.99]))
def test_swaps(earlier: Four, later: Four, doubt: Any, confidence: float) -> None:
    """Group and comparator swapped: the same; earlier and later: the words swap."""
    said = verdict(earlier, later, confidence, **doubt)
    assert verdict(exchanged(earlier), exchanged(later), confidence, **doubt) == said
    assert verdict(later, earlier, confidence, **doubt) == SWAPPED.get(said, said)
    fall = detectable_change(earlier, later, confidence, **doubt)
    other = detectable_change(exchanged(earlier), exchanged(later), confidence, **doubt)
    assert other == pytest.approx(fall, nan_ok=True)


quarters = st.lists(st.integers(0, 60), min_size=12, max_size=12)


@given(quarters, quarters, st.integers(2, 30), st.sampled_from([0.95, 0.99]))
@settings(deadline=None, max_examples=300)
def test_more_of_the_same_never_takes_a_moved_verdict_back(
    group: list[int], reference: list[int], times: int, confidence: float
) -> None:
    def look(scale: int) -> str:
        a, b = (np.array(each).reshape(3, 4) * scale for each in (group, reference))
        value, degrees = dispersion(a, b)
        assume(degrees >= 5)
        sums = [each.sum(axis=1) for each in (a, b)]
        earlier, later = ((sums[0][at], 7900, sums[1][at], 13500) for at in (0, 2))
        return str(verdict(earlier, later, confidence, dispersion=value, degrees=degrees))

    before = look(1)
    if before in SWAPPED:
        assert look(times) == before


@given(moments, moments)
def test_on_one_side_of_1_without_dispersion_it_is_the_first_rule(
    earlier: Four, later: Four
) -> None:
    sides = [a * m - b * n for a, n, b, m in (earlier, later)]
    assume(sides[0] * sides[1] > 0)
    said, first = verdict(earlier, later), str(first_rule(earlier, later))
    if said in SWAPPED or first in SWAPPED:
        assert said == first


@given(moments, values, freedoms)
def test_dispersion_never_narrows(four: Four, value: float, degrees: int | None) -> None:
    a, n = four[:2]
    doubt = {"dispersion": value}
    pairs = [
        (relative_rate_index(*four), relative_rate_index(*four, **doubt, degrees=degrees)),
        (rate_difference(*four), rate_difference(*four, **doubt)),
        (excess(*four), excess(*four, **doubt)),
        (crude_rate(a, n), crude_rate(a, n, **doubt)),
    ]
    for plain, wide in pairs:
        assert wide.value == plain.value
        assert wide.lower <= plain.lower + 1e-9 * abs(plain.lower)
        assert wide.upper >= plain.upper - 1e-9 * abs(plain.upper)
    if value <= 1 and degrees is None:
        assert [plain == wide for plain, wide in pairs] == [True] * 4
    gap = rate_difference(*four, per=n, **doubt)
    assert_allclose(excess(*four, **doubt)[1:], gap[1:], rtol=1e-9, atol=1e-9)


def test_a_dispersed_rate_is_that_of_fewer_events() -> None:
    assert_allclose(
        crude_rate(100, 5000, dispersion=4), np.array(crude_rate(25, 5000)) * 4, rtol=1e-12
    )
    assert_allclose(
        relative_rate_index(100, 50, 60, 90, dispersion=2),
        relative_rate_index(50, 50, 30, 90), rtol=1e-12,
    )  # fmt: skip  # pairs share a line


def test_each_row_of_a_table_has_its_own_dispersion() -> None:
    four = ([100, 100], 50, [60, 60], 90)
    found = relative_rate_index(*four, dispersion=[1, 3], degrees=[np.nan, 9])
    one = relative_rate_index(100, 50, 60, 90, dispersion=3, degrees=9)
    assert_allclose([each[1] for each in found], one)
    assert crude_rate(100, 50, dispersion=[1, 3]).upper.shape == (2,)


def oracle(group: Any, reference: Any, populations: Any) -> tuple[float, float, float]:
    """`scale`, and log of the later RRI over the earlier with its standard error."""
    a, b = (np.asarray(each, dtype=float) for each in (group, reference))
    both, blocks = a + b, len(a)
    used = np.argwhere(both > 0)
    x = np.eye(blocks)[used[:, 0]]
    share, weight = a[both > 0] / both[both > 0], both[both > 0]
    offset = np.repeat(np.log([n / m for n, m in populations]), 4)[(both > 0).ravel()]
    family = sm.families.Binomial()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = sm.GLM(share, x, family, offset=offset, var_weights=weight)
        fit = model.fit(scale="X2", tol=1e-12)
    contrast = np.eye(blocks)[-1] - np.eye(blocks)[0]
    covariance = fit.cov_params()
    error = np.sqrt(contrast @ covariance @ contrast)
    return float(fit.scale), float(contrast @ fit.params), float(error)


@pytest.mark.parametrize("seed", range(12))
def test_dispersion_and_change_agree_with_a_binomial_model(seed: int) -> None:
    random = np.random.default_rng(seed)
    blocks = int(random.integers(2, 5))
    group, reference = random.poisson(30, (2, blocks, 4))
    if seed % 3 == 1:  # a quarter in which nothing happened
        group[0, 1] = reference[0, 1] = 0
    people_ = random.integers(5000, 20000, (blocks, 2))
    scale, log_change, error = oracle(group, reference, people_)
    value = dispersion(group, reference).value
    assert value == pytest.approx(np.ceil(np.round(10 * scale, 9)) / 10)
    sums = group.sum(axis=1), reference.sum(axis=1)
    earlier, later = ((sums[0][at], people_[at, 0], sums[1][at], people_[at, 1]) for at in (0, -1))
    change = ratio_change(earlier, later)
    assert np.log(change.value) == pytest.approx(log_change, abs=1e-8)
    single = sum(1 / each for each in (earlier[0], earlier[2], later[0], later[2])) ** 0.5
    assert error == pytest.approx(single * scale**0.5, rel=1e-6)


many = st.lists(st.tuples(*[st.integers(10, 900)] * 4), min_size=4, max_size=8)


@given(many, values)
@settings(deadline=None, max_examples=30)
def test_one_answer_turns_with_its_words(rows: list[Four], value: float) -> None:
    """Group and comparator swapped: the same; earlier and later swapped: the inverse."""
    a1, b1, a2, b2 = np.array(rows).T
    earlier, later = (a1, 7900, b1, 13500), (a2, 7900, b2, 13500)
    found = pooled_change(earlier, later, value)
    swapped = pooled_change((b1, 13500, a1, 7900), (b2, 13500, a2, 7900), value)
    assert_allclose(swapped, found, rtol=1e-8)
    back = pooled_change(later, earlier, value)
    assert_allclose([back.value, back.upper, back.lower], 1 / np.array(found), rtol=1e-8)
    wider = pooled_change(earlier, later, value, confidence=0.99)
    assert found.lower < found.value < found.upper
    if wider.value == found.value:  # else a measure counts by its distances at 95% and not at 99%
        assert wider.lower < found.lower < found.upper < wider.upper
