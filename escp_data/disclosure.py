"""Disclosure control: what may be shown of small counts of children.

`hidden_cells` is for one table with its totals. All else is re-exported here as it comes.
"""

from escp_data.two_way import TOTAL, hidden_cells

THRESHOLD = 5
"""Counts from 1 to this one are hidden; a setting."""

__all__ = ["THRESHOLD", "TOTAL", "hidden_cells"]
