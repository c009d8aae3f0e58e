"""Periods: every way people write them, their order, and what is never guessed."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.text.periods import Period, is_period, parse_period, quarter_of

QUARTERS = st.builds(
    Period, st.just("quarter"), st.integers(2013, 2060), st.sampled_from([1, 2, 3, 4])
)
YEARS = st.builds(Period, st.sampled_from(["year", "academic"]), st.integers(2013, 2060))


@pytest.mark.parametrize(
    "text",
    [
        "2025-26 Q3", "Q3 2025/26", "2025/26 Q3", "Q3 25-26", "25/26 Q3", "2025-2026 Q3",
        "Quarter 3 2025/26", "Qtr 3, 2025-26", "q3 2025/26", "FY25/26 Q3", "Q3 FY2025/26",
        "2025-26_Q3", "2025-26Q3", "Q3 (2025/26)", "2025–26 Q3", "Q3: 2025-26",
        "Oct-Dec 2025", "October to December 2025", "Oct – Dec 25", "OCT TO DEC 2025",
        "Oct 2025 to Dec 2025", "Q3 (Oct-Dec 2025)", "Q3 Oct - Dec 2025",
        "31 December 2025", "31/12/2025", "31.12.25", "31-Dec-25", "31st Dec 2025", "2025-12-31",
        "2025-10-01 00:00:00", "Nov 25", "Nov-25", "Nov '25", "November 2025", "10/2025",
        "  2025-26   Q3 ", "2025-26\u00a0Q3",
    ],
)  # fmt: skip  # a list in few lines
def test_a_quarter_is_read_from_any_form(text: str) -> None:
    assert parse_period(text) == Period("quarter", 2025, 3)


@pytest.mark.parametrize(
    "text", ["2025-26", "2025/26", "25/26", "2025-2026", "FY 2025-26", "Financial year 2025/26",
             "April 2025 to March 2026", "Apr 25 - Mar 26"],
)  # fmt: skip  # a list in few lines
def test_a_financial_year(text: str) -> None:
    assert parse_period(text) == Period("year", 2025)


@pytest.mark.parametrize(
    "text", ["2024/25 academic", "academic year 2024/25", "AY2024-25", "2024/25 school year",
             "School year 24/25", "2024-25 Academic Year"],
)  # fmt: skip  # a list in few lines
def test_a_school_year(text: str) -> None:
    assert parse_period(text) == Period("academic", 2024)


@pytest.mark.parametrize(
    "text",
    [
        "Q3", "Q3 2025", "Q5 2025-26", "2025", "2025-27", "2025/24", "12/13", "01/02", "Q3 11/12",
        "Oct-Nov 2025", "Dec-Oct 2025", "Q2 (Oct-Dec 2025)", "Oct 2024 to Dec 2025",
        "April 2025 to March 2027", "12/31/2025", "December 31, 2025", "31/02/2026", "31 December",
        "December", "Spring 2026", "", "latest", 45000, 2025, 1.5, None, True,
    ],
)  # fmt: skip  # a list in few lines
def test_what_is_not_a_period_is_not_guessed(text: object) -> None:
    with pytest.raises(ValueError, match="is not a period"):
        parse_period(text)


def test_a_month_before_two_digits_is_a_month_and_its_year() -> None:
    """`Sept 24` would be 24 September only in American order, which is never guessed."""
    assert parse_period("Sept 24") == parse_period(date(2024, 9, 1)) == Period("quarter", 2024, 2)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 3, 31), "2025-26 Q4"),
        (date(2026, 4, 1), "2026-27 Q1"),
        (datetime(2025, 6, 30, 23, 59), "2025-26 Q1"),
        (date(2025, 7, 1), "2025-26 Q2"),
        (date(2025, 12, 31), "2025-26 Q3"),
        (date(2000, 1, 1), "1999-00 Q4"),
    ],
)
def test_a_day_falls_in_its_quarter(day: date, expected: str) -> None:
    assert str(parse_period(day)) == expected


@given(st.dates(date(2014, 1, 1), date(2060, 1, 1)))
def test_every_day_lies_inside_its_quarter(day: date) -> None:
    period = quarter_of(day)
    assert period.start <= day <= period.end
    assert quarter_of(period.end + timedelta(days=1)) == period.shifted(1)


@given(QUARTERS | YEARS)
def test_what_is_written_is_read_back(period: Period) -> None:
    assert parse_period(str(period)) == parse_period(period.words) == period


@given(QUARTERS | YEARS, st.integers(-40, 40))
def test_shifting_and_counting_agree(period: Period, steps: int) -> None:
    assert period.shifted(steps).steps_since(period) == steps
    assert (period.shifted(steps) > period) == (steps > 0)


def test_periods_of_different_kinds_are_not_counted_between() -> None:
    with pytest.raises(ValueError, match="2025-26 Q1 and 2025-26 are periods of different kinds"):
        Period("quarter", 2025, 1).steps_since(Period("year", 2025))


def test_order_is_by_last_day_then_length() -> None:
    written = [
        "2025-26",
        "2024/25 academic",
        "2025-26 Q1",
        "2025-26 Q4",
        "2024-25 Q4",
        "2025-26 Q2",
    ]
    assert [str(period) for period in sorted(map(parse_period, written))] == [
        "2024-25 Q4", "2025-26 Q1", "2024/25 academic", "2025-26 Q2", "2025-26 Q4", "2025-26",
    ]  # fmt: skip  # a list in few lines


def test_words() -> None:
    assert [parse_period(text).words for text in ("2025-26 Q4", "2025-26", "2024/25 academic")] == [
        "January to March 2026",
        "April 2025 to March 2026",
        "school year 2024/25",
    ]


@given(st.lists(QUARTERS | YEARS, min_size=2, max_size=6))
def test_every_comparison_goes_by_last_day_then_length(some: list[Period]) -> None:
    def place(period: Period) -> tuple[date, int]:
        return period.end, (period.end - period.start).days

    for one, other in pairwise(some):
        assert (one < other) == (place(one) < place(other))
        assert (one <= other) == (one == other or place(one) < place(other))
        assert (one > other) == (place(one) > place(other))
    assert max(some) == max(some, key=place)
    assert list(map(place, sorted(some))) == sorted(map(place, some))


@pytest.mark.parametrize(
    ("text", "is_one"), [("Q3 25/26", True), (" 2025-26 ", True), ("Q3", False), ("RAG", False)]
)
def test_a_text_is_a_period_only_with_its_year(text: str, is_one: bool) -> None:
    assert is_period(text) == is_one
