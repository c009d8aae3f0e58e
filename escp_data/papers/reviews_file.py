"""What the page of reviews shows, as files: a row a recommendation, ours and others' apart."""

from collections.abc import Callable, Sequence

import pandas as pd

from escp_data.evidence.review_filters import ReviewFilters
from escp_data.evidence.reviews import Recommendation
from escp_data.excel.writer import Facts, comma_separated, excel, table_of
from escp_data.papers.covers import plan_facts
from escp_data.plan.actions import NO_UPDATE, View
from escp_data.store.database import Store
from escp_data.text.wording import day_words

RECOMMENDATIONS_SHOWN = "Recommendations shown"
_OTHERS = "What is for Government or London to do is counted in none of the partnership's figures."
_COLUMNS: dict[str, Callable[[Recommendation], object]] = {
    "Review": lambda each: each.review,
    "Number": lambda each: each.number,
    "Recommendation": lambda each: each.text,
    "To whom": lambda each: each.to_whom,
    "Ours": lambda each: "Yes" if each.is_ours else "No",
    "Accepted": lambda each: each.accepted,
    "Ref": lambda each: each.ref,
    "Lead agency": lambda each: each.lead,
    "RAG": lambda each: each.rag,
    "Last reported": lambda each: str(each.reported),
    "Update": lambda each: each.update,
    "Due date first": lambda each: day_words(each.first_due or each.due),
    "Due date now": lambda each: day_words(each.due),
    "Overdue": lambda each: "Yes" if each.overdue else "No",
    "Evidence": lambda each: each.evidence,
    "Impact": lambda each: None if each.impact == NO_UPDATE else each.impact,
}


def recommendations_shown(found: Sequence[Recommendation]) -> pd.DataFrame:
    """One row a recommendation; `Ours` says whether its duty is the partnership's."""
    return table_of(found, _COLUMNS)


def reviews_facts(store: Store, view: View, filters: ReviewFilters, rows: int) -> Facts:
    """What the cover states: the plan, quarter, filters, and whose duties are counted."""
    return [
        *plan_facts(store, view.as_at, view),
        ("Quarter shown", f"{view.period} ({view.period.words})"),
        ("Data to", day_words(view.period.end)),
        ("Filters", filters.words),
        ("Recommendations", str(rows)),
        ("Whose duty", _OTHERS),
    ]


def reviews_excel(
    store: Store, found: Sequence[Recommendation], view: View, filters: ReviewFilters
) -> bytes:
    """What is shown as a workbook with a cover."""
    stated = reviews_facts(store, view, filters, len(found))
    return excel({RECOMMENDATIONS_SHOWN: recommendations_shown(found)}, stated, "Reviews")


def reviews_csv(
    store: Store, found: Sequence[Recommendation], view: View, filters: ReviewFilters
) -> bytes:
    """What is shown as CSV; what the cover states stands as columns."""
    stated = reviews_facts(store, view, filters, len(found))
    return comma_separated(recommendations_shown(found), stated)
