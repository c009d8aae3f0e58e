"""Measures over time: one answer for the scorecard, the chart, the command and the paper.

scorecard   each measure as it stands in a quarter: series, run chart, breaks, who returned
by_chance   how many stable measures would show a signal by now
"""

from collections.abc import Iterable, Sequence

from escp_data.disproportionality.definitions import Definition, in_force, read_definitions
from escp_data.estimates import run_charts
from escp_data.estimates.run_charts import Given, Kind, run_chart
from escp_data.evidence.measure_beside import Beside, breaks_of, read_beside, step_of
from escp_data.evidence.measure_totals import Total, Totals, shown_totals, suppliers_by
from escp_data.evidence.measured import Measured
from escp_data.evidence.measures_again import limits_again
from escp_data.store.database import Store
from escp_data.text.periods import Period, parse_period, quarter_of

PERCENT = 100


def scorecard(
    store: Store, period: Period, as_at: str | None = None, codes: Sequence[str] | None = None
) -> tuple[Measured, ...]:
    """Every measure (or those of `codes`) as it stands in a quarter, in the order of the plan."""
    versions = read_definitions(store, as_at)
    totals = shown_totals(store, versions, as_at)
    beside = read_beside(store, as_at)
    found = []
    wanted = versions if codes is None else [code for code in versions if code in codes]
    for code in wanted:
        own = {each: total for each, total in totals.get(code, {}).items() if _by(each, period)}
        if own or _began(versions[code], period):
            found.append(_measured(versions[code], own, beside, period))
    return limits_again(store, tuple(found), versions, as_at)


def newest_quarter(store: Store, as_at: str | None = None) -> Period | None:
    """The newest quarter that progress or a value was returned for; None where nothing was."""
    texts = {*store.current("measure_values", as_at)["period"]}
    texts |= {*store.current("progress", as_at)["period"]}
    periods = [parse_period(text) for text in texts if text]
    quarters = [each for each in periods if each.quarter]
    return max(quarters or [quarter_of(each.end) for each in periods], default=None)


def by_chance(found: Iterable[Measured]) -> tuple[int, float]:
    """How many measures have rules, and how many of them would show a signal though stable."""
    ruled = [each for each in found if has_rules(each)]
    return len(ruled), sum(
        run_charts.by_chance(segment) for each in ruled for segment in each.chart.segments
    )


def has_rules(each: Measured) -> bool:
    """Whether any part of the series has enough points for a signal."""
    return any(segment.chart != "dots" for segment in each.chart.segments)


def given_of(
    definition: Definition,
    periods: Sequence[Period],
    totals: Sequence[Total],
    breaks: Sequence[int],
) -> Given:
    """A series as the estimates take it."""
    is_count = definition.kind == "count"
    per = 1 if is_count else PERCENT if definition.kind == "percentage" else definition.per
    in_quarters = bool(periods) and bool(periods[0].quarter) and step_of(periods) == 1
    kind: Kind = "count" if is_count else "rate" if definition.kind == "rate" else "percentage"
    return Given(
        tuple(each.numerator for each in totals),
        None if is_count else tuple(each.denominator for each in totals),
        tuple(each.state for each in totals),
        kind,
        float(per),
        is_stock=definition.time_kind == "stock",
        is_median=definition.as_median,
        seasons=tuple(each.quarter or 0 for each in periods)
        if definition.seasonal and in_quarters
        else None,
        breaks=tuple(breaks),
    )


def series_periods(totals: Totals, upto: Period) -> tuple[Period, ...]:
    """The periods of a series without a gap: quarters where there are any, else years.

    Quarters run to the quarter asked for, returned or not. What is published once a year runs to
    the newest on record.
    """
    kinds = {each.kind for each in totals}
    kind = next((kind for kind in ("quarter", "academic", "year") if kind in kinds), None)
    own = sorted(each for each in totals if each.kind == kind)
    if not own:
        return ()
    yearly = kind == "quarter" and len(own) > 1 and len({each.quarter for each in own}) == 1
    last = own[-1] if yearly or kind != "quarter" or not upto.quarter else max(own[-1], upto)
    step = 4 if yearly else 1
    return tuple(own[0].shifted(at) for at in range(0, last.steps_since(own[0]) + 1, step))


def _by(each: Period, period: Period) -> bool:
    return each.end <= period.end


def _began(versions: Sequence[Definition], period: Period) -> bool:
    """Whether the measure was defined by then, whatever was returned."""
    return any(each.since is None or each.since.start <= period.end for each in versions)


def _measured(
    versions: tuple[Definition, ...], own: Totals, beside: Beside, period: Period
) -> Measured:
    definition = in_force(versions, period)
    periods = series_periods(own, period)
    totals = tuple(own.get(each) or _lacking(own, each) for each in periods)
    breaks = breaks_of(versions, beside, periods)
    given = given_of(definition, periods, totals, [each.place for each in breaks])
    others = [each for each in own if periods and each.kind != periods[0].kind]
    return Measured(
        definition,
        periods,
        totals,
        run_chart(given),
        breaks,
        tuple((each, own[each]) for each in sorted(others)),
        beside.benchmarks_of(versions, period),
        beside.looks_at(definition.code, periods),
    )


def _lacking(own: Totals, period: Period) -> Total:
    """A period that nobody returned."""
    return Total("missing", without=suppliers_by(own, period))
