"""What one agency gave for one period, as sums: each group, all but one, the known ones, all.

Where some rows hold no number, a total given beside them fills the gap: the sums it lets a reader
work out are `implied`, and guarded as if they were shown.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from escp_data.markers import Reason
from escp_data.suppression.timeline import Given
from escp_data.text.ethnicity import BROAD_GROUPS, UNKNOWN, broad_group

Cell = int | str
"""A row of Ethnicity counts by its number, or what a total leaves for rows that hold no number."""

TOTAL = "Total"
KNOWN = "Whole population"
REST = "Rest"
BUT = "All but "
_WORST_FIRST = (Reason.HIDDEN, Reason.MISSING, Reason.NOT_APPLICABLE)


@dataclass(frozen=True)
class Sum:
    """What a sum adds up; `why` (c, x, z) says that a part of it is not there, "" that all is.

    Where a total tells what that part comes to, the sum is `implied`: it has its cells, a reader
    can work it out, and nobody shows it.
    """

    cells: frozenset[Cell] = frozenset()
    why: Reason = Reason.GIVEN
    implied: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the number can be had, shown or worked out."""
        return not self.why or self.implied


Pair = tuple[frozenset[Cell], frozenset[Cell]]
Parts = Mapping[str, Sum]
"""What one agency, or all, gave for a period, by group."""


def others(group: str) -> str:
    """The name of the sum over all known groups but this one."""
    return f"{BUT}{group}"


def value(each: Sum, counts: Mapping[Cell, int]) -> int:
    """What a sum comes to."""
    return sum(counts[cell] for cell in each.cells)


def together(parts: Iterable[Sum]) -> Sum:
    """The sum of sums: unknown where one part is, for the gravest of the reasons."""
    every = list(parts)
    why = _gravest(part.why for part in every)
    if not all(part.is_known for part in every):
        return Sum(why=why)
    return Sum(frozenset().union(*(part.cells for part in every)), why, implied=bool(why))


def _gravest(reasons: Iterable[str]) -> Reason:
    given = set(reasons)
    return next((why for why in _WORST_FIRST if why in given), Reason.GIVEN)


def parts_of(
    rows: tuple[Given, ...], total: int, groups: tuple[str, ...]
) -> tuple[Parts, dict[Cell, int]]:
    """Every sum of these rows by name, and the counts they are made of; `total` -1 if not given."""
    given = _Given(rows, total)
    known = [row for row in rows if broad_group(row.group) in BROAD_GROUPS]
    parts = {group: given.sum_of(_within(rows, group), (group,)) for group in BROAD_GROUPS}
    parts |= {row.group: given.sum_of([row]) for row in rows if row.group in groups}
    for group in groups:
        rest = [row for row in known if group not in (row.group, broad_group(row.group))]
        needed = [each for each in BROAD_GROUPS if each not in (group, broad_group(group))]
        parts[others(group)] = given.sum_of(rest, needed)
    unknown = _within(rows, UNKNOWN)
    if unknown:
        parts[UNKNOWN] = given.sum_of(unknown)
    parts[KNOWN] = given.sum_of(known, BROAD_GROUPS)
    return {**parts, **given.total()}, given.counts


def _within(rows: Iterable[Given], group: str) -> list[Given]:
    return [row for row in rows if broad_group(row.group) == group]


class _Given:
    """The rows of one agency and period; where some hold no number, a total fills the gap."""

    def __init__(self, rows: tuple[Given, ...], total: int) -> None:
        self.rows = rows
        self.counts: dict[Cell, int] = {
            row.cell: row.count for row in rows if row.count is not None
        }
        self.without = frozenset(row.cell for row in rows if row.count is None)
        rest = total - sum(self.counts.values())
        self.left: frozenset[Cell] = frozenset()
        if self.without and rest >= 0:
            left: Cell = f"{rest} left for {sorted(self.without)}"
            self.left = frozenset({left})
            self.counts[left] = rest

    def sum_of(self, rows: Collection[Given], needed: Iterable[str] = ()) -> Sum:
        """The sum of these rows; `x` where one of the groups `needed` has none."""
        cells = {row.cell for row in rows}
        if not set(needed) <= {broad_group(row.group) for row in rows}:
            return Sum(
                why=_gravest([Reason.MISSING, *(row.marker for row in rows if row.count is None)])
            )
        why = _gravest(row.marker or Reason.MISSING for row in rows if row.count is None)
        if not why:
            return Sum(frozenset(cells))
        if self.left and self.without <= cells:
            return Sum(frozenset(cells - self.without) | self.left, why, implied=True)
        return Sum(why=why)

    def total(self) -> dict[str, Sum]:
        """The total, and beside it what it leaves for the rows that hold no number."""
        every = self.sum_of(self.rows)
        if not every.implied:
            return {TOTAL: every}
        return {TOTAL: Sum(every.cells), REST: Sum(self.left, every.why, implied=True)}


def left_over(cell: str) -> int:
    """The count that a cell stands for which is not a row but what is left."""
    return int(cell.split()[0])
