"""What somebody can work out from all that was ever shown of a world, with whole-number programmes.

Unknown is each version of each count, by code, giver, quarter and group; an agency knows its own,
and what its own totals leave for those it hid.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from escp_data.contract import ALL_AGENCIES
from escp_data.markers import THRESHOLD
from escp_data.suppression.decided import GivenAway
from escp_data.suppression.listed import REST
from tests.suppression.world import LEFT, Cell, Cells, World, inside, value

ANYBODY = ""
LIMIT = 10.0
"""Seconds for which a programme is run; what is not settled by then is not given away."""
_FAR = 10_000


@dataclass
class Found:
    """How many hidden numbers a reader has, and which of them it can narrow down, and to how many
    values. `singles` are single quarters, which nobody may fix.
    """

    hidden: int = 0
    singles: int = 0
    narrow: list[tuple[Cells, int]] = field(default_factory=list)
    fixed_singles: list[Cells] = field(default_factory=list)


class Reader:
    """Anybody, or one agency, with everything that was shown."""

    def __init__(self, world: World, who: str = ANYBODY) -> None:
        self.world, self.who = world, who
        every = world.shown.keys() | world.hidden | world.rows | world.few
        cells = sorted(Cells().union(*every), key=str)
        self.columns = {cell: at for at, cell in enumerate(cells)}
        least = [cell[4] if cell[1] == who else 0 for cell in cells]
        most = [cell[4] if cell[1] == who else np.inf for cell in cells]
        self.bounds = Bounds(np.array(least, dtype=float), np.array(most, dtype=float))
        newest = {key: n for each in world.given for key, n in each.items() if key[1] == who}
        left = world.left(newest)  # its own total tells it what it hid itself
        self.own = {
            (world.same(key[0]), *key[2:]): number
            for key, number in (newest | left).items()
            if isinstance(number, int)
        }
        self.limits = [*self._sums(), *_equations(world, self.columns)]

    def _sums(self) -> Iterator[LinearConstraint]:
        shown = self.world.shown
        rows = [(cells, float(number), float(number)) for cells, number in shown.items()]
        hidden = (self.world.hidden | self.world.few) - shown.keys()
        rows += [(cells, 1.0, np.inf) for cells in hidden]
        places = [(at, self.columns[c]) for at, (cells, _, _) in enumerate(rows) for c in cells]
        if places:
            one, other = zip(*places, strict=True)
            shape = len(rows), len(self.columns)
            matrix = coo_array((np.ones(len(places)), (one, other)), shape).tocsr()
            yield LinearConstraint(matrix, [row[1] for row in rows], [row[2] for row in rows])

    def attack(self) -> Found:
        """Every hidden sum, and every single quarter, that is small for this reader."""
        found, world = Found(), self.world
        for cells in (world.hidden | world.rows) - world.shown.keys():
            if self.is_small(cells):
                found.hidden += 1
                if (values := self.values(cells, need := 2 if self.who else 3)) < need:
                    found.narrow.append((cells, values))
        for cells in (world.singles | world.few) - world.shown.keys():
            if self.is_small(cells) and cells <= self.columns.keys():
                found.singles += 1
                if self.values(cells, 2) < 2:
                    found.fixed_singles.append(cells)
        return found

    def is_small(self, cells: Cells) -> bool:
        """Whether what others gave of a sum is a small count."""
        others = [cell for cell in cells if cell[1] != self.who]
        compiled = [cell for cell in others if cell[1] == ALL_AGENCIES]
        own = sum(self.own.get((cell[0], *cell[2:4]), 0) for cell in compiled)
        return 1 <= sum(cell[4] for cell in others) - own <= THRESHOLD

    def values(self, cells: Cells, need: int) -> int:
        """How many values a sum may have between its least and its most; no more than asked."""
        wanted = np.zeros(len(self.columns))
        wanted[[self.columns[cell] for cell in cells]] = 1
        true = value(cells)
        low = self._least(wanted)
        if true - low + 1 >= need:
            return need
        return min(need, -self._least(-wanted) - low + 1)

    def _least(self, wanted: NDArray[np.float64]) -> int:
        answer = milp(
            wanted,
            integrality=np.ones(len(wanted), dtype=np.int64),
            bounds=self.bounds,
            constraints=[*self.limits, LinearConstraint(wanted[None], -_FAR, _FAR)],
            options={"time_limit": LIMIT},
        )
        if answer.x is None:
            assert answer.status == 1, answer.message  # out of time: nothing is told
            return -_FAR
        return round(answer.fun)


def _equations(world: World, columns: dict[Cell, int]) -> Iterator[LinearConstraint]:
    """A compiled count is at least its agencies' together, where it is so of every group; and a
    year its quarters: what is known to be the same is the same.
    """
    newest = {key: count for each in world.given for key, count in each.items()}
    givers = {key[1] for key in newest} - {ALL_AGENCIES}
    for code, who, period in {key[:3] for key in newest}:
        parts = [(who, each) for each in inside(period, "four")] if period.kind == "year" else []
        if who == ALL_AGENCIES and period.kind != "year":
            parts = [(agency, period) for agency in sorted(givers)]
        rows: list[tuple[Cell, list[Cell], int]] = []
        for group in {g for c, w, p, g in newest if (c, w, p) == (code, who, period)}:
            keys = [(code, a, p, group) for a, p in parts]
            numbers = [newest.get(key) for key in ((code, who, period, group), *keys)]
            if keys and all(isinstance(number, int) for number in numbers):
                whole, *own = (int(number or 0) for number in numbers)
                same = world.same(code)
                cells = [(same, *key[1:], n) for key, n in zip(keys, own, strict=True)]
                rows.append(((same, who, period, group, whole), cells, whole - sum(own)))
        if any(rest < 0 for _, _, rest in rows):
            continue
        same_ = not any(rest for _, _, rest in rows)
        for top, cells, _ in rows:
            if top in columns and all(cell in columns for cell in cells):
                row = np.zeros(len(columns))
                row[columns[top]] = 1
                row[[columns[cell] for cell in cells]] -= 1
                yield LinearConstraint(row[None], 0, 0 if same_ else np.inf)


def needless(world: World, away: list[GivenAway]) -> list[GivenAway]:
    """What an upload was stopped for though no reader could have worked it out."""
    readers: dict[str, Reader] = {}
    found = []
    for each in away:
        who = each.secret.reader
        reader = readers.setdefault(who, Reader(world, who))
        if not _is_real(reader, each):
            found.append(each)
    return found


def _is_real(reader: Reader, each: GivenAway) -> bool:
    """Whether a reader can narrow a number down further than it may, in any version of it."""
    secret = each.secret
    need = 2 if secret.reader or secret.single else 3
    for cells in _meant(reader.world, each):
        if cells in reader.world.shown and secret.reader:
            return True  # less what the agency gave itself: it knows that already
        known = not reader.is_small(cells) or not cells <= reader.columns.keys()
        if not known and reader.values(cells, need) < need:
            return True
    return False


def _meant(world: World, each: GivenAway) -> Iterator[Cells]:
    """The counts that a number adds up, in each version seen."""
    secret = each.secret
    name = LEFT if secret.group == REST else secret.group
    span = "four" if secret.quarters == 4 else "one"
    seen = world.seen.get((each.code, secret.period, span), [])
    if secret.single:
        seen = world.quarters.get((each.code, secret.period), [])
    yield from dict.fromkeys(sums[name] for sums in seen if name in sums)
