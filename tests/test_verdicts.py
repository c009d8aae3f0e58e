"""Findings in words, from made-up rows."""

from types import SimpleNamespace
from typing import Any

import pytest

from escp_data.figures.comparison import ALL_OTHERS, EVERYONE
from escp_data.figures.verdicts import brief, excess_sentence, people, sentence, when

NAN = float("nan")


def row(**more: Any) -> Any:
    """A row of a comparison: twice as likely then, as likely now."""
    figures = {
        "rri": (1.0, 0.9, 1.1), "base_rri": (2.0, 1.8, 2.2), "gap": (0.0, -1.0, 1.0),
        "rate": (4.0, 3.0, 5.0), "base_rate": (6.0, 5.0, 7.0),
        "reference_rate": (4.0, 3.5, 4.5), "base_reference_rate": (3.0, 2.5, 3.5),
        "base_gap": (3.0, 2.0, 4.0),
    }  # fmt: skip
    flat = {
        name + part: value
        for name, values in figures.items()
        for part, value in zip(("", "_lower", "_upper"), values, strict=True)
    }
    about = {
        "verdict": "decreasing", "withheld": "", "why_ratio": "", "group": "Black",
        "reference": "White", "basis": "Census", "window": "four quarters to 2025-26 Q3",
        "base_window": "four quarters to 2023-24 Q4", "per": 1000, "confidence": 0.95,
        "smallest_fall": 0.25, "excess": 12.4,
    }  # fmt: skip
    return SimpleNamespace(**(flat | about | more))


def test_the_whole_sentence() -> None:
    assert sentence(row()) == (
        "Disproportionality is decreasing: Black children were 1.00 times as likely as White "
        "children (95% interval 0.90 to 1.10) in the four quarters to 2025-26 Q3, and 2.00 times "
        "(1.80 to 2.20) in the four quarters to 2023-24 Q4; the ratio fell while the rate for "
        "Black children fell and for White children rose (Black children from 6.00 to 4.00, White "
        "children from 3.00 to 4.00 per 1,000); the gap between the rates went from 3.00 to 0.00 "
        "per 1,000 (-1.00 to 1.00); with these counts only a fall in the ratio of 25% or more "
        "could have shown."
    )


@pytest.mark.parametrize(
    ("rate", "other", "words"),
    [
        (7.0, 5.0, "the ratio fell although both rates rose ("),
        (5.0, 2.9, "the ratio fell while both rates fell ("),
        (6.0, 4.0, "the ratio fell while the rate for Black children stayed the same and for "
                   "White children rose ("),
        (6.0, 3.0, "the ratio fell while both rates stayed the same ("),
    ],
)  # fmt: skip
def test_a_ratio_can_fall_while_both_rates_rise(rate: float, other: float, words: str) -> None:
    assert words in sentence(row(rate=rate, reference_rate=other))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"base_rri": 0.5}, "only a rise in the ratio of 33% or more could have shown."),
        ({"smallest_fall": 1.0}, "with these counts no change in the ratio could have shown."),
    ],
)
def test_the_smallest_change_that_could_have_shown(more: dict[str, float], words: str) -> None:
    assert sentence(row(**more)).endswith(words)


def test_a_withheld_verdict_says_why_and_what_is_known() -> None:
    why = {"verdict": None, "withheld": "Some of the counts are missing."}
    known = row(**why)
    assert sentence(known) == (
        "No verdict: some of the counts are missing. Black children were 1.00 times as likely as "
        "White children (95% interval 0.90 to 1.10) in the four quarters to 2025-26 Q3."
    )
    assert sentence(row(**why, rri=NAN, why_ratio="c")) == (
        "No verdict: some of the counts are missing. The rate for Black children was 4.00 per "
        "1,000 in the four quarters to 2025-26 Q3."
    )
    assert sentence(row(**why, rri=NAN, rate=NAN)) == "No verdict: some of the counts are missing."
    assert brief(known) == "No verdict: some of the counts are missing."


@pytest.mark.parametrize(
    ("excess", "words"),
    [
        (12.5, "about 13 fewer searches"),
        (-12.4, "about 12 more searches"),
        (0.3, "about as many searches"),
    ],
)
def test_excess_in_words(excess: float, words: str) -> None:
    assert excess_sentence(row(excess=excess), "searches") == (
        f"If Black children had had the rate of White children, there would have been {words} in "
        "the four quarters to 2025-26 Q3."
    )
    assert excess_sentence(row(excess=NAN), "searches") == ""


@pytest.mark.parametrize(
    ("group", "basis", "words"),
    [
        ("Black", "School pupils", "Black pupils"),
        ("Mixed", "Census", "children of Mixed ethnicity"),
        ("Other", "Census", "children of Other ethnic groups"),
        ("Any other White background", "Census", "children of any other White background"),
        ("White British", "Census", "White British children"),
        (ALL_OTHERS, "Pupils", "all other pupils"),
        (EVERYONE, "Census", "all children"),
    ],
)
def test_people_are_named_as_a_person_would(group: str, basis: str, words: str) -> None:
    assert people(group, basis) == words


def test_when() -> None:
    assert when("at 31 March 2025") == "at 31 March 2025"
    assert when("school year 2024/25") == "in the school year 2024/25"
