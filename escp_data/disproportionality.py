"""Is a group's rate different from the reference group's, and is the gap closing?

The figures behind that question, and the rules for the answer, are in `escp_data.estimates`.
"""

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

__all__ = [
    "DECREASING",
    "INCREASING",
    "NO_CLEAR_CHANGE",
    "TOO_FEW",
    "Estimate",
    "crude_rate",
    "excess",
    "proportion",
    "rate_difference",
    "ratio_change",
    "relative_rate_index",
    "risk_ratio",
    "smallest_fall",
    "verdict",
]
