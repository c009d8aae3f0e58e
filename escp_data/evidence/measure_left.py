"""What a year leaves for the quarters that are not shown, and whether that gives one away."""

from itertools import count, takewhile
from typing import NamedTuple

from escp_data.markers import is_small

_FEWEST = 3
"""The values that a hidden count has to have, for somebody outside."""


class Pair(NamedTuple):
    """A numerator, and its denominator where that counts children, else nought."""

    top: float
    bottom: float

    def plus(self, other: "Pair") -> "Pair":
        """Both together."""
        return Pair(self.top + other.top, self.bottom + other.bottom)

    def less(self, other: "Pair") -> "Pair":
        """What is left of it without another."""
        return Pair(self.top - other.top, self.bottom - other.bottom)

    @property
    def is_few(self) -> bool:
        """Whether either is small."""
        return is_small(self.top) or is_small(self.bottom)


NOTHING = Pair(0, 0)


class Sum(NamedTuple):
    """What a reader takes quarters for, and how many of them are not known."""

    pair: Pair
    unknown: int


def leave_enough(years: set[Pair], quarters: list[set[Sum]]) -> bool:
    """Whether no quarter can be worked out from a year and the others, whichever version of each.

    Where all are known, none may be few by the year either: a correction may be on its way.
    """
    for whole in years:
        for sums in _sums(quarters):
            left = whole.less(sums.pair)
            if sums.unknown == 1 or (sums.unknown and left.is_few):
                return False
            if sums.unknown < len(quarters) and any(_fixes(n, sums.unknown) for n in left):
                return False
        for place in range(len(quarters)):
            others = [*quarters[:place], *quarters[place + 1 :]]
            if any(not sums.unknown and whole.less(sums.pair).is_few for sums in _sums(others)):
                return False
    return True


def _fixes(left: float, parts: int) -> bool:
    """Whether so many small counts that come to this could hardly be anything else: 10 is 5 + 5."""
    smalls = list(takewhile(is_small, count(1)))
    others = parts - 1
    ways = [n for n in smalls if others <= left - n <= others * len(smalls)]
    return parts > 1 and 0 < len(ways) < _FEWEST


def _sums(quarters: list[set[Sum]]) -> set[Sum]:
    """What some quarters may come to, and how many of them are not known."""
    found = {Sum(NOTHING, 0)}
    for each in quarters:
        found = {
            Sum(Pair(pair.top + more.top, pair.bottom + more.bottom), unknown + also)
            for pair, unknown in found
            for more, also in each
        }
    return found
