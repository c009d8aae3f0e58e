"""What the Actions page shows, as a table and as files: the page, its downloads and `export`."""

import pandas as pd

from escp_data.excel.writer import Facts, comma_separated, excel
from escp_data.papers.covers import plan_facts
from escp_data.plan.actions import View
from escp_data.plan.filters import Filters
from escp_data.store.database import Store
from escp_data.text.wording import day_words, short_day
from escp_data.validation.tables import ACTIONS_SHOWN

_COLUMNS = {
    "ref": "Ref",
    "priority": "Priority",
    "action": "Action",
    "success_measure": "Success measure",
    "lead_agency": "Lead agency",
    "contributing_agencies": "Contributing agencies",
    "activity_group": "Group",
    "owner_role": "Owner role",
    "start_date": "Start date",
    "due_date": "Due date",
    "due": "Due date now",
    "moved": "Times moved",
    "state": "State",
    "rag": "RAG",
    "rag_before": "RAG before",
    "change": "Change",
    "rag_reason": "RAG reason",
    "progress_update": "Progress update",
    "evidence": "Evidence",
    "impact": "Impact",
    "barriers": "Barriers",
    "next_steps": "Next steps",
    "overdue": "Overdue",
    "red_since": "Red since",
    "last_update": "Last update",
    "quarters_silent": "Quarters not reported",
}
_READ = ["Ref", "Action", "Lead agency", "Group", "RAG", "Impact", "Due", "Last update"]


def actions_shown(found: pd.DataFrame) -> pd.DataFrame:
    """The page's table: the few columns that people read, in words."""
    due = [_due(row) for _, row in found.iterrows()]
    rag = [_rag(row) for _, row in found.iterrows()]
    frame = found.rename(columns=_COLUMNS).assign(RAG=rag, Due=due)
    frame["Last update"] = [str(when) if when else "never" for when in found["last_update"]]
    return frame[_READ].fillna("not set")


def actions_in_full(found: pd.DataFrame) -> pd.DataFrame:
    """The files' table: every column, under the workbook's own headings."""
    frame = found[list(_COLUMNS)].rename(columns=_COLUMNS)
    frame["Overdue"] = ["Yes" if late else "No" for late in found["overdue"]]
    frame["Last update"] = [str(when) if when else None for when in found["last_update"]]
    return frame


def actions_facts(store: Store, view: View, filters: Filters, rows: int) -> Facts:
    """What the cover states: the plan, quarter, filters, date of the data and its upload."""
    return [
        *plan_facts(store, view.as_at, view),
        ("Quarter shown", f"{view.period} ({view.period.words})"),
        ("Compared with", str(view.compared)),
        ("Data to", day_words(view.period.end)),
        ("Filters", filters.words),
        ("Actions", str(rows)),
    ]


def actions_excel(store: Store, found: pd.DataFrame, view: View, filters: Filters) -> bytes:
    """The filtered actions as a workbook with a cover."""
    stated = actions_facts(store, view, filters, len(found))
    return excel({ACTIONS_SHOWN: actions_in_full(found)}, stated, "Actions of the plan")


def actions_csv(store: Store, found: pd.DataFrame, view: View, filters: Filters) -> bytes:
    """The filtered actions as CSV; what the cover states stands as columns."""
    return comma_separated(actions_in_full(found), actions_facts(store, view, filters, len(found)))


def _due(row: "pd.Series[str]") -> str:
    words = short_day(row["due"])
    notes = (["moved"] if row["moved"] else []) + (["overdue"] if row["overdue"] else [])
    return f"{words} ({', '.join(notes)})" if notes else words


def _rag(row: "pd.Series[str]") -> str:
    marked = row["change"] in ("worse", "better", "completed")
    return f"{row['rag']} ({row['change']})" if marked else str(row["rag"])
