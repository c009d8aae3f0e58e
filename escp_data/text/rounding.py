"""Rounding for display, and only there: half up, as people do it (31.25 → 31.3).

Python's `round`, its format codes and numpy take 31.25 to 31.2. Numbers are read as they print
(`repr`), so 1.005 is 1.005 and rounds to 1.01, whatever its last binary digit. Multiplying a share
by 100 beforehand can lose that (0.285 × 100 is 28.499999999999996): use `as_percent`.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, TypeAlias

import pandas as pd

MISSING = "[x]"
INFINITE = "∞"

# Wide enough for the greatest float, so that no number is too long to round.
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)

Real: TypeAlias = Any
"""A number of Python's or numpy's, or a Decimal: whatever a frame hands over."""


def round_half_up(value: Real, places: int = 0) -> float:
    """`value` to so many decimal places, halves away from 0. Infinite and missing stay so.

    `places` may be negative, for tens and hundreds. Missing (None, pandas.NA) is not a number.
    """
    number = _decimal(value)
    return float(_rounded(number, places)) if number.is_finite() else float(number)


def digits(value: Real, places: int = 0) -> str:
    """`value` as text, half up, with thousands separators: 1234.25 → "1,234.3".

    "[x]" when it is missing or not a number, "∞" or "-∞" when infinite, and never "-0".
    """
    return _text(_decimal(value), places)


def as_percent(share: Real, places: int = 0) -> str:
    """A share as a percentage, half up: 0.285 → "29%". Missing is "[x]", without a sign."""
    number = _decimal(share)
    return _text(number * 100, places) + ("" if number.is_nan() else "%")


def _decimal(value: Real) -> Decimal:
    if value is None or value is pd.NA:
        return Decimal("NaN")
    if isinstance(value, Decimal):
        return value
    if hasattr(value, "__index__"):  # whole numbers, numpy's too: floats hold 16 digits only
        return Decimal(int(value))
    return Decimal(repr(float(value)))


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), context=_WIDE)


def _text(number: Decimal, places: int) -> str:
    if number.is_nan():
        return MISSING
    if number.is_infinite():
        return INFINITE if number > 0 else f"-{INFINITE}"
    rounded = _rounded(number, places)
    # Decimal keeps the sign of nothing: -0.04 to one place is -0.0.
    return f"{rounded if rounded else abs(rounded):,.{max(places, 0)}f}"
