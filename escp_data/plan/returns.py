"""Who has returned for a quarter, and who is awaited.

An agency is expected to return where it leads a live action or supplies a measure. It has returned
when a standing upload names it on the Cover for that quarter, or holds a row of its own for it.
"""

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from escp_data.contract import ALL_AGENCIES
from escp_data.plan.actions import View, leads
from escp_data.records.uploads import history
from escp_data.store.database import Store
from escp_data.text.periods import Period

DAYS_TO_RETURN = 31
"""A return that first arrives later than this many days after the quarter's end is late."""


@dataclass(frozen=True)
class QuarterReturns:
    """One quarter's returns: agencies in alphabetical order."""

    period: Period
    expected: tuple[str, ...]
    received: tuple[str, ...]
    late: tuple[str, ...]

    @property
    def awaited(self) -> tuple[str, ...]:
        """Expected agencies that have not returned."""
        return tuple(agency for agency in self.expected if agency not in self.received)


def returns_of_quarter(store: Store, view: View) -> QuarterReturns:
    """Who has returned for the view's quarter, from everything that stands in the store."""
    plan = leads(store, view)
    expected = _expected(store, view, plan)
    first = _first(store, view, plan)
    received = tuple(agency for agency in expected if agency in first)
    deadline = (view.period.end + timedelta(days=DAYS_TO_RETURN)).isoformat()
    late = tuple(agency for agency in received if first[agency][:10] > deadline)
    return QuarterReturns(view.period, expected, received, late)


def _expected(store: Store, view: View, plan: pd.DataFrame) -> tuple[str, ...]:
    lead = plan.loc[plan["state"] == "Live", "lead_agency"]
    suppliers = store.current("measures", view.as_at)["supplier_agency"]
    return tuple(sorted({*lead.dropna(), *suppliers.dropna()} - {ALL_AGENCIES}))


def _first(store: Store, view: View, plan: pd.DataFrame) -> dict[str, str]:
    quarter = str(view.period)
    lead = dict(zip(plan["ref"], plan["lead_agency"], strict=True))
    progress = store.first_arrivals("progress", "ref", quarter, view.as_at)
    signs = [(lead.get(ref), at) for ref, at in progress.items()]
    for table in ("measure_values", "ethnicity_counts", "training"):
        signs += store.first_arrivals(table, "agency", quarter, view.as_at).items()
    uploads = history(store, view.as_at)
    named = uploads[(uploads["period"] == quarter) & (uploads["state"] == "stored")]
    signs += zip(named["agency"], named["uploaded_at"], strict=True)
    first: dict[str, str] = {}
    for agency, at in signs:
        if agency and agency != ALL_AGENCIES:
            first[agency] = min(at, first.get(agency, at))
    return first
