"""A quarter in one minute: the headline, what moved, what needs a decision, what helped."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from escp_data.plan.glance import DecisionNeeded, decisions_needed, glance, plan_headline
from escp_data.store.database import Store, open_store
from tests.stores import PLAN, plan_store, plan_workbook, progress, put, return_workbook, view


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def live(*rows: tuple[int, str], titles: dict[int, str | None] | None = None) -> pd.DataFrame:
    """Live actions, each a priority and a RAG."""
    named = titles or {1: "Child-on-child abuse", 2: "Physical abuse"}
    return pd.DataFrame(
        {
            "priority": [priority for priority, _ in rows],
            "priority_title": pd.Series([named[priority] for priority, _ in rows], dtype=object),
            "rag": [rag for _, rag in rows],
        }
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([(1, "Green"), (2, "Red")], "One of two actions is off track, on physical abuse"),
        ([(1, "Green"), (2, "Red"), (2, "Red")],
         "Two of three actions are off track, both on physical abuse"),
        ([(1, "Green"), (2, "Red"), (2, "Red"), (2, "Red")],
         "Three of four actions are off track, all on physical abuse"),
        ([(1, "Red"), (2, "Red"), (2, "Amber")],
         "Two of three actions are off track, on priorities 1 and 2"),
        ([(1, "Amber"), (2, "Green")], "One of two actions is at risk, on child-on-child abuse"),
        ([(2, "Red"), (2, "Green")], "One of two actions is off track"),
        ([(2, "Red")], "The only action is off track"),
        ([(1, "Green"), (2, "Complete")], "No action is off track"),
        ([(1, "Green"), (2, "No update")], "No action is off track; one has no update"),
        ([(1, "Green"), (2, "No update"), (2, "No update")],
         "No action is off track; two have no update"),
        ([(1, "No update"), (2, "No update")], "Nobody has reported on this quarter yet"),
        ([(n, "Red") for n in (1, 2) for _ in range(6)],
         "12 of 12 actions are off track, on priorities 1 and 2"),
    ],
)  # fmt: skip  # a row a line
def test_the_headline_is_the_answer(rows: list[tuple[int, str]], words: str) -> None:
    assert plan_headline(live(*rows)) == words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("S11 audits in Enfield", "on S11 audits in Enfield"),
        ("A safer Enfield", "on a safer Enfield"),
        (None, "on priority 2"),
    ],
)
def test_names_in_a_title_keep_their_capitals(title: str | None, words: str) -> None:
    actions = live((1, "Green"), (2, "Red"), titles={1: "Other", 2: title})
    assert plan_headline(actions) == f"One of two actions is off track, {words}"


def test_a_plan_without_actions_says_so() -> None:
    assert plan_headline(live()) == "There are no live actions yet"


def test_a_quarter_at_a_glance(store: Store) -> None:
    found = glance(store, view("2024-25 Q2"))
    shown = {name: value for name, value in vars(found).items() if name != "actions"}
    assert shown == {
        "headline": "One of three actions is off track, on physical abuse",
        "worse": ("2.1",),
        "better": (),
        "completed": ("1.1",),
        "moved": (),
        "decisions": (
            DecisionNeeded("2.1", "Act on the review", "Red", "Late"),
            DecisionNeeded("2.2", "Watch the front door", "No update from NHS NCL ICB", None),
        ),
        "evidenced": ("1.1",),
        "emerging": (),
        "unevidenced": (),
        "unreported": ("2.1", "2.2"),
        "earlier": True,
    }
    assert list(found.actions["ref"]) == ["1.1", "2.1", "2.2"]


def test_the_first_quarter_has_nothing_before_it(store: Store) -> None:
    quarters = ["2024-25 Q1", "2024-25 Q2", "2024-25 Q4"]
    assert [glance(store, view(quarter)).earlier for quarter in quarters] == [False, True, True]


def test_closed_and_superseded_actions_are_left_out(store: Store) -> None:
    states = zip(PLAN["Actions"], ["Closed", "Superseded", "Live"], strict=True)
    put(store, return_workbook("2024-25 Q2", Actions=[a | {"State": s} for a, s in states]))
    found = glance(store, view("2024-25 Q2"))
    assert list(found.actions["ref"]) == ["2.2"]
    assert found.headline == "Nobody has reported on this quarter yet"
    assert [decision.ref for decision in found.decisions] == ["2.2"]


def test_a_moved_date_and_an_emerging_impact_show(store: Store) -> None:
    moved = PLAN["Actions"][1] | {"Revised due date": "30/06/2025"}
    rows = [
        progress("2.1", "Amber", Impact="Emerging"),
        progress("2.2", "Green", Impact="Not yet evidenced"),
    ]
    put(store, return_workbook("2024-25 Q3", Actions=[moved], Progress=rows))
    found = glance(store, view("2024-25 Q3"))
    assert (found.moved, found.better, found.emerging) == (("2.1",), ("2.1",), ("2.1",))
    assert (found.unevidenced, found.unreported) == (("2.2",), ("1.1",))
    assert glance(store, view("2024-25 Q4")).moved == ()


def test_decisions_are_in_order_of_urgency(store: Store) -> None:
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
    found = glance(store, view("2024-25 Q4"))
    listed = {d.ref: d.why for d in decisions_needed(found.actions, view("2024-25 Q4"))}
    assert list(listed.items()) == [
        ("3.2", "Red since 2024-25 Q3, overdue"),
        ("3.1", "Red since 2024-25 Q3"),
        ("2.1", "No update from Metropolitan Police, overdue"),
        ("3.4", "No update, overdue"),
        ("3.5", "Overdue"),
        ("2.2", "No update from NHS NCL ICB"),
        ("3.3", "No update from Metropolitan Police"),
    ]


def test_a_new_plan_and_an_empty_store_have_a_glance(tmp_path: Path) -> None:
    store = open_store(tmp_path / "new.db")
    assert glance(store, view("2024-25 Q1")).headline == "There are no live actions yet"
    put(store, plan_workbook())
    found = glance(store, view("2024-25 Q1"))
    assert found.headline == "Nobody has reported on this quarter yet"
    assert (found.worse, found.completed, len(found.decisions)) == ((), (), 3)
