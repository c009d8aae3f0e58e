"""A whole workbook: what is read from it, and every problem at once."""

import hashlib
from typing import Any

import pytest

from escp_data.errors import WorkbookRefused
from escp_data.model import Checked, Cover
from escp_data.validation.checks import check_workbook
from tests.workbooks import COVER, MEASURE, PLAN, Stored, messages, workbook

PROGRESS: dict[str, Any] = {"Ref": "1.1", "RAG": "Green", "Progress update": "Ten sessions."}


def check(**sheets: Any) -> Checked:
    """A workbook with these sheets beside those of the plan, checked on its own."""
    return check_workbook(workbook(**PLAN | sheets), "return.xlsx")


def test_a_sound_workbook_comes_out_as_the_store_takes_it() -> None:
    cover = {
        "Period": "Q3 2025/26", "Agency": "lbe", "Completed by": "Performance lead",
        "Date completed": "14 Jan 2026", "Contract version": "1.0",
    }  # fmt: skip  # a list in few lines
    content = workbook(
        Cover=cover,
        **PLAN,
        Progress=[PROGRESS | {"Impact": "emerging"}],
        Measure_values=[
            {"Code": "cla", "Numerator": "1,204"},
            {"Code": "CLA", "Period": "2025-26 Q2", "Agency": "Met", "Numerator": "[c]"},
        ],
        Ethnicity_counts=[{"Code": "REFER", "Ethnic group": "BOTH", "Count": 118}],
    )
    checked = check_workbook(content, "return.xlsx")
    assert {problem.code for problem in checked.problems} == {"W18", "W19"}
    assert checked.content == content
    assert checked.sha256 == hashlib.sha256(content).hexdigest()
    assert checked.cover == Cover(
        "2025-26 Q3", "Enfield Council", None, "Performance lead", "2026-01-14", "1.0"
    )
    rows = {name: sheet.values for name, sheet in checked.rows.items()}
    update = ("Ten sessions.", None, "Emerging", None, None, None, "Enfield Council")
    assert rows["Progress"] == [("1.1", "2025-26 Q3", "Green", None, *update, None, None, None)]
    assert rows["Measure values"] == [
        ("CLA", "2025-26 Q3", "Enfield Council", 1204, None, None, None, None),
        ("CLA", "2025-26 Q2", "Metropolitan Police", None, "c", None, None, None),
    ]
    assert rows["Ethnicity counts"] == [
        ("REFER", "2025-26 Q3", "Enfield Council", "Any other Black background", 118, None)
    ]
    assert checked.rows["Measure values"].numbers == [2, 3]
    assert checked.rows["Actions"].values[0][4] == "Metropolitan Police"
    assert checked.as_json() == {
        "file": "return.xlsx",
        "errors": [],
        "warnings": [problem.as_json() for problem in checked.warnings],
        "rows": {
            "Agencies": 3, "Priorities": 1, "Actions": 2, "Progress": 1, "Measures": 2,
            "Measure values": 2, "Ethnicity counts": 1,
        },
    }  # fmt: skip  # a list in few lines


def test_a_problem_is_told_as_the_contract_says() -> None:
    assert check(Progress=[PROGRESS | {"RAG": "Ambr"}]).as_json()["errors"] == [
        {
            "code": "C05",
            "sheet": "Progress",
            "cell": "C2",
            "message": "Progress!C2: RAG must be Red, Amber, Green, Complete or Not started. "
            'It says "Ambr"; did you mean Amber?',
        }
    ]


def test_every_problem_is_told_by_place_errors_apart_from_warnings() -> None:
    rows = [
        {"Ref": "1.1", "Period": "2026-27 Q1", "RAG": "Red"},
        {"Ref": "9.9", "RAG": "purple", "Impact": "huge"},
    ]
    checked = check(Progress=rows, Measures=[MEASURE | {"Priority": 8, "Kind": None}])
    assert [(each.code, f"{each.sheet}!{each.cell}") for each in checked.errors] == [
        ("K07", "Measures!C2"),
        ("C03", "Measures!E2"),
        ("K10", "Progress!D2"),
        ("K06", "Progress!A3"),
        ("C05", "Progress!C3"),
        ("C06", "Progress!G3"),
    ]
    assert [(each.code, f"{each.sheet}!{each.cell}") for each in checked.warnings] == [
        ("W08", "Progress!B2")
    ]


def test_the_same_problem_in_every_row_is_told_in_every_row() -> None:
    rows = [{"Code": "CLA", "Ethnic group": f"Group {n}", "Count": 10} for n in range(1500)]
    errors = check(Ethnicity_counts=rows).errors
    assert [each.cell for each in errors] == [f"D{row}" for row in range(2, 1502)]


def test_true_and_an_error_are_not_what_reads_like_them() -> None:
    rows = [{"Code": "CLA", "Numerator": 1}, {"Code": "REFER", "Numerator": True, "Denominator": 1}]
    assert [(each.code, each.cell) for each in check(Measure_values=rows).errors] == [("C11", "D3")]


def test_blank_cells_take_the_covers_period_and_agency() -> None:
    content = workbook(Cover={"Period": "2025-26", "Agency": "Met"}, **PLAN,
                       Measure_values=[{"Code": "CLA", "Numerator": 40}],
                       Training=[{"Course": "Child Q", "Ref": "1.2"}])  # fmt: skip  # rows
    checked = check_workbook(content, "return.xlsx")
    assert {problem.code for problem in checked.problems} == {"W18"}
    assert checked.rows["Measure values"].values[0][1:3] == ("2025-26", "Metropolitan Police")
    assert checked.rows["Training"].values[0][1:3] == ("2025-26", "Metropolitan Police")


def test_all_agencies_on_the_cover_do_not_say_who_trained() -> None:
    checked = check(Training=[{"Course": "Child Q", "Ref": "1.2"}])
    assert messages(checked.errors) == [
        (
            "C03",
            'Training!C2: Agency is blank, and the Cover says "All agencies". '
            "Write which agency this row is from.",
        )
    ]


def test_a_problem_on_the_cover_is_told_once_and_not_in_every_row() -> None:
    cover = {"Period": "last quarter", "Agency": "Enfeld Council", "Date completed": "soon"}
    found = check(
        Cover=cover, Progress=[PROGRESS], Measure_values=[{"Code": "CLA", "Numerator": 9}]
    )
    assert [(each.code, each.sheet, each.cell) for each in found.errors] == [
        ("C07", "Cover", "B1"),
        ("K04", "Cover", "B2"),
        ("C08", "Cover", "B3"),
    ]
    assert found.cover == Cover()


def test_a_cover_without_values() -> None:
    errors = check(Cover={"Period": None}, Progress=[PROGRESS]).errors
    assert [(each.code, each.sheet, each.cell) for each in errors] == [
        ("C03", "Cover", ""),
        ("C03", "Cover", "B1"),
    ]


def test_a_workbook_without_a_cover() -> None:
    row = PROGRESS | {"Period": "2025-26 Q3"}
    assert messages(check(Cover=None, Progress=[row]).errors) == [
        (
            "K01",
            "The workbook has no Cover sheet. Add one that gives the Period and the Agency, "
            "or copy it from the template.",
        )
    ]


@pytest.mark.parametrize("rows", [[], [{"Ref": "1.1", "Period": "2025-26 Q3"}]])
def test_a_workbook_without_rows(rows: list[Any]) -> None:
    known = Stored(workbook(**PLAN))
    checked = check_workbook(workbook(Cover=COVER, Progress=rows, Voice=[]), "return.xlsx", known)
    assert messages(checked.errors) == [
        (
            "K02",
            "No sheet of this workbook has any rows to read. Fill in at least one row below the "
            "headings of a sheet, and keep the sheets' names as the template has them.",
        )
    ]


def test_nothing_is_said_of_references_to_a_sheet_that_could_not_be_read() -> None:
    rows = [PROGRESS, PROGRESS | {"Ref": "1.2"}]
    empty = workbook(Actions=[], Progress=rows)
    assert [each.code for each in check_workbook(empty, "r.xlsx").errors] == ["K06", "K06"]
    unread = workbook(Action=[["Number", "What"], ["1.1", "Oversight"]], Progress=rows)
    assert [each.code for each in check_workbook(unread, "r.xlsx").errors] == ["S02"]


def test_a_file_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(WorkbookRefused, match="empty") as refused:
        check_workbook(b"", "return.xlsx")
    assert refused.value.code == "F01"


# --- discretion ----------------------------------------------------------------------------------


def test_a_record_of_a_child_is_an_error_on_any_sheet() -> None:
    pupils = [["UPN", "Sessions"], ["X", 4], ["Y", 5]]
    checked = check(Progress=[PROGRESS], Pupils=pupils)
    assert [(each.code, each.sheet, each.cell) for each in checked.errors] == [
        ("G08", "Pupils", "A1")
    ]


def test_beside_a_record_of_a_child_no_cell_is_repeated() -> None:
    rows = [
        PROGRESS | {"Evidence": "Seen at EN1 3XY", "RAG": "Jo Secret"},
        PROGRESS | {"Ref": "Sam Secret", "Evidence": "#REF!"},
        PROGRESS,
    ]
    checked = check(Progress=rows)
    assert [(each.code, each.cell) for each in checked.errors] == [
        ("C05", "C2"),
        ("G04", "F2"),
        ("C04", "A3"),
        ("K03", "A4"),
    ]
    told = " ".join(each.message for each in checked.problems)
    assert "Secret" not in told
    assert 'It says "…"' in told
    assert "EN1" not in told


@pytest.mark.parametrize("count", ["3.5", "3 families", -3, "<5*", "four (4)", "1-5 boys", 2.5])
def test_no_message_repeats_a_small_count_of_children(count: Any) -> None:
    rows = [{"Code": "CLA", "Ethnic group": "White", "Count": count, "Period": "2025-26 Q3"}]
    values = [{"Code": "CLA", "Period": "2025-26 Q3", "Numerator": count, "Denominator": count}]
    voice = {"Date": "14/11/2025", "Ref": "1.1", "Agency": "Met", "What children said": "Listen."}
    checked = check(
        Ethnicity_counts=rows, Measure_values=values, Voice=[voice | {"Children involved": count}]
    )
    assert len(checked.errors) >= 3
    for problem in checked.problems:
        place, sentence = problem.message.split(":", 1)
        assert str(count).strip("-<").lower() not in sentence.lower(), place


def test_a_letter_beside_letters_that_are_no_nhs_codes_is_asked_about() -> None:
    """A is White British to the NHS; beside W it may be Asian."""
    rows = [{"Code": "CLA", "Period": "2025-26 Q3", "Ethnic group": code, "Count": 30}
            for code in "AHW"]  # fmt: skip  # a list
    wrong = check_workbook(workbook(COVER, Ethnicity_counts=rows[:2], **PLAN), "x.xlsx").errors
    assert [each.code for each in wrong if each.code == "C12"] == []
    wrong = check_workbook(workbook(COVER, Ethnicity_counts=rows, **PLAN), "x.xlsx").errors
    assert [(each.code, each.cell) for each in wrong if each.code == "C12"] == [
        ("C12", "D2"), ("C12", "D3"), ("C12", "D4"),
    ]  # fmt: skip  # pairs share a line
    assert '"A"; did you mean Asian or White British?' in wrong[0].message
