"""Days: every way the UK writes them, months by their ends, and hints for the rest."""

from datetime import date

import pytest

from escp_data.text.days import in_words, parse_day


@pytest.mark.parametrize(
    "text",
    ["5/9/2024", "05/09/24", "5.9.2024", "05-09-2024", "5 Sep 2024", "5 Sept 24", "5-Sep-24",
     "5th September 2024", "5th of September, 2024", "Thursday 5 September 2024", "Thu 5 Sep 24",
     "5Sep2024", "2024-09-05", "2024/9/5", "2024-09-05T10:30:00", " 5  SEP\u00a02024 ",
     "by 5/9/2024"],
)  # fmt: skip  # a list in few lines
def test_a_day(text: str) -> None:
    assert parse_day(text) == parse_day(text, last=True) == date(2024, 9, 5)


@pytest.mark.parametrize(
    "text",
    ["Sept 24", "Sep-24", "September 2024", "Sept. '24", "09/2024", "by Sept 2024", "SEP 24"],
)
def test_a_month_is_its_first_day_or_its_last(text: str) -> None:
    assert [parse_day(text), parse_day(text, last=True)] == [date(2024, 9, 1), date(2024, 9, 30)]


def test_the_end_and_the_start_of_a_month_are_said() -> None:
    assert parse_day("end of February 2024") == date(2024, 2, 29)
    assert parse_day("by the end of Feb 24") == date(2024, 2, 29)
    assert parse_day("beginning of Feb 2024", last=True) == date(2024, 2, 1)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("09/25/2024", "The month seems to come before the day; did you mean 25 September 2024?"),
        (
            "Sept 25, 2024",
            "The month seems to come before the day; did you mean 25 September 2024?",
        ),
        ("31/06/2024", "The calendar has no such day."),
        ("29 Feb 2025", "The calendar has no such day."),
        ("32/13/2024", "The calendar has no such day."),
        ("24 Sept", "Add the year."),
        ("September", "Add the year."),
        ("Spring 2024", ""),
        ("2024", ""),
        ("45000", ""),
        ("soon", ""),
        ("", ""),
    ],
)
def test_anything_else_is_not_guessed(text: str, hint: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011  # the hint may be no words at all
        parse_day(text)
    assert str(raised.value) == hint


def test_in_words() -> None:
    assert in_words(date(2026, 1, 14)) == "14 January 2026"
