"""What the training page shows, as files: a row a course, period and agency, and its outcome."""

import pandas as pd

from escp_data.contract import TRAINING
from escp_data.evidence.training import COUNTED_BY, NO_REF, SELF_REPORT, table_by
from escp_data.evidence.training_filters import TrainingFilters
from escp_data.excel.writer import Facts, comma_separated, excel
from escp_data.papers.covers import quarter_facts
from escp_data.plan.actions import View
from escp_data.store.database import Store

TRAINING_SHOWN = "Training shown"
_FIELDS = (
    "course", "period", "agency", "ref", "places_offered", "eligible_staff", "places_attended",
    "no_shows", "responses", "confident_before", "confident_after", "follow_up_responses",
    "used_in_practice", "follow_up_weeks",
)  # fmt: skip  # words, as a paragraph


def training_shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows under the workbook's own headings."""
    names = {field: TRAINING.column(field).name for field in _FIELDS}
    frame = rows[list(_FIELDS)].rename(columns=names)
    refs = [None if ref == NO_REF else ref for ref in frame["Ref"]]
    return frame.assign(Ref=pd.Series(refs, index=frame.index, dtype=object))


def training_facts(store: Store, view: View, filters: TrainingFilters, rows: int) -> Facts:
    """What the cover states: the plan, quarter, filters, and whose word it is."""
    return [
        *quarter_facts(store, view, filters.words),
        ("Rows", str(rows)),
        ("Confidence and use", f"{SELF_REPORT} Ranges are Wilson's, 95%."),
    ]


def training_excel(store: Store, rows: pd.DataFrame, view: View, filters: TrainingFilters) -> bytes:
    """What is shown as a workbook with a cover: the rows, then by course, agency and year."""
    sheets = {TRAINING_SHOWN: training_shown(rows)}
    sheets |= {f"By {by.lower()}": table_by(rows, by) for by in COUNTED_BY}
    return excel(sheets, training_facts(store, view, filters, len(rows)), "Training")


def training_csv(store: Store, rows: pd.DataFrame, view: View, filters: TrainingFilters) -> bytes:
    """The rows as CSV; what the cover states stands as columns."""
    return comma_separated(training_shown(rows), training_facts(store, view, filters, len(rows)))
