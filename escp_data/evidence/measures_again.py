"""Whether a locked chart's limits were worked out again, and which value brought that about."""

import math
from collections.abc import Sequence
from dataclasses import replace

from escp_data.estimates.run_charts import LOCKED, PRESENT
from escp_data.evidence.measure_totals import Total, Totals, Versions, shown_totals
from escp_data.evidence.measured import Measured
from escp_data.store.database import Store
from escp_data.text.periods import Period, parse_period

_ABSENT = Total("missing")


def limits_again(
    store: Store, found: Sequence[Measured], versions: Versions, as_at: str | None
) -> tuple[Measured, ...]:
    """Each measure with the sentences on values among its limit points that came to differ.

    Its limits first stood once twelve points were on record. What a value was then is compared
    with what it is: corrected, arrived late or withdrawn since.
    """
    locked = [each for each in found if any(segment.locked for segment in each.chart.segments)]
    if not locked:
        return tuple(found)
    arrived = _arrivals(store, as_at)
    then: dict[str, dict[str, Totals]] = {}
    told = {}
    for each in locked:
        moment = _when_locked(each, arrived.get(each.code, {}))
        if moment is None:
            continue
        if moment not in then:
            then[moment] = shown_totals(store, versions, moment)
        told[each.code] = _sentences(each, then[moment].get(each.code, {}))
    return tuple(replace(each, again=told.get(each.code, ())) for each in found)


def _arrivals(store: Store, as_at: str | None) -> dict[str, dict[Period, str]]:
    """When each measure's period first came, among uploads that stand."""
    found: dict[str, dict[Period, str]] = {}
    for row in store.statements("measure_values", as_at):
        own = found.setdefault(str(row["code"]), {})
        period = parse_period(row["period"])
        own[period] = min(str(row["uploaded_at"]), own.get(period, "9999"))
    return found


def _when_locked(each: Measured, arrived: dict[Period, str]) -> str | None:
    """The moment at which the first locked segment's twelfth point was on record."""
    segment = next(one for one in each.chart.segments if one.locked)
    own = slice(segment.first, segment.end)
    moments = sorted(
        arrived[period]
        for period, total in zip(each.periods[own], each.totals[own], strict=True)
        if total.state == PRESENT and period in arrived
    )
    return moments[LOCKED - 1] if len(moments) >= LOCKED else None


def _sentences(each: Measured, then: Totals) -> tuple[str, ...]:
    """What differs among the limit points, then or now, of the first locked segment."""
    segment = next(one for one in each.chart.segments if one.locked)
    span = each.periods[segment.first : segment.end]
    before = [period for period in span if then.get(period, _ABSENT).state == PRESENT][:LOCKED]
    if len(before) < LOCKED:
        return ()
    now = [each.periods[at] for at in segment.limit_points]
    current = dict(zip(each.periods, each.totals, strict=True))
    found = []
    for period in sorted({*before, *now}):
        what = _what(then.get(period, _ABSENT), current[period], in_both=period in before)
        if what:
            found.append(f"Limits worked out again: {period} {what}.")
    return tuple(found)


def _what(before: Total, now: Total, *, in_both: bool) -> str:
    """What became of one value; "" where it is as it was."""
    if now.state != PRESENT:
        return "was withdrawn" if in_both and now.state == "missing" else ""
    if before.state == "missing":
        return "arrived late"
    if before.state == PRESENT and not _same(before, now):
        return "was corrected"
    return ""


def _same(one: Total, other: Total) -> bool:
    pairs = ((one.numerator, other.numerator), (one.denominator, other.denominator))
    return all(a == b or (math.isnan(a) and math.isnan(b)) for a, b in pairs)
