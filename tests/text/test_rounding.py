import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.estimates.rates import crude_rate
from escp_data.text.rounding import as_percent, digits, round_half_up


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (31.25, 1, "31.3"),  # round and numpy give 31.2
        (2.5, 0, "3"),
        (0.5, 0, "1"),
        (-2.5, 0, "-3"),
        (1.005, 2, "1.01"),  # in binary a little under
        (2.675, 2, "2.68"),
        (0.49999999999999994, 0, "0"),
        (0.285, 2, "0.29"),
        (1234567.85, 1, "1,234,567.9"),
        (999.95, 1, "1,000.0"),
        (7, 2, "7.00"),
        (0, 0, "0"),
        (-0.04, 1, "0.0"),
        (-0.0, 0, "0"),
        (1250, -2, "1,300"),
        (9007199254740993, 0, "9,007,199,254,740,993"),  # one more than a float can say
        (np.int64(12), 1, "12.0"),
        (np.float64(31.25), 1, "31.3"),
        (np.float32(31.25), 1, "31.3"),
        (Decimal("31.25"), 1, "31.3"),
        (Fraction(125, 4), 1, "31.3"),
        (True, 0, "1"),
        (1e-9, 2, "0.00"),
        (math.inf, 1, "∞"),
        (-math.inf, 1, "-∞"),
        (math.nan, 1, "[x]"),
        (None, 1, "[x]"),
        (pd.NA, 1, "[x]"),
    ],
)
def test_shown(value: Any, places: int, text: str) -> None:
    assert digits(value, places) == text


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [(31.25, 1, 31.3), (2.5, 0, 3.0), (-0.125, 2, -0.13), (1250, -2, 1300.0), (1e308, 1, 1e308)],
)
def test_round_half_up(value: float, places: int, rounded: float) -> None:
    assert round_half_up(value, places) == rounded
    assert type(round_half_up(value, places)) is float


def test_round_half_up_leaves_infinite_and_missing() -> None:
    assert round_half_up(math.inf, 1) == math.inf
    assert round_half_up(-math.inf, 1) == -math.inf
    assert all(math.isnan(round_half_up(gone, 1)) for gone in (None, math.nan, pd.NA))


@pytest.mark.parametrize(
    ("share", "places", "text"),
    [
        (0.285, 0, "29%"),  # 0.285 * 100 is 28.499999999999996
        (0.3125, 1, "31.3%"),
        (0, 0, "0%"),
        (1, 0, "100%"),
        (12.5, 0, "1,250%"),
        (math.inf, 0, "∞%"),
        (math.nan, 0, "[x]"),
    ],
)
def test_shown_percent(share: float, places: int, text: str) -> None:
    assert as_percent(share, places) == text


def test_a_rate_on_the_half_rounds_up() -> None:
    """Rates are worked out with one rounding, so a true half is a half."""
    assert digits(crude_rate(5, 16, per=100).value, 1) == "31.3"
    assert digits(crude_rate(57, 20_000, per=10_000).value, 0) == "29"


@given(st.integers(0, 10**9), st.integers(0, 4))
def test_every_half_goes_up(halves: int, places: int) -> None:
    value = float(Decimal(2 * halves + 1) * Decimal(5).scaleb(-places - 1))
    exact = Decimal(halves + 1).scaleb(-places)
    assert digits(value, places) == f"{exact:,.{places}f}"


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_rounding_twice_changes_nothing(value: float, places: int) -> None:
    once = round_half_up(value, places)
    assert round_half_up(once, places) == once


def test_what_has_no_end_keeps_its_sign() -> None:
    assert [digits(number) for number in (float("inf"), float("-inf"))] == ["∞", "-∞"]
