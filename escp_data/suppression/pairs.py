"""Feasibility intervals by pairs of groups: how far children could be moved from one to another.

A hidden count is protected when children can be swapped between two groups, quarter by quarter,
without altering anything ever shown. With S[q] the children moved from the second to the first
group before quarter q, all that a reader knows says how far apart two of the S may be: a shown
window from a to b keeps S[b] = S[a]; no quarter loses more children than it has; a hidden sum stays
at least 1. These are difference constraints, so the furthest that a window can move is the
shortest path between its ends: exact, in whole numbers, without a solver.

Six cells, of which the total is told. Other is 2 1 2 2 0 1 in six quarters, Mixed 6 5 7 6 8 6.
The window of quarters 1 to 4 is shown for both (7 and 24), so S[4] = S[0]. In that of 2 to 5, Other
is 5 and hidden, and Mixed, 26, is hidden as its complement. How far may Other rise? From S[1] back
to S[0] (Other gives up its 2 of quarter 1), to S[4] (the pin, 0), to S[5] (Mixed has 8 there): 10.
And fall: it has 5, and a hidden sum is at least 1: 4. So a reader finds 1 to 15, and needs no more
than the swap of one child in quarter 1 against one in quarter 5 to be left in doubt.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

FAR = 1_000_000
"""What stands for no limit; no count of children comes near it."""


@dataclass(frozen=True, eq=False)
class Layout:
    """The groups that children are counted in, and the sets of groups that sums are listed for.

    `holds` has a row a set and a column a group, and one more column for *nobody*: children who
    would be counted nowhere, so that totals can move. `weights` say how much a set is missed.
    """

    groups: tuple[str, ...]
    sets: tuple[str, ...]
    holds: Ints
    weights: NDArray[np.float64]
    pairs: Ints = field(init=False)
    sign: Ints = field(init=False)
    """For each pair and set: 1 where it holds the first alone, -1 the second alone, else 0."""

    def __post_init__(self) -> None:
        pairs = np.array(list(combinations(range(len(self.groups) + 1), 2)), dtype=np.int64)
        object.__setattr__(self, "pairs", pairs)
        sign = (self.holds[:, pairs[:, 0]] - self.holds[:, pairs[:, 1]]).T
        object.__setattr__(self, "sign", sign)


@dataclass(frozen=True, eq=False)
class Known:
    """What readers know of one window, from node `first` to `after`.

    `pinned`, a set each, is shown; `slack`, a reader and set each, is how far a hidden sum may
    fall (`FAR` where the set is not listed).
    """

    first: int
    after: int
    pinned: Bools
    slack: Ints

    def beside(self, other: "Known") -> "Known":
        """What is known of the same window from two versions of it."""
        return Known(
            self.first,
            self.after,
            self.pinned | other.pinned,
            np.minimum(self.slack, other.slack),
        )


Windows = dict[tuple[int, int], Known]


def merged(every: Iterable[Known]) -> Windows:
    """All that is known, by window."""
    found: Windows = {}
    for each in every:
        at = each.first, each.after
        found[at] = found[at].beside(each) if at in found else each
    return found


def reach(layout: Layout, counts: Ints, blocked: Bools, told: Bools, windows: Windows) -> Ints:
    """How far S may rise from each node to each other: (readers, pairs, nodes, nodes).

    `counts` are those that a reader does not know (readers, groups, quarters; `FAR` where nothing
    is listed); `blocked` pairs (pairs, quarters) swap nobody in a quarter; `told` are the quarters
    whose total over all groups is known.
    """
    edges = _quarters(layout, np.where(counts >= FAR, 0, counts), blocked, told)
    if windows:
        _pin(layout, edges, windows)
    for node in range(edges.shape[-1]):  # Floyd and Warshall
        by_way = edges[..., :, node, None] + edges[..., None, node, :]
        np.minimum(edges, by_way, out=edges)
    return edges


def _quarters(layout: Layout, counts: Ints, blocked: Bools, told: Bools) -> Ints:
    """Edges from each node to the next: no quarter gives more children than it has."""
    readers, groups, quarters = counts.shape
    nobody = np.where(counts.sum(axis=(0, 1)) > 0, FAR, 0)
    every = np.concatenate([counts, np.broadcast_to(nobody, (readers, 1, quarters))], axis=1)
    first, second = layout.pairs.T
    rise, fall = (np.where(blocked, 0, every[:, each]) for each in (second, first))
    fixed = np.ix_(np.arange(readers), np.flatnonzero(second == groups), np.flatnonzero(told))
    rise[fixed] = fall[fixed] = 0
    edges = np.full((readers, len(layout.pairs), quarters + 1, quarters + 1), FAR, dtype=np.int32)
    at = np.arange(quarters + 1)
    edges[..., at, at] = 0
    edges[..., at[:-1], at[1:]] = rise
    edges[..., at[1:], at[:-1]] = fall
    return edges


def _pin(layout: Layout, edges: Ints, windows: Windows) -> None:
    """Edges across windows: what is shown stays as it is, what is hidden falls by its slack."""
    known = list(windows.values())
    first, after = (np.array([getattr(each, name) for each in known]) for name in _ENDS)
    pinned = np.array([each.pinned for each in known])
    slack = np.array([each.slack for each in known])
    fixed = (pinned.astype(np.int64) @ abs(layout.sign).T > 0).T[None]
    for here, there, turn in ((after, first, 1), (first, after, -1)):
        for number in range(len(layout.sets)):
            alone = layout.sign[:, number] == turn
            limit = np.where(alone[None, :, None], slack[:, :, number].T[:, None, :], FAR)
            edges[..., here, there] = np.minimum(edges[..., here, there], limit)
        edges[..., here, there] = np.where(fixed, 0, edges[..., here, there])


_ENDS = ("first", "after")


@dataclass(frozen=True, eq=False)
class Interval:
    """How far each pair alone moves one sum up and down: the feasibility interval's two sides."""

    rise: Ints
    fall: Ints

    @property
    def values(self) -> int:
        """How many values the sum may have, its own included."""
        return 1 + int(self.rise.max(initial=0)) + int(self.fall.max(initial=0))


def interval(layout: Layout, edges: Ints, number: int, first: int, after: int) -> Interval:
    """Of the set with this number between two nodes, for one reader (pairs, nodes, nodes).

    There may be several graphs, each with all the pairs.
    """
    sign = np.tile(layout.sign[:, number], len(edges) // len(layout.pairs))
    up, down = edges[:, first, after], edges[:, after, first]
    rise = np.where(sign == 1, up, np.where(sign == -1, down, 0))
    fall = np.where(sign == 1, down, np.where(sign == -1, up, 0))
    return Interval(rise, fall)


def swap(layout: Layout, edges: Ints, at: int, first: int, after: int, by: int) -> Ints:
    """Changes (groups, quarters) with which pair `at` moves S from `first` to `after` by `by`.

    One child here, another there: of all that would do, the nearest to nothing.
    """
    way = edges[at]
    if by > 0:
        line = np.maximum(0, -np.minimum(way[:, first], way[:, after] - by))
    else:
        line = np.minimum(0, np.minimum(way[first], by + way[after]))
    steps = np.diff(line - line[first]).astype(np.int64)
    change = np.zeros((len(layout.groups) + 1, len(steps)), dtype=np.int64)
    one, other = layout.pairs[at % len(layout.pairs)]
    change[one] += steps
    change[other] -= steps
    return change[:-1]


def swaps(
    layout: Layout, edges: Ints, number: int, first: int, after: int, need: int
) -> list[Ints]:
    """Changes that give a sum `need` values with its own; nothing where it has fewer."""
    found = interval(layout, edges, number, first, after)
    if found.values < need:
        return []
    ups, downs = int(found.rise.max()), int(found.fall.max())
    steps = [*range(1, min(ups, need) + 1), *range(-min(downs, need), 0)]
    made = []
    for by in sorted(steps, key=abs)[: need - 1]:
        pair = int((found.rise >= by).argmax() if by > 0 else (found.fall >= -by).argmax())
        turn = int(layout.sign[pair % len(layout.pairs), number])
        made.append(swap(layout, edges, pair, first, after, by * turn))
    return made
