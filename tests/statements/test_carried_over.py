"""A store that version 1.0 made reads as it did, and says more from then on (rows 77 and 78)."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from escp_data.contract import ALL_AGENCIES
from escp_data.plan.actions import View, priorities, updates
from escp_data.plan.plans import plans_on_record
from escp_data.plan.returns import QuarterReturns, returns_of_quarter
from escp_data.records.changes import changes
from escp_data.records.uploads import history, original
from escp_data.statements.of_their_time import fields
from escp_data.store.database import Store, open_store
from escp_data.validation.checks import check_workbook
from tests.scenarios import BU, C, I, Partnership, V, codes, quarter, told
from tests.statements.version_one import PLAN, REPORTED, store_of_before
from tests.workbooks import bare_workbook


@pytest.fixture
def carried(tmp_path: Path) -> Partnership:
    return Partnership(open_store(store_of_before(tmp_path, PLAN + REPORTED)))


def board(store: Store, name: str) -> QuarterReturns:
    own = quarter(name)
    return returns_of_quarter(store, View(own, own.shifted(-1)))


def test_77_a_row_is_the_leads_where_its_own_return_brought_it(carried: Partnership) -> None:
    rows = carried.store.statements("progress")
    assert [[row[name] for name in ("upload_id", "cover_agency", "agency")] for row in rows] == [
        [2, V, ALL_AGENCIES],
        [3, BU, ALL_AGENCIES],
        [4, V, ALL_AGENCIES],
        [5, C, C],
    ]


SHOWN = ("rag", "rag_reason", "progress_update", "evidence", "impact", "next_steps", "change")


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("Q1", ("Not reported", None, None, None, "Not reported", None, "no update")),
        ("Q2", ("Green", None, "compiled", None, "Not reported", None, "first update")),
        ("Q3", ("Amber", "slow", None, None, "Not reported", "go on", "worse")),
        ("Q4", ("Not reported", None, None, None, "Not reported", None, "no update")),
    ],
)
def test_77_every_quarter_reads_as_before_and_what_was_emptied_stays_empty(
    carried: Partnership, name: str, headline: tuple[object, ...]
) -> None:
    row = carried.page(name)["2.1"]
    assert (tuple(row[field] for field in SHOWN), row["beside"]) == (headline, ())


def test_77_the_plan_reads_as_before_in_each_quarter(carried: Partnership) -> None:
    shown = ("action", "lead_agency", "owner_role", "due", "due_dates", "moved", "priority_title")
    read = {
        (name, ref): tuple(row[field] for field in shown)
        for name in ("Q2", "Q3")
        for ref, row in carried.page(name).items()
    }
    assert read == {
        ("Q2", "1.1"): ("another", I, None, "2025-12-31", ("2025-12-31",), 0, "One"),
        ("Q2", "2.1"): ("old", C, "A head", "2026-03-31", ("2026-03-31",), 0, "Two"),
        ("Q3", "1.1"): ("another, reworded", I, None, "2025-12-31", ("2025-12-31",), 0, "One"),
        ("Q3", "2.1"): ("old", C, None, "2026-06-30", ("2026-03-31", "2026-06-30"), 1, "Two"),
    }
    titles = priorities(carried.store, View(quarter("Q3"), quarter("Q2")))
    assert titles[["priority", "title", "aim"]].to_numpy().tolist() == [
        [1, "One", "Safe"],
        [2, "Two", None],
    ]


def test_77_an_action_without_any_date_says_nothing_of_dates(carried: Partnership) -> None:
    rows = carried.store.statements("actions")
    dates = {"due_date", "revised_due_date"}
    said = [(row["ref"], dates & fields(row["says"])) for row in rows]
    assert said == [("1.1", dates), ("2.1", dates), ("1.1", set()), ("2.1", dates)]
    assert {"owner_role", "action"} <= fields(rows[-1]["says"])
    assert "short_name" not in fields(rows[-1]["says"])


def test_77_the_plan_is_the_plan_and_the_board_is_as_before(carried: Partnership) -> None:
    [plan] = plans_on_record(carried.store)
    assert (plan.name, [str(each) for each in plan.quarters]) == (
        "the plan",
        ["2025-26 Q3", "2025-26 Q2"],
    )
    assert carried.opens() == ("the plan", "2025-26 Q3")
    q2, q3 = (board(carried.store, name) for name in ("Q2", "Q3"))
    assert [(each.expected, each.received, each.unasked, each.late) for each in (q2, q3)] == [
        ((C, I), (C,), (V,), ()),
        ((C, I), (C,), (V,), ()),
    ]


def test_77_numbers_words_and_files_are_as_they_were(carried: Partnership) -> None:
    [voice] = carried.store.current("voice").to_dict("records")
    assert (voice["children_involved"], voice["what_children_said"]) == (4, "Listen")
    [value] = carried.store.current("measure_values").to_dict("records")
    assert (value["numerator_marker"], value["agency"]) == ("c", C)
    assert list(history(carried.store)["upload_id"]) == [6, 5, 4, 3, 2, 1]
    assert original(carried.store, 5) == ("5.xlsx", b"workbook 5")


def test_77_it_is_brought_up_to_date_once(tmp_path: Path) -> None:
    path = store_of_before(tmp_path, PLAN + REPORTED)
    first = Partnership(open_store(path)).page("Q3")
    assert str(Partnership(open_store(path)).page("Q3")) == str(first)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_77_a_withdrawn_return_of_before_comes_and_goes(carried: Partnership) -> None:
    carried.withdraw(5)
    assert carried.headline("rag", "rag_reason") == ("Green", None)
    carried.reinstate(5)
    assert carried.headline("rag", "rag_reason") == ("Amber", "slow")


def test_78_the_leads_new_return_is_the_headline(carried: Partnership) -> None:
    checked = carried.check(C, "Q3", Progress=[told("Green")])
    [found] = changes(carried.store, checked)
    assert [(each.column, each.old, each.new) for each in found.changed] == [
        ("RAG", "Amber", "Green"),
        ("RAG reason", "slow", "blank"),
    ]
    carried.keep(checked)
    assert carried.headline("rag", "rag_reason", "next_steps") == ("Green", None, "go on")
    assert carried.rag("Q2") == "Green"
    story = updates(carried.store, "2.1", View(quarter("Q3"), quarter("Q2")))
    assert story[["period", "rag"]].to_numpy().tolist() == [
        ["2025-26 Q3", "Green"],
        ["2025-26 Q2", "Green"],
    ]


OLD_HEADINGS = ("Ref", "Period", "RAG", "RAG reason", "Progress update", "Evidence", "Impact",
                "Barriers", "Next steps")  # fmt: skip  # a list in few lines


def test_a_workbook_of_before_means_what_it_meant(carried: Partnership) -> None:
    cover = {"Period": "2025-26 Q4", "Agency": C, "Completed by": "A role",
             "Contract version": "1.0"}  # fmt: skip  # pairs share a line
    row = dict.fromkeys(OLD_HEADINGS) | {"Ref": "2.1", "RAG": "Red", "RAG reason": "late"}
    checked = check_workbook(bare_workbook(cover, Progress=[row]), "return.xlsx", carried.store)
    assert (codes(checked), checked.cover.contract_version) == ([], "1.0")
    carried.keep(checked)
    assert carried.headline("rag", "rag_reason", "evidence", name="Q4") == ("Red", "late", None)
    [new] = carried.store.current("progress").tail(1).to_dict("records")
    assert (new["agency"], new["period"], new["plan"]) == (C, "2025-26 Q4", None)


def test_a_plan_workbook_of_before_says_nothing_of_what_is_new(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path)
    base.send(BU, "Q1", Actions=[{"Ref": "2.1", "Priority": 2, "Action": "old",
                                  "Short name": "Short"}])  # fmt: skip  # pairs share a line
    cover = {"Period": "2025-26 Q2", "Agency": BU, "Contract version": "1.0"}
    old = {"Ref": "2.1", "Priority": 2, "Action": "old", "Success measure": None,
           "Lead agency": C, "Due date": "31/03/2026"}  # fmt: skip  # pairs share a line
    checked = check_workbook(bare_workbook(cover, Actions=[old]), "plan.xlsx", base.store)
    assert [each.code for each in checked.errors] == []
    base.keep(checked)
    assert base.headline("short_name", "plan", "lead_agency") == ("Short", "2023-26", C)
