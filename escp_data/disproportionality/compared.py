"""Figures set against their baseline: the change in the ratio, and the verdict where one is due."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from escp_data.disproportionality.baselines import (
    BaselinePair,
    baseline_pair,
    ends_a_year,
    gap,
    newer_basis,
)
from escp_data.disproportionality.comparison import (
    EVERYONE,
    Background,
    Column,
    Columns,
    Comparison,
    FigureRow,
    as_frame,
    columns,
    doubts,
    named,
    reference_of,
    row_of,
)
from escp_data.disproportionality.spread import Spread
from escp_data.estimates.change import crossed, detectable_change, ratio_change, verdict
from escp_data.estimates.rates import relative_rate_index
from escp_data.markers import Reason
from escp_data.text.periods import Period

REASONS = (
    "why_count",
    "why_population",
    "why_rate",
    "why_ratio",
    "why_rri",
    "why_verdict",
    "why_change",
)
"""Why a count, a rate, a gap, a ratio and so on are not given, one column each."""
BETWEEN = 0.99
"""How sure a verdict is that is no year's own: eight of nine looks in three years are such."""
Moments = tuple[Column, Column, Column, Column]
_REASONS: dict[str, str] = {
    Reason.HIDDEN: "Some of the counts are small and hidden to protect children.",
    Reason.MISSING: "Some of the counts are missing.",
    Reason.NOT_APPLICABLE: "It is what the others are compared with.",
    Reason.NO_POPULATION: "There is no population of 100 or more for one of the groups.",
    Reason.NO_COMPARATOR: "The group to compare with is not one of this measure's groups.",
    Reason.PART: "The group and those it is compared with overlap: one is a part of the other.",
}
_TOO_OLD = (
    "The population is more than three years older than the counts. Choose a newer one: {newer}."
)


@dataclass(frozen=True)
class _Look:
    """One group's row, and the earlier moment that its verdict is made of beside it."""

    row: FigureRow
    earlier: FigureRow
    pair: BaselinePair
    spread: Spread
    confidence: float
    newer: str = ""
    gap: str = ""


def compare_with_baseline(
    known: Background, asked: Comparison, wanted: Iterable[tuple[str, Period]]
) -> pd.DataFrame:
    """A row a measure, period and group, and beside it the earlier moment of its verdict.

    That moment's columns are `earlier_…`; the later one is the row itself. `verdict` is None where
    it is withheld: `why_verdict` is then a code and `withheld` a sentence. `hidden` is True where
    any number of the row, or its verdict, is hidden.
    """
    looks = [look for code, period in wanted for look in _looks(known, asked, code, period)]
    spreads = [look.spread for look in looks]
    rows = columns([look.row for look in looks], spreads, asked.confidence)
    earlier = columns([look.earlier for look in looks], spreads, asked.confidence)
    rows |= {f"earlier_{column}": values for column, values in earlier.items()}
    withheld = [_withheld(look) for look in looks]
    rows |= {
        "spread": _objects(spreads),
        "confidence": np.array([look.confidence for look in looks], dtype=float),
        "why_verdict": _objects(why for why, _ in withheld),
        "withheld": _objects(sentence for _, sentence in withheld),
    }
    rows |= _change(rows, spreads)
    reasons = [rows[name] for name in REASONS]
    rows["hidden"] = np.logical_or.reduce([why == Reason.HIDDEN for why in reasons]).astype(bool)
    first = [next((w for w in whys if w), Reason.GIVEN) for whys in zip(*reasons, strict=True)]
    return as_frame(rows | {"why": _objects(first)})


def figures(known: Background, asked: Comparison, wanted: Iterable[tuple[str, Period]]) -> Columns:
    """Counts, populations, rates, ratios, gaps and excess for measures and periods."""
    looks = [look for code, period in wanted for look in _looks(known, asked, code, period)]
    return columns([look.row for look in looks], [look.spread for look in looks], asked.confidence)


def _looks(known: Background, asked: Comparison, code: str, period: Period) -> Iterator[_Look]:
    pair = baseline_pair(known, asked, code, period)
    return (_look(known, asked, code, pair, group) for group in known.series[code].groups)


def _look(known: Background, asked: Comparison, code: str, pair: BaselinePair, group: str) -> _Look:
    period = pair.now or asked.period
    counts, definition = known.series[code], known.definition(code, period)
    row = row_of(known, asked, code, period, group)
    earlier, lacking = FigureRow(), ""
    if pair.baseline:
        earlier = row_of(known, asked, code, pair.baseline, group)
        lacking = gap(counts, asked.agency, (pair.baseline, period))
    sure = asked.confidence
    if not ends_a_year(definition, period):
        sure = max(sure, BETWEEN)
    # From the baseline's first quarter on; none from counts whose own sum is not shown.
    first = period
    if counts.span == "four" and not row.why_ratio:
        first = pair.baseline.shifted(-3) if pair.baseline else counts.periods_of(asked.agency)[0]
    spread = known.quarters.spread(
        code,
        asked.agency,
        (group, named(counts, group, reference_of(known, code, period, asked))),
        min(first, period),
        period,
        comes_together=definition.comes_together,
    )
    newer = newer_basis(known, asked, code, period)
    return _Look(row, earlier, pair, spread, sure, newer, lacking)


def _withheld(look: _Look) -> tuple[Reason, str]:
    """Why there is no verdict, as a code and as a sentence; "" where there is one."""
    own = look.row.why_ratio
    # Of a year that is not over, that it is too soon says more than that a quarter lacks.
    why = look.pair.why if own == Reason.MISSING else own
    why = why or own or look.pair.why or look.earlier.why_ratio
    if not why and look.newer:
        return Reason.OLD_POPULATION, _TOO_OLD.format(newer=look.newer)
    if why and why == look.pair.why:
        return why, look.pair.sentence
    if why == Reason.MISSING and look.gap:
        return why, look.gap
    return why, _REASONS.get(why, "")


def _change(rows: Columns, spreads: Sequence[Spread]) -> Columns:
    """What the rule says of rows from whose counts nothing is withheld, as sure as each has to be.

    `from_lower` and `from_upper` are the earlier ratio's limits at that confidence.
    """
    due = rows["why_verdict"] == ""
    doubt = doubts(spreads)
    earlier, later = (_moment(rows, prefix, due) for prefix in ("earlier_", ""))
    found: Columns = {
        name: np.full(len(due), np.nan)
        for name in (
            "change",
            "change_lower",
            "change_upper",
            "detectable",
            "from_lower",
            "from_upper",
        )
    } | {
        "verdict": np.full(len(due), None, dtype=object),
        "crossed": np.zeros(len(due), dtype=bool),
    }
    for sure in np.unique(rows["confidence"]):
        at = rows["confidence"] == sure
        one, other = ((a[at], n[at], b[at], m[at]) for a, n, b, m in (earlier, later))
        own = {name: values[at] for name, values in doubt.items()}
        change = ratio_change(one, other, confidence=sure, **own)
        index = relative_rate_index(*one, confidence=sure, **own)
        found["change"][at], found["change_lower"][at], found["change_upper"][at] = change
        found["verdict"][at] = verdict(one, other, sure, **own)
        found["crossed"][at] = crossed(one, other, sure, **own)
        found["detectable"][at] = detectable_change(one, other, sure, **own)
        found["from_lower"][at], found["from_upper"][at] = index.lower, index.upper
    known = np.isfinite(found["change_upper"])  # it has no limits where a count is 0
    for name in ("change", "change_lower", "change_upper"):
        found[name] = np.where(known, found[name], np.nan)
    why = _objects(np.where(due & ~known, Reason.ZERO, rows["why_verdict"]))
    said = [
        str(phrase) if is_due else None
        for phrase, is_due in zip(found["verdict"], due, strict=True)
    ]
    rows["dispersion"] = np.where(rows["why_ratio"] == "", rows["dispersion"], np.nan)
    return found | {"why_change": why, "verdict": _objects(said), "crossed": found["crossed"] & due}


def _moment(rows: Columns, prefix: str, due: Column) -> Moments:
    """A moment's four figures; against the whole population, those against all others."""
    whole = rows["reference"] == EVERYONE
    a, n, b, m = (
        np.where(due, rows[prefix + name], np.nan)
        for name in ("count", "population", "reference_count", "reference_population")
    )
    rest = [np.where(whole, np.maximum(all_ - own, 0), all_) for all_, own in ((b, a), (m, n))]
    return a, n, rest[0], rest[1]


def _objects(values: Iterable[object]) -> Column:
    every = list(values)
    found = np.empty(len(every), dtype=object)
    for at, each in enumerate(every):  # a slice would take tuples apart
        found[at] = each
    return found
