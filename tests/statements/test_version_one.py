"""A workbook with the sheets and columns of version 1.0 alone is checked, stored and read."""

from typing import Any

import pytest

from escp_data import contract
from escp_data.evidence.measures import scorecard
from escp_data.evidence.reviews import reviews
from escp_data.evidence.training import training
from escp_data.evidence.voice import voice
from escp_data.plan.actions import View, priorities
from escp_data.plan.returns import returns_of_quarter
from escp_data.validation.checks import check_workbook
from tests.scenarios import BU, C, Partnership, V, quarter
from tests.statements.version_one import SHEETS
from tests.workbooks import bare_workbook

COLUMNS = {
    "Agencies": "Agency, Type, Also known as",
    "Priorities": "Priority, Title, Aim",
    "Actions": "Ref, Priority, Action, Success measure, Lead agency, Contributing agencies, Group, "
               "Owner role, Start date, Due date, Revised due date, State, Measure codes",
    "Progress": "Ref, Period, RAG, RAG reason, Progress update, Evidence, Impact, Barriers, "
                "Next steps",
    "Measures": "Code, Measure, Priority, Supplier agency, Kind, Counts, Better when, Time, "
                "Definition, Numerator, Denominator, Per, A rise could mean, Target, "
                "Population basis, Reference group, Preceding measure, Baseline period, Source",
    "Measure values": "Code, Period, Agency, Numerator, Denominator, Note",
    "Ethnicity counts": "Code, Period, Agency, Ethnic group, Count",
    "Population": "Basis, Date, Ethnic group, Population",
    "Voice": "Date, Ref, Agency, Method, Children involved, Theme, What children said, "
             "What changed as a result",
    "Training": "Course, Period, Agency, Ref, Places attended, Responses, Confident before, "
                "Confident after",
    "Audits": "Audit, Period, Organisation, Standard, Self grade, Moderated grade, "
              "Improvement needed",
    "Recommendations": "Review, Number, Recommendation, Ref, Lead agency, Period, RAG, Update",
}  # fmt: skip  # every sheet and column that the contract does not call new
FIRST: dict[str, list[dict[str, Any]]] = {
    "Agencies": [{"Agency": C, "Type": "Safeguarding partner", "Also known as": "LBC"},
                 {"Agency": V, "Type": "Relevant agency"}],
    "Priorities": [{"Priority": 1, "Title": "One", "Aim": "Safe"}],
    "Actions": [{"Ref": "1.1", "Priority": 1, "Action": "Listen", "Lead agency": "lbc",
                 "Contributing agencies": V, "Due date": "31/03/2026", "State": "Live",
                 "Measure codes": "CASES"}],
    "Measures": [{"Code": "CASES", "Measure": "Cases", "Kind": "count", "Counts": "other",
                  "Better when": "lower", "Time": "flow", "Definition": "All cases",
                  "Supplier agency": C}],
    "Population": [{"Basis": "Children", "Date": "2025-03-31", "Ethnic group": "Black",
                    "Population": 900}],
}  # fmt: skip  # a row in few lines
RETURN: dict[str, list[dict[str, Any]]] = {
    "Progress": [{"Ref": "1.1", "RAG": "Amber", "RAG reason": "Slow", "Evidence": "Minutes"}],
    "Measure values": [{"Code": "CASES", "Numerator": 40}],
    "Ethnicity counts": [{"Code": "CASES", "Ethnic group": "Black", "Count": 40}],
    "Voice": [{"Date": "14/11/2025", "Ref": "1.1", "Agency": C, "Children involved": 12,
               "Theme": "Lighting", "What children said": "It is dark"}],
    "Training": [{"Course": "Listening", "Agency": V, "Ref": "1.1", "Places attended": 20}],
    "Audits": [{"Audit": "S11", "Organisation": C, "Standard": "Leadership",
                "Self grade": "Met"}],
    "Recommendations": [{"Review": "Child Q", "Number": "1", "Recommendation": "Do it",
                         "Ref": "1.1", "RAG": "Green"}],
}  # fmt: skip  # a row in few lines


def old(period: str, agency: str, sheets: dict[str, list[dict[str, Any]]]) -> bytes:
    """A workbook as the template of 1.0 had it: each sheet with all its columns of then."""
    cover = {"Period": str(quarter(period)), "Agency": agency, "Completed by": "A role",
             "Date completed": "14/01/2026", "Contract version": "1.0"}  # fmt: skip  # pairs
    filled = {
        name: [dict.fromkeys(COLUMNS[name].split(", ")) | row for row in rows]
        for name, rows in sheets.items()
    }
    return bare_workbook(cover, **filled)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Partnership:
    made = Partnership.empty(tmp_path_factory.mktemp("one"))
    for name, content in (("plan", old("2023-24 Q1", BU, FIRST)), ("return", old("Q3", C, RETURN))):
        checked = check_workbook(content, f"{name}.xlsx", made.store)
        assert [each.message for each in checked.problems] == []
        made.keep(checked)
    return made


def test_these_are_the_columns_that_a_store_of_then_has() -> None:
    stored = {
        contract.sheet(name).table: {
            field
            for column in contract.sheet(name).columns
            if column.name in listed.split(", ")
            for field, _ in column.stored
        }
        for name, listed in COLUMNS.items()
    }
    assert stored == {table: {*fields} for table, (_, fields) in SHEETS.items()}


def test_the_plans_questions_answer_as_they_did(base: Partnership) -> None:
    shown = ("action", "lead_agency", "due", "state", "rag", "rag_reason", "evidence", "change")
    assert base.headline(*shown, ref="1.1") == (
        "Listen", C, "2026-03-31", "Live", "Amber", "Slow", "Minutes", "first update",
    )  # fmt: skip  # in the order of the columns
    view = View(quarter("Q3"), quarter("Q2"))
    titles = priorities(base.store, view)[["priority", "title", "aim"]]
    assert titles.to_numpy().tolist() == [[1, "One", "Safe"]]
    board = returns_of_quarter(base.store, view)
    assert (board.expected, board.received, board.unasked) == ((C,), (C,), (V,))
    assert base.opens() == ("the plan", "2025-26 Q3")


def test_the_evidence_is_there_as_it_was(base: Partnership) -> None:
    view = View(quarter("Q3"), quarter("Q2"))
    [measure] = scorecard(base.store, quarter("Q3"))
    assert (measure.code, measure.latest, measure.definition.supplier) == ("CASES", 40, C)
    [said] = voice(base.store, view)
    assert (said.words, said.by.agency, said.by.children) == ("It is dark", C, "12")
    [course] = training(base.store, view).to_dict("records")
    assert (course["course"], course["agency"], course["places_attended"]) == ("Listening", V, 20)
    [asked] = reviews(base.store, view)
    assert (asked.name, asked.rag, asked.ref) == ("Child Q, 1", "Green", "1.1")
    kept = {table: len(base.store.current(table)) for table in
            ("ethnicity_counts", "population", "audits", "agencies")}  # fmt: skip  # one thought
    assert kept == {"ethnicity_counts": 1, "population": 1, "audits": 1, "agencies": 2}
