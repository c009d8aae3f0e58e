"""Findings made: the verdict of each measure and group, and beside it the year's own."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from escp_data.disproportionality.baselines import (
    baseline_pair,
    ends_a_year,
    latest_period,
    old_clause,
)
from escp_data.disproportionality.compared import compare_with_baseline
from escp_data.disproportionality.comparison import (
    ALL_OTHERS,
    Background,
    Comparison,
    frame_rows,
    reference_of,
)
from escp_data.disproportionality.definitions import Definition, ages_clause
from escp_data.disproportionality.finding import NAN, Finding, Moment, Unknown, YearEnd
from escp_data.disproportionality.phrasing import MOVED
from escp_data.disproportionality.wording import when
from escp_data.estimates.shared import Estimate, GroupAndReference
from escp_data.estimates.tipping import tipping_share
from escp_data.markers import Reason
from escp_data.model import FrameRow
from escp_data.suppression.listed import TOTAL
from escp_data.text.ethnicity import UNKNOWN
from escp_data.text.periods import Period


def findings_for(
    known: Background, asked: Comparison, codes: Sequence[str], group: str | None
) -> tuple[Finding, ...]:
    """A finding for each measure, in that order, and each group but the comparator."""
    latest = {code: now for code in codes if (now := latest_period(known.series[code], asked))}
    frame = compare_with_baseline(known, asked, latest.items())
    frame = frame[
        (frame["why_ratio"] != Reason.NOT_APPLICABLE) | (frame["group"] != frame["reference"])
    ]
    chosen = frame if group is None else frame[frame["group"] == group]
    ends = _year_ends(known, asked, latest)
    answers: dict[str, list[Finding]] = {code: [] for code in codes}
    for row in frame_rows(chosen):
        last = ends.get((row.code, row.group))
        answers[row.code].append(_finding(row, known, asked, last))
    return tuple(
        finding
        for code in codes
        for finding in answers[code] or _nothing(known, asked, code, group)
    )


def _year_ends(
    known: Background, asked: Comparison, latest: dict[str, Period]
) -> dict[tuple[str, str], YearEnd]:
    """The verdicts at the last year's end, of the measures whose latest quarter is none."""
    wanted = []
    for code, now in latest.items():
        if not ends_a_year(known.definition(code, now), now):
            every = known.series[code].periods_of(asked.agency)
            before = [p for p in every if p < now and ends_a_year(known.definition(code, p), p)]
            wanted += [(code, before[-1])] if before else []
    if not wanted:
        return {}
    rows = compare_with_baseline(known, asked, wanted)
    return {
        (row.code, row.group): YearEnd(
            when(row.window).removeprefix("in ").removeprefix("at "),
            row.verdict,
            row.confidence,
        )
        for row in frame_rows(rows)
        if row.verdict is not None
    }


def _finding(
    row: FrameRow, known: Background, asked: Comparison, year_end: YearEnd | None
) -> Finding:
    definition = known.definition(row.code, row.when)
    base = baseline_pair(known, asked, row.code, row.when).baseline
    return replace(
        _about(definition, row.group, row.reference, row.basis),
        basis_date=row.basis_date,
        verdict=row.verdict,
        why=row.why_verdict,
        withheld=row.withheld,
        hidden=row.hidden,
        crossed=row.crossed,
        confidence=row.confidence,
        is_year_end=ends_a_year(definition, row.when),
        earlier=moment(row, "earlier_"),
        later=moment(row),
        change=estimate(row, "change"),
        reach=(row.from_lower, row.from_upper),
        detectable=row.detectable,
        spread=row.spread,
        unknown=_unknown(row, known, asked, base),
        year_end=year_end,
        comes_together=definition.comes_together,
        ages=ages_clause(definition, row.basis),
        old=old_clause(known, asked, row.code, row.when),
    )


def _about(definition: Definition, group: str, reference: str, basis: str) -> Finding:
    """A finding with what a measure says of itself, and nothing found yet."""
    return Finding(
        code=definition.code,
        measure=definition.measure,
        group=group,
        reference=reference,
        basis=basis,
        per=definition.per,
        noun=definition.noun,
        counted=definition.counted,
        events=definition.events,
        better_when=definition.better_when,
        time_kind=definition.time_kind,
        sample=definition.sample,
    )


def moment(row: FrameRow, prefix: str = "") -> Moment:
    """One side of a row of `compare_with_baseline`; a Moment of nothing where there is none."""

    def value(name: str) -> Any:
        return getattr(row, prefix + name)

    if not value("window"):
        return Moment()
    count, population, reference_count, reference_population = (
        float(value(name))
        for name in ("count", "population", "reference_count", "reference_population")
    )
    ratio, rate, reference_rate, gap, excess = (
        estimate(row, prefix + name) for name in ("rri", "rate", "reference_rate", "gap", "excess")
    )
    return Moment(
        value("when"),
        value("window"),
        count,
        population,
        reference_count,
        reference_population,
        ratio,
        rate,
        reference_rate,
        gap,
        excess,
        value("why_rri"),
    )


def estimate(row: FrameRow, name: str) -> Estimate:
    """A column of a row and its limits."""
    return Estimate(*(float(getattr(row, name + part)) for part in ("", "_lower", "_upper")))


def _unknown(row: FrameRow, known: Background, asked: Comparison, base: Period | None) -> Unknown:
    """Those of unknown ethnicity at both moments, and what of them a verdict that moved hangs on.

    Their counts are shown ones; where either is hidden, nothing is said.
    """
    if row.verdict is None or base is None:
        return Unknown()
    counts, moments = known.series[row.code], (base, row.when)

    def shown(name: str) -> tuple[float, float]:
        each = [counts.figure(asked.agency, p, name).count for p in moments]
        return each[0], each[1]

    unknown, total = shown(UNKNOWN), shown(TOTAL)
    if any(map(math.isnan, unknown)) or row.verdict not in MOVED:
        return Unknown(*unknown, *total)
    theirs = row.reference == ALL_OTHERS
    earlier, later = moment(row, "earlier_").counts, moment(row).counts

    def tips(one: GroupAndReference, other: GroupAndReference) -> float:
        found = tipping_share(
            one,
            other,
            *unknown,
            row.confidence,
            dispersion=row.spread.value,
            degrees=row.spread.degrees,
            others_are_the_references=theirs,
        )
        return float(found)

    share = tips(earlier, later)
    exchanged = NAN
    if not theirs:
        (a1, n1, b1, m1), (a2, n2, b2, m2) = earlier, later
        exchanged = tips((b1, m1, a1, n1), (b2, m2, a2, n2))
    return Unknown(*unknown, *total, _last(share), _last(exchanged), rests=share == 0)


def _last(share: float) -> float:
    """The last share, in whole hundredths rounded down, that changes nothing."""
    return math.floor(round((share - 0.001) * 100, 6)) / 100 if share > 0 else NAN


def _nothing(
    known: Background, asked: Comparison, code: str, group: str | None
) -> tuple[Finding, ...]:
    """The finding of a measure that has no period, or no such group, to find anything in."""
    if group is None or group == reference_of(known, code, asked.period, asked):
        return ()
    definition, pair = known.definition(code), baseline_pair(known, asked, code)
    withheld = pair.sentence if pair.now is None else f'It has no group called "{group}".'
    reference, basis = asked.reference or definition.reference, asked.basis or definition.basis
    nothing = _about(definition, group, reference, basis)
    return (replace(nothing, why=Reason.MISSING, withheld=withheld),)
