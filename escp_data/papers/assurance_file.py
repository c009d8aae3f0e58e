"""What the page of assurance shows, as files: grades as labels, returns, case audits protected."""

from collections.abc import Sequence

import pandas as pd

from escp_data.evidence.assurance import NO_PHASE, returned_table, rounds
from escp_data.evidence.assurance_filters import AssuranceFilters
from escp_data.evidence.grades import gap_of, taken_words
from escp_data.evidence.practice_audits import READ_AS, PracticeAudit, practice_table
from escp_data.excel.writer import Facts, comma_separated, excel
from escp_data.papers.covers import quarter_facts
from escp_data.plan.actions import View
from escp_data.store.database import Store
from escp_data.text.wording import day_words

AUDITS_SHOWN, PRACTICE_SHOWN = "Self-assessments shown", "Practice audits"
_COLUMNS = {
    "audit": "Audit",
    "period": "Period",
    "organisation": "Organisation",
    "phase": "Phase",
    "standard": "Standard",
    "expected": "Expected",
    "returned_on": "Returned on",
    "self_grade": "Self grade",
    "moderated_grade": "Moderated grade",
    "gap": "Self against moderated",
    "evidence": "Evidence",
    "improvement_needed": "Improvement needed",
    "deadline": "Deadline",
    "improvement_state": "Improvement state",
    "overdue": "Overdue",
    "on_race": "Anti-racist practice",
}


def assessments_shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows under the workbook's own headings, with what is worked out of them."""
    pairs = zip(rows["self_grade"], rows["moderated_grade"], strict=True)
    frame = rows.assign(gap=[gap_of(*pair) for pair in pairs])
    for name in ("expected", "overdue", "on_race"):
        frame[name] = ["Yes" if value else "No" for value in frame[name]]
    for name in ("returned_on", "deadline"):
        frame[name] = [day_words(day) if day else None for day in frame[name]]
    frame["phase"] = frame["phase"].replace(NO_PHASE, None)
    return frame[list(_COLUMNS)].rename(columns=_COLUMNS)


def assurance_facts(
    store: Store, rows: pd.DataFrame, view: View, filters: AssuranceFilters
) -> Facts:
    """What the cover states: the plan, quarter, filters, and which standards are about race."""
    return [
        *quarter_facts(store, view, filters.words),
        ("Rows", str(len(rows))),
        ("Anti-racist practice", taken_words(rows)),
        ("Practice audits", READ_AS),
    ]


def assurance_excel(
    store: Store,
    rows: pd.DataFrame,
    cases: Sequence[PracticeAudit],
    view: View,
    filters: AssuranceFilters,
) -> bytes:
    """What is shown as a workbook with a cover: returns, grades, then audits of cases."""
    sheets = {
        "Returned": returned_table(rounds(rows)),
        AUDITS_SHOWN: assessments_shown(rows),
        PRACTICE_SHOWN: practice_table(cases),
    }
    return excel(sheets, assurance_facts(store, rows, view, filters), "Assurance")


def assurance_csv(store: Store, rows: pd.DataFrame, view: View, filters: AssuranceFilters) -> bytes:
    """The self-assessments as CSV; what the cover states stands as columns."""
    return comma_separated(assessments_shown(rows), assurance_facts(store, rows, view, filters))
