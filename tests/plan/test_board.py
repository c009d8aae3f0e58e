"""The returns board: each agency's state by quarter, and what is still expected."""

from pathlib import Path
from typing import Any

import pytest

from escp_data.plan.board import BOARD_STATES, OutstandingItem, outstanding_items, returns_board
from escp_data.records.uploads import append, reinstate, withdraw
from escp_data.store.database import Store, open_store
from escp_data.validation.checks import check_workbook
from tests.stores import PLAN, plan_store, plan_workbook, progress, put, return_workbook, view
from tests.workbooks import AGENCIES

COUNCIL, POLICE, ICB = "Enfield Council", "Metropolitan Police", "NHS NCL ICB"
Q3 = view("2024-25 Q3")
FRONT_DOOR = OutstandingItem(ICB, "Action", "2.2", "Watch the front door", "2024-25 Q1")
LOOKED_AFTER = OutstandingItem(COUNCIL, "Measure", "CLA", "Children looked after", "never")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def states(store: Store, shown: Any = Q3, quarters: int = 8) -> dict[str, list[str]]:
    """The board as it is read: an agency and its states, newest quarter first."""
    frame = returns_board(store, shown, quarters)
    return {row[0]: row[1:] for row in frame.to_numpy().tolist()}


def values(period: str, code: str = "CLA", **more: Any) -> bytes:
    """A return of the council's with one measure's value."""
    row = {"Code": code, "Period": period, "Numerator": 40, **more}
    return return_workbook(period, COUNCIL, Measure_values=[row])


def test_agencies_by_quarter_newest_first(store: Store) -> None:
    frame = returns_board(store, view("2024-25 Q3"))
    assert list(frame.columns) == ["Agency", "2024-25 Q3", "2024-25 Q2", "2024-25 Q1"]
    assert frame.to_numpy().tolist() == [
        [COUNCIL, "Missing", "Received", "Received"],
        [POLICE, "Missing", "Received", "Received"],
        [ICB, "Missing", "Missing", "Received"],
    ]


def test_quarters_before_anybody_reported_are_left_out(store: Store) -> None:
    assert list(returns_board(store, view("2024-25 Q1")).columns) == ["Agency", "2024-25 Q1"]
    assert list(returns_board(store, view("2024-25 Q2"), quarters=1).columns) == [
        "Agency",
        "2024-25 Q2",
    ]


def test_a_return_is_received_or_late_or_has_warnings(store: Store) -> None:
    put(store, return_workbook("2024-25 Q3", COUNCIL, Progress=[progress("1.1", "Green")]),
        "warned.xlsx", "2025-01-20")  # fmt: skip  # pairs share a line
    put(store, return_workbook("2024-25 Q3", POLICE, Progress=[progress("2.1", "Green")]),
        "late.xlsx", "2025-02-01")  # fmt: skip  # pairs share a line
    put(store, return_workbook("2024-25 Q3", ICB, Progress=[progress("2.2", "Green")]),
        "good.xlsx", "2025-01-31")  # fmt: skip  # pairs share a line
    assert {agency: found[0] for agency, found in states(store).items()} == {
        COUNCIL: "Received, with warnings",  # 1.1 was Complete the quarter before
        POLICE: "Received late",
        ICB: "Received",
    }


def test_a_withdrawn_return_says_so_until_another_comes(store: Store) -> None:
    content = return_workbook("2024-25 Q3", POLICE, Progress=[progress("2.1", "Green")])
    first = put(store, content, day="2025-01-10").upload_id
    withdraw(store, first, "Wrong quarter", "Business unit")
    assert states(store)[POLICE] == ["Withdrawn", "Received", "Received"]
    second = put(store, values("2024-25 Q3", Agency=POLICE), day="2025-01-11").upload_id
    assert states(store)[POLICE][0] == "Received"
    withdraw(store, second, "A mistake", "Business unit")
    reinstate(store, first, "It was right", "Business unit")
    assert states(store)[POLICE][0] == "Received"


def test_an_agency_without_live_actions_or_measures_is_not_expected(store: Store) -> None:
    closed = PLAN["Actions"][1] | {"State": "Closed"}
    put(store, plan_workbook("2024-25 Q3", Actions=[closed]), "plan.xlsx", "2024-12-01")
    assert states(store)[POLICE] == ["Not expected", "Received", "Received"]


def test_the_board_as_it_was_on_a_day(store: Store) -> None:
    before = view("2024-25 Q2", as_at="2024-10-09")
    assert states(store, before) == {
        COUNCIL: ["Missing", "Received"],
        POLICE: ["Missing", "Received"],
        ICB: ["Missing", "Received"],
    }


def test_every_state_is_explained(sample_store: Path) -> None:
    shown = returns_board(Store(sample_store), view("2025-26 Q3"))
    assert set(shown.drop(columns="Agency").to_numpy().ravel()) <= set(BOARD_STATES)
    assert "Received late" in shown.to_numpy()


def test_an_empty_store_has_an_empty_board(empty_store: Path) -> None:
    store = open_store(empty_store)
    assert (list(returns_board(store, Q3).columns), outstanding_items(store, Q3)) == (
        ["Agency"],
        (),
    )


def test_live_actions_without_an_update_are_awaited_from_their_leads(store: Store) -> None:
    assert outstanding_items(store, view("2024-25 Q2")) == (LOOKED_AFTER, FRONT_DOOR)
    assert outstanding_items(store, view("2024-25 Q1")) == (LOOKED_AFTER,)
    closed = PLAN["Actions"][2] | {"State": "Closed"}
    nobodys = {"Ref": "1.2", "Priority": 1, "Action": "No lead yet", "State": "Live"}
    put(store, plan_workbook("2024-25 Q2", Actions=[closed, nobodys]), "plan.xlsx", "2024-09-01")
    assert outstanding_items(store, view("2024-25 Q2")) == (LOOKED_AFTER,)


@pytest.mark.parametrize(
    ("came", "last"),
    [
        ((), "never"),  # what never came is expected
        (("2024-25 Q1", "2024-25 Q2"), "2024-25 Q2"),  # regular
        (("2024-25 Q2",), None),  # once in a year: not expected
        (("2023-24 Q1", "2023-24 Q2"), None),  # it stopped long ago
        (("2024-25 Q1", "2024-25 Q2", "2024-25 Q3"), None),  # it is there
        (("2023-24",), None),  # a yearly figure
    ],
)
def test_a_measure_is_awaited_where_it_comes_regularly(
    store: Store, came: tuple[str, ...], last: str | None
) -> None:
    for period in came:
        put(store, values(period))
    measures = [each for each in outstanding_items(store, Q3) if each.kind == "Measure"]
    expected = [OutstandingItem(COUNCIL, "Measure", "CLA", "Children looked after", str(last))]
    assert measures == (expected if last else [])


def test_counts_by_ethnic_group_are_a_measures_return_too(store: Store) -> None:
    groups = [{"Code": "CLA", "Ethnic group": "Black", "Count": 12}]
    put(store, return_workbook("2024-25 Q3", COUNCIL, Ethnicity_counts=groups))
    assert [each for each in outstanding_items(store, Q3) if each.kind == "Measure"] == []


def test_a_measure_that_nobody_supplies_is_awaited_from_nobody(store: Store) -> None:
    measure = PLAN["Measures"][0] | {"Supplier agency": None}
    put(store, return_workbook("2024-25 Q3", Agencies=AGENCIES, Measures=[measure]))
    assert [each for each in outstanding_items(store, Q3) if each.kind == "Measure"] == []


def test_warnings_of_a_return_for_all_agencies_are_nobodys_own(store: Store) -> None:
    content = return_workbook("2024-25 Q3", Progress=[progress("1.1", "Green")])
    checked = check_workbook(content, "all.xlsx", store)
    assert len(checked.warnings) == 1
    append(store, checked, "Business unit")
    assert states(store, quarters=1)[COUNCIL] != ["Received, with warnings"]
