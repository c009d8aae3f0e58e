"""Which actions pass which filters, and how the filters read."""

from pathlib import Path

import pandas as pd
import pytest

from escp_data.plan.actions import actions
from escp_data.plan.filters import Filters, choices, filter_actions, live_counts, rag_counts
from escp_data.store.database import open_store
from tests.stores import plan_store, view


@pytest.mark.parametrize(
    ("filters", "refs"),
    [
        (Filters(), ["1.1", "2.1", "2.2"]),
        (Filters(priority=(2,)), ["2.1", "2.2"]),
        (Filters(priority=(1, 2)), ["1.1", "2.1", "2.2"]),
        (Filters(priority=(9,)), []),
        (Filters(agency=("Metropolitan Police",)), ["1.1", "2.1"]),
        (Filters(agency=("NHS NCL ICB", "Enfield Council")), ["1.1", "2.2"]),
        (Filters(agency=("Police",)), []),
        (Filters(agency=("Metropolitan Police",), leads=True), ["2.1"]),
        (Filters(leads=True), ["1.1", "2.1", "2.2"]),
        (Filters(group=("Vulnerable Young People",)), ["1.1"]),
        (Filters(rag=("Red", "Complete")), ["1.1", "2.1"]),
        (Filters(rag=("Not reported",)), ["2.2"]),
        (Filters(impact=("Evidenced",)), ["1.1"]),
        (Filters(impact=("Not reported",)), ["2.1", "2.2"]),
        (Filters(overdue=True), ["2.1"]),
        (Filters(text="WORKSHOPS  two"), ["2.1"]),
        (Filters(text="2.2"), ["2.2"]),
        (Filters(text=".*"), []),
        (Filters(text="  "), ["1.1", "2.1", "2.2"]),
        (Filters(priority=(1,), rag=("Red",)), []),
        (Filters(priority=(2,), agency=("Metropolitan Police",), text="cancelled"), ["2.1"]),
    ],
)
def test_an_action_passes_every_filter(
    store_of_actions: Path, filters: Filters, refs: list[str]
) -> None:
    every = actions(open_store(store_of_actions), view("2024-25 Q2", as_at="2024-10-10"))
    every["overdue"] = every["ref"] == "2.1"
    found = filter_actions(every, filters)
    assert (list(found["ref"]), list(found.index)) == (refs, list(range(len(refs))))


@pytest.fixture(scope="module")
def store_of_actions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return plan_store(tmp_path_factory.mktemp("store")).path


def test_there_is_nothing_to_find_in_an_empty_plan(empty_store: Path) -> None:
    every = actions(open_store(empty_store), view("2024-25 Q2"))
    found = filter_actions(
        every, Filters((1,), ("x",), ("x",), ("Red",), ("x",), True, "words here")
    )
    assert found.empty
    assert list(found) == list(every)
    assert choices(every) == {"agency": [], "group": []}


def test_what_can_be_chosen_comes_from_the_actions(store_of_actions: Path) -> None:
    every = actions(open_store(store_of_actions), view("2024-25 Q2"))
    assert choices(every) == {
        "agency": ["Enfield Council", "Metropolitan Police", "NHS NCL ICB"],
        "group": ["Vulnerable Young People"],
    }


@pytest.mark.parametrize(
    ("rags", "words"),
    [
        ([], "No action under these filters"),
        (["Green"], "1 Green"),
        (["Not reported", "Green", "Red", "Green"], "1 Red, 2 Green, 1 not reported"),
    ],
)
def test_the_answer_counts_each_rag(rags: list[str], words: str) -> None:
    assert rag_counts(pd.DataFrame({"rag": pd.Series(rags, dtype=object)})) == words


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(), "None: every action"),
        (Filters(text="   "), "None: every action"),
        (Filters(priority=(2,), rag=("Red", "Amber")), "Priority 2; RAG Red or Amber"),
        (
            Filters((1, 2), ("A", "B"), ("G",), ("Red",), ("Emerging",), True, " audit "),
            "Priority 1 or 2; Agency (lead or contributing) A or B; Group G; RAG Red; "
            'Impact first signs that it helps; Overdue only; Text "audit"',
        ),
    ],
)
def test_the_filters_in_one_line(filters: Filters, words: str) -> None:
    assert filters.words == words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "No action under these filters"),
        ([("Red", "Live"), ("Complete", "Live")], "1 Red, 1 Complete"),
        ([("Red", "Live"), ("Not reported", "Superseded")], "1 Red, and 1 that is not live"),
        ([("Red", "Closed"), ("Green", "Live"), ("Green", "Superseded")],
         "1 Green, and 2 that are not live"),
        ([("Red", "Closed")], "1 action that is not live"),
        ([("Red", "Closed"), ("Red", "Superseded")], "2 actions that are not live"),
    ],
)  # fmt: skip  # a row a line
def test_what_is_not_live_is_named_apart(rows: list[tuple[str, str]], words: str) -> None:
    assert live_counts(pd.DataFrame(rows, columns=["rag", "state"], dtype=object)) == words
