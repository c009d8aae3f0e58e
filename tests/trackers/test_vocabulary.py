"""Trackers' own words: headings, states, colours, quarters in headings, numbers."""

import pytest

from escp_data.trackers.vocabulary import (
    hue,
    in_year,
    is_heading,
    legend_in,
    read_heading,
    read_number,
    read_rag,
    running_on,
    split_period,
)


@pytest.mark.parametrize(
    ("text", "period", "rest"),
    [
        ("Q1 24/25 RAG", "Q1 24/25", "RAG"),
        ("RAG 2024-25 Q1", "2024-25 Q1", "RAG"),
        ("Q1 update", "Q1", "update"),
        ("Sept 24", "Sept 24", ""),
        ("Oct-Dec 2025: progress", "Oct-Dec 2025", "progress"),
        ("Q3 (Oct–Dec)", "Q3 (Oct–Dec)", ""),
        ("22/23", "22/23", ""),
        ("May", "May", ""),
        ("31 March 2025", "31 March 2025", ""),
        ("CLA 31/3", "", "CLA 31/3"),
        ("Stop & search 10-17", "", "Stop & search 10-17"),
        ("Children may say", "", "Children may say"),
        ("2023-26", "", "2023-26"),
    ],
)
def test_a_headings_period_and_the_rest(text: str, period: str, rest: str) -> None:
    assert split_period(text) == (period, rest)


def test_bare_quarters_go_on_from_the_one_before() -> None:
    assert running_on(["", "Sept 24", "Q3 24/25", "Q4", "Q1 25-26", "Q2", "Q3"]) == [
        "", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4", "2025-26 Q1", "2025-26 Q2", "2025-26 Q3",
    ]  # fmt: skip  # a list in few lines
    assert running_on(["Q1", "Q1", "Q2", "May"]) == ["Q1", "Q1", "Q2", "Q1"]
    assert running_on(["Q4 24/25", "Q4", "Q1"]) == ["2024-25 Q4", "2024-25 Q4", "2025-26 Q1"]


def test_a_bare_quarter_takes_the_year() -> None:
    texts = ("Q3", "Quarter 2", "Q3 (Oct–Dec)", "May", "Dec 25", "2024-25", "soon")
    assert [in_year(text, "2025-26") for text in texts] == [
        "2025-26 Q3", "2025-26 Q2", "2025-26 Q3", "2025-26 Q1", "2025-26 Q3", "2024-25", "",
    ]  # fmt: skip  # a list in few lines
    assert in_year("Q3", "") == ""


@pytest.mark.parametrize(
    ("heading", "sheet", "field"),
    [
        ("Ref", "Progress", "ref"),
        ("Action (abridged)", "Progress", "ref"),
        ("BRAG", "Progress", "rag"),
        ("If not on track, why?", "Progress", "rag_reason"),
        ("Latest update / comments", "Progress", "progress_update"),
        ("Next steps for the group", "Progress", "next_steps"),
        ("Progres update", "Progress", "progress_update"),
        ("Indicator", "Measure values", "code"),
        ("who", "Training", "agency"),
        ("conf before", "Training", "confident_before"),
    ],
)
def test_headings_in_agencies_own_words(heading: str, sheet: str, field: str) -> None:
    guess = read_heading(heading, sheet)
    assert guess is not None
    assert guess.means == field


def test_headings_that_say_nothing() -> None:
    assert [read_heading(text, "Progress") for text in ("Owner (role)", "Cost", "x")] == [None] * 3
    assert [is_heading(text) for text in ("RAG", "Lead (partner)", "Year 6 pack", "")] == [
        True, True, False, False,
    ]  # fmt: skip  # a list in few lines


@pytest.mark.parametrize(
    ("state", "rag"),
    [
        ("On track", "Green"), ("Slipping", "Amber"), ("Off track", "Red"), ("Done", "Complete"),
        ("Not due", "Not started"), ("no return", "No update"), ("g", "Green"), ("Ambr", "Amber"),
        ("not on track", "Red"), ("Two workshops held in May", None), ("purple", None),
    ],
)  # fmt: skip  # a row a line
def test_states_in_agencies_own_words(state: str, rag: str | None) -> None:
    guess = read_rag(state)
    assert (guess.means if guess else None) == rag


@pytest.mark.parametrize(
    ("rgb", "rag"),
    [
        ("FF0000", "Red"), ("FFC7CE", "Red"), ("FFC000", "Amber"), ("FFFF00", "Amber"),
        ("FFEB9C", "Amber"), ("92D050", "Green"), ("C6EFCE", "Green"), ("00B0F0", "Complete"),
        ("D9D9D9", "Not started"), ("FFFFFF", ""), ("000000", ""), ("7030A0", ""),
    ],
)  # fmt: skip  # a row a line
def test_a_fills_hue(rgb: str, rag: str) -> None:
    assert hue(rgb) == rag


def test_a_legend_in_words() -> None:
    assert legend_in("Key: blue = on track; Grey = no return, red means stuck") == {
        "Complete": "Green",
        "Not started": "No update",
        "Red": "Red",
    }
    assert legend_in("The red team is on it") == {}


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("~1,000", "1000"), ("1021?", "1021"), ("27 (of 60 places)", "27"), ("about 12.5", "12.5"),
        ("71% (22 of 31)", "22/31"), ("25/32", "25/32"), ("tbc", "x"), ("n/k", "x"),
        ("41%", None), ("some", None), ("12 to 14", None),
    ],
)  # fmt: skip  # a row a line
def test_numbers_with_something_beside(text: str, means: str | None) -> None:
    guess = read_number(text)
    assert (guess.means if guess else None) == means
