"""What the page of reviews shows, as files: a row a recommendation, ours and others' apart."""

from collections.abc import Sequence

import pandas as pd

from escp_data.evidence.review_filters import ReviewFilters
from escp_data.evidence.reviews import Recommendation
from escp_data.excel.writer import Facts, comma_separated, excel
from escp_data.papers.actions_file import plan_facts
from escp_data.plan.actions import NO_UPDATE, View
from escp_data.store.database import Store
from escp_data.text.wording import day_words

RECOMMENDATIONS_SHOWN = "Recommendations shown"
_OTHERS = "What is for Government or London to do is counted in none of the partnership's figures."


def recommendations_shown(found: Sequence[Recommendation]) -> pd.DataFrame:
    """One row a recommendation; `Ours` says whether its duty is the partnership's."""
    rows = [
        (
            each.review,
            each.number,
            each.text,
            each.to_whom,
            "Yes" if each.is_ours else "No",
            each.accepted,
            each.ref,
            each.lead,
            each.rag,
            str(each.reported),
            each.update,
            day_words(each.first_due or each.due),
            day_words(each.due),
            "Yes" if each.overdue else "No",
            each.evidence,
            None if each.impact == NO_UPDATE else each.impact,
        )
        for each in found
    ]
    names = ["Review", "Number", "Recommendation", "To whom", "Ours", "Accepted", "Ref"]
    names += ["Lead agency", "RAG", "Last reported", "Update", "Due date first", "Due date now"]
    return pd.DataFrame(rows, columns=[*names, "Overdue", "Evidence", "Impact"], dtype=object)


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
