"""What a heading says: the partnership's list, headings of our own, and what always holds."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.contract import COVER, SHEETS, Column
from escp_data.text.asking import Ask, Nothing
from escp_data.text.period_kinds import Period
from escp_data.text.period_words import NoYear, OneYear
from escp_data.trackers.headings import contract_columns, read_heading
from tests.lists import rows_of

NEVER_STORED = ("previous", "forecast", "target", "cumulative", "average", "rate", "percentage")

# A heading; what it means, its sense where it has one, its period; or `ask` and what is offered.
OWN = [
    # RAG
    ("RAG rating", "RAG"), ("BRAG status", "RAG"), ("Status", "RAG"), ("Curr. RAG", "RAG current"),
    ("RAG this period", "RAG current"), ("Latest RAG", "RAG current"),
    ("RAG (R, A, G or B)", "RAG"), ("Red/Amber/Green", "RAG"),
    ("Q2 RAG rating 2025/26", "RAG none 2025-26 Q2"), ("RAG – Q1 24/25", "RAG none 2024-25 Q1"),
    ("RAG rating at 30 Sept 2025", "RAG none 2025-26 Q2"), ("Qtr 2 RAG", "RAG none ask"),
    ("RAG Q3 2025", "RAG none ask"), ("RAG prev qtr", "RAG previous"),
    ("Last RAG", "RAG previous"), ("Baseline RAG", "RAG previous"),
    ("Forecast RAG", "RAG forecast"), ("Target RAG", "RAG target"),
    ("Predicted RAG Q4 2025/26", "RAG forecast 2025-26 Q4"), ("Quality RAG", "ask", "RAG"),
    ("RAG zorblat", "ask", "RAG"), ("On target?", "ask", "RAG"), ("Done? (Y/N)", "ask", "RAG"),
    ("Risk rating", "ask"),
    # reasons and updates
    ("Rationale for RAG", "RAG reason"), ("Reason for RAG rating", "RAG reason"),
    ("RAG commentary", "RAG reason"), ("Reasons if red", "RAG reason"),
    ("Why is it not on track?", "RAG reason"),
    ("Q3 2025/26 reason for RAG", "RAG reason none 2025-26 Q3"), ("Narrative", "update"),
    ("Comments", "update"), ("Latest update", "update current"), ("Quarterly update", "update"),
    ("What has been done?", "update"), ("Progress so far", "update"),
    ("Progress/Update Q1 2025-26", "update none 2025-26 Q1"),
    ("Update March 2026", "update none ask"), ("Previous quarter's update", "update previous"),
    ("Action progress", "update"), ("RAG and comments", "ask", "RAG"),
    # evidence, impact, barriers, next steps
    ("Evidence of impact", "evidence"), ("Evidence (attach or link)", "evidence"),
    ("Impact for children & families", "impact"), ("Difference made", "impact"),
    ("Obstacles", "barriers"), ("Challenges/Barriers", "barriers"), ("Risks & Issues", "barriers"),
    ("Next steps/actions", "next steps"), ("Actions for next quarter", "next steps"),
    ("Next steps Q3 2025/26", "next steps none ask"), ("Equalities", "ask"),
    # ref, action, who and when
    ("Ref", "ref"), ("Action Ref. No.", "ref"), ("Action ID", "ref"), ("Item no", "ref"),
    ("Action description", "action"), ("Task", "action"), ("Lead officer", "lead"),
    ("Owner / Lead", "lead"), ("Person responsible", "lead"), ("Lead and due date", "ask", "lead"),
    ("Partner agency", "agency"), ("Timescale", "due date"), ("Target date", "due date"),
    ("Date due (dd/mm/yyyy)", "due date"), ("New due date", "revised due date"),
    ("Revised deadline", "revised due date"), ("Expected completion", "ask", "revised due date"),
    ("Start date", "start date"), ("Date closed", "ignore"), ("Last updated", "ignore"),
    ("Next review date", "ignore"), ("Completion date", "ask", "due date"),
    ("Reporting period", "period"),
    # values
    ("Q4 2024/25", "value none 2024-25 Q4"), ("2024-25", "value none 2024-25"),
    ("Jan - Mar 2026", "value none 2025-26 Q4"), ("Actual", "value"),
    ("Count Q2 25/26", "value none 2025-26 Q2"), ("No. of children", "value"),
    ("How many?", "value"), ("FY25", "value none ask"), ("Year to date", "value cumulative"),
    ("Q1-Q2 2025/26", "value cumulative"), ("R12 Dec 25", "value cumulative"),
    ("LY", "value previous ask"), ("Prior period", "value previous"),
    ("This quarter", "value current"), ("%", "value percentage"),
    ("% of children Q3 2025/26", "value percentage 2025-26 Q3"),
    ("Percentage", "value percentage"), ("Rate per 1,000", "value rate"),
    ("Mean days", "value average"), ("No. and %", "ask", "value"),
    ("Forecast 2025/26", "value forecast 2025-26"), ("Of which girls", "ask", "ignore"),
    ("Cohort", "denominator"), ("Pop.", "denominator"), ("Out of", "denominator"),
    ("Cohort size 2024/25", "denominator none 2024-25"),
    # beside the value
    ("Target 2025/26", "target target 2025-26"), ("Annual target", "target target"),
    ("Eng 2024/25", "benchmark none 2024-25"), ("Nat avg", "benchmark average"),
    ("Stat. nbr avg 23/24", "benchmark average 2023-24"), ("London", "benchmark"),
    ("National rate", "benchmark rate"), ("YoY", "change"), ("Var", "change"), ("DOT", "change"),
    ("Direction", "change"), ("Change since last quarter", "change"),
    ("Variance from target", "change"), ("% change on last year", "change percentage"),
    ("vs England", "change"), ("Footnote", "note"), ("Notes", "note"), ("Data caveats", "note"),
    ("Polarity", "ignore"), ("Ranking", "ignore"), ("England / London", "benchmark"),
    ("Target vs actual", "ask", "target"), ("Observed ethnicity", "ask", "ethnic group"),
    ("Ethnicity (self-defined)", "ethnic group"), ("Ethnicity", "ethnic group"),
    ("Child's ethnicity", "ethnic group"), ("KPI", "measure"), ("Indicator", "measure"),
    ("Measure code", "measure"),
    # nobody can know
    ("Zorblat", "ask"), ("", "ask"), ("Theme", "ask"), ("Status of family", "ask", "RAG"),
    ("RAG*", "ask", "RAG"), ("Name of child", "ask"), ("Q3 zorblat 2025/26", "ask", "value"),
    # a second lot
    ("Rating (RAG)", "RAG"), ("RAG Status (R/A/G/C)", "RAG"), ("If red, reason", "RAG reason"),
    ("Reason for delay", "RAG reason"), ("RAG & reason", "ask", "RAG"), ("RAG trend", "ask", "RAG"),
    ("RAG YTD", "ask", "RAG"), ("RAG Q1-Q3 2025/26", "ask", "RAG"), ("Draft RAG", "ask", "RAG"),
    ("RAG owner", "ask", "RAG"), ("Evidence RAG", "ask"), ("Number of risks", "ask", "value"),
    ("This quarter / last quarter", "ask", "value"), ("Planned progress", "ask", "update"),
    ("Age", "ask"), ("Date of birth", "ask"), ("Next steps (Q3)", "next steps none ask"),
    ("Apr-Sep 25", "value cumulative"), ("Nov-Dec 2025", "value none ask"),
    ("RAG to", "ask", "RAG"),
    ("Due date (original)", "due date"), ("Due date (revised)", "revised due date"),
    ("London average 2023/24", "benchmark average 2023-24"), ("vs last quarter", "change"),
    ("England 2023/24 (%)", "benchmark percentage 2023-24"), ("Target variance", "change"),
    ("RAG_Q3_2025-26", "RAG none 2025-26 Q3"), ("Q3 RAG for 25/26", "RAG none 2025-26 Q3"),
    ("RAG Q3 2025/26 to", "RAG none ask"), ("Q3 2025/26 *", "ask", "value"), ("RAG¹", "ask", "RAG"),
]  # fmt: skip  # a list in few lines
PERIODS = st.builds(
    Period, st.just("quarter"), st.integers(2013, 2060), st.sampled_from([1, 2, 3, 4])
) | st.builds(Period, st.sampled_from(["year", "academic"]), st.integers(2013, 2060))
COLUMNS = [
    *(("Cover", column) for column in COVER),
    *((sheet.name, column) for sheet in SHEETS for column in sheet.columns),
]


def period_of(text: str) -> str:
    """The canonical period that a heading names, or `ask`, or `none`."""
    period = read_heading(text).period
    return (
        str(period) if isinstance(period, Period) else "ask" if isinstance(period, Ask) else "none"
    )


def offers(text: str) -> tuple[str, ...]:
    """What a question about a heading offers, for what it is or for its period."""
    heading = read_heading(text)
    period = heading.period.offered if isinstance(heading.period, Ask) else ()
    return heading.offered if heading.means == "ask" else period


def read_as(text: str) -> str:
    """What a heading means, its sense and its period, written as in OWN."""
    heading, period = read_heading(text), period_of(text)
    if heading.means == "ask":
        return "ask"
    sense = "" if (heading.sense, period) == ("none", "none") else f" {heading.sense}"
    return f"{heading.means}{sense}" + ("" if period == "none" else f" {period}")


def test_headings_of_our_own() -> None:
    assert [(text, read_as(text)) for text, *_ in OWN] == [(text, says) for text, says, *_ in OWN]
    asked = [(text, first) for text, says, *rest in OWN if says == "ask" for first in rest]
    assert [(text, first) for text, first in asked if first not in offers(text)] == []


def is_wrong(row: dict[str, str]) -> bool:
    """Whether a heading is taken for what the list says that it is not."""
    heading = read_heading(row["heading"])
    kept = heading.means in ("RAG", "update", "value") and heading.sense not in NEVER_STORED
    return (
        heading.means not in (row["is"], "ask")
        or period_of(row["heading"]) not in (row["period"], "ask", "none")
        or (kept and row["sense"] in NEVER_STORED)
    )


def test_the_list_has_no_wrong_value() -> None:
    assert [row["heading"] for row in rows_of("headings") if is_wrong(row)] == []


def test_what_the_list_says_is_read_and_offered() -> None:
    rows = rows_of("headings")
    understood = [row for row in rows if row["is"] != "ask"]
    unread = [row["heading"] for row in understood if read_heading(row["heading"]).means == "ask"]
    unread += [
        row["heading"]
        for row in understood
        if row["period"] not in ("ask", "none") and period_of(row["heading"]) != row["period"]
    ]
    assert len(unread) <= 0.05 * len(understood), unread
    offered = [row for row in rows if row["offered"]]
    missed = [
        row["heading"]
        for row in offered
        if row["offered"].split("; ")[0] not in offers(row["heading"])
    ]
    assert len(missed) <= 0.1 * len(offered), missed


def test_a_period_that_one_answer_settles_keeps_its_kind() -> None:
    assert isinstance(read_heading("Q3 RAG").period, NoYear)
    assert isinstance(read_heading("Q1 FY25 RAG").period, OneYear)
    assert isinstance(read_heading("Apr-Dec 2025").period, Nothing)


@pytest.mark.parametrize("text", ["Next steps Q3", "Update December", "Next steps FY25"])
def test_when_a_text_was_written_settles_no_other_heading(text: str) -> None:
    assert type(read_heading(text).period) is Ask


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=lambda each: getattr(each, "name", each))
def test_every_name_of_the_contract_is_recognised(sheet: str, column: Column) -> None:
    for name in (column.name, *column.also):
        for text in (name, name.upper(), f" {name.replace(' ', chr(10))} ", f"{name} (Q3 2025/26)"):
            assert (sheet, column.field) in contract_columns(text)


@pytest.mark.parametrize("text", ["Attended by police", "Course fee", "", "Q3 2025/26", "zorblat"])
def test_what_is_nearly_a_name_is_none(text: str) -> None:
    assert contract_columns(text) == frozenset()


@given(PERIODS, st.sampled_from(["RAG", "Progress update", "Number", "Target", "England"]))
def test_a_period_as_the_product_writes_it_is_read_beside_a_name(period: Period, name: str) -> None:
    for written in (str(period), period.words):
        for text in (f"{name} {written}", f"{written} {name}", f"{name} ({written})"):
            heading = read_heading(text)
            assert heading.means == read_heading(name).means
            assert heading.period == period


@given(
    st.sampled_from([row[0] for row in OWN if "\n" not in row[0]]),
    st.sampled_from(["", " ", "\n", "\u00a0"]),
    st.sampled_from("-–—−"),
    st.sampled_from([str.upper, str.lower, str]),
)
def test_spaces_case_and_dashes_say_nothing(
    text: str, space: str, dash: str, case: Callable[[str], str]
) -> None:
    one, other = read_heading(text), read_heading(case(space + text.replace("-", dash) + space))
    assert (one.means, one.sense, one.offered) == (other.means, other.sense, other.offered)
    assert one.period == other.period


@given(st.sampled_from([row[0] for row in OWN]), st.booleans())
def test_an_unknown_word_leaves_nothing_understood(text: str, before: bool) -> None:
    asked = read_heading(f"zorblat {text}" if before else f"{text} zorblat")
    assert asked.means == "ask"


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    assert read_heading(text).text == text
