"""Returns, grades, improvements and audits of cases: whole answers, and no small count."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escp_data.evidence.assurance import (
    assessments,
    headline,
    improvements_words,
    is_done,
    is_on_race,
    returned_by_phase,
    returned_table,
    rounds,
)
from escp_data.evidence.audit_counts import GRADES, hidden_of
from escp_data.evidence.grades import (
    by_organisation,
    by_standard,
    gaps,
    gaps_words,
    over_time,
    steps,
    taken_words,
)
from escp_data.evidence.practice_audits import PracticeAudit, _audit, _counts, practice_table
from escp_data.evidence.practice_audits import practice_audits as audits_of
from escp_data.store.database import Store
from tests.stores import plan_store, put, return_workbook, view

NOW = view("2024-25 Q2")
RACE, OTHER = "Leadership hears about disparity", "Safer recruitment"


def graded(organisation: str, standard: str, *grades: object, **more: str) -> dict[str, Any]:
    own, moderated = (*grades, None, None)[:2]
    row: dict[str, Any] = {"Audit": "S11"}
    row |= {"Organisation": organisation, "Standard": standard, "Expected": "Yes"}
    row |= {"Self grade": own, "Moderated grade": moderated}
    return row | {name.replace("_", " "): value for name, value in more.items()}


ROWS = [
    graded("Council", RACE, 3, 1, Improvement_needed="Act", Deadline="31/08/2024"),
    graded("Council", OTHER, 2, 2, Improvement_needed="Check", Improvement_state="Done"),
    graded("Police", RACE, 2, Improvement_needed="Ask", Improvement_state="Done by May"),
    graded("Police", OTHER, "N/A", "N/A"),
    graded("Probation", RACE),
    graded("Late service", RACE, 3, 3, Returned_on="02/10/2024"),
]
SCHOOLS = [
    graded("Primary schools", RACE, 2, 2, Audit="S175", Period="2023/24 academic", Phase="Primary"),
    graded("Nurseries", RACE, Audit="S175", Period="2023/24 academic", Phase="Nursery"),
]
CASES = [
    {"Audit": "Front door", "Date": "10/06/2024", "Theme": "Voice", "Cases": 36, "Outstanding": 3,
     "Good": 17, "Requires improvement": 13, "Inadequate": 3, "Ref": "2.2",
     "What was learned": "Ask."},
    {"Audit": "Records", "Date": "11/06/2024", "Theme": "Words", "Cases": 40, "Outstanding": 6,
     "Good": 22, "Requires improvement": 12, "Inadequate": 0},
    {"Audit": "Supplier's own", "Date": "12/06/2024", "Theme": "Words", "Cases": 20,
     "Outstanding": "c", "Good": 17},
]  # fmt: skip  # pairs share a line


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = plan_store(tmp_path_factory.mktemp("audited"))
    content = return_workbook("2024-25 Q2", Audits=[*ROWS, *SCHOOLS], Practice_audits=CASES)
    put(store, content, "q2a.xlsx", "2024-10-12")
    return store


@pytest.fixture(scope="module")
def rows(audited: Store) -> pd.DataFrame:
    return assessments(audited, NOW)


def test_returned_over_expected_first_and_the_names_still_out(rows: pd.DataFrame) -> None:
    found = rounds(rows)
    assert headline(found) == "2 of 4 Section 11 returns are in"
    assert returned_table(found).to_numpy().tolist() == [
        ["Section 11, July to September 2024", "2 of 4", "Late service and Probation"],
        ["Section 175, school year 2023/24", "1 of 2", "Nurseries"],
    ]
    assert [each.kind for each in found] == ["Financial years", "School years"]
    assert returned_by_phase(rows)[["Phase", "Returned"]].to_numpy().tolist() == [
        ["Nursery", "0 of 1"],
        ["Primary", "1 of 1"],
    ]


def test_grades_are_labels_by_standard_and_organisation(rows: pd.DataFrame) -> None:
    own = rows[rows["audit"] == "S11"]
    heads = ["Standard", "Not met", "Partly", "Mostly", "Met", "N/A", "Not answered"]
    assert by_standard(own).columns.tolist() == heads
    assert by_standard(own).to_numpy().tolist() == [
        [RACE, 0, 1, 1, 0, 0, 2],
        [OTHER, 0, 0, 1, 0, 1, 0],
    ]
    grid = by_organisation(own).set_index("Organisation").fillna("").to_dict("index")
    assert grid == {
        "Council": {RACE: "Partly (self: Met)", OTHER: "Mostly"},
        "Late service": {RACE: "Not answered", OTHER: ""},
        "Police": {RACE: "Mostly (not moderated)", OTHER: "N/A"},
        "Probation": {RACE: "Not answered", OTHER: ""},
    }


def test_self_against_moderated_in_steps(rows: pd.DataFrame) -> None:
    own = rows[rows["audit"] == "S11"]
    assert gaps(own).to_numpy().tolist() == [
        ["Lowered by 2 steps", 1],
        ["The same", 1],
        ["Not moderated", 1],
        ["N/A", 1],
        ["Not answered", 2],
    ]
    assert gaps_words(own) == (
        "Moderation lowered 1 of 2 grades and raised none. 1 grade was not moderated."
    )
    assert (steps("Partly", "Met"), steps("N/A", "Met"), steps(None, "Met")) == (-2, None, None)


def test_the_standards_on_race_are_apart_over_time_and_named(rows: pd.DataFrame) -> None:
    own = rows[(rows["audit"] == "S11") & rows["on_race"].astype(bool)]
    assert over_time(own).to_dict("records") == [
        {"Standard": RACE, "July to September 2024": "1 of 2 Mostly or Met; 2 not answered"}
    ]
    assert taken_words(own) == (
        "Standards taken for anti-racist practice, by the words in their names: "
        '"Leadership hears about disparity".'
    )
    assert taken_words(rows[rows["standard"] == OTHER]).startswith("No standard here is about")


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("Anti-racist by design", True),
        ("Sanctions by ETHNICITY", True),
        ("Challenging adultification", True),
        ("Embrace and trace change", False),
        ("Safer recruitment", False),
    ],
)
def test_a_standard_is_known_by_whole_words(name: str, taken: bool) -> None:
    assert is_on_race(name) is taken


def test_improvements_open_and_overdue(rows: pd.DataFrame) -> None:
    assert improvements_words(rows) == (
        "2 improvements are open, 1 of them overdue, 1 without a deadline; 1 of 3 are done."
    )
    said = ("Completed: all teams", "Not done", "Done by May", None)
    assert [is_done(text) for text in said] == [True, False, False, False]


def test_small_counts_of_cases_are_hidden_and_cannot_be_worked_out(audited: Store) -> None:
    shown = practice_table(audits_of(audited, NOW))
    counts = ["Audit", "Cases", *GRADES.values()]
    assert shown[counts].to_numpy().tolist() == [
        ["Supplier's own", "[c]", "[c]", "[c]", "[c]", "[c]"],
        ["Records", "40", "6", "22", "12", "0"],
        ["Front door", "36", "[c]", "17", "13", "[c]"],
    ]


COUNTS = st.lists(st.integers(0, 12), min_size=4, max_size=4)


def written(grades: list[int], rest: int) -> PracticeAudit:
    row: dict[str, Any] = dict(zip(GRADES, map(float, grades), strict=True))
    row |= {"cases": float(sum(grades) + rest), "audit": "A", "audit_date": "2024-06-10"}
    row |= {"theme": "T", "ref": None, "what_was_learned": None}
    row |= {f"{name}_marker": None for name in (*GRADES, "cases")}
    return _audit(row, hidden_of((_counts(row),)))


@settings(max_examples=150, deadline=None)
@given(grades=COUNTS, rest=st.integers(0, 8))
def test_no_small_case_count_leaves_nor_is_what_is_left_of_a_row(
    grades: list[int], rest: int
) -> None:
    found = written(grades, rest)
    shown = {name: int(text) for name, text in found.counts.items() if text != "[c]"}
    assert not any(1 <= number <= 5 for number in shown.values())
    hidden = [number for name, number in zip(GRADES, grades, strict=True) if name not in shown]
    # The rest is never shown: it is one more number that a reader does not know, if it is known
    # to be there. With the total shown, one hidden grade alone would be the difference.
    if "cases" in shown and rest == 0:
        assert len(hidden) != 1
    if "cases" in shown and not hidden:
        assert not 1 <= rest <= 5
