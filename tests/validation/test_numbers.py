"""Counts and amounts in cells, and what is said of those that cannot be stored."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.contract import (
    ETHNICITY_COUNTS,
    MEASURE_VALUES,
    MEASURES,
    PROGRESS,
    TRAINING,
    Column,
    Sheet,
)
from escp_data.validation.cell_problems import CellProblem
from escp_data.validation.cells import read_cell

FEBRUARY = date(2026, 2, 1)


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


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        (0, (0, None)), (12, (12, None)), (12.0, (12, None)), ("12", (12, None)),
        (" 12 ", (12, None)), ("1,234", (1234, None)), ("1\u00a0234", (1234, None)),
        ("'12", (12, None)), ("12.0", (12, None)), ("12 pupils", (12, None)),
        ("3 children", (3, None)), ("12 (30%)", (12, None)), ("nil", (0, None)),
        ("<5", (None, "c")), ("1-5", (None, "c")), ("fewer than 3", (None, "c")),
        ("Not available", (None, "x")), ("not applicable", (None, "z")),
        ("c", (None, "c")), ("C", (None, "c")), ("[c]", (None, "c")), ("(X)", (None, "x")),
        ("[ z ]", (None, "z")),
    ],
)  # fmt: skip  # a table, a row a line
def test_count(value: object, stored: object) -> None:
    assert read_cell(ETHNICITY_COUNTS.column("Count"), value) == stored
    assert read_cell(MEASURE_VALUES.column("Numerator"), value) == stored


def test_an_amount_may_have_a_fraction() -> None:
    column = MEASURE_VALUES.column("Denominator")
    assert [read_cell(column, value) for value in (".5", 3.25, "1,234.5")] == [
        (0.5, None), (3.25, None), (1234.5, None),
    ]  # fmt: skip  # a list in few lines


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (3.5, "It has a fraction."),
        (-3, "It is below zero."),
        ("−3", "It is below zero."),
        ("3 families", "It has something beside the number; write the number alone."),
        ("+3", "It has something beside the number; write the number alone."),
        ("£20", "It is money, and not a count."),
        ("1,23", "It has something beside the number; write the number alone."),
        ("3%", "It is a percentage; write the number itself."),
        ("<10", "It seems to be suppressed; did you mean c?"),
        ("0-5", "It seems to be suppressed; did you mean c?"),
        ("fewer than 30", "It seems to be suppressed; did you mean c?"),
        ("*", "It seems to be suppressed; did you mean c?"),
        ("n/a", "It seems to be missing; did you mean x (not available) or z (not applicable)?"),
        ("-", "It seems to be missing; did you mean x (not available) or z (not applicable)?"),
        ("O", "Did you mean 0?"),
        ("None", "Did you mean 0?"),
        ("several", 'It says "several".'),
        ("not yet counted", 'It says "not yet counted".'),
        ("three", "It holds words in place of a number."),
        (10**12, "It is far too large."),
        (float("nan"), "It is far too large."),
        (True, "It holds TRUE."),
        (FEBRUARY, "It holds a date or a time, which Excel may have made of a number: "
         "format the cell as a number and type it again."),
    ],
)  # fmt: skip  # a table, a row a line
def test_what_is_not_a_count(value: object, why: str) -> None:
    what = "or c (suppressed), x (not available) or z (not applicable)."
    assert problem(ETHNICITY_COUNTS, "Count", value) == (
        "C11",
        f"Count must be a whole number of 0 or more, {what} {why}",
    )


@given(st.integers(1, 5), st.text(alphabet=" <>~c.-+%/abcdefgh", max_size=6))
def test_a_small_count_is_in_no_message(count: int, beside: str) -> None:
    for value in (f"{count}{beside}", f"{beside}{count}", count + 0.5, -count):
        found = attempt(ETHNICITY_COUNTS.column("Count"), value)
        assert found is None or str(count) not in str(found)


@pytest.mark.parametrize(
    "text",
    [
        *["one", "Two", "THREE", "four boys", "threeboys", "t h r e e", "thre", "fiv", "seven-ish"],
        *[
            "I",
            "ii",
            "III",
            "IV",
            "v",
            "VI",
            "viii",
            "IX",
            "Ⅲ",
            "iii girls",
            "//",
            "|||",
            "③",
            "三",
        ],
        *["a couple", "a pair", "half a dozen", "twins"],
    ],
)
def test_a_count_in_words_is_in_no_message(text: str) -> None:
    for column in (ETHNICITY_COUNTS.column("Count"), MEASURE_VALUES.column("Numerator")):
        with pytest.raises(CellProblem) as found:
            read_cell(column, text)
        assert str(found.value).endswith(
            ("It holds words in place of a number.", "write the number alone.", "applicable)?")
        )


def test_numbers_of_people_are_whole() -> None:
    column = TRAINING.column("Responses")
    assert [read_cell(column, value) for value in ("1,204", 12, "0")] == [1204.0, 12.0, 0.0]
    assert problem(TRAINING, "Responses", "c") == (
        "C10",
        'Responses must be a whole number of 0 or more. It says "c".',
    )
    assert problem(TRAINING, "Responses", "<5") == (
        "C10",
        "Responses must be a whole number of 0 or more. It gives a reason in place of a number.",
    )
    assert read_cell(MEASURES.column("Target"), "7.5") == 7.5
    assert problem(MEASURES, "Target", "45%") == (
        "C10",
        "Target must be a number of 0 or more. It is a percentage; write the number itself.",
    )


def test_a_span_of_time_in_words() -> None:
    assert read_cell(PROGRESS.column("Evidence"), timedelta(hours=30)) == "1 day, 6:00:00"
