"""The plan as it was in a quarter, and as at a day: wording, leads and due dates that moved."""

from pathlib import Path
from typing import Any

import pytest

from escp_data.plan.actions import View, actions, quarters, rag_history
from escp_data.store.database import Store
from escp_data.text.periods import parse_period
from tests.stores import PLAN, plan_store, progress, put, report, return_workbook, view


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def column(store: Store, name: str, looked_at: View) -> dict[str, Any]:
    """One column of `actions` by ref."""
    return dict(actions(store, looked_at).set_index("ref")[name])


def change_plan(store: Store, period: str, day: str = "", **cells: Any) -> None:
    """A later version of 1.1, with these of its cells changed."""
    row = PLAN["Actions"][0] | {name.replace("_", " "): cell for name, cell in cells.items()}
    put(store, return_workbook(period, Actions=[row]), f"plan {period} {day}.xlsx", day)


def test_an_old_quarter_shows_the_plan_as_it_was_then(store: Store) -> None:
    change_plan(store, "2024-25 Q3", Action="Oversee and scrutinise", Lead_agency="ICB")
    new = PLAN["Actions"][0] | {"Ref": "1.2", "Action": "Train"}
    put(store, return_workbook("2024-25 Q4", Actions=[new]))
    periods = ("2024-25 Q2", "2024-25 Q3", "2024-25 Q4")
    assert [column(store, "action", view(period)) for period in periods] == [
        {"1.1": "Oversee reports", "2.1": "Act on the review", "2.2": "Watch the front door"},
        {"1.1": "Oversee and scrutinise", "2.1": "Act on the review",
         "2.2": "Watch the front door"},
        {"1.1": "Oversee and scrutinise", "1.2": "Train", "2.1": "Act on the review",
         "2.2": "Watch the front door"},
    ]  # fmt: skip  # a row a line
    assert column(store, "lead_agency", view("2024-25 Q2"))["1.1"] == "Enfield Council"
    assert list(dict.fromkeys(rag_history(store, view("2024-25 Q2"))["ref"])) == [
        "1.1",
        "2.1",
        "2.2",
    ]


def test_a_quarter_before_the_first_cover_shows_the_first_plan(store: Store) -> None:
    change_plan(store, "2024-25 Q4", Action="Later")
    report(store, "2023-24 Q4", r1_1="Green")
    found = actions(store, view("2023-24 Q4")).set_index("ref")
    assert found[["action", "rag"]].T.to_dict("list") == {
        "1.1": ["Oversee reports", "Green"],
        "2.1": ["Act on the review", "Not reported"],
        "2.2": ["Watch the front door", "Not reported"],
    }


def test_an_action_was_there_as_soon_as_it_was_reported_on(store: Store) -> None:
    new = PLAN["Actions"][0] | {"Ref": "1.2", "Action": "Train"}
    put(store, return_workbook("2024-25 Q4", Actions=[new]))
    report(store, "2024-25 Q2", r1_2="Red")
    assert column(store, "rag", view("2024-25 Q2")) == {
        "1.1": "Complete", "1.2": "Red", "2.1": "Red", "2.2": "Not reported",
    }  # fmt: skip  # a list in few lines
    assert "1.2" not in column(store, "rag", view("2024-25 Q1"))


def test_a_plan_for_a_year_holds_from_the_years_first_quarter(store: Store) -> None:
    change_plan(store, "2025-26", Action="New year")
    assert [
        column(store, "action", view(period))["1.1"] for period in ("2024-25 Q4", "2025-26 Q1")
    ] == ["Oversee reports", "New year"]


def test_every_due_date_stays_visible_first_to_last(store: Store) -> None:
    change_plan(store, "2024-25 Q2", Revised_due_date="30/06/2026")
    change_plan(store, "2024-25 Q4", Revised_due_date="30/09/2026")
    names = ["due_dates", "moved", "moved_since", "due"]

    def moves(looked_at: View) -> list[Any]:
        return [column(store, name, looked_at)["1.1"] for name in names]

    first, second, third = "2026-03-31", "2026-06-30", "2026-09-30"
    assert moves(view("2024-25 Q1")) == [(first,), 0, 0, first]
    assert moves(view("2024-25 Q2")) == [(first, second), 1, 1, second]
    assert moves(view("2024-25 Q3")) == [(first, second), 1, 0, second]
    assert moves(view("2024-25 Q4")) == [(first, second, third), 2, 1, third]
    assert moves(view("2024-25 Q4", "2024-25 Q1")) == [(first, second, third), 2, 2, third]


@pytest.mark.parametrize(
    ("versions", "dates"),
    [
        ([{"Revised due date": "30/06/2026"}, {}], ("2026-03-31", "2026-06-30", "2026-03-31")),
        ([{"Due date": "30/06/2026"}], ("2026-03-31", "2026-06-30")),
        (
            [{"Due date": "30/06/2026", "Revised due date": "31/12/2026"}],
            ("2026-03-31", "2026-12-31"),
        ),
        ([{"Due date": "ongoing"}], ("2026-03-31", "ongoing")),
        ([{"Due date": None}], ()),
        ([{"Due date": "31/03/2026"}], ("2026-03-31",)),
        ([{"Revised due date": "30/06/2026"}] * 3, ("2026-03-31", "2026-06-30")),
        ([{"Due date": "ongoing"}] * 2, ("2026-03-31", "ongoing")),
        ([{"Action": "Reworded"}], ("2026-03-31",)),
    ],
)
def test_a_date_that_moved_back_or_was_replaced_is_a_move_too(
    store: Store, versions: list[dict[str, Any]], dates: tuple[str, ...]
) -> None:
    for cells in versions:
        change_plan(store, "2024-25 Q2", **{k.replace(" ", "_"): v for k, v in cells.items()})
    assert column(store, "due_dates", view("2024-25 Q2"))["1.1"] == dates
    assert column(store, "moved", view("2024-25 Q2"))["1.1"] == max(len(dates) - 1, 0)


def test_a_plan_can_be_seen_as_at_a_day(store: Store) -> None:
    change_plan(store, "2024-25 Q2", "2024-11-01", Action="Reworded", State="Closed")
    put(store, return_workbook("2024-25 Q2", Progress=[progress("2.1", "Green")]), day="2024-11-02")
    names = ["action", "state", "rag"]
    seen = {
        day: actions(store, view("2024-25 Q2", as_at=day))[names].to_numpy().tolist()[:2]
        for day in ("2024-10-09", "2024-11-01", "2024-11-02")
    }
    assert seen == {
        "2024-10-09": [
            ["Oversee reports", "Live", "Not reported"],
            ["Act on the review", "Live", "Not reported"],
        ],
        "2024-11-01": [["Reworded", "Closed", "Complete"], ["Act on the review", "Live", "Red"]],
        "2024-11-02": [["Reworded", "Closed", "Complete"], ["Act on the review", "Live", "Green"]],
    }
    assert quarters(store, "2024-10-09") == [parse_period("2024-25 Q1")]
