"""The plan's questions: every action's state in a quarter, and how it came to be."""

from pathlib import Path
from typing import Any

import pytest

from escp_data.plan import actions as plan
from escp_data.plan.actions import View, actions, priorities, quarters, rag_history, updates
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store, open_store
from escp_data.text.periods import parse_period
from tests.stores import (
    PLAN,
    plan_store,
    plan_workbook,
    progress,
    put,
    report,
    return_workbook,
    view,
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return open_store(tmp_path / "empty.db")


def column(store: Store, name: str, looked_at: View) -> dict[str, Any]:
    """One column of `actions` by ref."""
    return dict(actions(store, looked_at).set_index("ref")[name])


def test_an_action_has_what_the_plan_and_the_quarter_say_of_it(store: Store) -> None:
    found = actions(store, view("2024-25 Q2")).set_index("ref").loc["2.1"].to_dict()
    assert found == {
        "upload_id": 3, "priority": 2, "action": "Act on the review", "success_measure": None,
        "lead_agency": "Metropolitan Police", "contributing_agencies": None,
        "lead": "Metropolitan Police", "contributors": None,
        "activity_group": None, "owner_role": None, "start_date": None, "due_date": "2024-12-31",
        "revised_due_date": None, "state": "Live", "measure_codes": None,
        "plan": None, "short_name": None, "continues": None, "decision_sought": None,
        "decision_of": None, "decision_by": None, "beside": (), "described": True,
        "due_dates": ("2024-12-31",), "moved": 0, "moved_since": 0, "due": "2024-12-31",
        "priority_title": "Physical abuse", "rag": "Red", "rag_reason": "Late",
        "progress_update": "Two workshops cancelled", "evidence": None, "impact": "Not reported",
        "barriers": None, "next_steps": None, "rag_before": "Amber", "change": "worse",
        "overdue": False, "red_since": "2024-25 Q2", "last_update": parse_period("2024-25 Q2"),
        "quarters_silent": 0.0,
    }  # fmt: skip  # a row a line


def test_what_nobody_reported_on_is_no_update_and_never_an_earlier_colour(store: Store) -> None:
    found = actions(store, view("2024-25 Q2")).set_index("ref").loc["2.2"]
    assert (found["rag_before"], found["rag"], found["change"]) == (
        "Green",
        "Not reported",
        "no update",
    )
    assert (found["impact"], found["progress_update"]) == ("Not reported", None)


def test_the_quarters_since_the_last_update_are_counted(store: Store) -> None:
    put(store, return_workbook("2024-25 Q2", Actions=[PLAN["Actions"][0] | {"Ref": "1.2"}]))
    found = actions(store, view("2025-26 Q1")).set_index("ref")
    silent = found[["last_update", "quarters_silent"]].astype(object).fillna("never")
    assert silent.T.to_dict("list") == {
        "1.1": [parse_period("2024-25 Q2"), 3.0],
        "1.2": ["never", "never"],
        "2.1": [parse_period("2024-25 Q2"), 3.0],
        "2.2": [parse_period("2024-25 Q1"), 4.0],
    }


def test_a_later_report_does_not_show_in_an_earlier_quarter(store: Store) -> None:
    assert column(store, "rag", view("2024-25 Q1")) == {
        "1.1": "Green",
        "2.1": "Amber",
        "2.2": "Green",
    }
    assert set(column(store, "last_update", view("2024-25 Q1")).values()) == {
        parse_period("2024-25 Q1")
    }


CHANGES = {
    ("Green", "Green"): "same",
    ("Not started", "Not started"): "same",
    ("Green", "Amber"): "worse",
    ("Green", "Red"): "worse",
    ("Amber", "Red"): "worse",
    ("Complete", "Amber"): "worse",
    ("Complete", "Green"): "worse",
    ("Green", "Not started"): "worse",
    ("Not started", "Red"): "worse",
    ("Not started", "Amber"): "worse",
    ("Red", "Amber"): "better",
    ("Amber", "Green"): "better",
    ("Red", "Complete"): "completed",
    ("Not started", "Complete"): "completed",
    ("Not started", "Green"): "started",
}


def test_every_change_has_its_word(store: Store) -> None:
    refs = [f"3.{number}" for number in range(len(CHANGES))]
    new = [PLAN["Actions"][0] | {"Ref": ref} for ref in refs]
    put(store, return_workbook("2024-25 Q3", Actions=new, Progress=[
        progress(ref, before) for ref, (before, _) in zip(refs, CHANGES, strict=True)
    ]))  # fmt: skip  # pairs share a line
    put(store, return_workbook("2024-25 Q4", Progress=[
        progress(ref, now) for ref, (_, now) in zip(refs, CHANGES, strict=True)
    ]))  # fmt: skip  # pairs share a line
    found = actions(store, view("2024-25 Q4"))
    rows = found.loc[found["ref"].isin(refs), ["rag_before", "rag", "change"]].to_numpy()
    assert {(before, now): change for before, now, change in rows} == CHANGES


def test_a_first_update_is_not_called_reported_again(store: Store) -> None:
    assert column(store, "change", view("2024-25 Q1")) == dict.fromkeys(
        ["1.1", "2.1", "2.2"], "first update"
    )
    report(store, "2024-25 Q3", r2_2="Red")
    assert column(store, "change", view("2024-25 Q3")) == {
        "1.1": "no update",
        "2.1": "no update",
        "2.2": "reported again",
    }


def test_a_quarter_can_be_compared_with_any_earlier_one(store: Store) -> None:
    report(store, "2024-25 Q4", r2_1="Amber", r2_2="Red")
    found = actions(store, view("2024-25 Q4", "2024-25 Q1")).set_index("ref")
    assert found[["rag_before", "change"]].T.to_dict("list") == {
        "1.1": ["Green", "no update"],
        "2.1": ["Amber", "same"],
        "2.2": ["Green", "worse"],
    }


def test_red_since_counts_an_unbroken_run(store: Store) -> None:
    report(store, "2024-25 Q3", r2_1="Red", r2_2="Red", r1_1="Red")
    report(store, "2024-25 Q4", r2_1="Red", r2_2="Red", r1_1="Green")
    report(store, "2025-26 Q2", r2_1="Red")
    assert column(store, "red_since", view("2024-25 Q4")) == {
        "1.1": None,
        "2.1": "2024-25 Q2",
        "2.2": "2024-25 Q3",
    }
    assert column(store, "red_since", view("2025-26 Q2"))["2.1"] == "2025-26 Q2"
    assert set(column(store, "red_since", view("2025-26 Q1")).values()) == {None}


OVERDUE = {
    ("30/12/2024", "Green", "Live"): True,
    ("31/12/2024", "Red", "Live"): False,
    ("01/01/2025", "Red", "Live"): False,
    ("30/12/2024", "Complete", "Live"): False,
    ("30/12/2024", "Not started", "Live"): True,
    ("30/12/2024", "Red", "Closed"): False,
    ("30/12/2024", "Red", "Superseded"): False,
    ("30/12/2024", "Red", None): True,
    ("ongoing", "Red", "Live"): False,
    (None, "Red", "Live"): False,
}


def test_overdue_is_due_before_the_quarters_last_day(store: Store) -> None:
    given = {f"3.{number}": case for number, case in enumerate(OVERDUE)}
    put(store, return_workbook(
        "2024-25 Q3",
        Actions=[
            {"Ref": ref, "Priority": 1, "Action": "Do it", "Due date": due, "State": state}
            for ref, (due, _, state) in given.items()
        ],
        Progress=[progress(ref, rag) for ref, (_, rag, _) in given.items()],
    ))  # fmt: skip  # pairs share a line
    found = column(store, "overdue", view("2024-25 Q3"))
    assert {given[ref]: bool(late) for ref, late in found.items() if ref in given} == OVERDUE


def test_what_was_not_reported_on_can_be_overdue(store: Store) -> None:
    assert column(store, "overdue", view("2024-25 Q4")) == {
        "1.1": False,
        "2.1": True,
        "2.2": False,
    }


def test_refs_are_in_the_plans_order(store: Store) -> None:
    refs = ["1.10", "10.1", "1.2", "1.2a"]
    rows = [PLAN["Actions"][0] | {"Ref": ref} for ref in refs]
    put(store, return_workbook("2024-25 Q1", Actions=rows))
    in_order = ["1.1", "1.2", "1.2a", "1.10", "2.1", "2.2", "10.1"]
    assert list(actions(store, view("2024-25 Q1"))["ref"]) == in_order
    assert list(rag_history(store, view("2024-25 Q1"))["ref"]) == in_order


def test_progress_on_an_action_whose_upload_was_withdrawn_stands_under_its_ref(
    store: Store,
) -> None:
    withdraw(store, 1, "Wrong plan", "Business unit")
    found = actions(store, view("2024-25 Q2"))
    assert found[["ref", "action", "rag", "lead_agency", "described"]].to_numpy().tolist() == [
        ["1.1", "1.1 (not described)", "Complete", None, False],
        ["2.1", "2.1 (not described)", "Red", None, False],
        ["2.2", "2.2 (not described)", "Not reported", None, False],
    ]
    assert list(priorities(store, view("2024-25 Q2"))["title"]) == [
        "Priority 1 (not described)",
        "Priority 2 (not described)",
    ]


def test_an_action_whose_progress_was_withdrawn_has_no_update(store: Store) -> None:
    withdraw(store, 3, "Wrong quarter", "Business unit")
    found = actions(store, view("2024-25 Q2"))
    assert (set(found["rag"]), set(found["quarters_silent"])) == ({"Not reported"}, {1.0})
    assert quarters(store) == [parse_period("2024-25 Q1")]


def test_the_quarters_run_without_a_gap_from_first_to_last(store: Store) -> None:
    report(store, "2025-26 Q1", r1_1="Green")
    assert [str(quarter) for quarter in quarters(store)] == [
        "2025-26 Q1", "2024-25 Q4", "2024-25 Q3", "2024-25 Q2", "2024-25 Q1",
    ]  # fmt: skip  # a list in few lines


@pytest.mark.parametrize(
    ("cover", "first"),
    [("2024-25 Q3", "2024-25 Q3"), ("2024-25", "2024-25 Q1"), ("2024/25 academic", "2024-25 Q2")],
)
def test_a_plan_that_nobody_reported_on_has_the_quarter_of_its_cover(
    empty: Store, cover: str, first: str
) -> None:
    put(empty, plan_workbook(cover))
    assert quarters(empty) == [parse_period(first)]
    found = actions(empty, view(first))
    assert list(found["change"]) == ["no update"] * 3
    assert found["quarters_silent"].isna().all()


def test_an_empty_store_has_nothing_to_ask_about(empty: Store) -> None:
    looked_at = view("2024-25 Q1")
    assert quarters(empty) == []
    assert priorities(empty, looked_at).empty
    assert actions(empty, looked_at).empty
    assert rag_history(empty, looked_at).empty
    assert updates(empty, "1.1", looked_at).empty


def test_the_priorities_are_in_order(store: Store) -> None:
    put(store, return_workbook("2024-25 Q2", Priorities=[
        {"Priority": 3, "Title": "Anti-racist practice"}, {"Priority": 1, "Title": "Reworded"},
    ]))  # fmt: skip  # a row a line
    assert priorities(store, view("2024-25 Q2")).to_numpy().tolist() == [
        [1, "Reworded", None, None],
        [2, "Physical abuse", None, "Children are protected."],
        [3, "Anti-racist practice", None, None],
    ]
    assert list(priorities(store, view("2024-25 Q1"))["title"]) == [
        "Child-on-child abuse",
        "Physical abuse",
    ]


def test_the_history_of_rag_has_every_quarter_and_every_action(store: Store) -> None:
    report(store, "2024-25 Q4", r2_1="Green")
    history = rag_history(store, view("2024-25 Q4"))
    silent = "Not reported"
    assert {ref: list(rows["rag"]) for ref, rows in history.groupby("ref")} == {
        "1.1": ["Green", "Complete", silent, silent],
        "2.1": ["Amber", "Red", silent, "Green"],
        "2.2": ["Green", silent, silent, silent],
    }
    assert list(dict.fromkeys(history["period"])) == [
        "2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4",
    ]  # fmt: skip  # a list in few lines
    short = rag_history(store, view("2024-25 Q4"), length=2)
    assert list(dict.fromkeys(short["period"])) == ["2024-25 Q3", "2024-25 Q4"]


def test_an_actions_story_is_newest_first_and_ends_with_the_quarter(store: Store) -> None:
    report(store, "2024-25 Q3", r2_1="Green")
    story = updates(store, "2.1", view("2024-25 Q2"))
    assert story[["period", "rag", "progress_update", "upload_id"]].to_numpy().tolist() == [
        ["2024-25 Q2", "Red", "Two workshops cancelled", 3],
        ["2024-25 Q1", "Amber", None, 2],
    ]


def test_every_status_and_impact_has_its_meaning() -> None:
    assert set(plan.MEANINGS) == set(plan.STATUSES)
    assert plan.IMPACTS == ("Not yet evidenced", "Emerging", "Evidenced", "Not reported")
