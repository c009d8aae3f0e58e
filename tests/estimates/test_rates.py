"""Every interval against published figures, an independent implementation, and its own laws."""

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy import optimize, stats
from statsmodels.stats.proportion import proportion_confint, score_test_proportions_2indep

from escp_data import disproportionality
from escp_data.disproportionality import (
    Estimate,
    crude_rate,
    excess,
    proportion,
    rate_difference,
    ratio_change,
    relative_rate_index,
    risk_ratio,
    verdict,
)

INF, NAN = math.inf, math.nan
# Suspensions in Enfield's schools, Black and White pupils (DfE): events, pupils, events, pupils.
SUSPENSIONS_2023 = (865, 11771, 1491, 26755)
SUSPENSIONS_2024 = (915, 11557, 1651, 26061)

ratios = pytest.mark.parametrize("ratio", [relative_rate_index, risk_ratio])


def same(estimate: Estimate, expected: tuple[float, ...], places: int = 12) -> None:
    """Equal to the last printed digit, not-a-numbers and infinities included."""
    assert_allclose(np.asarray(estimate), expected, rtol=0, atol=0.5000001 * 10**-places)


# The real figures of Enfield


def test_suspensions_of_black_pupils_rose_while_the_index_fell() -> None:
    same(crude_rate(*SUSPENSIONS_2023[:2], per=100), (7.35, 6.87, 7.86), 2)
    same(crude_rate(*SUSPENSIONS_2024[:2], per=100), (7.92, 7.41, 8.45), 2)
    same(relative_rate_index(*SUSPENSIONS_2023), (1.32, 1.21, 1.43), 2)
    same(relative_rate_index(*SUSPENSIONS_2024), (1.25, 1.15, 1.36), 2)
    same(ratio_change(SUSPENSIONS_2023, SUSPENSIONS_2024), (0.95, 0.84, 1.06), 2)
    assert verdict(SUSPENSIONS_2023, SUSPENSIONS_2024) == "no clear change"
    assert round(excess(*SUSPENSIONS_2024).value) == 183


def test_the_population_basis_changes_the_index_of_children_looked_after() -> None:
    assert round(relative_rate_index(118, 9986, 163, 15109).value, 2) == 1.10  # census, 10 to 17
    assert round(relative_rate_index(118, 11557, 163, 26061).value, 2) == 1.63  # school pupils


# Published figures


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [(0, 0, 3.689), (1, 0.025, 5.572), (2, 0.242, 7.225), (5, 1.623, 11.668), (9, 4.115, 17.085)],
)
def test_small_counts_have_the_exact_limits_of_the_tables(
    count: int, lower: float, upper: float
) -> None:
    """Garwood, Biometrika 1936;28:437."""
    same(crude_rate(count, 1, per=1), (count, lower, upper), 3)


def test_proportions_agree_with_newcombe() -> None:
    """Newcombe, Statistics in Medicine 1998;17:857, table I, the score method."""
    lower, upper = proportion([81, 15, 0, 1], [263, 148, 20, 29])[1:]
    assert lower.round(4).tolist() == [0.2553, 0.0624, 0, 0.0061]
    assert upper.round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


def test_the_index_agrees_with_the_example_of_r_poisson_test() -> None:
    same(relative_rate_index(11, 800, 21, 3011), (1.971488, 0.8584264, 4.2772659), 6)


@pytest.mark.parametrize(
    ("four", "limits", "places"),
    [
        ((36, 40, 16, 80), (2.94, 7.15), 2),  # Koopman, Biometrics 1984;40:513
        ((8, 15, 4, 15), (0.815, 5.336), 3),  # Gart and Nam, Biometrics 1988;44:323, uncorrected
        ((6, 10, 6, 20), (0.844, 4.594), 3),
        ((7, 34, 1, 34), (1.2209, 42.5757), 4),  # R contingencytables, Perondi (2004)
    ],
)
def test_risk_ratios_agree_with_published_score_limits(
    four: tuple[int, ...], limits: tuple[float, float], places: int
) -> None:
    same(risk_ratio(*four)[1:], limits, places)  # type: ignore[arg-type]  # two of the three


# Independent implementations


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_limits_agree_with_scipy_and_statsmodels(confidence: float) -> None:
    tail, z = (1 - confidence) / 2, stats.norm.ppf((1 + confidence) / 2)
    for x in (0, 1, 2, 9, 10, 11, 50, 3000):
        if x < 10:
            low = stats.chi2.ppf(tail, 2 * x) / 2 if x else 0
            high = stats.chi2.isf(tail, 2 * x + 2) / 2
        else:
            low = x * (1 - 1 / (9 * x) - z / (3 * math.sqrt(x))) ** 3
            high = (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * math.sqrt(x + 1))) ** 3
        expected = np.array([x, low, high]) * 100 / 4000
        assert_allclose(crude_rate(x, 4000, 100, confidence=confidence), expected, rtol=1e-10)
        wilson = proportion_confint(x, 4000, 1 - confidence, method="wilson")
        assert_allclose(
            proportion(x, 4000, confidence=confidence)[1:], wilson, rtol=1e-10, atol=1e-15
        )
        share = stats.binomtest(x, x + 40).proportion_ci(confidence, "exact")
        odds = [p / (1 - p) * 9000 / 4000 for p in share]
        index = relative_rate_index(x, 4000, 40, 9000, confidence=confidence)
        assert_allclose(index[1:], odds, rtol=1e-9)


@pytest.mark.parametrize(
    "four", [(3, 20, 9, 40), (1, 500, 30, 800), (400, 900, 20, 60), (19, 20, 1, 20), (5, 9, 9, 10)]
)
def test_the_score_test_at_each_limit_of_the_risk_ratio_is_just_rejected(
    four: tuple[int, ...],
) -> None:
    for limit in risk_ratio(*four)[1:]:
        score = score_test_proportions_2indep(*four, limit, compare="ratio", correction=False)
        assert score.pvalue == pytest.approx(0.05, rel=1e-6)


@pytest.mark.parametrize(
    "four", [(0, 16, 15, 72), (20, 20, 7, 30), (20, 20, 30, 30), (4, 12, 9, 9), (0, 10, 10, 10)]
)
def test_risk_ratio_limits_at_the_edges_minimise_koopmans_chi_square(four: tuple[int, ...]) -> None:
    """The score is found here by maximising the likelihood numerically, not by its quadratic."""
    x, n, y, m = four

    def chi_square(ratio: float) -> float:
        def unlikely(p: float) -> float:
            cells = ((x, ratio * p), (n - x, 1 - ratio * p), (y, p), (m - y, 1 - p))
            return -sum(k * math.log(max(q, 1e-300)) for k, q in cells if k)

        most = min(1, 1 / ratio)
        p = optimize.minimize_scalar(
            unlikely, bounds=(0, most), method="bounded", options={"xatol": 1e-12}
        ).x
        q = ratio * p
        return float((x - n * q) ** 2 / (n * q * (1 - q)) + (y - m * p) ** 2 / (m * p * (1 - p)))

    limits = [limit for limit in risk_ratio(*four)[1:] if 0 < limit < INF]
    assert limits
    for limit in limits:
        assert chi_square(limit) == pytest.approx(stats.chi2.isf(0.05, 1), rel=1e-3)


def test_difference_and_change_agree_with_their_formulas() -> None:
    one, other = crude_rate(30, 4000, 100), crude_rate(5, 9000, 100)
    value = one.value - other.value
    below = math.hypot(one.value - one.lower, other.upper - other.value)
    above = math.hypot(one.upper - one.value, other.value - other.lower)
    same(rate_difference(30, 4000, 5, 9000, 100), (value, value - below, value + above))
    reach = stats.norm.ppf(0.975) * math.sqrt(1 / 20 + 1 / 40 + 1 / 10 + 1 / 50)
    change = ratio_change((20, 100, 40, 300), (10, 100, 50, 400))
    expected = (0.8 / 1.5, 0.8 / 1.5 * math.exp(-reach), 0.8 / 1.5 * math.exp(reach))
    same(change, expected)
    gap = rate_difference(30, 4000, 5, 9000, 4000)
    expected = (30 - 4000 * 5 / 9000, gap.lower, gap.upper)
    assert_allclose(excess(30, 4000, 5, 9000), expected)


# Edges


@ratios
def test_zero_counts_leave_one_exact_limit(ratio: Any) -> None:
    same(ratio(0, 100, 0, 200), (NAN, 0, INF))
    none, all_ = ratio(0, 100, 7, 200), ratio(7, 200, 0, 100)
    assert none[:2] == (0, 0)
    assert all_[::2] == (INF, INF)
    assert 0 < none.upper == pytest.approx(1 / all_.lower)


def test_lower_limit_of_the_index_is_exact_against_none() -> None:
    share = 0.025 ** (1 / 7)  # the share at which 7 of 7 has a chance of 2.5%
    assert relative_rate_index(7, 200, 0, 100).lower == pytest.approx(share / (1 - share) / 2)


def test_risk_ratio_when_all_are_cases() -> None:
    z2 = stats.chi2.isf(0.05, 1)
    same(risk_ratio(20, 20, 30, 30), (1, 20 / (20 + z2), 1 + z2 / 30))
    same(risk_ratio(1, 1, 1, 1), (1, 1 / (1 + z2), 1 + z2))


def test_huge_counts_stay_sound() -> None:
    reach = stats.norm.ppf(0.975) * math.sqrt(2e-8)
    for ratio in (relative_rate_index, risk_ratio):
        estimate = ratio(10**8, 10**12, 10**8, 10**12)
        assert_allclose(np.log(estimate), [0, -reach, reach], rtol=1e-4)
    same(proportion(10**9, 10**9), (1, 1 - 3.841459e-9, 1), 14)


@pytest.mark.parametrize("nobody", [0, None, NAN, pd.NA])
def test_no_population_is_no_figure(nobody: Any) -> None:
    gone = (NAN, NAN, NAN)
    same(crude_rate(0, nobody), gone)
    same(crude_rate(12, nobody), gone)
    same(proportion(0, nobody), gone)
    for function in (relative_rate_index, risk_ratio, rate_difference):
        same(function(0, nobody, 0, 90), gone)
        same(function(0, 90, 0, nobody), gone)
    same(excess(3, 90, 3, nobody), gone)
    same(excess(3, nobody, 3, 90), gone)
    same(ratio_change((0, 90, 12, nobody), SUSPENSIONS_2024), gone)


def test_a_missing_count_is_no_figure() -> None:
    gone = (NAN, NAN, NAN)
    same(crude_rate(None, 90), gone)
    same(proportion(pd.NA, 90), gone)
    for function in (relative_rate_index, risk_ratio, rate_difference):
        for count in (0, 3, None):
            same(function(count, 90, None, 90), gone)
            same(function(NAN, 90, count, 90), gone)
    same(ratio_change((None, 90, 0, 90), SUSPENSIONS_2024), gone)


def test_change_from_or_to_nothing_has_no_limits() -> None:
    same(ratio_change((5, 100, 5, 100), (0, 100, 5, 100)), (0, 0, INF))
    same(ratio_change((0, 100, 5, 100), (5, 100, 5, 100)), (INF, 0, INF))
    same(ratio_change((0, 100, 5, 100), (0, 100, 5, 100)), (NAN, 0, INF))


@pytest.mark.parametrize(
    ("function", "given", "message"),
    [
        (crude_rate, (-1, 5), "The count must be a number from 0 up, not -1."),
        (crude_rate, (1, -5), "The population must be a number from 0 up, not -5."),
        (crude_rate, (INF, 5), "The count must be a number from 0 up, not inf."),
        (crude_rate, ("[c]", 5), "The count must be a number, not '[c]'."),
        (crude_rate, (1, 5, -100), "The per must be a number from 0 up, not -100."),
        (
            relative_rate_index,
            (1, 5, [2, -3], 9),
            "The reference count (reference_count) must be a number from 0 up, not -3.",
        ),
        (proportion, (6, 5), "The numerator must not be above its denominator: 6 of 5."),
        (proportion, (6, 0), "The numerator must not be above its denominator: 6 of 0."),
        (
            risk_ratio,
            (1, 5, 6, 5),
            "The reference numerator (reference_numerator) must not be above its denominator: "
            "6 of 5.",
        ),
        (
            ratio_change,
            ((1, 2, 3, 4), (1, 2, 3, -4)),
            "The later reference population (later reference_population) must be a number from 0 "
            "up, not -4.",
        ),
    ],
)
def test_impossible_figures_are_named(function: Any, given: Any, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        function(*given)
    assert str(caught.value) == message


@pytest.mark.parametrize("confidence", [0, 1, 95, NAN])
def test_confidence_is_a_share(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence must be between 0 and 1"):
        crude_rate(1, 2, confidence=confidence)


# Numbers in, floats out; arrays in, arrays out


@pytest.mark.parametrize(
    "number", [12, 12.0, Decimal(12), Fraction(12), np.int64(12), np.float32(12), np.array(12)]
)
def test_any_kind_of_number_gives_floats(number: Any) -> None:
    estimate = crude_rate(number, 480, per=100)
    assert [type(figure) for figure in estimate] == [float, float, float]
    assert estimate == crude_rate(12, 480, per=100)
    assert crude_rate(True, 480) == crude_rate(1, 480)


def test_arrays_broadcast_by_position() -> None:
    counts = pd.Series([3, None, 40], index=[7, 8, 9], dtype="Int64")
    rate = crude_rate(counts, [[100], [200]], per=100)
    assert rate.value.shape == rate.lower.shape == (2, 3)
    same(Estimate(*(figure[1, 2] for figure in rate)), crude_rate(40, 200, per=100))
    assert np.isnan(rate.upper[:, 1]).all()
    assert crude_rate([], 5).lower.shape == (0,)
    index = relative_rate_index([5, None, 0], 100, Decimal("5"), pd.Series([200, 200, 0]))
    assert_allclose(index.value, [2, NAN, NAN])


@ratios
def test_arrays_agree_with_numbers(ratio: Any) -> None:
    fours = [(a, 12, b, 7) for a in (0, 1, 6, 12) for b in (0, 1, 6, 7)]
    for got, four in zip(np.array(ratio(*zip(*fours, strict=True))).T, fours, strict=True):
        assert_allclose(got, ratio(*four), rtol=1e-14)


def test_everything_is_offered_by_the_page_s_module() -> None:
    assert all(hasattr(disproportionality, name) for name in disproportionality.__all__)


# The verdict


@pytest.mark.parametrize(
    ("earlier", "later", "phrase"),
    [
        ((200, 1000, 100, 1000), (120, 1000, 100, 1000), "decreasing"),
        ((120, 1000, 100, 1000), (200, 1000, 100, 1000), "increasing"),
        ((50, 1000, 100, 1000), (90, 1000, 100, 1000), "decreasing"),  # 0.5 to 0.9
        ((90, 1000, 100, 1000), (50, 1000, 100, 1000), "increasing"),
        ((300, 1000, 100, 1000), (80, 1000, 100, 1000), "decreasing"),  # 3 to 0.8
        ((150, 1000, 100, 1000), (100, 1000, 150, 1000), "no clear change"),  # as far
        ((110, 1000, 100, 1000), (50, 1000, 100, 1000), "increasing"),  # 1.1 to 0.5
        ((200, 1000, 100, 1000), (100, 1000, 200, 1000), "no clear change"),  # 2 to 1/2: as far
        ((12, 1000, 10, 1000), (11, 1000, 10, 1000), "too few to say"),  # nor would a halving show
        ((9, 1000, 10, 1000), (500, 1000, 10, 1000), "too few to say"),
        ((500, 1000, 10, 1000), (500, 1000, 9, 1000), "too few to say"),
        ((0, 1000, 0, 1000), (0, 1000, 0, 1000), "too few to say"),
        ((200, 1000, 100, 1000), (120, 0, 100, 1000), "too few to say"),
        ((200, None, 100, 1000), (120, 1000, 100, 1000), "too few to say"),
        ((pd.NA, 1000, 100, 1000), (120, 1000, 100, 1000), "too few to say"),
    ],
)
def test_verdict(earlier: Any, later: Any, phrase: str) -> None:
    given = verdict(earlier, later)
    assert (given, type(given)) == (phrase, str)


def test_verdicts_of_a_table() -> None:
    given = verdict(([200, 120, 9], 1000, 100, 1000), ([120, 200, 900], 1000, 100, 1000))
    assert isinstance(given, np.ndarray)
    assert given.tolist() == ["decreasing", "increasing", "too few to say"]


def test_verdict_asks_for_the_confidence_given() -> None:
    moments = ((200, 1000, 100, 1000), (150, 1000, 110, 1000))
    assert verdict(*moments) == "decreasing"
    assert verdict(*moments, confidence=0.998) == "no clear change"
