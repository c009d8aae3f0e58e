"""What may be given for a number, and what is said of anything else."""

import math
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

from escp_data.disproportionality import (
    crossed,
    crude_rate,
    detectable_change,
    proportion,
    ratio_change,
    relative_rate_index,
    verdict,
)
from escp_data.estimates.arrays import arrays, floats

MASKED = np.ma.array([5, 6], mask=[True, False])
FOUR = (5, 100, 5, 100)


def said(function: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared
        function(*given, **named)
    return str(caught.value)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (MASKED, [math.nan, 6]),
        (MASKED.astype(float), [math.nan, 6]),
        (MASKED.astype(object), [math.nan, 6]),
        ([MASKED, MASKED], [[math.nan, 6]] * 2),
        ([np.ma.masked, 6], [math.nan, 6]),
        (np.ma.masked, math.nan),
        (np.ma.array([5, 6]), [5, 6]),
        ([None, pd.NA, math.nan, Decimal("NaN")], [math.nan] * 4),
        (pd.Series([None, 6], dtype="Int64"), [math.nan, 6]),
        ([Decimal("0.5"), np.float32(2), True, 3], [0.5, 2, 1, 3]),
    ],
)
def test_missing_is_not_a_number(given: Any, expected: Any) -> None:
    np.testing.assert_array_equal(floats("count", given), expected)


def test_a_masked_count_gives_no_figure() -> None:
    for figure in crude_rate(MASKED, 100):
        assert np.isnan(figure).tolist() == [True, False]
    assert np.isnan(proportion(5, np.ma.masked)).all()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("[c]", "'[c]'"),
        (np.array(["5"]), "'5'"),
        (b"5", "b'5'"),
        (pd.NaT, "NaT"),
        ([1, pd.NaT], "NaT"),
        (np.datetime64("NaT", "D"), "NaT"),
        (np.array(["2026-03-31"], dtype="datetime64[D]"), "2026-03-31"),
        (np.timedelta64(3, "D"), "3 days"),
        (1j, "1j"),
        ({"count": 1}, "{'count': 1}"),
    ],
)
def test_what_is_not_a_number_is_named(given: Any, shown: str) -> None:
    expected = f"The reference count (reference_count) must be a number, not {shown}."
    assert said(relative_rate_index, 5, 100, given, 100) == expected


@pytest.mark.parametrize("given", [10**400, Decimal("1e400"), math.inf])
def test_more_than_a_float_can_hold_is_infinite(given: Any) -> None:
    assert said(crude_rate, given, 5) == "The count must be a number from 0 up, not inf."


def test_rows_of_different_lengths_are_named() -> None:
    expected = "The population must be a number, or numbers in one shape."
    assert said(crude_rate, 5, [[1, 2], [3]]) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            ([1, 2], 100, [1, 2, 3], 100),
            "The count has 2 values and the reference count (reference_count) has 3 values: give "
            "as many of each, or one number for all.",
        ),
        (
            (5, [[1, 2, 3], [1, 2, 3]], 5, [[1], [2], [3]]),
            "The population has 2 × 3 values and the reference population (reference_population) "
            "has 3 × 1 values: give as many of each, or one number for all.",
        ),
        (
            ([[1], [2]], [1, 2, 3], [1, 2], [[4]]),
            "The population has 3 values and the reference count (reference_count) has 2 values: "
            "give as many of each, or one number for all.",
        ),
    ],
)
def test_what_does_not_fit_is_named(given: Any, expected: str) -> None:
    assert said(relative_rate_index, *given) == expected


def test_shapes_that_fit_are_broadcast() -> None:
    found = arrays(("count", "population"), [[1], [2]], [1, 2, 3])
    assert [array.shape for array in found] == [(2, 3), (2, 3)]
    assert arrays(("count", "population"), [], 5)[1].shape == (0,)


@pytest.mark.parametrize("function", [ratio_change, verdict, crossed, detectable_change])
@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ((5, 100, 5, 100, 1), (5, 100, 5), "earlier … not 5."),
        ((5, 100, 5), (5, 100, 5), "earlier … not 3."),
        (FOUR, (5, 100, 5), "later … not 3."),
        (FOUR, None, "later … not NoneType."),
        ("abcd", FOUR, "earlier … not str."),
        (FOUR, np.ones((2, 4)), "later … not 2."),
    ],
)
def test_a_comparison_is_four_figures(
    function: Any, earlier: Any, later: Any, expected: str
) -> None:
    middle = (
        "comparison must be four figures (count, population, reference count, "
        "reference population),"
    )
    assert said(function, earlier, later) == f"The {expected.replace('…', middle)}"


def test_four_figures_may_be_a_list_or_an_array() -> None:
    expected = ratio_change(FOUR, (6, 100, 5, 100))
    kinds: list[Any] = [list, np.array, pd.Series]
    for kind in kinds:
        assert ratio_change(kind(FOUR), kind((6, 100, 5, 100))) == expected


@pytest.mark.parametrize("confidence", [Decimal("0.95"), np.float64(0.95), np.array(0.95)])
def test_confidence_may_be_any_number(confidence: Any) -> None:
    assert crude_rate(5, 100, confidence=confidence) == crude_rate(5, 100)


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        (None, "The confidence must be between 0 and 1, not None."),
        (95, "The confidence must be between 0 and 1, not 95."),
        (-0.5, "The confidence must be between 0 and 1, not -0.5."),
        ([0.95, 0.998], "The confidence must be between 0 and 1, not [0.95, 0.998]."),
        ("0.95", "The confidence must be a number, not '0.95'."),
        (pd.NaT, "The confidence must be a number, not NaT."),
    ],
)
def test_confidence_is_one_share(confidence: Any, expected: str) -> None:
    assert said(crude_rate, 5, 100, confidence=confidence) == expected
    assert said(ratio_change, FOUR, FOUR, confidence=confidence) == expected


def test_some_of_nobody_is_a_mistake_and_none_of_nobody_is_no_figure() -> None:
    assert said(proportion, 5, 0) == "The numerator must not be above its denominator: 5 of 0."
    assert np.isnan(proportion(0, 0)).all()
