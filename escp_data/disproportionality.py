"""Is a group's rate different from the reference group's, and is the gap closing?

What a page, a file or the command asks goes in a `Comparison`; what it may show comes back. Every
number here was suppressed before it left `escp_data.series`: nothing can reach the counts behind.
The figures, and the rules for the verdict, are in `escp_data.estimates`.

    measures    which measures have counts by ethnic group
    table       one row a measure, period and group: the contract's table
    findings    one verdict in words for each measure and group
    trend       the same figures period after period
    stages      the ratio against the decision stage before, beside the one against population
    notes       comparator, basis, source, share unknown, what is hidden and why
"""

from dataclasses import dataclass

import pandas as pd

from escp_data.estimates import (
    DECREASING,
    INCREASING,
    NO_CLEAR_CHANGE,
    TOO_FEW,
    Estimate,
    crude_rate,
    excess,
    proportion,
    rate_difference,
    ratio_change,
    relative_rate_index,
    risk_ratio,
    smallest_fall,
    verdict,
)
from escp_data.periods import Period
from escp_data.store import Store

ALL_OTHERS = "All other children"
EVERYONE = "Whole population"

COLUMNS = (
    "measure", "period", "group", "reference", "basis", "count", "population", "rate",
    "rate_lower", "rate_upper", "rri", "rri_lower", "rri_upper", "excess", "verdict", "hidden",
)  # fmt: skip
"""The contract's columns, in order."""


@dataclass(frozen=True)
class Comparison:
    """What is asked. Hashable, so that answers can be cached.

    `period` is the latest that counts; each measure is shown for its own latest period not after
    it. `reference` is one of the groups a measure has, ALL_OTHERS or EVERYONE; None means the
    Reference group of each measure. `basis` None means the Population basis of each measure, and
    `agency` None all agencies together.
    """

    period: Period
    as_at: str | None = None
    reference: str | None = "White"
    basis: str | None = None
    agency: str | None = None
    confidence: float = 0.95


@dataclass(frozen=True)
class Finding:
    """One measure's answer for one group. Estimates are not numbers (NaN) where hidden.

    `verdict` is one of the four phrases, or None where it is withheld; `why` then says why, as a
    whole sentence. `sentence` is the answer in words, complete in itself. `now` and `baseline`
    are windows in words (`at 31 March 2025`). Rates are for every `per` children.
    """

    code: str
    measure: str
    group: str
    reference: str
    basis: str
    verdict: str | None
    why: str
    sentence: str
    now: str
    baseline: str
    rri_now: Estimate
    rri_baseline: Estimate
    change: Estimate
    rate_now: Estimate
    rate_baseline: Estimate
    reference_rate_now: Estimate
    reference_rate_baseline: Estimate
    gap_now: Estimate
    gap_baseline: Estimate
    per: int
    excess: float
    smallest_fall: float
    count_now: float
    reference_count_now: float
    better_when: str
    sample: bool


@dataclass(frozen=True)
class Notes:
    """What has to stand beside a measure's figures, each a sentence or two, or "" for nothing."""

    comparator: str
    basis: str
    period: str
    baseline: str
    source: str
    definition: str
    unknown: str
    hidden: str
    totals: str
    events: str
    chance: str


def measures(store: Store, as_at: str | None = None) -> pd.DataFrame:
    """The measures with counts by ethnic group, in the plan's order.

    Columns: code, measure, priority, better_when, time_kind, definition, source,
    population_basis, reference_group, preceding_measure, per, sample (illustrative figures).
    """
    raise NotImplementedError


def groups(store: Store, code: str | None = None, as_at: str | None = None) -> tuple[str, ...]:
    """The groups shown: alphabetical, Other last, details after their broad group."""
    raise NotImplementedError


def references(store: Store, as_at: str | None = None) -> tuple[str, ...]:
    """The comparators that can be asked for: groups, ALL_OTHERS, EVERYONE."""
    raise NotImplementedError


def bases(store: Store, as_at: str | None = None) -> tuple[str, ...]:
    """The population bases that can be asked for."""
    raise NotImplementedError


def agencies(store: Store, as_at: str | None = None) -> tuple[str, ...]:
    """The agencies that supply counts by ethnic group."""
    raise NotImplementedError


def table(store: Store, asked: Comparison, codes: tuple[str, ...] | None = None) -> pd.DataFrame:
    """One row a measure, period and group: COLUMNS, then `code`, `why`, `window`, `per`.

    Numbers are float64, NaN where hidden or missing; `hidden` is True where a number was hidden.
    `why` says why there is none: "" (nothing missing), "c" (suppressed), "x" (missing), "z" (not
    applicable), "population" (none for the group, or under 100), "comparator".
    """
    raise NotImplementedError


def findings(
    store: Store,
    asked: Comparison,
    codes: tuple[str, ...] | None = None,
    group: str | None = "Black",
) -> tuple[Finding, ...]:
    """One finding a measure, for `group` against the comparator; for every group where None."""
    raise NotImplementedError


def trend(store: Store, asked: Comparison, code: str) -> pd.DataFrame:
    """Every period's figures by group: COLUMNS as in `table`, `why`, `window`, `segment`.

    `segment` counts from 0 and rises where the basis, the comparator or the definition breaks the
    line. A gap in the record is a row without numbers.
    """
    raise NotImplementedError


def stages(store: Store, asked: Comparison, code: str) -> pd.DataFrame:
    """The measure's chain, earliest stage first, one row a stage and group.

    Columns: code, measure, group, reference, window, count, rri and its limits (against
    population), ratio, ratio_lower, ratio_upper (against the stage before), before (its name),
    hidden, why, reason (a sentence where the ratio is withheld).
    """
    raise NotImplementedError


def notes(store: Store, asked: Comparison, code: str) -> Notes:
    """Everything a reader needs beside the figures of one measure."""
    raise NotImplementedError


__all__ = [
    "ALL_OTHERS",
    "COLUMNS",
    "DECREASING",
    "EVERYONE",
    "INCREASING",
    "NO_CLEAR_CHANGE",
    "TOO_FEW",
    "Comparison",
    "Estimate",
    "Finding",
    "Notes",
    "agencies",
    "bases",
    "crude_rate",
    "excess",
    "findings",
    "groups",
    "measures",
    "notes",
    "proportion",
    "rate_difference",
    "ratio_change",
    "references",
    "relative_rate_index",
    "risk_ratio",
    "smallest_fall",
    "stages",
    "table",
    "trend",
    "verdict",
]
