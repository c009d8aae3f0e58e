"""Titles, lines and marks about ethnic groups."""

import math
from dataclasses import fields
from typing import Any

import pandas as pd
import pytest

from escp_data.disproportionality import (
    DECREASING,
    INCREASING,
    NO_CLEAR_CHANGE,
    TOO_FEW,
    Estimate,
    Finding,
)
from escp_data.figures.phrasing import (
    headline,
    in_order,
    intervals_words,
    mark,
    number_words,
    panels_words,
    ratio_words,
    stages_words,
    verdict_of,
)

NAN = math.nan


def finding(verdict: str | None, why: str = "", code: str = "SUSP") -> Finding:
    """A finding of which only the verdict matters."""
    blank: dict[str, Any] = {field.name: "" for field in fields(Finding)}
    return Finding(**{**blank, "code": code, "verdict": verdict, "why": why})


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ([], "No measure has counts by ethnic group yet"),
        ([None, TOO_FEW], "No measure can show yet whether disproportionality is decreasing"),
        ([NO_CLEAR_CHANGE, None], "No measure shows a clear change in disproportionality"),
        ([INCREASING, NO_CLEAR_CHANGE], "No measure shows a decrease; one shows an increase"),
        ([DECREASING], "One measure shows a decrease; none shows an increase"),
        ([DECREASING] * 2 + [INCREASING], "Two measures show a decrease; one shows an increase"),
        ([DECREASING] + [INCREASING] * 3, "One measure shows a decrease; three show an increase"),
    ],
)
def test_the_title_answers_in_ten_words(verdicts: list[str | None], words: str) -> None:
    assert headline([finding(verdict) for verdict in verdicts]) == words
    assert len(words.split()) <= 10


def test_a_hidden_verdict_says_so_and_any_other_is_withheld() -> None:
    given = [finding(INCREASING), finding(None, "c"), finding(None, "break"), finding(TOO_FEW)]
    assert [verdict_of(each) for each in given] == [
        *["increasing", "[c] hidden", "no verdict", "too few to say"]
    ]


def test_what_moved_comes_first_and_the_plan_orders_the_rest() -> None:
    given = [
        finding(None, "c", "A"), finding(NO_CLEAR_CHANGE, code="B"), finding(DECREASING, code="C"),
        finding(NO_CLEAR_CHANGE, code="D"), finding(INCREASING, code="E"),
    ]  # fmt: skip
    assert [each.code for each in in_order(given)] == ["E", "C", "B", "D", "A"]


def test_ratios_and_numbers_are_rounded_half_up_or_marked() -> None:
    assert ratio_words(Estimate(1.255, 1.005, 1.3649)) == "1.26 (1.01 to 1.36)"
    assert ratio_words(Estimate(NAN, NAN, NAN), "c") == "[c]"
    assert (number_words(1234.5), number_words(31.25, places=1)) == ("1,235", "31.3")
    assert [mark(why) for why in ("c", "x", "z", "population", "comparator")] == [
        *["[c]", "[x]", "[z]", "[x]", "[x]"]
    ]


def test_the_plot_in_words_names_every_group_but_the_comparator() -> None:
    frame = pd.DataFrame(
        [("Asian", 0.3, 0.2, 0.4), ("Black", 1.3, 1.2, 1.4), ("Mixed", 1.1, 0.9, 1.3),
         ("White", NAN, NAN, NAN), ("Other", NAN, NAN, NAN)],
        columns=["group", "rri", "rri_lower", "rri_upper"],
    ).assign(reference="White", basis="School pupils", window="school year 2024/25")  # fmt: skip
    assert intervals_words(frame) == (
        "Set against White pupils, in the school year 2024/25. Clearly less likely: Asian. "
        "Clearly more likely: Black. Could be the same: Mixed. Hidden or missing: Other."
    )
    assert intervals_words(frame.iloc[:0]) == (
        "Nothing is on record for this measure by this quarter."
    )


def trend(*values: float, broken: str = "") -> pd.DataFrame:
    """A year a value, for one group."""
    return pd.DataFrame(
        {
            "group": "Black", "rri": values, "rri_lower": values, "rri_upper": values,
            "window": [f"at 31 March {2021 + n}" for n in range(len(values))],
            "break_words": [""] * (len(values) - 1) + [broken],
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (trend(1.5, 1.25), "Black: 1.50 (1.50 to 1.50) at 31 March 2021, 1.25 (1.25 to 1.25) at "
         "31 March 2022; 2 periods."),
        (trend(1.5, NAN, 1.2, broken="Its definition changed in between."),
         "Black: 1.50 (1.50 to 1.50) at 31 March 2021, 1.20 (1.20 to 1.20) at 31 March 2023; "
         "3 periods, one of them without a ratio. Its definition changed in between."),
        (trend(NAN, 1.5), "Black: 1.50 (1.50 to 1.50) at 31 March 2022; 2 periods, one of them "
         "without a ratio."),
        (trend(NAN), "There is no ratio to show over time for Black."),
    ],
)  # fmt: skip
def test_a_trend_in_words(frame: pd.DataFrame, words: str) -> None:
    assert panels_words(frame, "Black") == words


def stages(*limits: tuple[float, float, float]) -> pd.DataFrame:
    """A first stage, then one for each ratio to the stage before."""
    every = [(NAN, NAN, NAN), *limits]
    frame = pd.DataFrame(every, columns=["ratio", "ratio_lower", "ratio_upper"])
    names = ["Referrals", "Assessments", "Plans", "Care"][: len(every)]
    return frame.assign(measure=names, before=["", *names[:-1]])


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (stages((1.4, 1.1, 1.8), (0.6, 0.5, 0.8)),
         "The difference grows at: Assessments. It shrinks at: Plans."),
        (stages((1.0, 0.9, 1.1)),
         "No stage clearly adds to the difference or takes from it."),
        (stages((1.0, 0.9, 1.1), (NAN, NAN, NAN)),
         "No stage clearly adds to the difference or takes from it. "
         "1 stage cannot be set against the stage before."),
    ],
)  # fmt: skip
def test_stages_in_words(frame: pd.DataFrame, words: str) -> None:
    assert stages_words(frame) == words
