"""What goes out and comes back, case by case."""

from pathlib import Path

import pytest

from escp_data import contract
from escp_data.disproportionality.definitions import in_force, read_definitions
from escp_data.excel.writer import excel
from escp_data.papers.table_file import Asked, contract_table
from escp_data.plan.actions import View
from escp_data.plan.threads import later_actions
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


def test_a_move_keeps_its_quarter_when_an_earlier_one_comes_back(base: Partnership) -> None:
    row = {"Ref": "2.1", "Priority": 2, "Action": "new", "Due date": "31/03/2028",
           "Revised due date": "30/06/2028"}  # fmt: skip  # pairs share a line
    base.send(BU, "N3", "", **NEXT | {"Actions": [row]})
    before = base.headline("due_dates", "moved_since", name="N3")
    frame, facts = contract_table(base.store, "actions", Asked(period=quarter("N1"), plan=P2))
    file = excel({"Actions": frame}, facts, "What is on record")
    base.keep(check_workbook(file, "out.xlsx", base.store))
    assert base.headline("due_dates", "moved_since", name="N3") == before


def back(base: Partnership, table: str, name: str, plan: str | None = None) -> None:
    """Store the file that `export --table --period` writes."""
    frame, facts = contract_table(base.store, table, Asked(period=quarter(name), plan=plan))
    sheet = contract.sheet(table).name
    content = excel({sheet: frame}, facts, "What is on record")
    base.keep(check_workbook(content, "out.xlsx", base.store))


def test_a_date_of_the_plans_first_words_stays_when_an_earlier_quarter_comes_back(
    base: Partnership,
) -> None:
    first = NEXT | {"Actions": [NEXT["Actions"][0] | {"Due date": "31/03/2028"}]}
    base.send(BU, "N3", "", **first)
    revised = {"Ref": "2.1", "Priority": 2, "Action": "new", "Revised due date": "30/06/2028"}
    base.send(BU, "N1", P2, Actions=[revised])
    shown = [base.headline("due_dates", "moved", "moved_since", name=name) for name in ("N1", "N3")]
    assert shown == [(("2028-03-31", "2028-06-30"), 1, 0)] * 2
    back(base, "actions", "Q4", P2)
    assert [
        base.headline("due_dates", "moved", "moved_since", name=name) for name in ("N1", "N3")
    ] == shown


def test_an_old_plans_page_stays_when_an_earlier_quarter_comes_back(base: Partnership) -> None:
    row = NEXT["Actions"][0] | {"Continues": f"{P1} 2.1"}
    base.send(BU, "N1", "", **NEXT | {"Actions": [row]})
    back(base, "actions", "Q3")
    assert [
        [each.ref for each in later_actions(base.store, View(own, own, None, P1), "2.1")]
        for own in (quarter("Q3"), quarter("N1"))
    ] == [[], ["2.1"]]


def test_a_plan_nobody_reported_on_opens_where_it_did_when_a_later_quarter_comes_back(
    base: Partnership,
) -> None:
    before = base.opens()
    back(base, "actions", "Q3")
    assert (before, base.opens()) == ((P1, "2023-24 Q1"), (P1, "2023-24 Q1"))


def test_a_measure_is_defined_from_when_it_was_when_an_earlier_quarter_comes_back(
    tmp_path: Path,
) -> None:
    base = Partnership.base(tmp_path)
    base.send(BU, "N3", Measures=[MEASURE | {"Target": 9}])
    base.send(BU, "N1", Measures=[MEASURE | {"Definition": "Mended."}])
    shown = [("Looked after on the last day.", 9), ("Mended.", 9)]
    assert defined(base) == [shown[1], shown[1], shown[0]]
    back(base, "measures", "Q4")
    assert defined(base) == [shown[1], shown[1], shown[0]]


def defined(base: Partnership) -> list[tuple[str, float | None]]:
    """What the measure is in Q4, N1 and N3, for pages of figures."""
    versions = read_definitions(base.store)["CLA"]
    every = [in_force(versions, quarter(name)) for name in ("Q4", "N1", "N3")]
    return [(each.definition, each.target) for each in every]


def test_a_measure_stays_with_its_plan_when_a_row_does_not_name_one(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path, Measures=[MEASURE | {"Priority": 1}])
    base.send(BU, "Q4", "", **NEXT)
    base.send(BU, "N1", Measures=[MEASURE | {"Definition": "mended"}])
    assert list(base.store.current("measures")["plan"]) == [P1]
