"""Counts that others add up to: compiled for all agencies, or for a financial year.

Whoever knows the whole and some of its parts knows what is left: where that is nothing, the two
are equal from then on, and else what is left is a count of its own, guarded as any other.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from escp_data.contract import ALL_AGENCIES
from escp_data.ethnicity import BROAD_GROUPS, UNKNOWN
from escp_data.periods import Period
from escp_data.suppression.parts import (
    BUT,
    KNOWN,
    REST,
    TOTAL,
    Cell,
    Pair,
    Parts,
    Sum,
    together,
    value,
)
from escp_data.suppression.record import Place, State

COMPILED = (ALL_AGENCIES, "")
"""Who a count compiled for all agencies is from, as returns say it."""
_SEEN_TOGETHER = (
    *(frozenset(BROAD_GROUPS) - {one} for one in BROAD_GROUPS),
    frozenset(BROAD_GROUPS),
    frozenset(BROAD_GROUPS) | {UNKNOWN},
)
"""Groups of which readers see the sum, too: all but one, all known ones, all."""


def wholes(state: State, agencies: tuple[str, ...]) -> Iterator[tuple[Place, list[Place]]]:
    """Each place that others on record may add up to: compiled counts, and financial years."""
    given = state.counts
    for period, who in given:
        if who in COMPILED:
            yield (period, who), [(period, one) for one in agencies if (period, one) in given]
        if period.kind == "year":
            last = Period("quarter", period.year, 4)
            quarters = [last] if state.is_stock else [last.shifted(-back) for back in range(4)]
            yield (period, who), [(one, who) for one in quarters if (one, who) in given]


@dataclass
class Wholes:
    """What is known of counts that others add up to: what is equal, and what is left over."""

    counts: dict[Cell, int]
    equal: list[Pair] = field(default_factory=list)
    rests: list[Sum] = field(default_factory=list)

    def compare(self, whole: Parts, parts: list[Parts]) -> None:
        """Take in what each group's count says beside the parts that are on record."""
        if not parts:
            return
        left: dict[str, frozenset[Cell]] = {}
        for group, each in whole.items():
            if each.is_known and not group.startswith(BUT):
                known = [part[group] for part in parts if group in part and part[group].is_known]
                rest = self._rest(each, together(known), group in (TOTAL, KNOWN, REST))
                if rest is not None:
                    left[group] = rest
        for groups in _SEEN_TOGETHER:
            if left.keys() >= groups:
                cells = frozenset[Cell]().union(*(left[group] for group in groups))
                self.rests.append(Sum(cells, "c", implied=True))

    def _rest(self, whole: Sum, known: Sum, is_total: bool) -> frozenset[Cell] | None:
        """What a whole leaves beyond the parts known, as a cell; None where that is below 0."""
        rest = value(whole, self.counts) - value(known, self.counts)
        if rest < 0 or (rest and is_total):
            return None
        left: frozenset[Cell] = frozenset()
        if rest:
            left = frozenset({f"{rest} of {_text(whole.cells)} beyond {_text(known.cells)}"})
            self.counts |= dict.fromkeys(left, rest)
            self.rests.append(Sum(left, "c", implied=True))
        self.equal.append((whole.cells, known.cells | left))
        return left


def _text(cells: Collection[Cell]) -> str:
    return str(sorted(map(str, cells)))
