"""Numbers as they come (lists, Series, Decimals, gaps) made into float arrays of one shape.

missing        None, NaN, pandas.NA, a masked value: not a number
ValueError     in one sentence naming the argument, for anything that is not a number, is
               negative or infinite, or does not fit the other arguments in shape
"""

import math
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from numbers import Real
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
# A number (float, int, Decimal, None) or an array of them: the caller knows which was given.
Numbers: TypeAlias = Any


def arrays(names: Sequence[str], *given: Numbers) -> tuple[Array, ...]:
    """The arguments, numbers from 0 up, as arrays of one shape, broadcast by position."""
    found = [_from_0_up(name, value) for name, value in zip(names, given, strict=True)]
    try:
        return np.broadcast_arrays(*found)
    except ValueError:
        raise ValueError(_misfit(names, found)) from None


def floats(name: str, value: Numbers) -> Array:
    """The argument as a float array of its own shape, whatever its numbers are."""
    try:
        array = np.asarray(_unmasked(value))
    except ValueError:  # rows of different lengths
        raise ValueError(f"{words(name)} must be a number, or numbers in one shape.") from None
    if array.dtype.kind not in "biuf":
        items = [_number(name, item) for item in array.ravel()]
        array = np.array(items).reshape(array.shape)
    return array.astype(float)


def words(name: str) -> str:
    """`reference_count` → "The reference count (reference_count)"."""
    plain = name.replace("_", " ")
    return f"The {plain}" if plain == name else f"The {plain} ({name})"


def _unmasked(value: Numbers) -> Numbers:
    """Masked values as None: numpy drops a mask, and would count what lies under it."""
    if isinstance(value, np.ma.MaskedArray):
        return value.tolist()
    if isinstance(value, list | tuple):
        return [one.tolist() if isinstance(one, np.ma.MaskedArray) else one for one in value]
    return value


def _from_0_up(name: str, value: Numbers) -> Array:
    array = floats(name, value)
    wrong = array[(array < 0) | np.isinf(array)]
    if wrong.size:
        raise ValueError(f"{words(name)} must be a number from 0 up, not {wrong.flat[0]:g}.")
    return array


def _number(name: str, item: object) -> float:
    if item is None or item is pd.NA:
        return math.nan
    # numpy counts a length of time among the whole numbers.
    if isinstance(item, Real | Decimal | np.bool) and not isinstance(item, np.timedelta64):
        try:
            return float(item)
        except OverflowError:
            return math.inf
        except ValueError:  # Decimal("sNaN")
            return math.nan
    shown = repr(str(item)) if isinstance(item, str) else item
    raise ValueError(f"{words(name)} must be a number, not {shown}.")


def _misfit(names: Sequence[str], found: Sequence[Array]) -> str:
    """Which two arguments do not fit; where every pair fits, all of them do."""
    pairs = combinations(zip(names, found, strict=True), 2)
    (name, one), (other, two) = next(pair for pair in pairs if not _fit(pair[0][1], pair[1][1]))
    second = words(other).replace("The", "the", 1)
    return (
        f"{words(name)} has {_size(one)} and {second} has {_size(two)}: give as many of each, or "
        "one number for all."
    )


def _fit(one: Array, two: Array) -> bool:
    ends = zip(one.shape[::-1], two.shape[::-1], strict=False)
    return all(a == b or 1 in (a, b) for a, b in ends)


def _size(array: Array) -> str:
    return " × ".join(map(str, array.shape)) + " values"
