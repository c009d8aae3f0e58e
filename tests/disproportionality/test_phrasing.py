"""Titles, lines and marks about ethnic groups."""

import math

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
from escp_data.disproportionality.numbers import (
    interval_words,
    limit_words,
    limits_words,
    number_words,
    ratio_words,
)
from escp_data.disproportionality.phrasing import (
    in_order,
    intervals_words,
    not_supplied,
    panels_words,
    stages_words,
    verdict_of,
)
from escp_data.markers import Reason

NAN = math.nan


def finding(verdict: str | None, why: str = "", code: str = "SUSP") -> Finding:
    """A finding of which only the verdict matters, about Black children against White."""
    return Finding(code, code, "Black", "White", "", verdict=verdict, why=Reason(why))


def test_measures_an_agency_does_not_supply_are_counted_and_named_where_few() -> None:
    assert not_supplied(["Searches"], "Metropolitan Police") == (
        "1 measure is not supplied by Metropolitan Police: Searches."
    )
    assert not_supplied(list("ABCD"), "Metropolitan Police") == (
        "4 measures are not supplied by Metropolitan Police."
    )


def test_a_hidden_verdict_says_so_and_any_other_is_withheld() -> None:
    given = [finding(INCREASING), finding(None, "c"), finding(None, "break"), finding(TOO_FEW)]
    assert [verdict_of(each) for each in given] == [
        *["increasing", "hidden: too few children to show", "no verdict", "too few to say"]
    ]


def test_what_moved_comes_first_and_the_plan_orders_the_rest() -> None:
    given = [
        finding(None, "c", "A"), finding(NO_CLEAR_CHANGE, code="B"), finding(DECREASING, code="C"),
        finding(NO_CLEAR_CHANGE, code="D"), finding(INCREASING, code="E"),
    ]  # fmt: skip  # a list in few lines
    assert [each.code for each in in_order(given)] == ["E", "C", "B", "D", "A"]


def test_ratios_and_numbers_are_rounded_half_up_or_marked() -> None:
    assert ratio_words(Estimate(1.255, 1.015, 1.3649)) == "1.26 (1.02 to 1.36)"
    assert ratio_words(Estimate(NAN, NAN, NAN), Reason.HIDDEN) == "[c]"
    assert ratio_words(Estimate(math.inf, 45.912, math.inf)) == "at least 45.91"
    assert interval_words(Estimate(118.25, 99.999, 130.0), places=1) == "118.3 (100.0 to 130.0)"
    assert (number_words(1234.5), number_words(31.25, places=1)) == ("1,235", "31.3")
    assert (number_words(-228.6), number_words(-0.2)) == ("−229", "0")
    assert interval_words(Estimate(-4.62, -5.09, 0.1)) == "−4.62 (−5.09 to 0.10)"
    assert [
        Reason(why).mark for why in ("c", "x", "z", "population", "comparator", "neither", "part")
    ] == [*["[c]", "[x]", "[z]", "[x]", "[x]", "[z]", "[z]"]]


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (1.0049, "1.005"), (1.005, "1.01"), (0.9951, "0.995"), (0.9949, "0.99"),
        (0.9997, "0.9997"), (1.00006, "1.0001"), (1.00001, "1.0000"), (1.0, "1.00"),
        (math.inf, "∞"), (0.0, "0.00"),
    ],
)  # fmt: skip  # a table, a row a line
def test_a_limit_shows_on_which_side_of_one_it_lies(limit: float, words: str) -> None:
    assert limit_words(limit) == words


def test_limits_are_written_apart() -> None:
    assert limits_words(1.0049, 1.25) == "1.005 to 1.25"


def test_the_plot_in_words_names_every_group_but_the_comparator() -> None:
    frame = pd.DataFrame(
        [("Asian", 0.3, 0.2, 0.4, ""), ("Black", 1.12, 1.0049, 1.25, ""),
         ("Mixed", 1.1, 0.9, 1.3, ""), ("White", NAN, NAN, NAN, "z"),
         ("White British", NAN, NAN, NAN, "part"), ("Roma", NAN, NAN, NAN, "neither"),
         ("Arab", NAN, NAN, NAN, "population"), ("Other", NAN, NAN, NAN, "c")],
        columns=["group", "rri", "rri_lower", "rri_upper", "why_rri"],
    ).assign(reference="White", noun="pupils", window="school year 2024/25")  # fmt: skip  # rows
    assert intervals_words(frame) == (
        "Set against White pupils, in the school year 2024/25. Higher rate (the interval is above "
        "1): Black. Lower rate (the interval is below 1): Asian. Could be the same (the interval "
        "includes 1): Mixed. Hidden: Other. No cases in either group: Roma. Overlaps with "
        "those compared with: White British. Missing: Arab."
    )
    assert intervals_words(frame.iloc[:0]) == (
        "Nothing is on record for this measure by this quarter."
    )
    assert intervals_words(frame.iloc[:0], "Metropolitan Police") == (
        "Metropolitan Police had supplied nothing for this measure by this quarter."
    )
    assert intervals_words(frame.iloc[3:]) == (
        "Set against White pupils, in the school year 2024/25. Hidden: Other. No cases in either "
        "group: Roma. Overlaps with those compared with: White British. Missing: Arab. There is no "
        "chart: no ratio can be shown."
    )


def trend(*values: float, broken: str = "") -> pd.DataFrame:
    """A year a value, for one group."""
    return pd.DataFrame(
        {
            "group": "Black", "rri": values, "rri_lower": values, "rri_upper": values,
            "window": [f"at 31 March {2021 + n}" for n in range(len(values))],
            "break_words": [""] * (len(values) - 1) + [broken],
        }
    )  # fmt: skip  # a list in few lines


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
        (trend(NAN), "There is no ratio to show over time for Black. There is no chart: no ratio "
         "can be shown."),
        (pd.concat([trend(NAN), trend(1.5).assign(group="Mixed")]),
         "There is no ratio to show over time for Black. The chart has Mixed."),
    ],
)  # fmt: skip  # a table, a row a line
def test_a_trend_in_words(frame: pd.DataFrame, words: str) -> None:
    assert panels_words(frame, "Black") == words


Step = tuple[float, float, float, str]


def stages(*steps: Step) -> pd.DataFrame:
    """A first stage, then one for each ratio to the stage before, with why there is none."""
    frame = pd.DataFrame(
        [(NAN, NAN, NAN, "z"), *steps], columns=["ratio", "ratio_lower", "ratio_upper", "why"]
    )
    names = ["Referrals", "Assessments", "Plans", "Care"][: len(frame)]
    return frame.assign(
        measure=names, before=["", *names[:-1]], group="Black", reference="White", noun="children"
    )


HIGHER, LOWER, SAME = (1.4, 1.1, 1.8, ""), (0.6, 0.5, 0.8, ""), (1.0, 0.9, 1.1, "")
HIDDEN, MISSING = (NAN, NAN, NAN, "c"), (NAN, NAN, NAN, "x")
PERIOD = "Stages are counts of the same period, not the same children followed."


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (stages(HIGHER, LOWER),
         "A higher share of Black children than of White children went on to: Assessments. A lower "
         "share of Black children than of White children went on to: Plans."),
        (stages(LOWER),
         "A lower share of Black children than of White children went on to: Assessments."),
        (stages(SAME, HIDDEN),
         "No clear difference between Black children and White children at: Assessments. Cannot be "
         "compared with the stage before, because a count is hidden: Plans."),
        (stages(HIDDEN, MISSING),
         "Cannot be compared with the stage before, because a count is hidden: Assessments. Cannot "
         "be compared with the stage before, because a count is missing or does not fit: Plans."),
        (stages((NAN, NAN, NAN, "neither")), "Nobody of either group went on to: Assessments."),
        (stages((math.inf, 1.5, math.inf, "infinite")),
         "A higher share of Black children than of White children went on to: Assessments."),
    ],
)  # fmt: skip  # a table, a row a line
def test_stages_in_words_take_no_side(frame: pd.DataFrame, words: str) -> None:
    """A ratio above 1 at a stage narrows the gap of a group that was below it before."""
    has_chart = frame["ratio"].notna().any()
    rest = "" if has_chart else " There is no chart: no ratio can be shown."
    assert stages_words(frame) == f"{words} {PERIOD}{rest}"


def test_stages_with_comparators_of_their_own() -> None:
    frame = stages(HIGHER, LOWER).assign(reference=["White", "White", "Asian"])
    assert stages_words(frame).startswith(
        "A higher share of Black children than of those compared with went on to: Assessments."
    )
    assert stages_words(frame.iloc[:1]) == "There is no later stage to compare."
