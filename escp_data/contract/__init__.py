"""What a workbook holds: the one definition of its sheets and columns.

The template, the reader, the checks, the store's tables and `docs/workbook.md` are all made from
`SHEETS`, so they cannot disagree. A new column is added here and nowhere else; the store follows
with a migration (`escp_data.store.migrations`).
"""

from escp_data.contract.evidence_sheets import (
    AUDITS,
    CHALLENGES,
    MEETINGS,
    PRACTICE_AUDITS,
    RECOMMENDATIONS,
    TRAINING,
    VOICE,
)
from escp_data.contract.figure_sheets import (
    BENCHMARKS,
    ETHNICITY_COUNTS,
    EVENTS,
    MEASURE_VALUES,
    MEASURES,
    POPULATION,
)
from escp_data.contract.plan_sheets import (
    ACTIONS,
    AGENCIES,
    COVER,
    PLANS,
    PRIORITIES,
    PROGRESS,
)
from escp_data.contract.shapes import (
    AGENCY_TYPES,
    ALL_AGENCIES,
    BUSINESS_UNIT,
    GRADES,
    HEADER_SEARCH_ROWS,
    IMPACT,
    MAX_ROWS,
    RAG,
    STATES,
    VERSION,
    YES_NO,
    Column,
    Sheet,
)

__all__ = [
    "ACTIONS",
    "AGENCIES",
    "AGENCY_TYPES",
    "ALL_AGENCIES",
    "AUDITS",
    "BENCHMARKS",
    "BUSINESS_UNIT",
    "CHALLENGES",
    "COVER",
    "COVER_SHEET",
    "ETHNICITY_COUNTS",
    "EVENTS",
    "GRADES",
    "HEADER_SEARCH_ROWS",
    "IMPACT",
    "MAX_ROWS",
    "MEASURES",
    "MEASURE_VALUES",
    "MEETINGS",
    "PLANS",
    "POPULATION",
    "PRACTICE_AUDITS",
    "PRIORITIES",
    "PROGRESS",
    "RAG",
    "RECOMMENDATIONS",
    "SHEETS",
    "STATES",
    "TRAINING",
    "VERSION",
    "VOICE",
    "YES_NO",
    "Column",
    "Sheet",
    "sheet",
]

COVER_SHEET = "Cover"
SHEETS = (
    PLANS,
    AGENCIES,
    PRIORITIES,
    ACTIONS,
    PROGRESS,
    MEASURES,
    MEASURE_VALUES,
    ETHNICITY_COUNTS,
    POPULATION,
    VOICE,
    TRAINING,
    AUDITS,
    RECOMMENDATIONS,
    MEETINGS,
    CHALLENGES,
    PRACTICE_AUDITS,
    BENCHMARKS,
    EVENTS,
)


def sheet(name: str) -> Sheet:
    """The sheet called `name`, or whose store table is `name`; a KeyError where there is none."""
    for each in SHEETS:
        if name in (each.name, each.table):
            return each
    raise KeyError(name)
