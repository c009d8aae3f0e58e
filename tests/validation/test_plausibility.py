"""The warnings about the plan, and about a workbook as a whole."""

from typing import Any

import pytest

from escp_data.model import NOTHING_KNOWN, Known
from escp_data.validation.checks import check_workbook
from tests.workbooks import COVER, MEASURE, PLAN, Stored, messages, workbook


def warnings(known: Known = NOTHING_KNOWN, **sheets: Any) -> list[tuple[str, str]]:
    """The warnings of a workbook with these sheets beside those of the plan; it has no errors.

    That its rows are about other quarters than its Cover's is left out.
    """
    checked = check_workbook(workbook(**PLAN | sheets), "return.xlsx", known)
    assert checked.errors == ()
    return messages(each for each in checked.warnings if each.code != "W21")


def progress(*reports: tuple[str, str, str | None]) -> list[dict[str, Any]]:
    """Reports on action 1.1: a period, a RAG and an update each."""
    return [
        {"Ref": "1.1", "Period": period, "RAG": rag, "Progress update": update, "RAG reason": "Why"}
        for period, rag, update in reports
    ]


def test_an_update_repeated_word_for_word() -> None:
    reports = progress(
        ("2025-26 Q1", "Green", "Ten sessions were held."),
        ("2025-26 Q2", "Green", "Ten  sessions were held"),
        ("2025-26 Q3", "Green", "Ten more sessions were held."),
    )
    assert warnings(Progress=reports) == [
        (
            "W05",
            "Progress!E3: This update is word for word the same as last quarter's. "
            "Check that it was written anew; leave it if nothing has changed.",
        )
    ]


@pytest.mark.parametrize(
    ("before", "now", "codes"),
    [
        (("2025-26 Q2", "Green", "Held."), ("2025-26 Q3", "Amber", "held"), ["W05"]),
        (("2024-25 Q4", "Green", "Held."), ("2025-26 Q1", "Green", "Held."), ["W05"]),
        (("2025-26 Q1", "Green", "Held."), ("2025-26 Q3", "Green", "Held."), []),
        (("2025-26 Q2", "Complete", "Held."), ("2025-26 Q3", "Complete", "Held."), []),
        (("2025-26 Q2", "Green", None), ("2025-26 Q3", "Green", None), []),
        (("2025-26 Q2", "Complete", "Held."), ("2025-26 Q3", "Amber", "Reopened."), ["W06"]),
        (("2025-26 Q1", "Complete", "Held."), ("2025-26 Q3", "Green", "More."), ["W06"]),
        (("2025-26 Q2", "Amber", "Held."), ("2025-26 Q3", "Complete", "Done."), []),
    ],
)
def test_a_report_is_compared_with_the_one_stored_before_it(
    before: tuple[str, str, str], now: tuple[str, str, str], codes: list[str]
) -> None:
    known = Stored(workbook(**PLAN, Progress=progress(before)))
    assert [code for code, _ in warnings(known, Progress=progress(now))] == codes


def test_a_report_sent_again_is_not_compared_with_itself() -> None:
    report = progress(("2025-26 Q3", "Green", "Held."))
    assert warnings(Stored(workbook(**PLAN, Progress=report)), Progress=report) == []


def test_complete_going_back_says_to_what() -> None:
    reports = progress(("2025-26 Q2", "Complete", "Done."), ("2025-26 Q3", "Red", "Undone."))
    assert warnings(Progress=reports) == [
        (
            "W06",
            "Progress!C3: 1.1 was Complete in the report before this one, and now it is Red. "
            "Check the RAG, or say in the RAG reason why it was opened again.",
        )
    ]


def due(due_date: str, revised: str | None = None, state: str = "Live") -> list[dict[str, Any]]:
    action = PLAN["Actions"][0]
    return [action | {"Due date": due_date, "Revised due date": revised, "State": state}]


@pytest.mark.parametrize(
    ("before", "now", "cells"),
    [
        (None, due("31/03/2024"), []),
        (None, due("31/03/2024", "30/11/2025"), ["K2"]),
        (None, due("31/03/2024", "31/12/2025"), []),
        (None, due("31/03/2024", "ongoing"), []),
        (None, due("31/03/2024", "30/11/2025", "Closed"), []),
        (due("31/03/2026"), due("31/03/2025"), ["J2"]),
        (due("31/03/2026"), due("31/03/2026", "30/06/2025"), ["K2"]),
        (due("31/03/2024", "30/11/2025"), due("31/03/2024", "30/11/2025"), []),
        (due("31/03/2024", "30/09/2025"), due("31/03/2024", "30/11/2025"), ["K2"]),
    ],
)
def test_a_due_date_moved_into_the_past(
    before: list[dict[str, Any]] | None, now: list[dict[str, Any]], cells: list[str]
) -> None:
    """The past ends with the Cover's quarter, 31 December 2025."""
    known = NOTHING_KNOWN
    if before:
        earlier = COVER | {"Period": "2023-24 Q1"}
        known = Stored(workbook(**PLAN | {"Cover": earlier, "Actions": before}))
    found = [each for each in warnings(known, Actions=now) if each[0] == "W07"]
    assert [code for code, _ in found] == ["W07"] * len(cells)
    assert [message.split(":")[0] for _, message in found] == [f"Actions!{c}" for c in cells]


def test_a_moved_due_date_says_what_it_is_measured_by() -> None:
    assert warnings(Actions=due("31/03/2024", "30/11/2025"))[0][1] == (
        "Actions!K2: Revised due date of 1.1 is a new date, and it is before the end of the "
        "Cover's period, 2025-26 Q3 (31/12/2025). Check the year."
    )


def test_periods_after_the_cover_are_told_once_each() -> None:
    rows = [
        {"Code": "CLA", "Period": period, "Numerator": 400}
        for period in ("2025-26 Q2", "2025-26 Q4", "2026-27 Q1")
    ]
    rows += [{"Code": "CLA", "Period": "Q4 25/26", "Agency": "Met", "Numerator": 400}]
    assert warnings(Measure_values=rows) == [
        (
            "W08",
            "Measure values!B3: 2025-26 Q4 (on 2 rows) is after the period on the Cover, "
            "2025-26 Q3. Check which of the two is right.",
        ),
        (
            "W08",
            "Measure values!B4: 2026-27 Q1 is after the period on the Cover, 2025-26 Q3. "
            "Check which of the two is right.",
        ),
    ]


def test_the_year_a_quarter_lies_in_is_not_after_it() -> None:
    assert warnings(Measure_values=[{"Code": "CLA", "Period": "2025-26", "Numerator": 40}]) == []


def test_rows_left_as_they_were_prepared_are_told_together() -> None:
    rows = [
        {"Ref": "1.1", "Period": "2025-26 Q3"},
        {"Ref": "1.2", "Period": "2025-26 Q3"},
    ]
    values = [{"Code": "CLA", "Period": "2025-26 Q3"}, {"Code": "REFER", "Numerator": "x"}]
    assert warnings(Progress=rows, Measure_values=values) == [
        (
            "W09",
            "Progress: No update was filled in for 1.1, 1.2. These rows are left out.",
        ),
        (
            "W09",
            "Measure values: No row was filled in for CLA. These rows are left out.",
        ),
    ]


@pytest.mark.parametrize(
    ("numbers", "columns"),
    [
        ({"Places attended": 10, "Responses": 8, "Confident before": 3, "Confident after": 8}, ""),
        ({"Places attended": 8, "Responses": 10}, "F"),
        ({"Responses": 8, "Confident before": 9, "Confident after": 10}, "GH"),
    ],
)
def test_no_more_answers_than_people(numbers: dict[str, int], columns: str) -> None:
    row = {"Course": "Adultification", "Agency": "Met", "Ref": "1.2"} | numbers
    found = warnings(Training=[row])
    assert [code for code, _ in found] == ["W12"] * len(columns)
    assert [message[:11] for _, message in found] == [f"Training!{c}2" for c in columns]


def test_a_basis_without_a_population() -> None:
    measures = [MEASURE | {"Population basis": "School pupils"}]
    assert warnings(Measures=measures) == [
        (
            "W13",
            'Measures!O2: "School pupils" has no rows on the Population sheet, here or earlier, '
            "so no rates can be shown for it. Add them, or correct the name.",
        )
    ]
    pupils = {"Basis": "School pupils", "Date": "2024/25 academic", "Ethnic group": "White"}
    population = [pupils | {"Population": 17000}]
    assert warnings(Measures=measures, Population=population) == []
    assert warnings(Stored(workbook(Population=population)), Measures=measures) == []


def test_a_measure_that_no_longer_counts_children() -> None:
    """Its small numbers were hidden, and stay so; of a measure that never did, nothing is said."""
    other = [MEASURE | {"Counts": "other"}]
    assert warnings(Stored(workbook(**PLAN)), Measures=other) == [
        (
            "W15",
            "Measures!F2: CLA counted children before, so its small numbers stay hidden. "
            "Use a new Code if this is another measure.",
        )
    ]
    assert warnings(Measures=other) == []
    assert warnings(Stored(workbook(**PLAN | {"Measures": other})), Measures=other) == []
    assert warnings(Stored(workbook(**PLAN | {"Measures": other})), Measures=[MEASURE]) == []
