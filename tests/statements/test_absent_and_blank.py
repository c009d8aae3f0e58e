"""What a workbook does not say it leaves alone; what it leaves blank it empties (rows 1 to 13)."""

from pathlib import Path

import pytest

from escp_data.records.changes import changes
from escp_data.validation.checks import check_workbook
from tests.scenarios import BU, PLAN_1, C, Partnership, codes, told
from tests.stores import return_workbook

MEASURE = {"Code": "REREF", "Measure": "Repeat referrals", "Kind": "percentage",
           "Counts": "other", "Better when": "lower", "Time": "flow",
           "Definition": "Within 12 months"}  # fmt: skip  # pairs share a line


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path)


def evidence(base: Partnership) -> object:
    return base.headline("evidence")[0]


def test_1_to_4_a_column_that_is_not_there_says_nothing(base: Partnership) -> None:
    second = base.send(C, "Q3", Progress=[told("Amber", "why", Evidence="e")])
    assert codes(base.check(C, "Q3", Progress=[told("Green", "why")])) == ["W26"]
    third = base.send(C, "Q3", Progress=[told("Green", "well")])
    assert base.headline("rag", "evidence") == ("Green", "e")
    base.withdraw(third)
    assert base.headline("rag", "evidence") == ("Amber", "e")
    base.reinstate(third)
    base.withdraw(second)
    assert base.headline("rag", "evidence") == ("Green", None)
    base.reinstate(second)
    assert base.headline("rag", "evidence") == ("Green", "e")


def test_5_and_6_a_blank_cell_empties_and_is_counted(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "why", Evidence="e")])
    before = base.now.isoformat()[:10]
    base.tick()
    blank = base.check(C, "Q3", Progress=[told("Amber", "why", Evidence=None)])
    assert [each.message for each in blank.warnings if each.code == "W25"] == [
        "Progress!D2: Evidence would be emptied on 1 row (2.1). Fill it in, or leave the column "
        "out: then it stays."
    ]
    third = base.keep(blank)
    assert evidence(base) is None
    assert base.page("Q3", as_at=before)["2.1"]["evidence"] == "e"
    base.withdraw(third)
    assert evidence(base) == "e"


def test_7_a_workbook_without_the_sheet_says_nothing_of_it(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Green", Evidence="e")])
    [found] = base.foreseen(BU, "Q3", Priorities=[{"Priority": 1, "Title": "One"}])
    assert (found.sheet, found.unchanged) == ("Priorities", 1)


def test_8_a_rag_that_changes_takes_its_reason_with_it(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "why")])
    green = base.check(C, "Q3", Progress=[told("Green")])
    assert [each.message for each in green.warnings] == [
        "Progress: RAG reason would be emptied on 1 row (2.1). RAG changes, and there is no column "
        "for it.",
        "Progress!B2: RAG of 2.1 in 2025-26 Q3 would read Green instead of Amber.",
    ]
    base.keep(green)
    assert base.headline("rag", "rag_reason") == ("Green", None)


def test_9_a_rag_that_needs_a_reason_needs_it_as_the_record_will_stand(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Green")])
    amber = base.check(C, "Q3", Progress=[told("Amber")])
    assert [each.code for each in amber.errors] == ["K10"]


def test_10_a_reason_on_record_serves_a_rag_that_stays(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "why")])
    base.send(C, "Q3", Progress=[told("Amber", Evidence="e")])
    assert base.headline("rag", "rag_reason", "evidence") == ("Amber", "why", "e")


def test_11_a_numerator_that_changes_takes_its_denominator_with_it(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path, Measures=[MEASURE])
    values = {"Code": "REREF", "Numerator": 45, "Denominator": 100}
    base.send(C, "Q3", Measure_values=[values])
    without = base.check(C, "Q3", Measure_values=[{"Code": "REREF", "Numerator": 60}])
    assert [each.code for each in without.errors] == ["K14"]
    assert codes(base.check(C, "Q3", Measure_values=[{"Code": "REREF", "Numerator": 45}])) == []


def test_12_a_row_of_a_tracker_says_what_its_own_cells_gave(base: Partnership) -> None:
    base.send(
        C,
        "Q3",
        Progress=[
            told("Green", Impact="Emerging"),
            told("Amber", "why", ref="1.1", Impact="Emerging"),
        ],
    )
    content = base.workbook(C, "Q3", Progress=[
        {"Ref": "2.1", "RAG": "Red", "RAG reason": "late", "Impact": None},
        {"Ref": "1.1", "RAG": None, "RAG reason": None, "Impact": "Evidenced"},
    ])  # fmt: skip  # a row a line
    said = {"Progress": [frozenset({"rag", "rag_reason"}), frozenset({"impact"})]}
    checked = check_workbook(content, "tracker.xlsx", base.store, said)
    assert [each.code for each in checked.errors] == []
    base.keep(checked)
    assert base.headline("rag", "impact") == ("Red", "Emerging")
    other = base.page("Q3")["1.1"]
    assert (other["rag"], [each.values["impact"] for each in other["beside"]]) == (
        "Not reported",
        ["Evidenced"],
    )


def test_13_a_prefilled_row_that_was_left_alone_is_no_statement(base: Partnership) -> None:
    row = {"Ref": "2.1", "Period": "2025-26 Q3", "RAG": None}
    content = return_workbook("2025-26 Q3", C, Progress=[row, {"Ref": "1.1", "RAG": "Green"}])
    checked = check_workbook(content, "return.xlsx", base.store)
    assert "W09" in codes(checked)
    base.keep(checked)
    assert base.rag() == "Not reported"


def test_a_key_with_blank_parts_is_one_key(base: Partnership) -> None:
    voice = {"Date": "14/11/2025", "Ref": "2.1", "Agency": C, "What children said": "Listen"}
    base.send(C, "Q3", Voice=[voice])
    checked = base.check(C, "Q3", Voice=[voice | {"What children said": "Listen to us"}])
    [found] = changes(base.store, checked)
    assert (found.new, len(found.changed)) == (0, 1)


def test_60_names_are_one_but_for_case_spaces_and_dashes(base: Partnership) -> None:
    voice = {"Date": "14/11/2025", "Ref": "2.1", "Agency": C, "What children said": "Listen"}
    base.send(C, "Q3", Voice=[voice | {"Theme": "bullying"}])
    base.send(C, "Q3", Voice=[voice | {"Theme": "Bully-ing ", "What children said": "Stop it"}])
    rows = base.store.current("voice")[["theme", "what_children_said"]].to_numpy().tolist()
    assert rows == [["bullying", "Stop it"]]


def test_a_plan_goes_by_its_name_however_it_is_spelled(base: Partnership) -> None:
    row = {"Ref": "2.1", "Plan": " 2023–26", "RAG": "Green"}
    base.send(C, "Q3", Progress=[row])
    assert list(base.store.current("progress")["plan"]) == [PLAN_1["Plan"]]
