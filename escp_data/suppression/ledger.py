"""What has been shown of small counts, upload after upload, and what may be shown next.

Everything shown is a sum over *base counts*: a quarter's count of one group at one agency, a total
over groups or agencies, four quarters rolled into one. A `Ledger` remembers which sums were shown.
Since what was seen cannot be unseen, a decision once made stays; each publication only decides
about sums that are new.

That a hidden count is safe is proved by a *change*: whole numbers to add to the base counts that
leave every sum shown as it is, no count brought down to 0, and that hidden count different. (Zeros
are shown, and hidden only where nothing else helps: two hidden counts that come to 2 would both be
1 for whoever knows that.) Changes are found by linear programming and then checked in whole
numbers, so a rounding error of the solver can cost a number more hidden, and never a count given
away.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from numbers import Real
from typing import Self, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from escp_data import markers
from escp_data.markers import is_small
from escp_data.suppression.swaps import Change, Question, protect

_ZERO = 100.0
"""How much more a zero is missed when hidden: readers are told that zeros are shown."""

_PRICE = 1e-3
"""What altering one count costs at least, at most twice that; hiding a sum costs its weight."""

Cell = Hashable
Sum = frozenset[Cell]
Pair = tuple[Sum, Sum]
Name = TypeVar("Name", bound=Hashable)
Given = TypeVar("Given", bound=Hashable)


@dataclass(frozen=True)
class Decision:
    """One sum: the base counts it adds up, its value, and whether a viewer may see it."""

    cells: Sum
    value: int
    shown: bool


class Ledger:
    """The sums of one measure, or of any set of base counts that belong together.

    A base count is named by anything hashable that stands for one version of it, such as
    (agency, quarter, group, upload): corrected, it is another base count; unchanged, the same.
    """

    def __init__(
        self,
        threshold: int | None = None,
        may_be_none: Callable[[Cell], bool] = lambda _: False,
    ) -> None:
        """`may_be_none` tells base counts that a reader may take to be 0, though they are not."""
        threshold = markers.THRESHOLD if threshold is None else threshold
        if threshold < 0:
            raise ValueError(f"The threshold is {threshold}; it must be 0 or more.")
        self.threshold = threshold
        self._may_be_none = may_be_none
        self._column: dict[Cell, int] = {}
        self._counts: list[int] = []
        self._decisions: dict[Sum, Decision] = {}
        self._equal: dict[Pair, None] = {}
        self._changes: list[Change] = []
        self._exposed: list[Sum] = []

    @classmethod
    def restore(
        cls,
        counts: Mapping[Given, int],
        shown: Mapping[frozenset[Given], bool],
        equal: Iterable[tuple[frozenset[Given], frozenset[Given]]] = (),
        changes: Iterable[Mapping[Given, int]] = (),
        threshold: int | None = None,
        may_be_none: Callable[[Cell], bool] = lambda _: False,
    ) -> Self:
        """A ledger in which these decisions stand, as another one gave them.

        The changes need not be given: they save time.
        """
        ledger = cls(threshold, may_be_none)
        ledger._take(counts)
        for cells, seen in shown.items():
            ledger._decisions[cells] = Decision(cells, ledger.value(cells), seen)
        ledger._equal = dict.fromkeys(equal)
        for change in changes:
            row = np.zeros(len(ledger._counts), dtype=np.int64)
            for cell, by in change.items():
                row[ledger._column[cell]] = by
            ledger._changes.append(row)
        return ledger

    @property
    def counts(self) -> dict[Cell, int]:
        """Every base count, as first given."""
        return {cell: self._counts[column] for cell, column in self._column.items()}

    @property
    def decisions(self) -> list[Decision]:
        """Every sum ever published, in order."""
        return list(self._decisions.values())

    @property
    def equal(self) -> list[Pair]:
        """The pairs of sums known to be equal, in order."""
        return list(self._equal)

    @property
    def changes(self) -> list[dict[Cell, int]]:
        """The changes that prove every hidden small sum safe: by how much each count may differ."""
        cells = list(self._column)
        return [
            {cells[at]: int(change[at]) for at in np.flatnonzero(change)}
            for change in self._changes
        ]

    @property
    def exposed(self) -> list[Sum]:
        """Small sums that earlier publications had given away before they were to be hidden."""
        return list(self._exposed)

    def value(self, cells: Collection[Cell]) -> int:
        """The sum of these base counts."""
        if unknown := [cell for cell in cells if cell not in self._column]:
            raise ValueError(f"A sum is made of {unknown[0]!r}, and no such count was given.")
        return sum(self._counts[self._column[cell]] for cell in cells)

    def publish(
        self,
        counts: Mapping[Given, int],
        sums: Mapping[Name, Collection[Cell]],
        weights: Mapping[Name, float] | None = None,
        equal: Iterable[tuple[Collection[Cell], Collection[Cell]]] = (),
    ) -> dict[Name, bool]:
        """Decide about each of `sums`; True where it must be hidden.

        `counts` are the base counts not given before (others may be repeated). `weights` say how
        much a sum is missed when hidden, 1 where they say nothing: the sums hidden beside the
        small ones are chosen for a low total weight. Low, not certainly the lowest. `equal` are
        pairs of sums that a reader knows to be equal, now and from now on; with nothing as the
        other, the reader knows the sum itself.

        Raises ValueError for a count that is not whole, is other than before or was never given,
        for a weight below 0, and for a pair that is not equal.
        """
        if weights and min(weights.values()) < 0:
            raise ValueError("A weight is below 0; weights say how much a sum would be missed.")
        self._take(counts)
        self._equate(equal)
        made_of = {name: frozenset(cells) for name, cells in sums.items()}
        new: dict[Sum, float] = {}
        for name, cells in made_of.items():
            if cells not in self._decisions:
                new[cells] = max(new.get(cells, 0.0), (weights or {}).get(name, 1.0))
        if new:
            self._decide(new)
        return {name: not self._decisions[cells].shown for name, cells in made_of.items()}

    def _take(self, counts: Mapping[Given, int]) -> None:
        for cell, count in counts.items():
            if not isinstance(count, Real) or not count >= 0 or count % 1 != 0:
                raise ValueError(f"The count {cell!r} is not a whole number from 0 up.")
            if cell in self._column and self._counts[self._column[cell]] != count:
                raise ValueError(f"The count {cell!r} was another before; name each version.")
        for cell, count in counts.items():
            if cell not in self._column:
                self._column[cell] = len(self._counts)
                self._counts.append(int(count))

    def _equate(self, equal: Iterable[tuple[Collection[Cell], Collection[Cell]]]) -> None:
        for one, other in equal:
            if other and self.value(one) != self.value(other):
                raise ValueError(f"{sorted(map(str, one))} and {sorted(map(str, other))} differ.")
            self._equal[frozenset(one), frozenset(other)] = None

    def _decide(self, new: dict[Sum, float]) -> None:
        values = {cells: self.value(cells) for cells in new}
        choices = [cells for cells in new if not self._is_small(values[cells])]
        earlier = list(self._decisions.values())
        told = [one.cells for one in earlier if one.shown]
        secrets = [one.cells for one in earlier if not one.shown and self._is_small(one.value)]
        secrets += [cells for cells in new if self._is_small(values[cells])]
        question = Question(
            np.array(self._counts, dtype=np.int64),
            np.array(
                [
                    0 if self._may_be_none(cell) else min(count, 1)
                    for cell, count in zip(self._column, self._counts, strict=True)
                ]
            ),
            np.array([_price(cell) for cell in self._column]),
            told=np.vstack([self._rows(told), self._differences()]),
            choices=self._rows(choices),
            weights=np.array([new[cells] * (1 if values[cells] else _ZERO) for cells in choices]),
            secrets=self._rows(secrets),
        )
        answer = protect(question, self._changes)
        self._changes = answer.changes
        self._exposed = [secrets[at] for at in np.flatnonzero(answer.exposed)]
        shown = {choices[at] for at in np.flatnonzero(~answer.hidden)}
        for cells, value in values.items():
            self._decisions[cells] = Decision(cells, value, cells in shown)

    def _differences(self) -> NDArray[np.int64]:
        one, other = zip(*self._equal, strict=True) if self._equal else ((), ())
        return self._rows(list(one)) - self._rows(list(other))

    def _is_small(self, value: int) -> bool:
        return is_small(value, self.threshold)

    def _rows(self, sums: list[Sum]) -> NDArray[np.int64]:
        rows = np.zeros((len(sums), len(self._counts)), dtype=np.int64)
        for row, cells in enumerate(sums):
            rows[row, [self._column[cell] for cell in cells]] = 1
        return rows


def _price(cell: Cell) -> float:
    """Another one for every other base count, and for the same one always the same."""
    return _PRICE * (1 + crc32(repr(cell).encode()) / 2**32)
