"""What may be shown of each measure's total in a period: a value, or that it is missing or hidden.

`shown_totals` is the one way from the store to a total; nothing else in this room reads numbers of
Measure values. `measure_cells` puts several agencies' numbers together. What may be told of a
measure of children, `measure_seen` says: it knows all that was ever shown of it. Of one with counts
by ethnic group, `suppression` says so too.
"""

import math
from collections.abc import Mapping
from dataclasses import replace

from escp_data.estimates.run_charts import HIDDEN, PRESENT
from escp_data.evidence.measure_cells import Total, Totals, Versions, cells_of, totals_together
from escp_data.evidence.measure_seen import Past, past_of
from escp_data.markers import Reason
from escp_data.statements.who import identities
from escp_data.store.database import Store
from escp_data.store.snapshot import moment
from escp_data.suppression.series import NOTHING, Figure, all_totals, totals
from escp_data.text.periods import Period

__all__ = ["Total", "Totals", "Versions", "shown_totals", "suppliers_by"]


def shown_totals(store: Store, versions: Versions, as_at: str | None = None) -> dict[str, Totals]:
    """Each measure's totals by period, as they may be shown.

    Of children is a measure that was ever said to be, on whatever day one looks. Its total is
    hidden where it, or what an agency gave of it, is small, or where somebody could work out that
    the rest is, from an agency's own number or from all that was ever shown. Of a measure with
    counts by ethnic group, so is one that may not be told beside those.
    """
    past, decided = past_of(store), all_totals(store, as_at)
    who = identities(store.current("agencies", as_at))
    found: dict[str, Totals] = {}
    for code, cells in cells_of(store.current("measure_values", as_at)).items():
        if code not in versions:
            continue
        own = totals_together(versions[code], cells, who)
        if code in past.of_children or any(each.of_children for each in versions[code]):
            own = _as_seen(own, past, code, as_at)
            told = decided.get(code)
            if told is None and past.has_groups(code, moment(as_at)):
                told = totals(store, code, as_at)  # their counts by group were all withdrawn
            own = own if told is None else _as_decided(own, told)
        found[code] = own
    return found


def suppliers_by(totals: Totals, period: Period) -> tuple[str, ...]:
    """The agencies expected to supply a quarter that nobody returned: those of the last before."""
    before = [each for each in totals if each <= period and each.kind == period.kind]
    if not before:
        return ()
    last = totals[max(before)]
    return tuple(sorted({*last.returned, *last.without}))


def _hide(total: Total) -> Total:
    return replace(total, state=HIDDEN, numerator=math.nan, denominator=math.nan)


def _as_seen(totals: Totals, past: Past, code: str, as_at: str | None) -> Totals:
    """The same with all hidden that was not shown at the end of the day."""
    shown = past.shown(code, moment(as_at))
    return {
        period: _hide(total)
        if total.state == PRESENT and shown.get(period) != total.numerator
        else total
        for period, total in totals.items()
    }


def _as_decided(totals: Totals, told: Mapping[Period, Figure]) -> Totals:
    """The same with what may not be told hidden. No group's count can be worked out of the rest."""
    return {
        period: _hide(total)
        if total.state == PRESENT and told.get(period, NOTHING).why == Reason.HIDDEN
        else total
        for period, total in totals.items()
    }
