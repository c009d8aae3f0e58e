"""Counts that others add up to: compiled for all agencies, or for a financial year.

Whoever knows the whole and some of its parts knows what is left: where that is nothing, the two
are equal from then on, and else what is left is a count of its own, guarded as any other.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from escp_data.contract import ALL_AGENCIES
from escp_data.markers import Reason
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
from escp_data.suppression.timeline import Place, State
from escp_data.text.ethnicity import BROAD_GROUPS, UNKNOWN
from escp_data.text.periods import Period

COMPILED = (ALL_AGENCIES, "")
"""Who a count compiled for all agencies is from, as returns say it."""
_SEEN_TOGETHER = (
    *(frozenset(BROAD_GROUPS) - {one} for one in BROAD_GROUPS),
    frozenset(BROAD_GROUPS),
    frozenset(BROAD_GROUPS) | {UNKNOWN},
)
"""Groups of which readers see the sum, too: all but one, all known ones, all."""


def wholes(state: State) -> Iterator[tuple[Place, list[Place]]]:
    """Each place that others on record may add up to: compiled counts, and financial years."""
    given = state.counts
    agencies = sorted({who for _, who in given} - set(COMPILED))
    for period, who in given:
        if who in COMPILED:
            yield (period, who), [(period, one) for one in agencies if (period, one) in given]
        if period.kind == "year":
            last = Period("quarter", period.year, 4)
            quarters = [last] if state.is_stock else [last.shifted(-back) for back in range(4)]
            yield (period, who), [(one, who) for one in quarters if (one, who) in given]


_BEYOND = " beyond "


@dataclass
class Wholes:
    """What is known of counts that others add up to: what is equal, and what is left over."""

    counts: dict[Cell, int]
    equal: list[Pair] = field(default_factory=list)
    rests: list[Sum] = field(default_factory=list)

    def compare(self, whole: Parts, parts: list[Parts]) -> None:
        """Take in what each group's count says beside the parts that are on record."""
        pairs = {
            group: (each, together(part[group] for part in parts if _has(part, group)))
            for group, each in whole.items()
            if parts and each.is_known and not group.startswith(BUT)
        }
        rests = {
            group: self._value(one) - self._value(known) for group, (one, known) in pairs.items()
        }
        is_whole = not any(rest > 0 for rest in rests.values()) or min(rests.values()) < 0
        left: dict[str, frozenset[Cell]] = {}
        for group, (one, known) in pairs.items():
            is_total = group in (TOTAL, KNOWN, REST)
            if rests[group] == 0 and (is_whole or is_total):
                left[group] = frozenset()
            elif rests[group] >= 0 and not is_total:
                left[group] = self._leave(rests[group], one, known)
            else:
                continue
            self.equal.append((one.cells, known.cells | left[group]))
        for groups in _SEEN_TOGETHER:
            if left.keys() >= groups:
                cells = frozenset[Cell]().union(*(left[group] for group in groups))
                self.rests.append(Sum(cells, Reason.HIDDEN, implied=True))

    def _leave(self, rest: int, whole: Sum, known: Sum) -> frozenset[Cell]:
        cell: Cell = f"{rest} of {_text(whole.cells)}{_BEYOND}{_text(known.cells)}"
        self.counts[cell] = rest
        self.rests.append(Sum(frozenset({cell}), Reason.HIDDEN, implied=True))
        return frozenset({cell})

    def _value(self, each: Sum) -> int:
        return value(each, self.counts)


def may_be_none(cell: object) -> bool:
    """Whether a count may be 0 for all a reader knows: what is left over, which nobody shows."""
    return isinstance(cell, str) and _BEYOND in cell


def _has(part: Parts, group: str) -> bool:
    return group in part and part[group].is_known


def _text(cells: Collection[Cell]) -> str:
    return str(sorted(map(str, cells)))
