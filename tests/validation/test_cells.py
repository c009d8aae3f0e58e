"""Cells: what is stored for each kind of value, and the whole sentence where it cannot be."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.contract import (
    ACTIONS,
    AUDITS,
    ETHNICITY_COUNTS,
    MEASURES,
    POPULATION,
    PROGRESS,
    RECOMMENDATIONS,
    SHEETS,
    VOICE,
    Column,
    Sheet,
)
from escp_data.excel.workbook import CellError
from escp_data.rule import CATALOGUE
from escp_data.validation.cell_problems import CellProblem
from escp_data.validation.cells import (
    Formula,
    blank_problem,
    is_blank,
    listed_items,
    read_cell,
)  # fmt: skip  # names, as a paragraph

FEBRUARY = date(2026, 2, 1)
COLUMNS = [column for sheet in SHEETS for column in sheet.columns]
VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=60) | st.dates()
    | st.datetimes() | st.times() | st.timedeltas()
)  # fmt: skip  # a list in few lines


def problem(sheet: Sheet, name: str, value: object) -> tuple[str, str]:
    with pytest.raises(CellProblem) as raised:
        read_cell(sheet.column(name), value)
    return raised.value.code, str(raised.value)


def attempt(column: Column, value: object) -> CellProblem | None:
    try:
        read_cell(column, value)
    except CellProblem as found:
        return found
    return None


@pytest.mark.parametrize("value", [None, "", "\u00a0", "\u200b\ufeff", "\n", "_x000D_\u3164"])
def test_blank(value: object) -> None:
    assert is_blank(value)
    assert {read_cell(column, value) for column in COLUMNS} == {None}


@pytest.mark.parametrize("value", [0, 0.0, False, "0", "-", "c", "NA", "None", "nan"])
def test_not_blank(value: object) -> None:
    assert not is_blank(value)


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("  Two workshops held ", "Two workshops held"),
        ("Two\u00a0workshops\u2009held\u200b", "Two workshops held"),
        ("“Heard” – at last\r\nand again", "“Heard” – at last\nand again"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("None", "None"),
        ("NA", "NA"),
        (12, "12"),
        (12.0, "12"),
        (2.5, "2.5"),
        (True, "TRUE"),
        (FEBRUARY, "1 February 2026"),
        (time(14, 30), "14:30"),
    ],
)
def test_text(value: object, stored: str) -> None:
    assert read_cell(PROGRESS.column("Progress update"), value) == stored


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("1.1", "1.1"), (2.1, "2.1"), (0.1 + 1, "1.1"), (" 1.1 ", "1.1"),
        ("Action 1.1", "1.1"), ("ACTION: 1.1", "1.1"), ("Ref 1.1", "1.1"), ("No. 1.1", "1.1"),
        ("1.1.", "1.1"), ("01.1", "1.1"), ("1.10", "1.10"), ("2.3A", "2.3a"), ("1.2.3", "1.2.3"),
        ("1.1\u00a0", "1.1"), ("12.10", "12.10"),
    ],
)  # fmt: skip  # a list in few lines
def test_ref(value: object, stored: str) -> None:
    assert read_cell(PROGRESS.column("Ref"), value) == stored


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1,1", 'It says "1,1"; did you mean 1.1?'),
        ("1-1", 'It says "1-1"; did you mean 1.1?'),
        ("1.1 Oversight", 'It says "1.1 Oversight"; did you mean 1.1?'),
        (2, 'It says "2".'),
        ("Oversight", 'It says "Oversight".'),
        (True, "It holds TRUE."),
    ],
)
def test_what_is_not_a_ref(value: object, said: str) -> None:
    expected = f"Ref must be an action's number in the plan, such as 1.1. {said}"
    assert problem(PROGRESS, "Ref", value) == ("C04", expected)


def test_a_ref_that_excel_turned_into_a_date() -> None:
    how = "Format the cell as Text and type it again, such as 1.1."
    assert problem(PROGRESS, "Ref", FEBRUARY) == (
        "C15", f"Excel has turned this Ref into the date 1 February 2026. {how}",
    )  # fmt: skip  # a list in few lines
    assert problem(PROGRESS, "Ref", time(1, 10)) == (
        "C15", f"Excel has turned this Ref into a time. {how}",
    )  # fmt: skip  # a list in few lines
    assert problem(RECOMMENDATIONS, "Number", datetime(2026, 2, 1))[0] == "C15"


@pytest.mark.parametrize(
    ("value", "stored"), [(1, "1"), (2.1, "2.1"), ("1a", "1a"), ("R 3", "R 3")]
)
def test_a_recommendations_number_is_kept_as_text(value: object, stored: str) -> None:
    assert read_cell(RECOMMENDATIONS.column("Number"), value) == stored


@pytest.mark.parametrize(
    "value",
    [2, "2", "Priority 2", "P2", "2. Physical abuse", "priority: 2", "2 - Physical abuse",
     "Strategic priority 2"],
)  # fmt: skip  # a list in few lines
def test_priority(value: object) -> None:
    assert read_cell(ACTIONS.column("Priority"), value) == 2


@pytest.mark.parametrize("value", ["10", "0", "1.2", "1-3", "Physical abuse", "1 and 2"])
def test_what_is_not_a_priority(value: str) -> None:
    expected = f'Priority must be a number from 1 to 9. It says "{value}".'
    assert problem(ACTIONS, "Priority", value) == ("C14", expected)


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("Red", "Red"), (" amber ", "Amber"), ("GREEN", "Green"), ("R", "Red"), ("a", "Amber"),
        ("Completed", "Complete"), ("done", "Complete"), ("Not-started", "Not started"),
        ("N/S", "Not started"), ("not yet started", "Not started"),
        ("Not\u00a0started", "Not started"), ("Green - on track", "Green"),
        ("Blue (complete)", "Complete"), ("RAG: Green", "Green"), ("Still Red", "Red"),
    ],
)  # fmt: skip  # a list in few lines
def test_rag(value: str, stored: str) -> None:
    assert read_cell(PROGRESS.column("RAG"), value) == stored


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Ambr", 'It says "Ambr"; did you mean Amber?'),
        ("Yellow", 'It says "Yellow"; did you mean Amber?'),
        ("Blue", 'It says "Blue"; did you mean Complete?'),
        ("Green?", 'It says "Green?"; did you mean Green?'),
        ("No update", 'It says "No update".'),
        ("Red/Amber", 'It says "Red/Amber".'),
        ("Not complete", 'It says "Not complete".'),
        (1, 'It says "1".'),
        (FEBRUARY, "It holds the date 1 February 2026."),
        ("x" * 60, f'It says "{"x" * 39}…".'),
    ],
)
def test_what_is_not_a_rag(value: object, said: str) -> None:
    expected = f"RAG must be Red, Amber, Green, Complete or Not started. {said}"
    assert problem(PROGRESS, "RAG", value) == ("C05", expected)


@pytest.mark.parametrize(
    ("sheet", "name", "value", "stored"),
    [
        (PROGRESS, "Impact", "not evidenced", "Not yet evidenced"),
        (AUDITS, "Audit", "Section 11", "S11"),
        (AUDITS, "Audit", 175, "S175"),
        (AUDITS, "Self grade", 0, "Not met"),
        (AUDITS, "Self grade", "3", "Met"),
        (AUDITS, "Self grade", "2 – Mostly", "Mostly"),
        (AUDITS, "Moderated grade", "na", "N/A"),
        (ACTIONS, "State", "open", "Live"),
        (MEASURES, "Per", 1000, "1000"),
        (MEASURES, "Per", "10,000", "10000"),
        (MEASURES, "Kind", "%", "percentage"),
        (MEASURES, "Better when", "Lower is better", "lower"),
    ],
)
def test_choices(sheet: Sheet, name: str, value: object, stored: str) -> None:
    assert read_cell(sheet.column(name), value) == stored


def test_what_is_not_a_choice() -> None:
    assert problem(PROGRESS, "Impact", "Emergin") == (
        "C06",
        "Impact must be Not yet evidenced, Emerging or Evidenced. "
        'It says "Emergin"; did you mean Emerging?',
    )
    assert problem(AUDITS, "Self grade", 4) == (
        "C06",
        'Self grade must be Not met, Partly, Mostly, Met or N/A, or 0 to 3. It says "4". '
        "Leave it blank where there is nothing to say.",
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Q3", 'It says "Q3". Add its years, as in Q3 2025-26.'),
        ("Q3 2025", 'It says "Q3 2025". Write both years that it touches, as in 2025-26.'),
        (2025, 'It says "2025". Write both years that it touches, as in 2025-26.'),
        ("soon", 'It says "soon".'),
    ],
)
def test_what_is_not_a_period(value: object, said: str) -> None:
    expected = f"Period must be a period such as 2025-26 Q3, 2025-26 or 2024/25 academic. {said}"
    assert problem(PROGRESS, "Period", value) == ("C07", expected)


def test_period() -> None:
    column = PROGRESS.column("Period")
    values = ("Oct-Dec 2025", date(2025, 12, 31), "2024/25 academic")
    stored = ["2025-26 Q3", "2025-26 Q3", "2024/25 academic"]
    assert [read_cell(column, value) for value in values] == stored
    assert problem(PROGRESS, "Period", date(1900, 1, 1))[0] == "C07"


@pytest.mark.parametrize(
    ("name", "value", "stored"),
    [
        ("Start date", date(2026, 1, 14), "2026-01-14"),
        ("Start date", datetime(2026, 1, 14, 9, 30), "2026-01-14"),
        ("Start date", "14/01/2026", "2026-01-14"),
        ("Start date", "14 Jan 2026", "2026-01-14"),
        ("Start date", "14-Jan-26", "2026-01-14"),
        ("Start date", "14th January 2026", "2026-01-14"),
        ("Start date", "2026-01-14", "2026-01-14"),
        ("Start date", "1/2/26", "2026-02-01"),
        ("Start date", "Jan 2026", "2026-01-01"),
        ("Due date", "Jan 2026", "2026-01-31"),
        ("Due date", "Sept 24", "2024-09-30"),
        ("Revised due date", "by end of Feb 2024", "2024-02-29"),
        ("Due date", "Ongoing", "ongoing"),
        ("Due date", " on-going ", "ongoing"),
    ],
)
def test_date(name: str, value: object, stored: str) -> None:
    assert read_cell(ACTIONS.column(name), value) == stored


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("01/14/2026", 'It says "01/14/2026". The month seems to come before the day; '
         "did you mean 14 January 2026?"),
        ("January 14, 2026", 'It says "January 14, 2026". The month seems to come before the day; '
         "did you mean 14 January 2026?"),
        ("14 Jan", 'It says "14 Jan". Add the year.'),
        ("31/02/2026", 'It says "31/02/2026". The calendar has no such day.'),
        (46036, 'It says "46036". Format the cell as a date.'),
        ("46036", 'It says "46036". Format the cell as a date.'),
        (date(1900, 1, 5), "It holds the date 5 January 1900. "
         "Its year must lie between 2000 and 2099."),
        ("TBC", 'It says "TBC". Leave it blank where there is nothing to say.'),
        (True, "It holds TRUE. Leave it blank where there is nothing to say."),
    ],
)  # fmt: skip  # a list in few lines
def test_what_is_not_a_date(value: object, said: str) -> None:
    what = "Due date must be a date such as 14/01/2026 or Jan 2026, or ongoing."
    assert problem(ACTIONS, "Due date", value) == ("C08", f"{what} {said}")


def test_only_what_is_due_can_be_ongoing() -> None:
    assert problem(VOICE, "Date", "ongoing") == (
        "C08", 'Date must be a date such as 14/01/2026 or Jan 2026. It says "ongoing".',
    )  # fmt: skip  # a list in few lines


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (date(2021, 3, 21), "2021-03-21"), ("21/03/2021", "2021-03-21"), ("2024-25", "2024-25"),
        ("2024/25", "2024-25"), ("2024/25 academic", "2024/25 academic"),
        ("academic year 2024/25", "2024/25 academic"), ("Mar 2021", "2021-03-31"),
        ("February 2024", "2024-02-29"), ("Feb 2023", "2023-02-28"),
    ],
)  # fmt: skip  # a list in few lines
def test_a_populations_date(value: object, stored: str) -> None:
    assert read_cell(POPULATION.column("Date"), value) == stored


@pytest.mark.parametrize("value", [2019, "2019", "2025-26 Q3", "mid-2019"])
def test_what_is_not_a_populations_date(value: object) -> None:
    what = "Date must be a day such as 21/03/2021, 2024/25 academic (a school year) or 2024-25."
    assert problem(POPULATION, "Date", value) == ("C09", f'{what} It says "{value}".')


def test_group() -> None:
    column = ETHNICITY_COUNTS.column("Ethnic group")
    values = ("BOTH", 99.0, "Black or Black British", "a")
    stored = ["Any other Black background", "Not known", "Black", "White British"]
    assert [read_cell(column, value) for value in values] == stored


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("Blck", 'It says "Blck"; did you mean Black?'),
        ("NA", 'It says "NA"; did you mean Unknown or Not known?'),
        ("None", 'It says "None"; did you mean Unknown or Not known?'),
        ("W", 'It says "W"; did you mean White or White British?'),
        ("A1 - Pakistani", 'It says "A1 - Pakistani"; did you mean Indian or Pakistani?'),
        ("BAME", 'It says "BAME".'),
        (True, "It holds TRUE."),
    ],
)
def test_what_is_not_a_group(value: object, said: str) -> None:
    assert problem(ETHNICITY_COUNTS, "Ethnic group", value) == (
        "C12",
        "Ethnic group must be a DfE, ONS, NHS or police code or label, "
        f"Asian, Black, Mixed, White, Other or Unknown. {said}",
    )


def test_codes() -> None:
    column = ACTIONS.column("Measure codes")
    assert [read_cell(column, value) for value in ("susp; cla", "SUSP,CLA\nrefer", ";", 12)] == [
        "SUSP; CLA", "SUSP; CLA; REFER", None, "12",
    ]  # fmt: skip  # a list in few lines
    assert problem(ACTIONS, "Measure codes", "stop search; cla") == (
        "C13",
        "Measure codes must be a code without spaces, such as SUSP, and a semicolon between two "
        'codes. It says "stop search"; did you mean STOP_SEARCH?',
    )
    assert problem(MEASURES, "Code", FEBRUARY)[0] == "C15"


def test_lists_and_names() -> None:
    text = " Metropolitan  Police;NHS NCL ICB \n Enfield Council ; "
    assert listed_items(text) == ["Metropolitan Police", "NHS NCL ICB", "Enfield Council"]
    assert read_cell(ACTIONS.column("Contributing agencies"), text) == (
        "Metropolitan Police; NHS NCL ICB; Enfield Council"
    )
    assert read_cell(ACTIONS.column("Lead agency"), "Enfield\n Council") == "Enfield Council"


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.field)
def test_errors_and_formulas_are_never_values(column: Column) -> None:
    for value, code in ((CellError("#REF!"), "C01"), (Formula.NO_RESULT, "C02")):
        with pytest.raises(CellProblem) as raised:
            read_cell(column, value)
        assert raised.value.code == code


def test_what_is_said_of_an_error_and_of_a_formula() -> None:
    assert problem(PROGRESS, "RAG", CellError("#N/A"))[1] == (
        "RAG holds the spreadsheet's own error #N/A. Put its formula right, or type the value."
    )
    assert problem(PROGRESS, "RAG", Formula.NO_RESULT)[1] == (
        "RAG holds a formula that was never calculated. Open the workbook in Excel, save it and "
        "send that; or type the value."
    )


def test_a_blank_that_every_row_needs() -> None:
    assert [str(blank_problem(PROGRESS.column(name))) for name in ("Ref", "RAG")] == [
        "Ref is blank, and every row needs it. Write it in, such as 1.1.",
        "RAG is blank, and every row needs it. Write Red, Amber, Green, Complete or Not started.",
    ]


@given(VALUES)
def test_any_value_is_stored_or_explained(value: object) -> None:
    for column in COLUMNS:
        found = attempt(column, value)
        if found:
            assert found.code in CATALOGUE
            assert "\n" not in str(found)
