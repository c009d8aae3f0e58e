"""Who says what about an action (rows 41 to 56, and the story of one quarter and four voices)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from escp_data.plan.actions import View
from escp_data.plan.returns import QuarterReturns, returns_of_quarter
from tests.scenarios import ACTION, BU, C, I, Partnership, V, codes, quarter, told


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path)


def board(base: Partnership, name: str = "Q3") -> QuarterReturns:
    own = quarter(name)
    return returns_of_quarter(base.store, View(own, own.shifted(-1)))


def test_41_to_45_the_story_of_one_quarter_and_four_voices(base: Partnership) -> None:
    def page() -> tuple[object, ...]:
        return (*base.headline("rag", "rag_reason", "impact"), base.beside())

    second = base.send(C, "Q3", Progress=[told("Amber", "a", Impact="Emerging")])
    assert page() == ("Amber", "a", "Emerging", {})
    assert (base.rag("Q2"), base.page("Q4")["2.1"]["rag_before"]) == ("Not reported", "Amber")
    assert board(base).received == (C,)

    compiled = base.check(BU, "Q3", Progress=[told("Green")])
    assert [each.code for each in compiled.warnings] == ["W25", "W26"]
    third = base.keep(compiled)
    assert page() == ("Green", None, "Emerging", {})

    assert codes(base.check(V, "Q3", Progress=[told("Red", "v")])) == []
    base.send(V, "Q3", Progress=[told("Red", "v")])
    assert page() == ("Green", None, "Emerging", {V: "Red"})
    assert (board(base).received, board(base).unasked, board(base).expected) == (
        (C,),
        (V,),
        (C, I),
    )

    base.now = datetime(2026, 5, 4, tzinfo=UTC)
    fifth = base.send(C, "Q3", Progress=[told("Red", "r")])
    assert page() == ("Red", "r", "Emerging", {V: "Red"})
    assert board(base).late == ()

    base.withdraw(fifth)
    assert page() == ("Green", None, "Emerging", {V: "Red"})
    base.withdraw(third)
    assert page() == ("Amber", "a", "Emerging", {V: "Red"})
    base.withdraw(second)
    assert page() == ("Not reported", None, "Not reported", {V: "Red"})
    assert (board(base).received, board(base).unasked) == ((), (V,))
    base.reinstate(fifth)
    assert page() == ("Red", "r", "Not reported", {V: "Red"})
    assert board(base).late == (C,)


def test_42_a_compiled_row_is_newer_than_the_leads(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "why", Impact="Emerging")])
    base.send(BU, "Q3", Progress=[told("Green")])
    assert base.headline("rag", "impact") == ("Green", "Emerging")


def test_46_a_compiled_row_is_the_leads_return(base: Partnership) -> None:
    base.send(BU, "Q3", Progress=[told("Green")])
    assert (base.rag(), board(base).received, board(base).unasked) == ("Green", (C,), ())


def test_47_a_contributor_alone_gives_no_headline(base: Partnership) -> None:
    base.send(V, "Q3", Progress=[told("Red", "v")])
    assert (base.rag(), base.beside(), board(base).awaited) == ("Not reported", {V: "Red"}, (C, I))


def test_48_an_agency_that_takes_no_part_is_asked_about(base: Partnership) -> None:
    checked = base.check(I, "Q3", Progress=[told("Red", "i")])
    assert codes(checked) == ["W19"]
    base.keep(checked)
    assert (base.rag(), base.beside()) == ("Not reported", {I: "Red"})


def test_49_without_a_lead_every_agencys_row_counts(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path, Actions=[ACTION | {"Lead agency": None}])
    assert codes(base.check(C, "Q3", Progress=[told("Amber", "c")])) == ["W20"]
    base.send(C, "Q3", Progress=[told("Amber", "c")])
    base.send(V, "Q3", Progress=[told("Red", "v")])
    assert (base.rag(), base.beside()) == ("Red", {})


def test_50_and_51_the_lead_is_of_its_time(base: Partnership) -> None:
    base.send(C, "Q2", Progress=[told("Amber", "c")])
    base.send(C, "Q3", Progress=[told("Amber", "c")])
    base.send(BU, "Q3", Actions=[{"Ref": "2.1", "Priority": 2, "Action": "old", "Lead agency": I}])
    assert (base.rag("Q2"), base.rag("Q3"), base.beside("Q3")) == (
        "Amber",
        "Not reported",
        {C: "Amber"},
    )


def test_52_one_agency_leads(base: Partnership) -> None:
    checked = base.check(BU, "Q3", Actions=[ACTION | {"Lead agency": f"{C}; {V}"}])
    assert [each.code for each in checked.errors] == ["K20"]


def test_53_in_one_workbook_the_leads_row_wins(base: Partnership) -> None:
    base.send(BU, "Q3", Progress=[
        told("Amber", "c", Agency=C), told("Green", Agency=BU),
    ])  # fmt: skip  # a row a line
    assert base.rag() == "Amber"


def test_54_a_return_withdrawn_and_sent_late_is_late(base: Partnership) -> None:
    second = base.send(C, "Q3", Progress=[told("Green")])
    base.withdraw(second)
    base.now = datetime(2026, 6, 4, tzinfo=UTC)
    base.send(C, "Q3", Progress=[told("Amber", "why")])
    assert (base.rag(), board(base).late) == ("Amber", (C,))


def test_55_a_cover_whose_quarter_no_row_has_is_no_return_for_it(base: Partnership) -> None:
    row = told("Green", Period="2025-26 Q2")
    assert codes(base.check(C, "Q3", Progress=[row])) == ["W21"]
    base.send(C, "Q3", Progress=[row])
    assert (board(base, "Q2").received, board(base, "Q3").received) == ((C,), ())


def test_56_a_cover_with_a_years_figures_is_a_return(tmp_path: Path) -> None:
    measure = {"Code": "SUSP", "Measure": "Suspensions", "Kind": "count", "Counts": "other",
               "Better when": "lower", "Time": "flow", "Definition": "All", "Supplier agency": C,
               }  # fmt: skip  # pairs share a line
    base = Partnership.base(tmp_path, Measures=[measure])
    base.send(C, "Q3", Measure_values=[
        {"Code": "SUSP", "Period": "2024/25 academic", "Numerator": 40},
    ])  # fmt: skip  # a row a line
    assert C in board(base).received


def test_58_a_renamed_agency_is_one_in_leads_keys_and_the_board(base: Partnership) -> None:
    base.send(I, "Q2", Progress=[told("Amber", "why", ref="1.1")])
    renamed = base.check(BU, "Q3", Agencies=[{"Agency": "New ICB", "Also known as": I}])
    assert codes(renamed) == ["W17"]
    base.keep(renamed)
    assert (base.rag("Q2", "1.1"), board(base, "Q2").received) == ("Amber", ("New ICB",))
    base.send("New ICB", "Q2", Progress=[told("Green", "done", ref="1.1")])
    rows = base.store.current("progress")
    assert rows[["agency", "rag"]].to_numpy().tolist() == [[I, "Green"]]
    base.send(I, "Q3", Progress=[told("Green", ref="1.1")])
    assert list(base.store.current("progress")["agency"]) == [I, "New ICB"]


def test_59_of_two_agencies_that_are_one_it_asks_which_row(tmp_path: Path) -> None:
    measure = {
        "Code": "CLA",
        "Measure": "Looked after",
        "Kind": "count",
        "Counts": "other",
        "Better when": "lower",
        "Time": "stock",
        "Definition": "All",
    }
    base = Partnership.base(tmp_path, Measures=[measure])
    for agency in (I, V):
        base.send(agency, "Q1", Measure_values=[{"Code": "CLA", "Numerator": 40}])
    base.send(BU, "Q2", Agencies=[{"Agency": "One", "Also known as": f"{I}; {V}"}])
    checked = base.check("One", "Q1", Measure_values=[{"Code": "CLA", "Numerator": 41}])
    assert [each.code for each in checked.errors] == ["K19"]
    base.send(I, "Q1", Measure_values=[{"Code": "CLA", "Numerator": 41}])
    rows = base.store.current("measure_values")
    assert rows[["agency", "numerator"]].to_numpy().tolist() == [[V, 40.0], [I, 41.0]]


def test_61_a_closed_agency_is_expected_up_to_its_last_quarter(base: Partnership) -> None:
    base.send(BU, "Q4", Actions=[
        {"Ref": "1.1", "Priority": 1, "Action": "another", "State": "Closed"},
    ])  # fmt: skip  # a row a line
    assert (board(base, "Q3").expected, board(base, "Q4").expected) == ((C, I), (C,))


def test_64_an_agencys_own_workbook_may_change_the_plan_once_somebody_has_looked(
    base: Partnership,
) -> None:
    row = {"Ref": "2.1", "Priority": 2, "Action": "old", "Due date": "30/06/2026"}
    checked = base.check(V, "Q3", Actions=[row])
    assert [each.message for each in checked.warnings] == [
        "Actions!D2: Voluntary sector would change Due date on 1 row of the Actions sheet, which "
        "is the business unit's. Tick this if it was agreed.",
        'Actions!D2: Due date of 2.1 of the plan 2023-26 in 2025-26 Q3 would read "30 June 2026", '
        'not "31 March 2026".',
    ]
