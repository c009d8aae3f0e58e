"""Numbers, dates and lists in words."""

from datetime import date

import pytest

from escp_data.text.wording import day_words, joined, moment_words, plural, short_day, spelled


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "no"), (1, "one"), (10, "ten"), (11, "11"), (1234, "1,234"), (-1, "-1")],
)
def test_numbers_to_ten_are_spelled(number: int, words: str) -> None:
    assert spelled(number) == words


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (plural(1, "action"), "1 action"),
        (plural(0, "action"), "0 actions"),
        (plural(1234, "row"), "1,234 rows"),
        (plural(2, "agency", "agencies"), "2 agencies"),
        (plural(1, "agency", "agencies"), "1 agency"),
    ],
)
def test_a_number_and_what_it_counts(made: str, words: str) -> None:
    assert made == words


@pytest.mark.parametrize(
    ("parts", "words"),
    [([], ""), (["1.1"], "1.1"), (["1.1", "2.1"], "1.1 and 2.1"),
     (["1.1", "1.2", "2.1"], "1.1, 1.2 and 2.1")],
)  # fmt: skip  # a row a line
def test_a_list_is_joined_as_people_write_it(parts: list[str], words: str) -> None:
    assert joined(parts) == words


def test_a_list_can_end_in_or() -> None:
    assert joined(["Red", "Amber"], "or") == "Red or Amber"


@pytest.mark.parametrize(
    ("day", "words", "short"),
    [
        ("2025-12-31", "31 December 2025", "31 Dec 2025"),
        ("2025-09-01", "1 September 2025", "1 Sep 2025"),
        ("2025-05-09", "9 May 2025", "9 May 2025"),
        ("2025-12-31T23:59:59.000000Z", "31 December 2025", "31 Dec 2025"),
        ("ongoing", "ongoing", "ongoing"),
        ("when funding allows", "when funding allows", "when funding allows"),
        ("", "not set", "not set"),
        (None, "not set", "not set"),
    ],
)
def test_a_day_in_words(day: str | None, words: str, short: str) -> None:
    assert (day_words(day), short_day(day)) == (words, short)


def test_a_date_in_words() -> None:
    assert day_words(date(2026, 1, 14)) == "14 January 2026"


@pytest.mark.parametrize(
    ("recorded", "words"),
    [
        ("2026-01-14T09:30:00.000000Z", "14 January 2026, 09:30"),
        ("2026-07-14T23:30:00.000000Z", "15 July 2026, 00:30"),
        ("2026-07-14 09:30", "14 July 2026, 10:30"),
    ],
)
def test_a_moment_is_said_as_clocks_in_london_show_it(recorded: str, words: str) -> None:
    assert moment_words(recorded) == words
