"""Somebody who looks at every count by ethnic group after every event, and writes it all down."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pytest

from escp_data import markers
from escp_data.store.database import Store
from escp_data.suppression.listed import KNOWN, TOTAL, others
from escp_data.suppression.series import series
from escp_data.text.periods import Period, parse_period
from tests.attacker import Array, possible
from tests.counted import GROUPS, give_all

Key = tuple[str, Period, str]
"""Agency, period and group."""
Count = tuple[str, Period, str, int]
"""The same and the number: said again, it is the same count, and a reader knows it."""
Cells = frozenset[Count]

ALL = "All agencies"
QUARTERS = [parse_period(f"2023-24 Q{number}") for number in (1, 2, 3, 4)]
YEAR = parse_period("2023-24")
FIVE = GROUPS[:5]
EVERY = {group: (group,) for group in GROUPS} | {TOTAL: GROUPS, KNOWN: FIVE}
EVERY |= {others(group): tuple(each for each in FIVE if each != group) for group in FIVE}


def seeds(*of_five: int, of_ten: int) -> pytest.MarkDecorator:
    """Runs of a test with counts up to 5 hidden, and one with counts up to 10."""
    cases = [*((seed, 5) for seed in of_five), (of_ten, 10)]
    return pytest.mark.parametrize(("seed", "threshold"), cases, indirect=["threshold"])


def draw(chance: random.Random) -> int:
    """A count, small more often than not."""
    return chance.choice([0, 1, 2, 3, 5, 6, 9, chance.randint(8, 60), chance.randint(8, 60)])


def put_counts(
    store: Store, counts: Mapping[Key, int], markers: Mapping[Key, str] | None = None
) -> int:
    """Store one agency's counts, some as markers; gives the number of the upload they stand in."""
    by_period: dict[str, dict[str, object]] = {}
    for key, count in counts.items():
        by_period.setdefault(str(key[1]), {})[key[2]] = (markers or {}).get(key, count)
    return give_all(store, by_period, agency=next(iter(counts))[0]).upload_id


@dataclass
class Reader:
    """What was given, upload by upload, and what a reader has seen of it.

    `equal` are pairs of sums that the reader knows to be the same. `lost` are small sums that
    nobody could ask for until what had been seen already gave them away.
    """

    store: Store
    given: list[Mapping[Key, int]] = field(default_factory=list)
    out: set[int] = field(default_factory=set)
    equal: list[tuple[Cells, Cells]] = field(default_factory=list)
    seen: dict[Cells, int] = field(default_factory=dict)
    unseen: set[Cells] = field(default_factory=set)
    lost: set[Cells] = field(default_factory=set)

    def current(self) -> dict[Key, int]:
        """The newest count of each place among uploads that stand."""
        found: dict[Key, int] = {}
        for number, counts in enumerate(self.given):
            found |= counts if number not in self.out else {}
        return found

    def sums(self) -> Iterator[tuple[Cells, float]]:
        """Every number that can be asked for: the counts it adds up, and what is shown."""
        current, shown = self.current(), series(self.store)["SEARCH"]
        for agency in (None, *sorted({agency for agency, _, _ in current} - {ALL})):
            for end in (*QUARTERS, YEAR):
                for span in ("one", "four") if end == QUARTERS[-1] else ("one",):
                    quarters = QUARTERS if span == "four" else [end]
                    for name, groups in EVERY.items():
                        cells = _cells(current, agency, quarters, groups)
                        figure = shown.figure(agency, end, name, span)
                        if figure.why != "x":
                            yield cells, figure.count

    def look(self) -> None:
        """Take in all that can be seen now."""
        found = list(self.sums())
        self.lost |= self.given_away({cells for cells, _ in found} - self.seen.keys() - self.unseen)
        for cells, count in found:
            if np.isnan(count):
                self.unseen.add(cells)
            else:
                assert count == _value(cells)
                self.seen[cells] = _value(cells)

    def hidden(self) -> set[Cells]:
        """The small sums that can be asked for; none of them was ever seen."""
        small = {cells for cells in self.unseen if 1 <= _value(cells) <= markers.THRESHOLD}
        assert not small & self.seen.keys()
        return small

    def given_away(self, about: set[Cells]) -> set[Cells]:
        """Those of the small sums that all that was seen fixes."""
        small = [cells for cells in about if 1 <= _value(cells) <= markers.THRESHOLD]
        every = Cells().union(*self.seen, *small, *(one | other for one, other in self.equal))
        columns = {cell: at for at, cell in enumerate(sorted(every, key=str))}

        def row(cells: Cells) -> Array:
            found = np.zeros(len(columns), dtype=np.int64)
            found[[columns[cell] for cell in cells]] = 1
            return found

        told = [row(cells) for cells in self.seen]
        told += [row(one) - row(other) for one, other in self.equal]
        values = np.array([*self.seen.values(), *(0 for _ in self.equal)])
        least = np.array([min(cell[3], 1) for cell in columns])  # zeros are shown
        ends = {each: possible(np.array(told), values, row(each), least) for each in small}
        return {each for each, (low, high) in ends.items() if low == high}


def _value(cells: Cells) -> int:
    return sum(cell[3] for cell in cells)


def _cells(
    current: Mapping[Key, int], agency: str | None, quarters: list[Period], groups: tuple[str, ...]
) -> Cells:
    """All agencies are what was compiled for a quarter, where it was; else their own together."""
    compiled = {quarter for who, quarter, _ in current if who == ALL}
    return Cells(
        (*key, count)
        for key, count in current.items()
        if key[1] in quarters
        and key[2] in groups
        and (key[0] == agency if agency else key[1] not in compiled or key[0] == ALL)
    )
