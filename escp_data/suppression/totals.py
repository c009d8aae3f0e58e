"""Each period's total over all groups, as scorecards have it: told, or too small to be.

A total is hidden where it is 1 to 5, or where it leaves the others of an agency, which knows its
own, so few. One that was so few once stays hidden when it is corrected: beside what is told then,
the few could be worked out. It is told as it comes, quarter after quarter, so beside a year's total
the last of four could be worked out before it is given: where what is left of a year would be that
few, the quarter that would leave it is not told either.

Six cells: a year of 40, its quarters 12, 14, 11 and 3, and a next quarter of 9. The fourth is
small. Told the first three, a reader takes 37 from 40; so the third is hidden beside it, and the
two of them come to 14. The ninth of the next year stands alone and is told.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from escp_data.contract import ALL_AGENCIES
from escp_data.markers import is_small
from escp_data.suppression.timeline import Place, State
from escp_data.text.periods import Period

_Given = Mapping[Period, Mapping[str, int]]


@dataclass(frozen=True)
class Total:
    """All agencies' total of a period, None where a part is not on record; whether it is told."""

    count: int | None
    told: bool


def totals_of(state: State) -> dict[Period, Total]:
    """Each period's total on record, in order of time.

    It is known as soon as there are counts by group, which anybody may add up some day.
    """
    now = _by_period(state, {place: frozenset({each}) for place, each in state.totals.items()})
    ever = _by_period(state, state.told)
    told = {period for period, given in ever.items() if not _is_too_few(given)}
    told -= {period for period, given in now.items() if _is_too_few(given)} | state.once_few
    for year in ever:
        if year.kind == "year":
            told -= _leaving_few(ever, year, told)
    partial = {
        place[0]
        for place, rows in state.counts.items()
        if place not in state.totals and any(row.count is None for row in rows.values())
    }
    return {
        period: Total(
            None if period in partial or period not in now else _whole(now[period]), period in told
        )
        for period in sorted(ever)
    }


def _by_period(state: State, totals: Mapping[Place, frozenset[int]]) -> _Given:
    """Who gave how much for each period; of a total given twice, the largest."""
    found: defaultdict[Period, dict[str, int]] = defaultdict(dict)
    for (period, who), rows in state.counts.items():
        found[period][who or ALL_AGENCIES] = sum(row.count or 0 for row in rows.values())
    for (period, who), counts in totals.items():
        found[period][who or ALL_AGENCIES] = max(counts)
    return found


def _whole(given: Mapping[str, int]) -> int:
    return given.get(ALL_AGENCIES, sum(given.values()))


def _is_too_few(given: Mapping[str, int]) -> bool:
    """Whether a total, or what it leaves beside one agency's own, is small."""
    whole = _whole(given)
    rests = (whole - count for who, count in given.items() if who != ALL_AGENCIES)
    return any(map(is_small, (whole, *rests)))


def _leaving_few(totals: _Given, year: Period, told: set[Period]) -> set[Period]:
    """The quarters of a year that, told in order of time, would leave the rest of it small."""
    left, found = _whole(totals[year]), set()
    last = Period("quarter", year.year, 4)
    for quarter in (last.shifted(back) for back in (-3, -2, -1, 0)):
        if quarter in told:
            rest = left - _whole(totals[quarter])
            if is_small(rest):
                found.add(quarter)
            else:
                left = rest
    return found
