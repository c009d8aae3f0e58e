"""The actions as people read them, and as files with what they were filtered by."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

from escp_data import MAKER
from escp_data.papers.actions_file import (
    actions_csv,
    actions_excel,
    actions_facts,
    actions_in_full,
    actions_shown,
)
from escp_data.plan.actions import actions
from escp_data.plan.filters import Filters, filter_actions
from escp_data.records import demonstration
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store, open_store
from tests.stores import PLAN, plan_store, put, return_workbook, view

Q2 = view("2024-25 Q2")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return plan_store(tmp_path)


def test_the_pages_table_is_in_words(store: Store) -> None:
    moved = PLAN["Actions"][1] | {"Due date": "30/06/2024", "Revised due date": "31/08/2024"}
    put(store, return_workbook("2024-25 Q2", Actions=[moved]))
    assert actions_shown(actions(store, Q2)).to_dict("split") == {
        "index": [0, 1, 2],
        "columns": ["Ref", "Action", "Lead agency", "Group", "RAG", "Impact", "Due", "Last update"],
        "data": [
            ["1.1", "Oversee reports", "Enfield Council", "Vulnerable Young People",
             "Complete (completed)", "Evidenced", "31 Mar 2026", "2024-25 Q2"],
            ["2.1", "Act on the review", "Metropolitan Police", "not set",
             "Red (worse)", "Not reported", "31 Aug 2024 (moved, overdue)", "2024-25 Q2"],
            ["2.2", "Watch the front door", "NHS NCL ICB", "not set",
             "Not reported", "Not reported", "ongoing", "2024-25 Q1"],
        ],
    }  # fmt: skip  # a row a line


def test_what_was_never_reported_on_says_never(store: Store) -> None:
    withdraw(store, 2, "x", "y")
    withdraw(store, 3, "x", "y")
    assert set(actions_shown(actions(store, Q2))["Last update"]) == {"never"}


def test_the_files_table_has_every_column(store: Store) -> None:
    row = actions_in_full(actions(store, Q2)).iloc[1].to_dict()
    assert row == {
        "Ref": "2.1", "Priority": 2, "Action": "Act on the review", "Success measure": None,
        "Lead agency": "Metropolitan Police", "Contributing agencies": None, "Group": None,
        "Owner role": None, "Start date": None, "Due date": "2024-12-31",
        "Due date now": "2024-12-31", "Times moved": 0, "State": "Live", "RAG": "Red",
        "RAG before": "Amber", "Change": "worse", "RAG reason": "Late",
        "Progress update": "Two workshops cancelled", "Evidence": None, "Impact": "Not reported",
        "Barriers": None, "Next steps": None, "Overdue": "No", "Red since": "2024-25 Q2",
        "Last update": "2024-25 Q2", "Quarters not reported": 0.0,
    }  # fmt: skip  # a list in few lines


def test_the_cover_states_what_was_asked_and_how_fresh_it_is(store: Store) -> None:
    plan = ("The plan", "the plan")
    assert actions_facts(store, Q2, Filters(rag=("Red",)), 1) == [
        plan,
        ("Last upload", "Upload 3 of 10 October 2024"),
        ("Made by", MAKER),
        ("Quarter shown", "2024-25 Q2 (July to September 2024)"),
        ("Compared with", "2024-25 Q1"),
        ("Data to", "30 September 2024"),
        ("Filters", "RAG Red"),
        ("Actions", "1"),
    ]
    earlier = actions_facts(store, view("2024-25 Q2", as_at="2024-07-31"), Filters(), 3)
    assert earlier[:4] == [
        plan,
        ("Last upload", "Upload 2 of 10 July 2024"),
        ("Made by", MAKER),
        ("As it was on", "31 July 2024"),
    ]


def test_only_the_demonstration_says_that_it_holds_samples(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ESCP_DB", raising=False)
    assert "Sample" not in dict(actions_facts(store, Q2, Filters(), 3))
    monkeypatch.setattr(demonstration, "SAMPLES", store.path.parent / "sample_data")
    (store.path.parent / ".demo").mkdir()
    made = open_store(store.path.parent / ".demo" / "demonstration-1.db")
    assert dict(actions_facts(made, Q2, Filters(), 3))["Sample"].startswith("Demonstration figures")


def test_an_empty_store_has_facts_too(tmp_path: Path) -> None:
    empty = open_store(tmp_path / "empty.db")
    assert dict(actions_facts(empty, Q2, Filters(), 0))["Last upload"] == "None"


def test_the_downloads_hold_exactly_what_was_filtered(store: Store) -> None:
    filters = Filters(priority=(2,))
    found = filter_actions(actions(store, Q2), filters)
    book = openpyxl.load_workbook(BytesIO(actions_excel(store, found, Q2, filters)))
    page = book["Actions shown"]
    assert [page.cell(row, 1).value for row in range(1, page.max_row + 1)] == ["Ref", "2.1", "2.2"]
    stated = {row[0].value: row[1].value for row in book["Cover"]}
    assert (stated["Filters"], stated["Actions"]) == ("Priority 2", "2")
    text = actions_csv(store, found, Q2, filters).decode("utf-8-sig")
    lines = list(csv.DictReader(StringIO(text, newline="")))
    assert [(line["Ref"], line["RAG"], line["Filters"], line["Times moved"]) for line in lines] == [
        ("2.1", "Red", "Priority 2", "0"),
        ("2.2", "Not reported", "Priority 2", "0"),
    ]
    assert [line["Quarters not reported"] for line in lines] == ["0", "1"]


def test_nothing_found_is_a_file_with_headings(store: Store) -> None:
    filters = Filters(text="nowhere")
    found = filter_actions(actions(store, Q2), filters)
    assert actions_shown(found).empty
    assert actions_csv(store, found, Q2, filters).decode("utf-8-sig").count("\r\n") == 1
    assert openpyxl.load_workbook(BytesIO(actions_excel(store, found, Q2, filters)))
