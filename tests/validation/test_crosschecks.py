"""Keys, references and what the cells of a row must agree on."""

from typing import Any

import pytest

from escp_data.validation.agencies import registered
from escp_data.validation.checks import check_workbook
from tests.workbooks import AGENCIES, MEASURE, PLAN, Stored, messages, workbook


def errors(**sheets: Any) -> list[tuple[str, str]]:
    """The errors of a workbook with these sheets beside those of the plan."""
    return messages(check_workbook(workbook(**PLAN | sheets), "return.xlsx").errors)


def test_a_repeated_key_names_both_rows() -> None:
    rows = [
        {"Ref": "1.1", "Period": "2025-26 Q3", "RAG": "Green"},
        {"Ref": "1.2", "Period": "2025-26 Q3", "RAG": "Green"},
        {"Ref": "1.1", "Period": "Oct-Dec 2025", "RAG": "Red", "RAG reason": "Late"},
    ]
    assert errors(Progress=rows) == [
        (
            "K03",
            'Progress!A4: Ref "1.1", Period "2025-26 Q3" and Agency "All agencies" are on row 2 '
            "already. "
            "Keep one of rows 2 and 4.",
        )
    ]


def test_a_repeated_key_is_found_through_names_of_agencies_and_groups() -> None:
    rows = [
        {"Code": "CLA", "Agency": "Met", "Ethnic group": "WBRI", "Count": 40},
        {"Code": "CLA", "Agency": "metropolitan  police", "Ethnic group": "A", "Count": 41},
    ]
    assert [code for code, _ in errors(Ethnicity_counts=rows)] == ["K03"]


def test_a_row_whose_key_is_wrong_repeats_nothing() -> None:
    rows = [{"Ref": "one", "RAG": "Green"}, {"Ref": "two", "RAG": "Green"}]
    assert [code for code, _ in errors(Progress=rows)] == ["C04", "C04"]


def test_an_unknown_agency_suggests_the_closest() -> None:
    rows = [MEASURE | {"Supplier agency": "Metropolitan Polise"}]
    assert errors(Measures=rows) == [
        (
            "K04",
            'Measures!D2: "Metropolitan Polise" is not a registered agency; '
            "did you mean Metropolitan Police? Write it that way, or register it.",
        )
    ]


def test_each_unknown_agency_of_a_list_is_told() -> None:
    action = {"Ref": "1.1", "Priority": 1, "Action": "A", "Contributing agencies": "Met; X; ICB; Y"}
    found = errors(Actions=[action])
    assert [(code, message[:16]) for code, message in found] == [
        ("K04", 'Actions!F2: "X" '),
        ("K04", 'Actions!F2: "Y" '),
    ]


def test_where_no_agency_is_registered_the_remedy_is_to_register_one() -> None:
    content = workbook(Measures=[MEASURE | {"Supplier agency": "Enfield Council"}])
    assert messages(check_workbook(content, "return.xlsx").errors) == [
        (
            "K04",
            'Measures!D2: No agency is registered yet, so "Enfield Council" is not known. '
            "Add it to the Agencies sheet of this workbook.",
        )
    ]


def test_agencies_are_known_from_earlier_workbooks_by_every_name() -> None:
    known = Stored(workbook(Agencies=AGENCIES))
    content = workbook(Measures=[MEASURE | {"Supplier agency": " mps "}])
    checked = check_workbook(content, "return.xlsx", known)
    assert checked.problems == ()
    assert checked.rows["Measures"].values[0][3] == "Metropolitan Police"


def test_a_name_stands_for_one_agency_only() -> None:
    agencies = [*AGENCIES, {"Agency": "Integrated Care", "Also known as": "Integrated; icb"}]
    assert errors(Agencies=agencies) == [
        (
            "K05",
            'Agencies!C5: "icb" already stands for NHS NCL ICB. A name stands for one agency '
            "only: take it out here or there, or write the agency as registered.",
        )
    ]


def test_a_dash_is_no_other_name() -> None:
    """Else whoever is not named would be that agency."""
    more = [{"Agency": name, "Also known as": dash} for name, dash in (("A", "–"), ("B", "-"))]
    agencies = [*AGENCIES, *more]
    assert errors(Agencies=agencies) == []
    known, problems = registered(None, Stored(workbook(Agencies=agencies)))
    assert (known.find(""), known.find("-"), problems) == (None, None, [])


def test_an_agency_written_otherwise_than_before_is_no_new_agency() -> None:
    known = Stored(workbook(Agencies=AGENCIES))
    checked = check_workbook(workbook(Agencies=[{"Agency": "NHS NCL-ICB"}]), "plan.xlsx", known)
    assert checked.errors == ()
    assert checked.rows["Agencies"].values[0][0] == "NHS NCL ICB"


@pytest.mark.parametrize(
    ("sheet", "row"),
    [
        ("Progress", {"Ref": "1.3", "RAG": "Green"}),
        ("Voice", {"Date": "14/11/2025", "Ref": "1.3", "Agency": "Met", "What children said": "W"}),
        ("Training", {"Course": "Child Q", "Agency": "Met", "Ref": "1.3"}),
        (
            "Recommendations",
            {"Review": "R", "Number": "1", "Recommendation": "Do", "Ref": "1.3", "RAG": "Green"},
        ),
    ],
)
def test_a_ref_must_be_that_of_an_action(sheet: str, row: dict[str, Any]) -> None:
    found = errors(**{sheet: [row]})
    assert [code for code, _ in found] == ["K06"]
    assert '"1.3" is not an action in this workbook, nor in an earlier one' in found[0][1]
    known = Stored(workbook(**PLAN | {"Actions": [PLAN["Actions"][0] | {"Ref": "1.3"}]}))
    assert check_workbook(workbook(**{sheet: [row]}), "return.xlsx", known).errors == ()


def test_priorities_and_codes_must_be_registered() -> None:
    action = {"Ref": "1.1", "Priority": 7, "Action": "A", "Measure codes": "CLA; SUPS"}
    assert errors(Actions=[action], Measures=[MEASURE, MEASURE | {"Code": "SUSP"}]) == [
        (
            "K07",
            'Actions!B2: "7" is not a priority in this workbook, nor in an earlier one. '
            "Correct it, or add it to the Priorities sheet.",
        ),
        (
            "K08",
            'Actions!M2: "SUPS" is not the code of a measure in this workbook, nor in an earlier '
            "one; did you mean SUSP? Correct it, or add it to the Measures sheet.",
        ),
    ]


@pytest.mark.parametrize("sheet", ["Measure values", "Ethnicity counts"])
def test_every_row_of_an_unregistered_measure_is_told(sheet: str) -> None:
    amount = {"Measure values": "Numerator", "Ethnicity counts": "Count"}[sheet]
    rows: list[dict[str, Any]] = [
        {"Code": "ABC", "Period": f"2025-26 Q{quarter}", amount: 40} for quarter in (1, 2, 3)
    ]
    if sheet == "Ethnicity counts":
        rows = [row | {"Ethnic group": "White"} for row in rows]
    assert [code for code, _ in errors(**{sheet: rows})] == ["K08"] * 3


def test_measures_do_not_precede_each_other_in_a_circle() -> None:
    measures = [
        MEASURE | {"Code": "A", "Preceding measure": "B"},
        MEASURE | {"Code": "B", "Preceding measure": "A"},
        MEASURE | {"Code": "C", "Preceding measure": "A"},
    ]
    found = errors(Measures=measures)
    assert [code for code, _ in found] == ["K09", "K09"]
    assert found[0][1] == (
        'Measures!Q2: These measures precede each other in a circle: "A", "B", "A". '
        "Leave the first stage's Preceding measure blank."
    )


@pytest.mark.parametrize("rag", ["Red", "Amber"])
def test_red_and_amber_need_a_reason(rag: str) -> None:
    assert errors(Progress=[{"Ref": "1.1", "RAG": rag}]) == [
        (
            "K10",
            f"Progress!D2: RAG reason is blank, and RAG is {rag}. "
            f"Say in a sentence why it is {rag}.",
        )
    ]


@pytest.mark.parametrize("rag", ["Green", "Complete", "Not started"])
def test_the_others_need_none(rag: str) -> None:
    assert errors(Progress=[{"Ref": "1.1", "RAG": rag}]) == []


def test_progress_is_for_a_quarter() -> None:
    assert errors(Progress=[{"Ref": "1.1", "Period": "2025-26", "RAG": "Green"}]) == [
        (
            "K11",
            'Progress!B2: Progress is reported for a quarter, and the Period is "2025-26". '
            "Write the quarter, as 2025-26 Q3.",
        )
    ]


@pytest.mark.parametrize(
    ("due", "codes"), [("31/03/2023", ["K12"]), ("ongoing", []), ("Apr 2023", [])]
)
def test_nothing_is_due_before_it_starts(due: str, codes: list[str]) -> None:
    action = {
        "Ref": "1.1",
        "Priority": 1,
        "Action": "A",
        "Start date": "01/04/2023",
        "Due date": due,
    }
    assert [code for code, _ in errors(Actions=[action])] == codes


def test_children_are_counted_whole_and_a_percentage_has_a_denominator() -> None:
    rows = [
        {"Code": "CLA", "Numerator": 2.5},
        {"Code": "REFER", "Numerator": 12, "Denominator": 40.5, "Agency": "Met"},
        {"Code": "REFER", "Numerator": 12, "Agency": "ICB"},
        {"Code": "REFER", "Numerator": 12, "Denominator": "x", "Agency": "LBE"},
        {"Code": "REFER", "Numerator": "c"},
    ]
    assert errors(Measure_values=rows) == [
        (
            "K13",
            'Measure values!D2: Numerator must be a whole number, because "CLA" counts children. '
            "Give the count itself, not a rate or an average.",
        ),
        (
            "K13",
            'Measure values!E3: Denominator must be a whole number, because "REFER" counts '
            "children. Give the count itself, not a rate or an average.",
        ),
        (
            "K14",
            'Measure values!E4: "REFER" is a percentage, and its Denominator is blank. '
            "Give the number that the Numerator is a part of.",
        ),
    ]


def test_a_measure_of_other_things_may_have_fractions() -> None:
    measures = [MEASURE | {"Counts": "other"}]
    assert errors(Measures=measures, Measure_values=[{"Code": "CLA", "Numerator": 2.5}]) == []


def test_nobody_is_compared_with_unknown() -> None:
    found = errors(Measures=[MEASURE | {"Reference group": "Not stated"}])
    assert [code for code, _ in found] == ["K15"]


def test_a_cell_with_a_problem_has_that_problem_only() -> None:
    value = {"Code": "REFER", "Numerator": 12, "Denominator": "lots"}
    assert [code for code, _ in errors(Measure_values=[value])] == ["C11"]
    report = {"Ref": "1.1", "RAG": "Red", "RAG reason": "#REF!"}
    assert [code for code, _ in errors(Progress=[report])] == ["C01"]


def test_an_agency_listed_anew_leaves_its_old_names_to_others() -> None:
    known = Stored(workbook(Agencies=AGENCIES))
    agencies = [{"Agency": "NHS NCL ICB"}, {"Agency": "Integrated care", "Also known as": "ICB"}]
    checked = check_workbook(workbook(Agencies=agencies), "plan.xlsx", known)
    assert checked.errors == ()
