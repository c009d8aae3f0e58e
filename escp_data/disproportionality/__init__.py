"""Is a group's rate different from the reference group's, and is the gap closing?

What a page, a file or the command asks goes in a `Comparison`; what it may show comes back. Every
number here was suppressed before it left `escp_data.suppression`: nothing can reach the counts
behind. The figures, and the rules for the verdict, are in `escp_data.estimates.rates`.

    measures    which measures have counts by ethnic group
    table       one row a measure, period and group: the contract's table
    findings    one verdict in words for each measure and group
    trend       the same figures period after period
    stages      the ratio against the decision stage before, beside the one against population
    notes       comparator, basis, source, share unknown, what is hidden and why
"""

from escp_data.disproportionality.comparison import ALL_OTHERS, EVERYONE, Comparison
from escp_data.disproportionality.finding import Finding
from escp_data.disproportionality.measure_notes import Notes
from escp_data.disproportionality.questions import (
    BESIDE,
    COLUMNS,
    Codes,
    agencies,
    bases,
    chance_words,
    findings,
    groups,
    measures,
    notes,
    periods,
    references,
    stages,
    table,
    trend,
)
from escp_data.estimates.rates import (
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

__all__ = [
    "ALL_OTHERS",
    "BESIDE",
    "COLUMNS",
    "Codes",
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
    "chance_words",
    "crude_rate",
    "excess",
    "findings",
    "groups",
    "measures",
    "notes",
    "periods",
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
