"""How rates and ratios of ethnic groups are written: rounded half up, or a mark that says why not.

A ratio has two decimals. A limit that would read 1.00 and is not 1 gets more, up to four: a reader
must see on which side of 1 it lies.
"""

import math
from collections.abc import Sequence

from escp_data.markers import Reason
from escp_data.text.rounding import digits, round_half_up

MOST_DECIMALS = 4
MINUS = "\u2212"


def signed(value: float, places: int = 0) -> str:
    """A number half up, with a real minus sign: a hyphen breaks lines and is hard to see."""
    return digits(value, places).replace("-", MINUS)


def number_words(value: float, why: str = Reason.GIVEN, places: int = 0) -> str:
    """A number half up, or the mark that says why there is none."""
    return Reason(why).mark if math.isnan(value) else signed(value, places)


def interval_words(estimate: Sequence[float], why: str = Reason.GIVEN, places: int = 2) -> str:
    """A rate or a gap with its limits: `7.92 (7.41 to 8.45)`, or the mark."""
    value, lower, upper = estimate
    if math.isnan(value):
        return Reason(why).mark
    return f"{signed(value, places)} ({signed(lower, places)} to {signed(upper, places)})"


def ratio_words(estimate: Sequence[float], why: str = Reason.GIVEN, to: str = " to ") -> str:
    """`1.25 (1.15 to 1.36)`, or the mark; `at least 45.91` where the comparator had no case."""
    value, lower, upper = estimate
    if math.isnan(value):
        return Reason(why).mark
    if math.isinf(value):
        return f"at least {limit_words(lower)}"
    return f"{digits(value, 2)} ({limits_words(lower, upper, to)})"


def with_limits(row: object, name: str) -> tuple[float, float, float]:
    """An estimate of a row of figures, its lower limit and its upper."""
    return getattr(row, name), getattr(row, f"{name}_lower"), getattr(row, f"{name}_upper")


def limits_words(lower: float, upper: float, to: str = " to ") -> str:
    """`1.15 to 1.36`."""
    return f"{limit_words(lower)}{to}{limit_words(upper)}"


def limit_words(value: float) -> str:
    """A ratio's limit, with as many decimals as show on which side of 1 it lies."""
    places = 2
    while value != 1 and round_half_up(value, places) == 1 and places < MOST_DECIMALS:
        places += 1
    return digits(value, places)
