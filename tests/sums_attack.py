"""What a reader can work out from sums that are shown: the attack that suppression must withstand.

Nothing here knows the counts behind the sums, or how the sums to hide were chosen.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array

Name = TypeVar("Name", bound=Hashable)
_FAR = 1_000_000
"""How far above the sums shown a number is looked for before it counts as having no limit."""


class Range(NamedTuple):
    """The least and the greatest whole number a sum can be; `greatest` is None without a limit."""

    least: int
    greatest: int | None

    @property
    def is_fixed(self) -> bool:
        return self.least == self.greatest


def attack(
    sums: Mapping[Name, Collection[Hashable]], shown: Mapping[Name, int], about: Iterable[Name]
) -> dict[Name, Range]:
    """What each sum in `about` can be, for a reader who sees `shown`.

    `sums` names the base counts that each sum adds up. The reader knows them, knows the values in
    `shown`, and knows that base counts are whole numbers from 0 up. Exact, by integer programming:
    some milliseconds for each sum. Raises ValueError if the values shown contradict each other.
    """
    reader = _Reader(sums, shown)
    return {name: Range(*reader.limits(sums[name])) for name in about}


def fixed(
    sums: Mapping[Name, Collection[Hashable]], shown: Mapping[Name, int], about: Iterable[Name]
) -> list[Name]:
    """Those of `about` that what is shown gives away; see `attack`."""
    return [name for name, limits in attack(sums, shown, about).items() if limits.is_fixed]


class _Reader:
    def __init__(
        self, sums: Mapping[Name, Collection[Hashable]], shown: Mapping[Name, int]
    ) -> None:
        cells = dict.fromkeys(cell for made_of in sums.values() for cell in made_of)
        self._column = {cell: column for column, cell in enumerate(cells)}
        rows = [self._row(sums[name]) for name in shown]
        self._rows = np.array(rows, dtype=np.int64).reshape(len(rows), len(cells))
        self._values = np.array([shown[name] for name in shown], dtype=np.int64)
        self._far = int(self._values.sum()) + _FAR

    def _row(self, cells: Collection[Hashable]) -> NDArray[np.int64]:
        row = np.zeros(len(self._column), dtype=np.int64)
        row[[self._column[cell] for cell in cells]] = 1
        return row

    def limits(self, cells: Collection[Hashable]) -> tuple[int, int | None]:
        wanted = self._row(cells)
        if not wanted.any():
            return 0, 0
        greatest = self._best(wanted, -1)
        return self._best(wanted, 1), None if greatest >= self._far else greatest

    def _best(self, wanted: NDArray[np.int64], sign: int) -> int:
        """The least (`sign` 1) or greatest (-1) value of `wanted`.

        The plain programme first: its limits hold for whole numbers too, and are right if it
        ends in whole numbers.
        """
        for whole in (0, 1):
            found = milp(
                sign * wanted,
                integrality=np.full(len(wanted), whole),
                constraints=[
                    LinearConstraint(csr_array(self._rows), self._values, self._values),
                    LinearConstraint(wanted, 0, self._far),
                ],
                options={"mip_rel_gap": 0},
            )
            if found.x is None:
                raise ValueError("The numbers shown contradict each other.")
            counts = np.rint(found.x).astype(np.int64)
            exact = (self._rows @ counts == self._values).all() and (counts >= 0).all()
            if exact and abs(wanted @ counts - sign * found.fun) < 1e-3:
                return int(wanted @ counts)
        raise ArithmeticError("The solver's answer is not made of whole numbers.")
