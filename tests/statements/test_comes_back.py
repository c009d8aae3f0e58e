"""What goes out and comes back, case by case; and one in which it does not stay yet."""

from pathlib import Path

import pytest

from escp_data import contract
from escp_data.excel.writer import excel
from escp_data.papers.table_file import Asked, contract_table
from escp_data.validation.checks import check_workbook
from tests.scenarios import BU, NEXT, P1, P2, C, I, Partnership, quarter, told
from tests.workbooks import MEASURE


def out(base: Partnership, table: str) -> bytes:
    """The file that `export --table` writes."""
    frame, facts = contract_table(base.store, table, Asked())
    return excel({contract.sheet(table).name: frame}, facts, "What is on record")


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path)


def test_a_compiled_headline_stays_when_progress_comes_back(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "why")])
    base.send(BU, "Q3", Progress=[told("Green")])
    before = base.rag()
    base.keep(check_workbook(out(base, "progress"), "out.xlsx", base.store))
    assert (before, base.rag()) == ("Green", "Green")


def test_what_only_the_other_own_row_says_stays_when_progress_comes_back(
    base: Partnership,
) -> None:
    base.send(BU, "Q3", Progress=[told("Green", Evidence="e")])
    base.send(C, "Q3", Progress=[told("Green")])
    before = base.headline("rag", "evidence")
    base.keep(check_workbook(out(base, "progress"), "out.xlsx", base.store))
    assert (before, base.headline("rag", "evidence")) == (("Green", "e"), ("Green", "e"))


def test_a_rag_whose_reason_the_lead_gave_comes_back(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "why")])
    base.send(BU, "Q3", Progress=[told("Amber", Evidence="e")])
    assert check_workbook(out(base, "progress"), "out.xlsx", base.store).errors == ()


def test_agencies_come_back_after_a_rename(base: Partnership) -> None:
    base.send(BU, "Q3", Agencies=[{"Agency": "New ICB", "Also known as": I}])
    assert check_workbook(out(base, "agencies"), "out.xlsx", base.store).errors == ()


def test_a_lead_keeps_the_name_of_its_time_when_actions_come_back(base: Partnership) -> None:
    base.send(BU, "Q3", Agencies=[{"Agency": "New ICB", "Also known as": I}])
    before = base.headline("lead_agency", ref="1.1")
    base.keep(check_workbook(out(base, "actions"), "out.xlsx", base.store))
    assert (before, base.headline("lead_agency", ref="1.1")) == ((I,), (I,))


def test_words_left_alone_before_a_plans_first_date_leave_the_rest(base: Partnership) -> None:
    base.send(BU, "N3", "", **NEXT)
    before = base.headline("action", "lead_agency", name="N1")
    base.send(BU, "N1", P2, Actions=[{"Ref": "2.1", "Priority": 2, "Action": "new"}])
    assert (before, base.headline("action", "lead_agency", name="N1")) == (("new", I), ("new", I))


@pytest.mark.xfail(strict=True, reason="a move is dated by the first words that have both dates")
def test_a_move_keeps_its_quarter_when_an_earlier_one_comes_back(base: Partnership) -> None:
    row = {"Ref": "2.1", "Priority": 2, "Action": "new", "Due date": "31/03/2028",
           "Revised due date": "30/06/2028"}  # fmt: skip  # pairs share a line
    base.send(BU, "N3", "", **NEXT | {"Actions": [row]})
    before = base.headline("due_dates", "moved_since", name="N3")
    frame, facts = contract_table(base.store, "actions", Asked(period=quarter("N1"), plan=P2))
    file = excel({"Actions": frame}, facts, "What is on record")
    base.keep(check_workbook(file, "out.xlsx", base.store))
    assert base.headline("due_dates", "moved_since", name="N3") == before


def test_a_measure_stays_with_its_plan_when_a_row_does_not_name_one(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path, Measures=[MEASURE | {"Priority": 1}])
    base.send(BU, "Q4", "", **NEXT)
    base.send(BU, "N1", Measures=[MEASURE | {"Definition": "mended"}])
    assert list(base.store.current("measures")["plan"]) == [P1]
