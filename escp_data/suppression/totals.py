"""Each period's total over all groups, as scorecards have it: told, or too small to be.

A total is hidden where it is 1 to 5, or where it leaves the others of an agency, which knows its
own, so few. It is *late* where it differs by so few from what was told of other givers: told 40
before an agency gave its 5, and 45 after it, anybody would take one from the other. One that was so
few, or late, once stays hidden when it is corrected: beside what is told then, the few could be
worked out. It is told as it comes, quarter after quarter, so beside a year's total the last of four
could be worked out before it is given: where what is left of a year would be that few, the quarter
that would leave it is not told either.

Six cells: a year of 40, its quarters 12, 14, 11 and 3, and a next quarter of 9. The fourth is
small. Told the first three, a reader takes 37 from 40; so the third is hidden beside it, and the
two of them come to 14. The ninth of the next year stands alone and is told.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from escp_data.contract import ALL_AGENCIES
from escp_data.markers import is_small
from escp_data.suppression.listed import last_quarter, year_to
from escp_data.suppression.timeline import Place, State
from escp_data.text.periods import Period

_Given = Mapping[Period, Mapping[str, int]]


@dataclass(frozen=True)
class Total:
    """All agencies' total of a period, None where a part is not on record; whether it is told.

    One that is `late` is not: beside what was told before, it gives away what somebody added. It
    is `known` where it is told, or one of the same givers was before it came late.
    """

    count: int | None
    told: bool
    known: bool
    late: bool


def totals_of(state: State) -> dict[Period, Total]:
    """Each period's total on record, in order of time.

    It is known as soon as there are counts by group, which anybody may add up some day.
    """
    now = _by_period(state, {place: frozenset({each}) for place, each in state.totals.items()})
    ever = _by_period(state, state.told)
    told = {period for period, given in ever.items() if not _is_too_few(given)}
    told -= {period for period, given in now.items() if _is_too_few(given)}
    told -= {period for period, every in state.sums.items() if any(map(_is_few, every))}
    seen = {
        period: _seen([*every, now.get(period, {})]) for period, every in _versions(state).items()
    }
    late = {period for period, one in seen.items() if one.late}
    told -= late
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
            None if period in partial or period not in now else _whole(now[period]),
            period in told,
            period in told or (period in late and seen[period].of_all),
            period in late,
        )
        for period in sorted(ever)
    }


def _versions(state: State) -> dict[Period, list[dict[str, int]]]:
    """Who had given how much of each period, after each upload that brought some of it."""
    totals: defaultdict[Period, dict[str, int]] = defaultdict(dict)
    for (period, who), counts in state.told.items():
        totals[period][who or ALL_AGENCIES] = max(counts)
    return {
        period: [{who: totals[period].get(who, few) for who, few in each.items()} for each in every]
        for period, every in state.sums.items()
    }


class _Seen(NamedTuple):
    """Whether a total came late, and whether one of all its givers was told before that."""

    late: bool
    of_all: bool


def _seen(versions: Sequence[Mapping[str, int]]) -> _Seen:
    """A total is late that differs by few from what was told, as somebody gave or left."""
    told: list[Mapping[str, int]] = []
    everyone = set[str]().union(*versions) - {ALL_AGENCIES}
    for given in versions:
        if any(_is_late(given, before) for before in told):
            whole = (ALL_AGENCIES in each or everyone <= each.keys() for each in told)
            return _Seen(late=True, of_all=any(whole))
        told += [] if _is_too_few(given) else [given]
    return _Seen(late=False, of_all=False)


def _is_late(now: Mapping[str, int], before: Mapping[str, int]) -> bool:
    """Whether others gave a total than before, and it differs by a small count."""
    return now.keys() != before.keys() and is_small(abs(_whole(now) - _whole(before)))


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


def _is_few(given: Mapping[str, int]) -> bool:
    return is_small(_whole(given))


def _is_too_few(given: Mapping[str, int]) -> bool:
    """Whether a total, or what it leaves beside one agency's own, is small."""
    whole = _whole(given)
    rests = (whole - count for who, count in given.items() if who != ALL_AGENCIES)
    return any(map(is_small, (whole, *rests)))


def _leaving_few(totals: _Given, year: Period, told: set[Period]) -> set[Period]:
    """The quarters of a year that, told in order of time, would leave the rest of it small."""
    left, found = _whole(totals[year]), set()
    for quarter in year_to(last_quarter(year)):
        if quarter in told:
            rest = left - _whole(totals[quarter])
            if is_small(rest):
                found.add(quarter)
            else:
                left = rest
    return found
