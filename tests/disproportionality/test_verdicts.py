"""Findings in words, from made-up rows."""

import math
from types import SimpleNamespace
from typing import Any

import pytest

from escp_data.disproportionality.comparison import ALL_OTHERS, EVERYONE
from escp_data.disproportionality.verdicts import (
    brief,
    brief_more,
    crossing,
    excess_sentence,
    people,
    sentence,
    when,
)

NAN = float("nan")


def row(**more: Any) -> Any:
    """A row of a comparison: twice as likely then, as likely now."""
    figures = {
        "rri": (1.0, 0.9, 1.1), "base_rri": (2.0, 1.8, 2.2), "gap": (0.0, -1.0, 1.0),
        "rate": (4.0, 3.0, 5.0), "base_rate": (6.0, 5.0, 7.0),
        "reference_rate": (4.0, 3.5, 4.5), "base_reference_rate": (3.0, 2.5, 3.5),
        "base_gap": (3.0, 2.0, 4.0), "change": (0.5, 0.4, 0.6),
    }  # fmt: skip  # a list in few lines
    flat = {
        name + part: value
        for name, values in figures.items()
        for part, value in zip(("", "_lower", "_upper"), values, strict=True)
    }
    about = {
        "measure": "Searches", "verdict": "decreasing", "withheld": "", "why_ratio": "",
        "why_verdict": "",
        "why_rri": "", "base_why_rri": "", "group": "Black", "reference": "White",
        "noun": "children", "window": "four quarters to 2025-26 Q3",
        "base_window": "four quarters to 2023-24 Q4", "per": 1000, "confidence": 0.95,
        "smallest_fall": 0.25, "excess": 12.4,
    }  # fmt: skip  # a list in few lines
    return SimpleNamespace(**(flat | about | more))


def test_the_whole_sentence() -> None:
    assert sentence(row()) == (
        "Searches: disproportionality is decreasing; Black children were 1.00 times as likely as "
        "White children (95% interval 0.90 to 1.10) in the four quarters to 2025-26 Q3, and 2.00 "
        "times (1.80 to 2.20) in the four quarters to 2023-24 Q4; the ratio is 0.50 times what it "
        "was (0.40 to 0.60), which excludes 1; the ratio fell while the rate for "
        "Black children fell and for White children rose (Black children from 6.00 to 4.00, White "
        "children from 3.00 to 4.00 per 1,000); the gap between the rates went from 3.00 to 0.00 "
        "per 1,000 (−1.00 to 1.00); with these counts only a fall in the ratio of 25% or more "
        "could have shown."
    )


@pytest.mark.parametrize(
    ("rate", "other", "words"),
    [
        (7.0, 5.0, "the ratio fell although both rates rose ("),
        (5.0, 2.9, "the ratio fell while both rates fell ("),
        (6.0, 4.0, "the ratio fell while the rate for Black children hardly moved and for "
                   "White children rose ("),
        (6.0, 3.0, "the ratio fell while both rates hardly moved ("),
    ],
)  # fmt: skip  # a table, a row a line
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
        "Searches: no verdict. Some of the counts are missing. Black children were 1.00 times as "
        "likely as White children (95% interval 0.90 to 1.10) in the four quarters to 2025-26 Q3."
    )
    assert sentence(row(**why, rri=NAN, why_ratio="c")) == (
        "Searches: no verdict. Some of the counts are missing. The rate for Black children was "
        "4.00 per 1,000 in the four quarters to 2025-26 Q3."
    )
    assert sentence(row(**why, rri=NAN, rate=NAN)) == (
        "Searches: no verdict. Some of the counts are missing."
    )
    assert brief(known) == "1.00 (0.90–1.10). Some of the counts are missing."
    assert brief(row(**why, rri=NAN)) == "Some of the counts are missing."
    assert brief_more(known) == ""


def test_what_is_hidden_is_said_by_its_mark() -> None:
    why = {"verdict": None, "why_verdict": "c", "withheld": "Some of the counts are small."}
    assert brief(row(**why, rri=NAN, why_rri="c")) == ""
    assert brief(row(**why, base_rri=NAN, base_why_rri="c")) == (
        "1.00 (0.90–1.10), was [c] in 2023-24"
    )


@pytest.mark.parametrize(
    ("window", "words"),
    [
        ("four quarters to 2023-24 Q4", "in 2023-24"),
        ("four quarters to 2024-25 Q2", "in the year to 2024-25 Q2"),
        ("school year 2023/24", "in 2023/24"),
        ("financial year 2023-24", "in 2023-24"),
        ("at 31 March 2021", "at 31 March 2021"),
    ],
)
def test_the_line_says_when_the_ratio_was_what_it_was(window: str, words: str) -> None:
    assert brief(row(base_window=window)) == f"1.00 (0.90–1.10), was 2.00 {words}"


@pytest.mark.parametrize(
    ("excess", "words"),
    [
        (12.5, "there would have been about 13 fewer searches"),
        (-12.4, "there would have been about 12 more searches"),
        (0.3, "there would have been about as many searches"),
        (1.4, "the number of searches would have been about 1 lower"),
        (-0.5, "the number of searches would have been about 1 higher"),
    ],
)
def test_excess_in_words(excess: float, words: str) -> None:
    assert excess_sentence(row(excess=excess), "searches") == (
        f"If Black children had had the rate of White children, {words} in the "
        "four quarters to 2025-26 Q3."
    )
    assert excess_sentence(row(excess=NAN), "searches") == ""


@pytest.mark.parametrize(
    ("group", "noun", "words"),
    [
        ("Black", "pupils", "Black pupils"),
        ("Mixed", "children", "children of Mixed ethnicity"),
        ("Other", "children", "children of Other ethnic groups"),
        ("Any other White background", "children", "children of any other White background"),
        ("White British", "children", "White British children"),
        (ALL_OTHERS, "pupils", "all other pupils"),
        (EVERYONE, "children", "all children"),
    ],
)
def test_people_are_named_as_a_person_would(group: str, noun: str, words: str) -> None:
    assert people(group, noun) == words


def test_when() -> None:
    assert when("at 31 March 2025") == "at 31 March 2025"
    assert when("school year 2024/25") == "in the school year 2024/25"


def test_the_ratio_of_ratios_says_whether_its_interval_includes_one() -> None:
    spans = row(verdict="no clear change", change=0.95, change_lower=0.84, change_upper=1.06)
    assert "the ratio is 0.95 times what it was (0.84 to 1.06), which includes 1;" in sentence(
        spans
    )
    close = row(change=0.8, change_lower=0.64, change_upper=0.9996)
    assert "what it was (0.64 to 0.9996), which excludes 1;" in sentence(close)
    assert "times what it was" not in sentence(row(verdict="too few to say"))


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        (0.5, 1.84, "less likely then, more likely now"),
        (1.84, 0.9, "more likely then, less likely now"),
        (2.0, 1.2, ""),
        (1.004, 0.6, ""),
    ],
)
def test_a_ratio_that_crossed_one_says_so(then: float, now: float, words: str) -> None:
    moved = row(base_rri=then, rri=now, change=now / then, change_lower=1.1, change_upper=4.0)
    assert crossing(moved) == words
    for said in (sentence(moved), brief_more(moved)):
        assert (f" crossed 1: {words}" in said) == bool(words)


def test_a_ratio_that_may_have_moved_by_chance_crossed_nothing() -> None:
    chance = {"base_rri": 1.12, "rri": 0.99, "change_lower": 0.7, "change_upper": 1.1}
    assert crossing(row(verdict="no clear change", **chance)) == ""
    assert crossing(row(verdict="too few to say", base_rri=0.2, rri=3.0)) == ""


def test_what_moved_is_judged_by_the_numbers_printed() -> None:
    """0.844 to 0.836 reads 0.84 and 0.84."""
    still = row(base_rri=0.844, rri=0.836, base_rate=4.001, rate=4.004)
    assert "the ratio hardly moved while the rate for Black children hardly moved" in sentence(
        still
    )
    assert "Rates: Black hardly moved, White rose." in brief_more(still)


NEITHER = {"rri": NAN, "why_rri": "neither", "rate": 0.0, "reference_rate": 0.0}
INFINITE = {"rri": math.inf, "rri_lower": 45.912, "why_rri": "infinite", "reference_rate": 0.0}


def test_no_cases_in_either_group_is_not_called_missing() -> None:
    few = row(verdict="too few to say", **NEITHER)
    assert sentence(few).startswith(
        "Searches: too few to say whether disproportionality is decreasing; there were no cases in "
        "either group in the four quarters to 2025-26 Q3, and Black children were 2.00 times as "
        "likely as White children (1.80 to 2.20) in the four quarters to 2023-24 Q4; both rates "
        "fell ("
    )
    assert "[x]" not in sentence(few) + brief(few)
    assert brief(few) == "no cases in either group, was 2.00 in 2023-24"


def test_none_among_the_comparator_gives_the_least_the_ratio_can_be() -> None:
    few = row(verdict="too few to say", **INFINITE)
    assert (
        "there were none among White children in the four quarters to 2025-26 Q3, so there is no "
        "ratio (Black children were at least 45.91 times as likely)"
    ) in sentence(few)
    assert brief(few) == "at least 45.91, was 2.00 in 2023-24"
    assert "∞" not in sentence(few) + brief(few)
    before = {"base_rri": math.inf, "base_rri_lower": 3.0, "base_why_rri": "infinite"}
    assert "was at least 3.00" in brief(row(verdict="too few to say", **before))


def test_a_caveat_stands_beside_the_brief_line() -> None:
    assert brief_more(row(), "unknown ethnicity rose from 2.3% to 11.0%").endswith(
        "Rates: Black fell, White rose. Unknown ethnicity rose from 2.3% to 11.0%."
    )
