"""Two plans and what each quarter shows (rows 14 to 29, and the story of the next plan)."""

from pathlib import Path
from typing import Any

import pytest

from escp_data.plan.actions import View, quarters
from escp_data.plan.plans import also_in_force, ended, plan_words, plans_on_record
from escp_data.plan.returns import returns_of_quarter
from escp_data.plan.threads import earlier_actions, later_actions
from tests.scenarios import (
    AGENCIES,
    BASE,
    BU,
    NEXT,
    P1,
    P2,
    PLAN_1,
    PLAN_2,
    C,
    I,
    Partnership,
    codes,
    quarter,
    told,
    whole,
)
from tests.workbooks import MEASURE


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path)


@pytest.fixture
def both(base: Partnership) -> Partnership:
    base.send(BU, "Q4", **NEXT)
    return base


def view(name: str, plan: str | None = None) -> View:
    own = quarter(name)
    return View(own, own.shifted(-1), None, plan)


def wording(base: Partnership, name: str, plan: str | None = None) -> str:
    return str(base.page(name, plan)["2.1"]["action"])


def test_14_the_next_plan_has_its_own_actions(base: Partnership) -> None:
    base.send(C, "Q4", Progress=[told("Green")])
    before = whole(base.page("Q4"))
    checked = base.check(BU, "Q4", **NEXT)
    assert checked.problems == ()
    base.keep(checked)
    assert whole(base.page("Q4")) == before
    assert (wording(base, "Q4"), wording(base, "N1"), base.rag("N1")) == (
        "old",
        "new",
        "Not reported",
    )
    assert [each.name for each in plans_on_record(base.store)] == [P1, P2]


def test_15_without_a_plans_sheet_it_is_the_old_action_reworded(base: Partnership) -> None:
    rows = [{"Ref": "2.1", "Priority": 2, "Action": "Zebra crossings near schools",
             "Lead agency": I}]  # fmt: skip  # pairs share a line
    checked = base.check(BU, "Q4", Actions=rows)
    assert codes(checked) == ["W23", "W28"]
    base.keep(checked)
    assert (wording(base, "Q3"), wording(base, "Q4")) == ("old", "Zebra crossings near schools")


def test_16_a_late_row_goes_to_the_plan_of_its_quarter(both: Partnership) -> None:
    both.send(C, "N1", Progress=[told("Complete", Period="2025-26 Q4")])
    assert (both.rag("Q4"), both.rag("N1")) == ("Complete", "Not reported")
    assert returns_of_quarter(both.store, view("Q4")).received == (C,)
    assert returns_of_quarter(both.store, view("N1")).received == ()


def test_17_a_return_belongs_to_the_plan_in_force(both: Partnership) -> None:
    both.send(I, "N1", Progress=[told("Green")])
    assert (both.rag("N1"), both.rag("N1", plan=P1)) == ("Green", "Not reported")


def test_18_a_row_may_name_the_plan_that_has_ended(both: Partnership) -> None:
    checked = both.check(C, "N1", Progress=[told("Green", Plan=P1)])
    assert codes(checked) == ["W16"]
    both.keep(checked)
    assert (both.rag("N1", plan=P1), both.rag("N1")) == ("Green", "Not reported")


def test_19_two_plans_in_force_are_asked_about(base: Partnership) -> None:
    base.send(BU, "Q4", **{**NEXT, "Plans": [PLAN_2 | {"Starts": "2025-26 Q4"}]})
    assert codes(base.check(C, "Q4", Progress=[told("Green")])) == ["K16"]
    base.send(C, "Q4", P1, Progress=[told("Green")])
    assert base.rag("Q4", plan=P1) == "Green"


def test_20_of_two_in_force_the_later_opens_and_leads_to_the_other(base: Partnership) -> None:
    base.send(BU, "Q4", **{**NEXT, "Plans": [PLAN_2 | {"Starts": "2025-26 Q4"}]})
    base.send(C, "Q4", P1, Progress=[told("Green")])
    base.send(I, "Q4", P2, Progress=[told("Amber", "why")])
    assert base.opens() == (P2, "2025-26 Q4")
    assert also_in_force(base.store, view("Q4", P2)) == (P1,)
    assert returns_of_quarter(base.store, view("Q4")).expected == (C, I)


def test_21_and_22_after_the_end_rows_are_still_of_the_plan_that_ended(base: Partnership) -> None:
    checked = base.check(C, "N1", Progress=[told("Green")])
    assert codes(checked) == ["W16"]
    base.keep(checked)
    assert (base.opens(), base.rag("N1")) == ((P1, "2026-27 Q1"), "Green")
    assert str(ended(base.store, view("N1"), quarter("N1"))) == "2025-26 Q4"
    base.send(BU, "N1", **NEXT)
    assert (base.rag("N1"), base.rag("N1", plan=P1)) == ("Not reported", "Green")
    assert ended(base.store, view("N1", P1), quarter("N1")) is None


def test_23_figures_alone_open_no_quarter_of_a_plan(tmp_path: Path) -> None:
    measure = {"Code": "SUSP", "Measure": "Suspensions", "Kind": "count", "Counts": "other",
               "Better when": "lower", "Time": "flow", "Definition": "All", "Supplier agency": C,
               }  # fmt: skip  # pairs share a line
    base = Partnership.base(tmp_path, Measures=[measure])
    base.send(C, "Q4", Progress=[told("Green")])
    base.send(C, "N1", Measure_values=[{"Code": "SUSP", "Numerator": 400}])
    assert base.opens() == (P1, "2025-26 Q4")
    assert [str(each) for each in plans_on_record(base.store)[0].figures] == ["2026-27 Q1"]
    assert returns_of_quarter(base.store, view("N1")).expected == (C,)
    base.withdraw(3)
    assert plans_on_record(base.store)[0].figures == ()
    before = {"Code": "SUSP", "Period": "2022-23 Q3", "Numerator": 400}
    base.send(C, "Q4", Measure_values=[before, before | {"Period": "2025-26 Q4"}])
    assert [str(each) for each in plans_on_record(base.store)[0].figures] == ["2022-23 Q3"]


UNREPORTED: dict[str, tuple[list[tuple[str, dict[str, Any]]], str]] = {
    "as it came": ([], "2026-27 Q1"),
    "an action reworded": ([("N2", {"Actions": [NEXT["Actions"][0] | {"Action": "b"}]})],
                           "2026-27 Q2"),
    "a priority retitled": ([("N3", {"Priorities": [{"Priority": 1, "Title": "b"}]})],
                            "2026-27 Q3"),
    "the plan retitled": ([("N2", {"Plans": [PLAN_2 | {"Title": "b"}]})], "2026-27 Q2"),
    "said again": ([("N2", NEXT)], "2026-27 Q1"),
    "reworded, and said again": (
        [("N2", {"Plans": [PLAN_2 | {"Title": "b"}]}),
         ("N4", {"Priorities": NEXT["Priorities"]})], "2026-27 Q2"),
    "dated after its end": ([("2029-30 Q2", {"Priorities": [{"Priority": 1, "Title": "b"}]})],
                            "2028-29 Q4"),
}  # fmt: skip  # a list in few lines


@pytest.mark.parametrize(("steps", "opens"), UNREPORTED.values(), ids=UNREPORTED)
def test_a_plan_that_nobody_reported_on_opens_where_it_reads_as_it_does_now(
    tmp_path: Path, steps: list[tuple[str, dict[str, Any]]], opens: str
) -> None:
    base = Partnership.empty(tmp_path)
    base.send(BU, "Q4", Agencies=AGENCIES, **NEXT)
    for period, sheets in steps:
        base.send(BU, period, P2, **sheets)
    assert base.opens() == (P2, opens)


def test_a_years_figures_are_offered_in_the_quarter_the_year_ends_in(tmp_path: Path) -> None:
    measure = MEASURE | {"Time": "flow"}
    base = Partnership.base(tmp_path, Measures=[measure])
    values = [
        {"Code": "CLA", "Period": period, "Numerator": 70}
        for period in ("2023-24", "2023/24 academic", "2024-25", "2024-25 Q4")
    ]
    base.send(C, "Q1", Measure_values=values)
    assert base.opens() == (P1, "2023-24 Q1")
    [plan] = plans_on_record(base.store)
    assert [str(each) for each in plan.figures] == ["2024-25 Q4", "2024-25 Q2", "2023-24 Q4"]


def test_24_before_every_plan_it_is_asked(both: Partnership) -> None:
    row = told("Green", Period="2022-23 Q4")
    assert "K17" in codes(both.check(C, "2022-23 Q4", Progress=[row]))


def test_25_a_plan_whose_workbook_was_withdrawn_stands_by_its_key(both: Partnership) -> None:
    both.send(I, "N1", Progress=[told("Amber", "why")])
    both.withdraw(2)
    assert both.opens() == (P2, "2026-27 Q1")
    row = both.page("N1", P2)["2.1"]
    assert (row["action"], row["rag"], row["priority_title"], row["lead_agency"]) == (
        "2.1 (not described)",
        "Amber",
        "Priority 2 (not described)",
        None,
    )


def test_26_a_plan_may_be_made_longer(base: Partnership) -> None:
    base.send(BU, "Q4", Plans=[PLAN_1 | {"Ends": "2026-27 Q1", "Title": "Longer"}])
    base.send(C, "N1", Progress=[told("Green")])
    assert (base.rag("N1"), base.rag("N1", plan=P1)) == ("Green", "Green")
    assert plan_words(base.store, view("Q3")).title == "Plan one"
    assert plan_words(base.store, view("Q4")).title == "Longer"


def test_27_rows_outside_a_term_that_moved_stay_with_their_plan(both: Partnership) -> None:
    both.send(I, "N1", Progress=[told("Green")])
    both.send(BU, "Q4", Plans=[PLAN_2 | {"Starts": "2026-27 Q2"}])
    assert (both.rag("N1", plan=P2), both.opens()) == ("Green", (P2, "2026-27 Q1"))


def test_28_and_29_an_action_carries_earlier_ones_on(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "why")])
    rows = [{"Ref": "2.4", "Priority": 2, "Action": "new", "Lead agency": I,
             "Continues": f"{P1} 2.1; 1.1"}]  # fmt: skip  # pairs share a line
    base.send(BU, "Q4", **{**NEXT, "Actions": rows})
    assert base.store.current("actions")["continues"].dropna().tolist() == [f"{P1} 2.1; {P1} 1.1"]
    thread, other = earlier_actions(base.store, view("N1"), "2.4")
    assert (thread.plan, thread.ref, thread.action, thread.last) == (P1, "2.1", "old", "2025-26 Q3")
    assert (list(thread.history["rag"]), other.ref) == (["Amber"], "1.1")
    assert [each.ref for each in later_actions(base.store, view("Q4", P1), "2.1")] == ["2.4"]
    assert later_actions(base.store, view("Q3", P1), "2.1") == ()
    wrong = [row | {"Continues": f"{P1} 2.7"} for row in rows]
    [error] = base.check(BU, "Q4", P2, Actions=wrong).errors
    assert (error.code, "did you mean" in error.message) == ("K21", True)
    base.withdraw(1)
    assert earlier_actions(base.store, view("N1", P2), "2.4")[0].action == (
        f"{P1} 2.1 (not described)"
    )


def test_63_training_of_a_year_that_two_plans_touch_is_asked_about(both: Partnership) -> None:
    course = {"Course": "Neglect", "Period": "2025/26 academic", "Places attended": 40}
    [error] = both.check(C, "Q4", Training=[course | {"Ref": "2.1"}]).errors
    assert error.message.startswith("Training!")
    assert (P1 in error.message, P2 in error.message) == (True, True)
    assert codes(both.check(C, "Q4", Training=[course])) == []
    both.send(C, "Q4", P2, Training=[course | {"Ref": "2.1"}])
    [row] = both.store.current("training").to_dict("records")
    assert (row["plan"], row["ref"], row["period"]) == (P2, "2.1", "2025/26 academic")


def test_68_a_plan_of_before_is_the_plan_until_it_is_described(tmp_path: Path) -> None:
    base = Partnership.empty(tmp_path)
    base.send(BU, "2023-24 Q1", **{name: BASE[name] for name in BASE if name != "Plans"})
    base.send(C, "Q3", Progress=[told("Green")])
    [plan] = plans_on_record(base.store)
    assert (plan.name, plan_words(base.store, view("Q3")).title) == ("the plan", "")
    before = base.page("Q3")["2.1"]["rag"]
    base.send(BU, "Q4", Plans=[PLAN_1])
    assert [each.name for each in plans_on_record(base.store)] == [P1]
    assert base.page("Q3", P1)["2.1"]["rag"] == before == "Green"


def test_79_and_80_describing_plans_gathers_the_rows_of_their_quarters(tmp_path: Path) -> None:
    base = Partnership.empty(tmp_path)
    base.send(BU, "2023-24 Q1", **{name: BASE[name] for name in BASE if name != "Plans"})
    base.send(C, "Q3", Progress=[told("Green")])
    base.send(BU, "N1", **{**NEXT, "Plans": [PLAN_2]})
    assert [each.name for each in plans_on_record(base.store)] == ["the plan", P2]
    base.send(C, "Q4", Progress=[told("Amber", "late")])
    assert (base.rag("Q4"), wording(base, "Q4"), wording(base, "N1")) == ("Amber", "old", "new")
    base.send(BU, "Q4", Plans=[PLAN_1])
    assert [each.name for each in plans_on_record(base.store)] == [P1, P2]
    assert (base.rag("Q4"), base.rag("Q3")) == ("Amber", "Green")


def test_the_story_of_the_next_plan(base: Partnership) -> None:
    base.send(C, "Q4", Progress=[told("Green")])
    before = whole(base.page("Q4"))
    assert (base.opens(), quarters(base.store, plan=P2)) == ((P1, "2025-26 Q4"), [])
    day = base.now.isoformat()[:10]
    base.tick()
    third = base.send(BU, "Q4", **{
        **NEXT, "Actions": [NEXT["Actions"][0] | {"Continues": "2023-26 2.1"}],
    })  # fmt: skip  # one thought
    assert (base.opens(), whole(base.page("Q4"))) == ((P1, "2025-26 Q4"), before)
    assert [each.name for each in plans_on_record(base.store, day)] == [P1]
    assert returns_of_quarter(base.store, view("N1")).awaited == (I,)
    base.send(I, "N1", Progress=[told("Amber", "why")])
    row = base.page("N1")["2.1"]
    assert (base.opens(), row["action"], row["rag"], row["change"]) == (
        (P2, "2026-27 Q1"),
        "new",
        "Amber",
        "first update",
    )
    base.send(C, "N1", Progress=[told("Complete", Period="2025-26 Q4")])
    assert (base.rag("Q4"), base.rag("N1")) == ("Complete", "Amber")
    assert returns_of_quarter(base.store, view("N1")).expected == (I,)
    base.withdraw(third)
    row = base.page("N1", P2)["2.1"]
    assert (base.opens(), row["action"], row["rag"]) == (
        (P2, "2026-27 Q1"),
        "2.1 (not described)",
        "Amber",
    )
    base.reinstate(third)
    assert (base.page("N1")["2.1"]["action"], base.opens()) == ("new", (P2, "2026-27 Q1"))
