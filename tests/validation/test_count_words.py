"""Counts as agencies write them: each text has one reading, is asked about, or is spoilt."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.excel.workbook import CellError
from escp_data.text.asking import Ask
from escp_data.validation.count_words import Spoilt, read_count
from escp_data.validation.number_words import spells_number
from escp_data.validation.numbers import parse_marker, parse_number
from tests.lists import rows_of

EXAMPLES: tuple[tuple[str, str, str], ...] = (
    # what is read
    ("7", "7", ""), ("10,000", "10000", ""), ("3.0", "3", ""), ("\u200b45 ", "45", ""),
    ("12\u00a0345", "12345", ""), ("2\u2009000", "2000", ""), ("’30", "30", ""), ('"30"', "30", ""),
    ("12.", "12", ""), ("12 CYP", "12", ""), ("30 children", "30", ""), ("1 child", "1", ""),
    ("14 young people", "14", ""), ("14 students.", "14", ""), ("1,204 pupils", "1204", ""),
    ("N = 45", "45", ""), ("n: 45", "45", ""), ("Total 45", "45", ""), ("45 (100%)", "45", ""),
    ("45 (12.5 %)", "45", ""), ("1,204 (30 per cent)", "1204", ""), ("12 children (30%)", "12", ""),
    ("C", "c", ""), ("[c]", "c", ""), ("<5 pupils", "c", ""), ("under 5", "c", ""),
    ("fewer than 6", "c", ""), ("fewer than six", "c", ""), ("below 5", "c", ""), ("<=5", "c", ""),
    ("1 to 4", "c", ""), ("2-5", "c", ""), ("up to 5", "c", ""), ("five or fewer", "c", ""),
    ("suppressed", "c", ""), ("Suppressed.", "c", ""), ("&lt; 6", "c", ""), ("＜5", "c", ""),
    ("(x)", "x", ""), ("not available", "x", ""), ("Not known", "x", ""),
    ("not collected", "x", ""), ("Z", "z", ""), ("not-applicable", "z", ""),
    ("Nil", "0", ""), ("nought", "0", ""), ("Zero", "0", ""), ("0 pupils", "0", ""),
    # what is asked
    ("12 cases", "ask", "12"), ("12 people", "ask", "12"), ("12 referrals", "ask", "12"),
    ("12 girls", "ask", "12"), ("24/7 line: 30", "ask", "30"), ("45 in 2024/25", "ask", "45"),
    ("12, 15", "ask", "12"), ("12/15", "ask", "12 with 15 as denominator"),
    ("12 of 40", "ask", "12 with 40 as denominator"), ("12 and 3", "ask", "12"),
    ("=10+2", "ask", "12"), ("=SUM(A1:A4)", "ask", ""), ("10 + 2 + 1", "ask", "13"),
    ("#12", "ask", "12"), ("↑12", "ask", "12"), ("+12", "ask", "12"), ("12 ▼", "ask", "12"),
    ("*", "ask", "c"), ("***", "ask", "c"), ("few", "ask", "c"), ("<10", "ask", "c"),
    ("<50", "ask", "c"), ("5-10", "ask", "c"), ("100+", "ask", "100"), ("more than 10", "ask", ""),
    ("10 to 20", "ask", ""), ("[low]", "ask", "c"), ("c5", "ask", "c"), ("c (12)", "ask", ""),
    ("n/a", "ask", "x"), ("N/K", "ask", "x"), ("...", "ask", "x"), ("–", "ask", "0"),
    ("tbc", "ask", "x"), ("awaited", "ask", "x"), (":", "ask", "x"), ("??", "ask", "x"),
    ("no data", "ask", "x"), ("blank", "ask", ""), ("NaN", "ask", ""),
    ("not yet available", "ask", "x"),
    ("o", "ask", "0"), ("None recorded", "ask", "0"), ("Nil return", "ask", "0"),
    ("00", "ask", "0"),
    ("approx. 30", "ask", "30"), ("c. 12", "ask", "12"), ("about 12", "ask", "12"),
    ("30 approx", "ask", "30"), ("≈30", "ask", "30"), ("12²", "ask", "12"), ("12‡", "ask", "12"),
    ("12 (p)", "ask", "12"), ("12 [note 1]", "ask", "12"), ("12 est", "ask", "12"),
    ("at least 12", "ask", ""), ("[12]", "ask", "12"), ("12 (was 10)", "ask", "12"),
    ("3*", "ask", "3"), ("12 (c)", "ask", ""), ("12a", "ask", "12"),
    ("1/4/25", "ask", ""), ("1-Apr", "ask", ""), ("May-25", "ask", ""), ("Q1", "ask", ""),
    ("24/25", "ask", ""), ("2024-25", "ask", ""), ("1 April 2025", "ask", ""), ("24/7", "ask", ""),
    ("£50", "ask", "50"), ("£1.2k", "ask", ""), ("12k", "ask", "12000"), ("1.5k", "ask", "1500"),
    ("2e3", "ask", "2000"), ("1.234.567", "ask", "1234567"), ("12,5", "ask", ""),
    ("1,23", "ask", ""),
    ("1,2345", "ask", ""), ("1 234", "ask", "1234"), ("1O", "ask", "10"), ("I2", "ask", "12"),
    ("012", "ask", "12"), ("three", "ask", "3"), ("Twenty-one", "ask", "21"), ("VIII", "ask", "8"),
    ("iv", "ask", "4"), ("12nd", "ask", "12"), ("half a dozen", "ask", "6"), ("①", "ask", ""),
    ("١٢", "ask", ""), ("|||", "ask", ""), ("see note", "ask", ""), ("ditto", "ask", ""),
    ("12\n15", "ask", "12"), ("12; 15", "ask", "12"), ("1,234,56", "ask", ""), ("- 12", "ask", ""),
    # what is spoilt
    ("14:05", "error", ""), ("2 weeks", "error", ""), ("6 hours", "error", ""),
    ("30%", "error", ""),
    ("0.5%", "error", ""), ("12 percent", "error", ""), ("3 per 1,000", "error", ""),
    ("12.75", "error", ""),
    ("½", "error", ""), ("0.3", "error", ""), ("-12", "error", ""), ("−3", "error", ""),
    ("#REF!", "error", ""), ("#DIV/0!", "error", ""), ("###", "error", ""), ("False", "error", ""),
    ("☑", "error", ""), ("Good", "error", ""), ("Increasing", "error", ""),
    ("99999999999", "error", ""),
)  # fmt: skip  # a list in few lines
"""Of our own invention: text, reading, and what should be among what is offered."""


def reading(value: object, fractions: bool = False) -> tuple[str, tuple[str, ...]]:
    """As the list writes it, and what is offered."""
    found = read_count(value, fractions=fractions)
    if isinstance(found, Ask):
        return "ask", found.offered
    return ("error" if isinstance(found, Spoilt) else str(found)), ()


@pytest.mark.parametrize(("text", "right", "first"), EXAMPLES)
def test_an_example(text: str, right: str, first: str) -> None:
    read, offered = reading(text)
    assert read == right
    assert not first or first in offered


def listed() -> list[dict[str, str]]:
    """The list's rows; skips where the list is not beside the project."""
    return rows_of("counts")


def test_the_list_has_no_wrong_reading() -> None:
    rows = [(row, *reading(row["text"])) for row in listed()]
    allowed = ("ask", "error")
    wrong = [
        (row["text"], read)
        for row, read, _ in rows
        if read != row["reading"] and (row["reading"] in allowed or read not in allowed)
    ]
    assert [each for each in wrong if each[1] not in allowed] == []
    unread = [row for row, read, _ in rows if row["reading"] not in allowed and read in allowed]
    assert [row["text"] for row in unread if "as well" not in row["reason"]] == []
    asked = [
        (row["text"], row["offered"].split("; ")[0], offered)
        for row, _, offered in rows
        if row["reading"] == "ask"
    ]
    assert [each for each in asked if each[1] and each[1] not in each[2]] == []


@given(st.integers(0, 10**6))
def test_a_whole_number_reads_back(number: int) -> None:
    spaced = f"{number:,}".replace(",", "\u00a0")
    written = (
        number,
        float(number),
        str(number),
        f"{number:,}",
        spaced,
        f"{number}.0",
        f" {number} ",
    )
    for value in (*written, f"{number:,} children", f"'{number}"):
        found = read_count(value)
        assert found == number
        assert isinstance(found, int)


READ = [text for text, right, _ in EXAMPLES if right not in ("ask", "error")]
REST = [text for text, right, _ in EXAMPLES if right in ("ask", "error")]


@given(st.sampled_from(READ), st.sampled_from([" ", "\t", "\u00a0", "\n", "\u200b"]), st.booleans())
def test_case_and_space_change_no_reading(text: str, space: str, upper: bool) -> None:
    changed = text.upper() if upper else text.swapcase()
    assert read_count(f"{space}{changed}{space}") == read_count(text)


@given(st.sampled_from([*READ, *REST]), st.sampled_from(["børn", "zzz", "workshops", "families"]))
def test_a_word_that_is_not_known_leaves_nothing_read(text: str, word: str) -> None:
    for changed in (f"{text} {word}", f"{word} {text}", f"{text} ({word})"):
        assert isinstance(read_count(changed), Ask | Spoilt)


@given(
    st.integers(0, 10**5),
    st.integers(0, 10**5),
    st.sampled_from(
        [" ", ", ", "; ", "\n", " / ", "/", " (", " and ", " of ", "+", " children ", ":", "."]
    ),
)
def test_two_numbers_are_never_one(first: int, second: int, between: str) -> None:
    found = read_count(f"{first}{between}{second}")
    if between != "." or set(str(second)) != {"0"}:
        assert isinstance(found, Ask | Spoilt)


@given(st.integers(0, 99), st.sampled_from("*?~<>+%¹²³⁴†‡§↑▲≈#@&£"))
def test_a_sign_that_says_something_is_no_part_of_a_number(number: int, sign: str) -> None:
    for text in (f"{number}{sign}", f"{number} {sign}", f"{sign}{number}"):
        found = read_count(text)
        assert isinstance(found, Ask | Spoilt) or (sign == "<" and found == "c")


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers(), st.booleans(), st.none()))
def test_any_value_is_answered(value: object) -> None:
    for fractions in (False, True):
        found = read_count(value, fractions=fractions)
        assert isinstance(found, int | float | Ask | Spoilt) or found in ("c", "x", "z")
        assert not isinstance(found, int | float) or found >= 0


@given(st.integers(1, 12), st.text(alphabet=" <>~c.-+%/*?()=eknabxz", max_size=6))
def test_no_sentence_repeats_a_number(number: int, beside: str) -> None:
    for text in (f"{number}{beside}", f"{beside}{number}", f"{beside}{number}{beside}"):
        found = read_count(text)
        if isinstance(found, Ask | Spoilt):
            assert not any(character.isdigit() for character in found.why)
            assert not spells_number(found.why.replace("number", "").replace("one", ""))


def test_fractions_where_they_are_right() -> None:
    values = (12.5, "12.5", ".5", "1,234.5", 12, "12 pupils", "<5", "1.234", "12½", "30%")
    assert [reading(value, True)[0] for value in values] == [
        "12.5", "12.5", "0.5", "1234.5", "12", "12", "c", "ask", "error", "error",
    ]  # fmt: skip  # a list in few lines
    assert read_count(12.5) == read_count("12.5") == Spoilt("It has a fraction.")


@pytest.mark.parametrize(
    ("value", "right", "offered"),
    [
        (date(2025, 5, 1), "ask", ("c",)), (datetime(2025, 5, 1), "ask", ("c",)),
        (datetime(2025, 5, 1, 12, 30), "ask", ()), (date(2025, 12, 13), "ask", ()),
        (time(12, 30), "ask", ()), (True, "error", ()), (None, "error", ()), ("", "error", ()),
        (-3, "error", ()), (3.5, "error", ()), (float("nan"), "error", ()), (10**12, "error", ()),
        (CellError("#N/A"), "error", ()), ("9" * 5000, "ask", ()),
        ("12\u00a0(last quarter\u00a010)", "ask", ("12",)), ("01-05", "ask", ()),
        ("<1", "ask", ("0", "c")), ("1.000", "ask", ("1", "1000")), ("<5%", "error", ()),
    ],
)  # fmt: skip  # a table, a row a line
def test_what_a_cell_holds(value: object, right: str, offered: tuple[str, ...]) -> None:
    read, found = reading(value)
    assert read == right
    assert set(offered) <= set(found)


def test_the_whole_of_a_long_text_is_read() -> None:
    spaces = " " * 1000
    assert read_count(f"12{spaces}") == 12
    assert isinstance(read_count(f"12{spaces}(was 10)"), Ask)
    assert isinstance(read_count(f"12\n{'and more ' * 100}"), Ask)


def test_both_routes_agree() -> None:
    for text, right, _ in EXAMPLES:
        marker = parse_marker(text)
        assert (marker or "") == (right if right in ("c", "x", "z") else "")
        if right.isdecimal():
            assert parse_number(text, fractions=False) == int(right)
        else:
            with pytest.raises(ValueError, match=r"[.?]$"):
                parse_number(text, fractions=False)
