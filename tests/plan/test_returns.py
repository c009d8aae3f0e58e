"""Who has returned for a quarter, who is late, and who is awaited."""

from pathlib import Path
from typing import Any

import pytest

from escp_data.plan.actions import View
from escp_data.plan.returns import QuarterReturns, returns_of_quarter
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store, open_store
from escp_data.text.periods import parse_period
from tests.stores import PLAN, plan_store, progress, put, return_workbook, view

COUNCIL, POLICE, ICB = "Enfield Council", "Metropolitan Police", "NHS NCL ICB"
Q3 = view("2024-25 Q3")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def test_an_agency_returns_with_progress_on_what_it_leads(store: Store) -> None:
    found = returns_of_quarter(store, view("2024-25 Q2"))
    assert found == QuarterReturns(
        parse_period("2024-25 Q2"), (COUNCIL, POLICE, ICB), (COUNCIL, POLICE), ()
    )
    assert found.awaited == (ICB,)
    assert returns_of_quarter(store, view("2024-25 Q1")).awaited == ()


@pytest.mark.parametrize(
    "sheets",
    [
        {"Measure_values": [{"Code": "CLA", "Agency": "ICB", "Numerator": 40}]},
        {"Ethnicity_counts": [
            {"Code": "CLA", "Agency": "ICB", "Ethnic group": "Black", "Count": 9}]},
        {"Training": [{"Course": "Adultification", "Agency": "ICB", "Places attended": 9}]},
    ],
)  # fmt: skip  # a row a line
def test_an_agency_returns_with_any_row_of_its_own(store: Store, sheets: dict[str, Any]) -> None:
    put(store, return_workbook("2024-25 Q3", **sheets), day="2025-01-14")
    assert returns_of_quarter(store, Q3).received == (ICB,)


def test_an_agency_returns_with_its_name_on_the_cover(store: Store) -> None:
    put(store, return_workbook("2024-25 Q3", "Met", Progress=[progress("2.2", "Green")]))
    assert returns_of_quarter(store, Q3).received == (POLICE,)


def test_a_cover_for_all_agencies_is_nobodys_return(store: Store) -> None:
    put(store, return_workbook("2024-25 Q3", Recommendations=[
        {"Review": "A review", "Number": 1, "Recommendation": "Do it", "RAG": "Green"}
    ]))  # fmt: skip  # a row a line
    assert returns_of_quarter(store, Q3).received == ()


def test_a_return_is_late_after_a_month(store: Store) -> None:
    put(store, return_workbook("2024-25 Q3", Progress=[progress("1.1", "Green")]), day="2025-01-31")
    put(store, return_workbook("2024-25 Q3", Progress=[progress("2.1", "Green")]), day="2025-02-01")
    put(store, return_workbook("2024-25 Q3", Progress=[progress("1.1", "Red")]), day="2025-03-01")
    found = returns_of_quarter(store, Q3)
    assert (found.received, found.late) == ((COUNCIL, POLICE), (POLICE,))


def test_a_withdrawn_return_is_awaited_again(store: Store) -> None:
    receipt = put(store, return_workbook("2024-25 Q3", "Met", Progress=[progress("2.1", "Green")]))
    assert returns_of_quarter(store, Q3).received == (POLICE,)
    withdraw(store, receipt.upload_id, "Wrong quarter", "Business unit")
    assert returns_of_quarter(store, Q3).received == ()


def test_who_had_returned_can_be_seen_as_at_a_day(store: Store) -> None:
    quarter, before = parse_period("2024-25 Q2"), parse_period("2024-25 Q1")
    assert returns_of_quarter(store, View(quarter, before, "2024-10-09")).received == ()
    assert returns_of_quarter(store, View(quarter, before, "2024-10-10")).received == (
        COUNCIL,
        POLICE,
    )


def test_leads_of_live_actions_and_suppliers_of_measures_are_expected(store: Store) -> None:
    closed = PLAN["Actions"][1] | {"State": "Closed"}
    measure = PLAN["Measures"][0] | {"Code": "SUSP", "Supplier agency": "All agencies"}
    put(store, return_workbook("2024-25 Q3", Actions=[closed], Measures=[measure]))
    assert returns_of_quarter(store, Q3).expected == (COUNCIL, ICB)
    assert returns_of_quarter(store, view("2024-25 Q2")).expected == (COUNCIL, POLICE, ICB)


def test_nobody_is_expected_by_an_empty_store(empty_store: Path) -> None:
    found = returns_of_quarter(open_store(empty_store), Q3)
    assert (found, found.awaited) == (QuarterReturns(Q3.period, (), (), ()), ())
