"""Which numbers of one table of counts must be hidden, its totals included.

A table with its totals is a network: every row and column is a place, every number a pipe between
a row and a column, and that the totals add up says that what flows into a place flows out of it.
A hidden number can be anything but its true value only if some change flows round a circle of
hidden numbers through it. So what a linear programme would find (its solutions are whole numbers
here: the matrix is totally unimodular) is found exactly by following pipes, in microseconds.

Source of the problem: Fischetti and Salazar (2001), Solving the cell suppression problem.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from escp_data import markers
from escp_data.markers import is_small

TOTAL = "Total"
EXACT_UP_TO = 1000
"""Numbers in a table, totals included, up to which the fewest possible are looked for."""
_ROUNDS = 100
"""Rounds of that search before a good set is taken for the best; none seen took more than 13."""
_ONE_MORE = 1000
"""What hiding one number more costs; which number it is costs 1 to 6, so it only breaks ties."""
_TOO_MANY = 2**53
"""The first total that a float may hold only roughly; NumPy's whole numbers wrap from 2**63."""
_TOO_LARGE = f"The counts in the table add up to {_TOO_MANY:,} or more, too many to be exact."
_Ways: TypeAlias = list[list[tuple[int, int]]]
"""From each node, the nodes one pipe away, each with that pipe's index."""


def hidden_cells(table: pd.DataFrame, threshold: int | None = None) -> pd.DataFrame:
    """True where a number must be hidden: `table`'s shape plus a row and a column "Total".

    `table` holds counts, rows by columns, without totals. Hidden are all counts and totals from
    1 to `threshold`, and as few others as possible, so that nothing shown fixes one of them for a
    reader who knows that counts are whole numbers from 0 up and that totals add up. With the
    fewest settled, cells go before totals and numbers other than 0 before 0. Beyond
    `EXACT_UP_TO` numbers the set is still safe, though perhaps not the smallest.

    A missing count (NaN, None) stands outside the table: False here, no part of any total.

    The reader is not supposed to know the rule itself. One who reasons "of these two hidden
    numbers at least one is from 1 to 5" can narrow a count down further than this allows for.

    Raises ValueError for a negative or fractional count, one that brings the total to 2**53 or
    more, or a label "Total".
    """
    threshold = markers.THRESHOLD if threshold is None else threshold
    if not threshold >= 0:
        raise ValueError(f"The threshold is {threshold}; it must be 0 or more.")
    counts, known = _read(table)
    network = _Network.of(counts, known)
    small = [i for i, pipe in enumerate(network.pipes) if is_small(pipe.value, threshold)]
    hidden = np.zeros((counts.shape[0] + 1, counts.shape[1] + 1), dtype=bool)
    for i in network.fewest(small):
        hidden[network.pipes[i].place] = True
    return pd.DataFrame(hidden, index=_with_total(table.index), columns=_with_total(table.columns))


def _read(table: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Counts with 0 where there is none, and where there is one."""
    if TOTAL in table.index or TOTAL in table.columns:
        raise ValueError(f'A row or column is called "{TOTAL}" already; leave totals out.')
    known = table.notna().to_numpy(dtype=bool)
    try:
        numbers = table.astype(object).where(known, 0).to_numpy(dtype=float)
    except (TypeError, ValueError):
        raise ValueError("A count in the table is not a number.") from None
    except OverflowError:
        raise ValueError(_TOO_LARGE) from None
    if not np.isfinite(numbers).all() or (numbers < 0).any() or (numbers % 1 != 0).any():
        raise ValueError("Counts are whole numbers from 0 up; the table has another one.")
    if numbers.max(initial=0) >= _TOO_MANY or numbers.sum() >= _TOO_MANY:
        raise ValueError(_TOO_LARGE)
    return numbers.astype(np.int64), known


def _with_total(labels: pd.Index) -> pd.Index:
    return pd.Index([*labels, TOTAL], name=labels.name, tupleize_cols=False)


@dataclass(frozen=True)
class _Pipe:
    """A number in the table. It can always rise, along tail to head, and fall if it is above 0."""

    place: tuple[int, int]
    tail: int
    head: int
    value: int
    cost: int

    def leads_out_of(self, nodes: int) -> bool:
        inside = nodes >> self.tail & 1, nodes >> self.head & 1
        return inside == (1, 0) or (inside == (0, 1) and self.value > 0)


@dataclass(frozen=True)
class _Network:
    """Nodes are rows, then columns, the total last in each; a set of nodes is an int's bits."""

    size: int
    pipes: list[_Pipe]

    @classmethod
    def of(cls, counts: NDArray[np.int64], known: NDArray[np.bool_]) -> "_Network":
        rows, columns = counts.shape
        full = np.zeros((rows + 1, columns + 1), dtype=np.int64)
        full[:rows, :columns] = counts
        full[rows] = full.sum(axis=0)
        full[:, columns] = full.sum(axis=1)
        pipes = []
        for (row, column), value in np.ndenumerate(full):
            totals = (row == rows) + (column == columns)
            if totals == 0 and not known[row, column]:
                continue
            ends = (row, rows + 1 + column)
            tail, head = ends if totals != 1 else ends[::-1]
            cost = _ONE_MORE + 1 + 2 * totals + (value == 0)
            pipes.append(_Pipe((row, column), tail, head, int(value), int(cost)))
        return cls(rows + columns + 2, pipes)

    def fewest(self, small: Sequence[int]) -> set[int]:
        """`small` and the cheapest others that leave none of them fixed, as indices of pipes."""
        best = self._some(small)
        if len(self.pipes) > EXACT_UP_TO or len(best) == len(small):
            return best
        cuts: list[list[int]] = []
        chosen = set(small)
        for _ in range(_ROUNDS):
            found = self._cuts(small, chosen)
            if not found:
                return chosen
            cuts += found
            chosen = set(small) | self._cheapest_cover(cuts)
            if self._cost(chosen) >= self._cost(best):
                return best
        return best

    def _cost(self, chosen: Iterable[int]) -> int:
        return sum(self.pipes[i].cost for i in chosen)

    def _cheapest_cover(self, cuts: list[list[int]]) -> set[int]:
        """The cheapest pipes of which at least one is in every cut: a bound from below."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # slow, and few uploads need it
        from scipy.sparse import csr_array

        columns = sorted({i for cut in cuts for i in cut})
        at = {pipe: column for column, pipe in enumerate(columns)}
        rows = np.repeat(np.arange(len(cuts)), [len(cut) for cut in cuts])
        places = [at[i] for cut in cuts for i in cut]
        incidence = csr_array((np.ones(len(places)), (rows, places)), (len(cuts), len(columns)))
        for whole in (0, 1):  # the plain programme nearly always ends in whole numbers by itself
            answer = milp(
                [self.pipes[i].cost for i in columns],
                integrality=np.full(len(columns), whole),
                bounds=Bounds(0, 1),
                constraints=LinearConstraint(incidence, 1, np.inf),
                options={"mip_rel_gap": 0},
            )
            if answer.x is None:
                raise RuntimeError(f"No cover was found: {answer.message}")
            taken = np.asarray(answer.x)
            if np.allclose(taken, taken.round()):
                break
        return {columns[k] for k in np.flatnonzero(taken > 0.5)}

    def _cuts(self, small: Sequence[int], hidden: set[int]) -> list[list[int]]:
        """For each small number still fixed, pipes of which at least one must be hidden too.

        To rise, the change must come back from the number's head to its tail; to fall, go from
        its tail to its head. Where neither way is open, one must be opened: a pipe out of all
        that can be reached from the head, or from the tail.
        """
        out, into = self._ways(hidden)
        cuts = []
        for i in small:
            pipe = self.pipes[i]
            block = (pipe.tail, pipe.head)
            ahead, behind = (_reach(out, node, block) for node in (pipe.head, pipe.tail))
            if ahead >> pipe.tail & 1 or behind >> pipe.head & 1:
                continue
            everything = (1 << self.size) - 1
            rises = {ahead, everything & ~_reach(into, pipe.tail, block)}
            falls = {behind, everything & ~_reach(into, pipe.head, block)}
            cuts += [self._leading_out(hidden, a, b) for a in rises for b in falls]
        return cuts

    def _leading_out(self, hidden: set[int], *sets: int) -> list[int]:
        shown = (i for i in range(len(self.pipes)) if i not in hidden)
        return [i for i in shown if any(self.pipes[i].leads_out_of(nodes) for nodes in sets)]

    def _ways(self, hidden: set[int]) -> tuple[list[int], list[int]]:
        """From each node, and to each node, the nodes one hidden pipe away."""
        out, into = [0] * self.size, [0] * self.size
        for i in hidden:
            pipe = self.pipes[i]
            out[pipe.tail] |= 1 << pipe.head
            into[pipe.head] |= 1 << pipe.tail
            if pipe.value > 0:
                out[pipe.head] |= 1 << pipe.tail
                into[pipe.tail] |= 1 << pipe.head
        return out, into

    def _safe(self, small: Sequence[int], hidden: set[int]) -> bool:
        out, _ = self._ways(hidden)
        return all(
            _reach(out, a, (a, b)) >> b & 1 or _reach(out, b, (a, b)) >> a & 1
            for a, b in ((self.pipes[i].tail, self.pipes[i].head) for i in small)
        )

    def _some(self, small: Sequence[int]) -> set[int]:
        """A good safe set: the cheapest circle for each small number, then what can be spared."""
        hidden = set(small)
        costs = [0 if i in hidden else pipe.cost for i, pipe in enumerate(self.pipes)]
        ways = self._all_ways()
        for i in small:
            for j in self._cheapest_circle(i, ways, costs):
                hidden.add(j)
                costs[j] = 0
        for i in sorted(hidden - set(small), key=lambda i: -self.pipes[i].cost):
            if self._safe(small, hidden - {i}):
                hidden.remove(i)
        return hidden

    def _all_ways(self) -> _Ways:
        ways: _Ways = [[] for _ in range(self.size)]
        for j, pipe in enumerate(self.pipes):
            ways[pipe.tail].append((pipe.head, j))
            if pipe.value > 0:
                ways[pipe.head].append((pipe.tail, j))
        return ways

    def _cheapest_circle(self, i: int, ways: _Ways, costs: list[int]) -> set[int]:
        """Pipes of the cheapest way round through pipe `i`, whichever way the change flows."""
        tail, head = self.pipes[i].tail, self.pipes[i].head
        found = [_cheapest_path(ways, costs, *ends, i) for ends in ((head, tail), (tail, head))]
        return min((path for path in found if path is not None), key=lambda path: path[0])[1]


def _reach(ways: list[int], start: int, block: tuple[int, int]) -> int:
    """Nodes that can be reached from `start`, the pipe between the two in `block` left out."""
    a, b = block
    seen = todo = 1 << start
    while todo:
        node = (todo & -todo).bit_length() - 1
        found = ways[node]
        if node == a:
            found &= ~(1 << b)
        elif node == b:
            found &= ~(1 << a)
        todo = (todo & (todo - 1)) | (found & ~seen)
        seen |= found
    return seen


def _cheapest_path(
    ways: _Ways, costs: list[int], start: int, end: int, without: int
) -> tuple[int, set[int]] | None:
    """Dijkstra: cost and pipes of the cheapest way, or None where there is none."""
    queue: list[tuple[int, int, tuple[int, ...]]] = [(0, start, ())]
    best: list[float] = [inf] * len(ways)
    done = set()
    while queue:
        cost, node, path = heappop(queue)
        if node == end:
            return cost, set(path)
        if node in done:
            continue
        done.add(node)
        for other, pipe in ways[node]:
            total = cost + costs[pipe]
            # A way as cheap as the best still counts: of two, the one through the first pipes wins.
            if other in done or total > best[other] or total > best[end] or pipe == without:
                continue
            best[other] = total
            heappush(queue, (total, other, (*path, pipe)))
    return None
