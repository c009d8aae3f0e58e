"""Files chosen together, and what rests on one (rows 3, 25, 42, 67 and 75 of the scenarios)."""

from dataclasses import replace
from pathlib import Path

import pytest

from escp_data.records.grouped import in_few_words
from escp_data.records.resting import resting
from escp_data.records.together import InTurn, in_order, in_turn, is_as_shown
from escp_data.records.uploads import append
from escp_data.validation.checks import check_workbook
from tests.scenarios import BASE, BU, NEXT, P1, C, I, Partnership, codes, told


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path)


def test_67_an_empty_store_takes_the_plan_and_its_returns_at_once(tmp_path: Path) -> None:
    empty = Partnership.empty(tmp_path)
    files = [
        (f"{name}.xlsx", empty.workbook(C, name, Progress=[told("Green", Evidence=name)]))
        for name in ("Q3", "Q1", "Q2")
    ]
    files.insert(1, ("the plan.xlsx", empty.workbook(BU, "2023-24 Q1", **BASE)))
    ordered = in_order(files)
    assert [name for name, _ in ordered] == ["the plan.xlsx", "Q1.xlsx", "Q2.xlsx", "Q3.xlsx"]
    found = [each for each in in_turn(empty.store, ordered) if isinstance(each, InTurn)]
    assert [codes(each.checked) for each in found] == [[], [], [], []]
    assert [in_few_words(each.changes) for each in found[1:]] == ["1 row is new"] * 3
    for name, content in ordered:
        checked = check_workbook(content, name, empty.store)
        assert checked.problems == ()
        append(empty.store, checked, "x")
    assert [empty.rag(name) for name in ("Q1", "Q2", "Q3")] == ["Green"] * 3


def test_a_return_that_rewords_the_plan_stays_in_its_quarter(base: Partnership) -> None:
    quote = {"Date": "14/05/2025", "Ref": "2.1", "Agency": C, "Theme": "bullying",
             "What children said": "Listen"}  # fmt: skip  # pairs share a line
    answered = quote | {"What changed as a result": "A lamp"}
    action = {"Ref": "2.1", "Priority": 2, "Action": "old", "Owner role": "A head"}
    files = [
        ("a.xlsx", base.workbook(BU, "Q2", Actions=[action], Voice=[answered])),
        ("b.xlsx", base.workbook(C, "Q1", Voice=[quote | {"What changed as a result": None}])),
        ("c.xlsx", base.workbook(C, "Q2", Progress=[told("Green")])),
        ("next.xlsx", base.workbook(BU, "Q4", **NEXT)),
        ("wording.xlsx", base.workbook(BU, "Q3", P1, Actions=[action])),
    ]
    ordered = in_order(files)
    assert [name for name, _ in ordered] == [
        "wording.xlsx", "next.xlsx", "b.xlsx", "a.xlsx", "c.xlsx",
    ]  # fmt: skip  # a list
    for name, content in ordered:
        checked = check_workbook(content, name, base.store)
        assert [each.message for each in checked.problems] == []
        append(base.store, checked, "x")
    assert list(base.store.current("voice")["what_changed_as_a_result"]) == ["A lamp"]


def test_a_return_before_any_plan_gets_one_sentence(tmp_path: Path) -> None:
    empty = Partnership.empty(tmp_path)
    rows = [told("Green", ref=f"{n}.{m}") for n in range(1, 9) for m in range(1, 9)]
    checked = empty.check(C, "Q3", Progress=rows)
    assert [each.message for each in checked.errors] == [
        "No plan, agencies or measures are on record yet, so nothing in this workbook can be "
        "matched. Store the plan workbook first, or choose both together."
    ]


def test_3_what_only_an_upload_says_rests_on_it(base: Partnership) -> None:
    second = base.send(C, "Q3", Progress=[told("Amber", "why", Evidence="e")])
    third = base.send(C, "Q3", Progress=[told("Green", "well")])
    assert resting(base.store, second).sentences == ("Evidence of 1 update rests on it.",)
    assert resting(base.store, third).sentences == (
        "RAG of 1 update rests on it.",
        "RAG reason of 1 update rests on it.",
        "RAG of 2.1 in 2025-26 Q3: Green would read Amber.",
    )


def test_25_what_a_plan_workbook_holds_up_is_counted(base: Partnership) -> None:
    second = base.send(BU, "Q4", **NEXT)
    base.send(I, "N1", Progress=[told("Amber", "why")])
    assert resting(base.store, second).sentences == (
        "Only it says: 1 plan, 2 priorities and 1 action.",
        "Rows that stand need what it describes: 1 update.",
    )


def test_what_was_shown_is_not_what_would_be_stored_once_another_has_come(
    base: Partnership,
) -> None:
    shown = base.check(C, "Q3", Progress=[told("Green", "on track")])
    assert is_as_shown(base.store, shown)
    base.send(BU, "Q3", Progress=[told("Amber", "late")])
    assert not is_as_shown(base.store, shown)


def test_a_row_that_says_less_than_was_shown_is_not_the_same(base: Partnership) -> None:
    shown = base.check(C, "Q3", Progress=[told("Green", Evidence="e")])
    less = {
        name: replace(rows, says=[said - {"evidence"} for said in rows.says])
        for name, rows in shown.rows.items()
    }
    assert not is_as_shown(base.store, replace(shown, rows=less))


def test_a_change_list_keeps_the_plan_of_a_measure_that_names_none(tmp_path: Path) -> None:
    measure = {"Code": "SUSP", "Measure": "Suspensions", "Kind": "count", "Counts": "other",
               "Better when": "lower", "Time": "flow", "Definition": "All", "Priority": 1,
               }  # fmt: skip  # pairs share a line
    base = Partnership.base(tmp_path, Measures=[measure])
    base.send(BU, "Q4", **NEXT)
    [found] = base.foreseen(BU, "N1", Measures=[measure])
    assert (found.unchanged, found.changed) == (1, ())
