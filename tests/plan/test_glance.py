"""A quarter in one minute: the headline, what moved, what is asked, whom to ring, what helped."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from escp_data.plan.glance import glance, plan_headline, times_moved
from escp_data.plan.picture import plan_picture
from escp_data.store.database import Store, open_store
from tests.stores import PLAN, plan_store, plan_workbook, progress, put, return_workbook, view


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def live(*rags: str, asks: int = 0) -> pd.DataFrame:
    """Live actions, a RAG each, of which the first `asks` ask for a decision."""
    sought = ["Decide"] * asks + [None] * (len(rags) - asks)
    return pd.DataFrame({"rag": rags, "decision_sought": sought}, dtype=object)


@pytest.mark.parametrize(
    ("rags", "asks", "words"),
    [
        (["Green", "Red"], 1, "1 of 2 actions is not on track; one needs a decision"),
        (["Red", "Red", "Amber", "Amber", "Not reported", *["Green"] * 5], 2,
         "5 of 10 actions are not on track; two need a decision"),
        (["Green", "Not reported"], 0, "1 of 2 actions is not on track; no decision is asked"),
        (["Amber", "Red"], 0, "Neither action is on track; no decision is asked"),
        (["Green", "Complete"], 0, "Both actions are on track; no decision is asked"),
        (["Green", "Complete"], 1, "Both actions are on track; one needs a decision"),
        (["Green", "Not started"], 0, "No action is off track; no decision is asked"),
        (["Red"], 1, "The only action is not on track; it needs a decision"),
        (["Complete"], 0, "The only action is on track; no decision is asked"),
        (["Not started"], 0, "The only action has not started; no decision is asked"),
        (["Not reported", "Not reported"], 0, "Nobody has reported on this quarter yet"),
        (["Red"] * 12, 12, "None of the 12 actions is on track; 12 need a decision"),
    ],
)  # fmt: skip  # a row a line
def test_the_headline_counts_amber_and_silence(rags: list[str], asks: int, words: str) -> None:
    assert plan_headline(live(*rags, asks=asks)) == words


def test_a_plan_without_actions_says_so() -> None:
    assert plan_headline(live()) == "There are no live actions yet"


def test_a_quarter_at_a_glance(store: Store) -> None:
    found = glance(store, view("2024-25 Q2"))
    assert found.headline == "2 of 3 actions are not on track; no decision is asked"
    assert [(each.priority, [a.title for a in each.actions]) for each in found.board] == [
        (1, ["1.1 Oversee reports"]), (2, ["2.1 Act on the review", "2.2 Watch the front door"]),
    ]  # fmt: skip  # a priority a line
    assert (found.on_track, found.total) == (1, 3)
    assert found.others == (("Red", "1 Red"), ("Not reported", "1 not reported"))
    moves = (found.worse, found.better, found.completed, found.moved)
    assert [[each.ref for each in own] for own in moves] == [["2.1"], [], ["1.1"], []]
    assert (found.decisions, found.earlier) == ((), True)
    assert [call.words for call in found.calls] == [
        "NHS NCL ICB has not reported on 2.2. Ask for it?",
        "2.1 is Red. Ask what is needed?",
    ]
    assert found.impact == {"Evidenced": ("1.1",), "Not reported": ("2.1", "2.2")}


def test_what_is_asked_comes_with_of_whom_and_by_when(store: Store) -> None:
    asked = {"Decision sought": "Release two people?", "Decision of": "Met",
             "Decision by": "31/01/2025"}  # fmt: skip  # pairs share a line
    rows = [
        progress("1.1", "Amber", **{"Decision sought": "Name a chair?"}),
        progress("2.1", "Red", **asked),
    ]
    put(store, return_workbook("2024-25 Q3", Progress=rows))
    found = glance(store, view("2024-25 Q3"))
    assert found.headline == "None of the three actions is on track; two need a decision"
    assert [(d.action.ref, d.standing, d.asks, d.of_and_by) for d in found.decisions] == [
        ("2.1", "Red for two quarters", "Release two people?", "Met, by 31 January 2025"),
        ("1.1", "Amber", "Name a chair?", ""),
    ]
    assert [call.action.ref for call in found.calls] == ["2.2"]


def test_the_first_quarter_has_nothing_before_it(store: Store) -> None:
    quarters = ["2024-25 Q1", "2024-25 Q2", "2024-25 Q4"]
    assert [glance(store, view(quarter)).earlier for quarter in quarters] == [False, True, True]


def test_closed_and_superseded_actions_are_left_out(store: Store) -> None:
    states = zip(PLAN["Actions"], ["Closed", "Superseded", "Live"], strict=True)
    put(store, return_workbook("2024-25 Q2", Actions=[a | {"State": s} for a, s in states]))
    found = glance(store, view("2024-25 Q2"))
    assert [each.ref for own in found.board for each in own.actions] == ["2.2"]
    assert found.headline == "Nobody has reported on this quarter yet"
    assert [call.action.ref for call in found.calls] == ["2.2"]


def test_a_moved_date_and_an_emerging_impact_show(store: Store) -> None:
    moved = PLAN["Actions"][1] | {"Revised due date": "30/06/2025"}
    rows = [
        progress("2.1", "Amber", Impact="Emerging"),
        progress("2.2", "Green", Impact="Not yet evidenced"),
    ]
    put(store, return_workbook("2024-25 Q3", Actions=[moved], Progress=rows))
    found = glance(store, view("2024-25 Q3"))
    assert [[each.ref for each in own] for own in (found.moved, found.better)] == [["2.1"]] * 2
    assert times_moved(found.moved[0]) == ""
    assert found.impact == {
        "Emerging": ("2.1",), "Not yet evidenced": ("2.2",), "Not reported": ("1.1",)
    }  # fmt: skip  # a list in few lines
    assert glance(store, view("2024-25 Q4")).moved == ()


def test_calls_are_in_order_of_urgency(store: Store) -> None:
    def action(ref: str, due: str | None, **more: Any) -> dict[str, Any]:
        return {"Ref": ref, "Priority": 1, "Action": f"Do {ref}", "Due date": due, **more}

    old, later = "01/06/2024", "31/03/2026"
    new = [action("3.1", later), action("3.2", old), action("3.3", later, **{"Lead agency": "Met"}),
           action("3.4", old), action("3.5", old), action("3.6", later)]  # fmt: skip  # rows
    rags = {"3.1": "Red", "3.2": "Red", "3.5": "Green", "3.6": "Amber", "1.1": "Green"}
    rows = [progress(ref, rag) for ref, rag in rags.items()]
    put(store, return_workbook("2024-25 Q3", Actions=new))
    put(store, return_workbook("2024-25 Q3", Progress=rows))
    put(store, return_workbook("2024-25 Q4", Progress=rows), "q4.xlsx")
    assert [call.words for call in glance(store, view("2024-25 Q4")).calls] == [
        "Metropolitan Police has not reported on 2.1. It is overdue. Ask for it?",
        "NHS NCL ICB has not reported on 2.2. Ask for it?",
        "Metropolitan Police has not reported on 3.3. Ask for it?",
        "Nobody has reported on 3.4. It is overdue. Ask for it?",
        "3.2 is Red for two quarters, overdue. Ask what is needed?",
        "3.1 is Red for two quarters. Ask what is needed?",
        "3.5 is Green, overdue. Ask what is needed?",
    ]


def test_a_new_plan_and_an_empty_store_have_a_glance(tmp_path: Path) -> None:
    store = open_store(tmp_path / "new.db")
    assert glance(store, view("2024-25 Q1")).headline == "There are no live actions yet"
    put(store, plan_workbook())
    found = glance(store, view("2024-25 Q1"))
    assert found.headline == "Nobody has reported on this quarter yet"
    assert (found.worse, found.completed, found.decisions) == ((), (), ())
    assert len(found.calls) == 3
    assert plan_picture(store, view("2024-25 Q1")).lines == ()


def test_the_whole_plan_is_its_actions_by_its_quarters(store: Store) -> None:
    found = plan_picture(store, view("2024-25 Q2"))
    assert [str(quarter) for quarter in found.quarters] == ["2024-25 Q1", "2024-25 Q2"]
    assert found.years == (("2024-25", 2),)
    assert {line.ref: line.rags for line in found.lines} == {
        "1.1": ("Green", "Complete"), "2.1": ("Amber", "Red"), "2.2": ("Green", "Not reported"),
    }  # fmt: skip  # a list in few lines
