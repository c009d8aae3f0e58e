"""The rules that tell a change from usual variation on a run chart: distances in, signals out.

`away` is how far each point lies above the centre, NaN where there is none; the low side is the
same with every sign turned. `slack` is how near counts as equal. Points are *in a row* where at
most one missing quarter lies between two of them; two missing next to each other end a row.
Sources: NHS England, Making data count; Anhøj, runs analysis as in qicharts2.
"""

from collections.abc import Iterable, Iterator
from math import comb, log2
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from escp_data.estimates.arrays import Array

Places: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]

Rule = Literal[
    "outside", "seven rising", "seven falling", "two of three", "seven on one side",
    "long run", "few crossings",
]  # fmt: skip  # words, as a paragraph
RULES: tuple[Rule, ...] = get_args(Rule)
"""In the order in which a point shows them."""
IN_A_ROW = 7
NEAR = 2 / 3
"""The near limit, as a part of the way from the centre to the limit."""
FEWEST_OFF_MEDIAN = 10
_CHANCE = 0.05

Group = tuple[int, ...]
"""The points that one signal marks, oldest first."""


class Signal(NamedTuple):
    """A rule that points break, on which side (1 high, -1 low, 0 neither), and those points."""

    rule: Rule
    side: int
    points: Group


def stretches(values: Array) -> list[Places]:
    """The places of the points, cut where two or more in between are missing."""
    there = np.flatnonzero(~np.isnan(values))
    return [each for each in np.split(there, np.flatnonzero(np.diff(there) > 2) + 1) if each.size]


def outside(away: Array, reach: Array, slack: float) -> list[Group]:
    """Points beyond the limit, which is `reach` from the centre; each is a signal of its own."""
    return [(int(at),) for at in np.flatnonzero(away > reach + slack)]


def rising(values: Array, slack: float) -> list[Group]:
    """Seven points or more, each above the one before; a missing quarter ends it."""
    up = np.diff(values) > slack
    return [tuple(range(first, end + 1)) for first, end in _runs(up) if end - first + 1 >= IN_A_ROW]


def two_of_three(away: Array, reach: Array, slack: float) -> list[Group]:
    """Of three in a row above the centre, those between near limit and limit, where two are.

    Threes that share a marked point are one signal.
    """
    near = (away > reach * NEAR + slack) & (away <= reach + slack)
    found: list[set[int]] = []
    for row in stretches(away):
        for three in np.lib.stride_tricks.sliding_window_view(row, 3) if row.size > 2 else ():
            marked = {int(at) for at in three[near[three]]}
            if len(marked) < 2 or not (away[three] > slack).all():
                continue
            if found and found[-1] & marked:
                found[-1] |= marked
            else:
                found.append(marked)
    return [tuple(sorted(each)) for each in found]


def seven_above(away: Array, slack: float) -> list[Group]:
    """Seven or more in a row above the centre; a point on it ends the row."""
    return [
        tuple(map(int, row[first:end]))
        for row in stretches(away)
        for first, end in _runs(away[row] > slack)
        if end - first >= IN_A_ROW
    ]


def shewhart(
    values: Array, away: Array, reach: Array, slack: float, *, locked: bool, sides: Iterable[int]
) -> list[Signal]:
    """Every signal of points against limits, by rule; trial limits know two of the rules."""
    found: list[Signal] = []
    for side in sides:
        own = side * away
        trend: Rule = "seven rising" if side > 0 else "seven falling"
        found += _signals("outside", side, outside(own, reach, slack))
        found += _signals("two of three", side, two_of_three(own, reach, slack))
        if locked:
            found += _signals(trend, side, rising(side * values, slack))
            found += _signals("seven on one side", side, seven_above(own, slack))
    return sorted(found, key=lambda each: RULES.index(each.rule))


class Runs(NamedTuple):
    """Runs about a line: points off it, the longest run (the last of equals), and crossings."""

    off: Group
    longest: Group
    side: int
    crossings: int


def runs_about(away: Array, slack: float) -> Runs:
    """The runs about a line; points on it and missing quarters are passed over, however many."""
    off = np.flatnonzero(np.abs(np.nan_to_num(away)) > slack)
    if not off.size:
        return Runs((), (), 0, 0)
    above = away[off] > 0
    changes = np.flatnonzero(np.diff(above)) + 1
    runs = np.split(off, changes)
    longest = max(reversed(runs), key=len)
    side = 1 if away[longest[0]] > 0 else -1
    return Runs(tuple(map(int, off)), tuple(map(int, longest)), side, changes.size)


def longest_allowed(off: int) -> int:
    """How long a run may be by chance, of so many points off the median (Anhøj)."""
    return round(log2(off)) + 3


def fewest_crossings(off: int) -> int:
    """The 5% point of the binomial of off - 1 at ½: as `qbinom(0.05, off - 1, 0.5)`."""
    trials, at_most, crossings = off - 1, 0, -1
    while at_most < _CHANCE * 2**trials:
        crossings += 1
        at_most += comb(trials, crossings)
    return crossings


def anhoj(away: Array, slack: float) -> list[Signal]:
    """The two rules of a median chart; none under ten points off the median."""
    runs = runs_about(away, slack)
    off = len(runs.off)
    found: list[Signal] = []
    if off < FEWEST_OFF_MEDIAN:
        return found
    if len(runs.longest) > longest_allowed(off):
        found.append(Signal("long run", runs.side, runs.longest))
    if runs.crossings < fewest_crossings(off):
        every = np.flatnonzero(~np.isnan(away))
        found.append(Signal("few crossings", 0, tuple(map(int, every))))
    return found


def _signals(rule: Rule, side: int, groups: Iterable[Group]) -> list[Signal]:
    return [Signal(rule, side, group) for group in groups]


def _runs(holds: Flags) -> Iterator[tuple[int, int]]:
    """The first place of each run of True, and the one after its last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], holds, [False]))))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
