"""A measure by numbers: its quarters in a row, its groups and sets, whose totals are known."""

from collections.abc import Collection, Mapping

import numpy as np

from escp_data.suppression.listed import KNOWN, REST, TOTAL, is_finer, last_quarter
from escp_data.suppression.pairs import Bools, Layout
from escp_data.suppression.timeline import State
from escp_data.suppression.totals import totals_of
from escp_data.text.ethnicity import BROAD_GROUPS, LABELS, UNKNOWN, broad_group
from escp_data.text.periods import Period

_MISSED = {
    TOTAL: 4.0,
    "White": 60.0,
    "Black": 45.0,
    "Asian": 17.0,
    "Mixed": 15.0,
    "Other": 13.0,
    UNKNOWN: 10.0,
    KNOWN: 8.0,
}
_A_FINER_ONE_IS_MISSED = 14.0


def axis_of(periods: set[Period]) -> dict[Period, int]:
    """Each quarter from the first to the last on record, then the school years."""
    quarters = {last_quarter(each) for each in periods if each.kind != "academic"}
    quarters |= {last_quarter(each).shifted(-3) for each in periods if each.kind == "year"}
    found: list[Period] = []
    if quarters:
        first, last = min(quarters), max(quarters)
        found = [first.shifted(step) for step in range(last.steps_since(first) + 1)]
    found += sorted(each for each in periods if each.kind == "academic")
    return {period: at for at, period in enumerate(found)}


def layout_of(labels: set[str], *, rest: bool) -> Layout:
    """The groups given, in their order and never that of rows, and the sets that are listed.

    With `rest`, what totals leave for groups without a number is a group of its own.
    """
    order = [
        each
        for broad in BROAD_GROUPS
        for each in (broad, *LABELS)
        if each == broad or LABELS.get(each) == broad
    ]
    groups = [each for each in dict.fromkeys(order) if each in labels]
    groups += sorted(labels - set(groups)) + [REST] * rest
    sets = inside(labels) | ({REST: {REST}} if rest else {})
    sets[TOTAL] = set(groups)
    holds = np.array(
        [[each in held for each in (*groups, "")] for held in sets.values()], dtype=np.int64
    )
    weights = np.array([_MISSED.get(name, _A_FINER_ONE_IS_MISSED) for name in sets])
    return Layout(tuple(groups), tuple(sets), holds, weights)


def inside(labels: Collection[str]) -> dict[str, set[str]]:
    """The sets that sums are listed for, and which of these groups each holds."""
    known = {each for each in labels if broad_group(each) in BROAD_GROUPS}
    found = {
        broad: {each for each in known if broad_group(each) == broad} for broad in BROAD_GROUPS
    }
    found |= {each: {each} for each in LABELS if each in known and is_finer(each)}
    unknown = {each for each in labels if broad_group(each) == UNKNOWN}
    return found | {UNKNOWN: unknown, KNOWN: known, TOTAL: set(labels)}


def told_in(
    state: State, axis: Mapping[Period, int], held: Collection[Period]
) -> tuple[Bools, Bools, Bools]:
    """Which quarters have a total, where it counts as known, and where it came late.

    Of those `held` back an earlier version was told.
    """
    totals, told, late = (np.zeros(len(axis), dtype=bool) for _ in range(3))
    for period, total in totals_of(state).items():
        if period in axis:
            at = axis[period]
            totals[at], told[at] = True, total.known or period in held
            late[at] = total.late and not told[at]
    return totals, told, late
