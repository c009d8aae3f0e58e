"""Is a group's rate different from the reference group's, and is the gap closing?

What a page, a file or the command asks goes in a `Comparison`; what it may show comes back. Every
number here was suppressed before it left `escp_data.suppression`: nothing can reach the counts
behind. The figures, and the rule for the verdict, are in `escp_data.estimates`.

    measures    which measures have counts by ethnic group
    table       one row a measure, period and group: the contract's table
    coverage    what can be said at all: measures by groups, with the reason for every blank
    findings    one verdict for each measure and group, with all it rests on
    together    one answer over several measures; answers_for_groups, for every group
    trend       the same figures period after period
    stages      the ratio against the decision stage before, beside the one against population
    notes       comparator, basis, source, share unknown, what is hidden and why
"""

from escp_data.disproportionality.comparison import ALL_OTHERS, EVERYONE, Comparison
from escp_data.disproportionality.finding import Finding, Moment
from escp_data.disproportionality.measure_notes import Notes
from escp_data.disproportionality.questions import (
    BESIDE,
    COLUMNS,
    Codes,
    agencies,
    answers_for_groups,
    bases,
    chance_words,
    coverage,
    findings,
    groups,
    measures,
    notes,
    on_every_basis,
    periods,
    references,
    stages,
    table,
    together,
    trend,
)
from escp_data.disproportionality.together import Together
from escp_data.estimates.change import (
    DECREASING,
    INCREASING,
    NO_CLEAR_CHANGE,
    TOO_FEW,
    crossed,
    detectable_change,
    ratio_change,
    verdict,
)
from escp_data.estimates.dispersion import Dispersion, dispersion
from escp_data.estimates.pooled import pooled_change
from escp_data.estimates.rates import (
    crude_rate,
    excess,
    proportion,
    rate_difference,
    relative_rate_index,
    risk_ratio,
)
from escp_data.estimates.shared import Estimate
from escp_data.estimates.tipping import tipping_share

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
    "Dispersion",
    "Estimate",
    "Finding",
    "Moment",
    "Notes",
    "Together",
    "agencies",
    "answers_for_groups",
    "bases",
    "chance_words",
    "coverage",
    "crossed",
    "crude_rate",
    "detectable_change",
    "dispersion",
    "excess",
    "findings",
    "groups",
    "measures",
    "notes",
    "on_every_basis",
    "periods",
    "pooled_change",
    "proportion",
    "rate_difference",
    "ratio_change",
    "references",
    "relative_rate_index",
    "risk_ratio",
    "stages",
    "table",
    "tipping_share",
    "together",
    "trend",
    "verdict",
]
