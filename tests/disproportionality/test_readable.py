"""Figures about ethnic groups as tables of text, with marks where a number is not given."""

import math
from typing import Any

import pandas as pd

from escp_data.disproportionality.readable import (
    compared_groups,
    decimals,
    rates_table,
    stages_table,
    trend_table,
)

NAN = math.nan
GROUPS = ("Asian", "White")
BLANK: dict[str, Any] = {
    "reference": "White", "basis": "School pupils", "basis_date": "school year 2024/25",
    "per": 100, "window": "school year 2024/25", "period": "2024/25 academic",
    "why_count": "", "why_population": "", "why_rate": "", "why_ratio": "", "why_rri": "",
}  # fmt: skip  # a list in few lines


def row(group: str, **more: Any) -> dict[str, Any]:
    """A row of `disproportionality.table`; numbers that are not named are not given."""
    numbers = dict.fromkeys(["count", "population"], NAN)
    for name in ("rate", "rri", "gap", "excess"):
        numbers |= dict.fromkeys([name, f"{name}_lower", f"{name}_upper"], NAN)
    return {**BLANK, **numbers, "group": group, **more}


BLACK = row(
    "Black", count=915.0, population=11557.0, excess=182.9, rate=7.917, rate_lower=7.41,
    rate_upper=8.45, rri=1.2498, rri_lower=1.15, rri_upper=1.36, gap=1.58, gap_lower=0.99,
    gap_upper=2.19, excess_lower=86.0, excess_upper=283.5,
)  # fmt: skip  # a list in few lines
WHITE = row(
    "White", count=1651.0, population=26061.0, rate=6.335, rate_lower=6.03, rate_upper=6.65,
    why_ratio="z", why_rri="z",
)  # fmt: skip  # a list in few lines
OTHER = row("Other", population=3593.0, why_count="c", why_rate="c", why_ratio="c", why_rri="c")


def test_rates_stand_beside_ratios_gaps_and_excess() -> None:
    table = rates_table(pd.DataFrame([BLACK, WHITE, OTHER]))
    assert table.to_dict("split")["columns"] == [
        *[
            "Group",
            "Count",
            "Population",
            "Rate per 100",
            "Ratio",
            "Gap per 100",
            "More than expected",
        ]
    ]
    assert table.to_numpy().tolist() == [
        ["Black", "915", "11,557", "7.92 (7.41 to 8.45)", "1.25 (1.15 to 1.36)",
         "1.58 (0.99 to 2.19)", "183 (86 to 284)"],
        ["White (compared with)", "1,651", "26,061", "6.34 (6.03 to 6.65)", "[z]", "[z]", "[z]"],
        ["Other", "[c]", "3,593", "[c]", "[c]", "[c]", "[c]"],
    ]  # fmt: skip  # a table, a row a line


def test_a_population_is_hidden_where_small_and_missing_where_there_is_none() -> None:
    small = row("Black", why_population="c", why_rate="population", why_ratio="population")
    none = {**small, "why_population": "population"}
    shown = [rates_table(pd.DataFrame([each]))["Population"][0] for each in (small, none)]
    assert shown == ["[c]", "[x]"]


def test_the_trend_has_a_row_a_period_and_a_column_a_group() -> None:
    later = {"period": "2025/26 academic", "window": "school year 2025/26", "basis_date": ""}
    frame = pd.DataFrame([BLACK, WHITE, OTHER, {**OTHER, "group": "Black", **later}])
    table = trend_table(frame)
    assert list(table.columns) == ["Window", "Black", "Other", "Population"]
    assert table.fillna("").to_numpy().tolist() == [
        ["school year 2024/25", "1.25 (1.15 to 1.36)", "[c]", "School pupils, school year 2024/25"],
        ["school year 2025/26", "[c]", "", "School pupils: none on record"],
    ]


def test_a_comparator_that_changed_keeps_its_column_in_the_trend() -> None:
    """Compared with White first and with Asian later, both have ratios to show."""
    asian, white = (row(group, rri=1.5, rri_lower=1.2, rri_upper=1.8) for group in GROUPS)
    none = {"rri": NAN, "why_rri": "z"}
    frame = pd.DataFrame([asian, {**white, **none}])
    later = pd.DataFrame([{**asian, **none}, white])
    later = later.assign(reference="Asian", period="2025/26 academic")
    assert compared_groups(pd.concat([frame, later])) == ["Asian", "White"]
    assert compared_groups(frame) == ["Asian"]


def test_no_case_in_the_comparator_is_no_infinite_ratio() -> None:
    most = row("Black", rri=math.inf, rri_lower=45.912, rri_upper=math.inf, why_rri="infinite")
    none = row("Other", why_rri="neither", rate=0.0, rate_lower=0.0, rate_upper=3.7)
    table = rates_table(pd.DataFrame([most, none]))
    assert table["Ratio"].tolist() == ["at least 45.91", "[z]"]
    assert table["Rate per 100"][1] == "0.00 (0.00 to 3.70)"


def test_stages_have_both_ratios_and_the_reason_where_there_is_none() -> None:
    frame = pd.DataFrame(
        [
            {"measure": "Plans", "window": "four quarters to 2025-26 Q3", "rri": 1.3,
             "rri_lower": 1.0, "rri_upper": 1.7, "why_rri": "", "before_measure": "Referrals",
             "ratio": NAN, "ratio_lower": NAN, "ratio_upper": NAN, "why": "c",
             "reason": "A count is small and hidden to protect children."},
        ]
    )  # fmt: skip  # a list in few lines
    assert stages_table(frame).to_dict("records") == [
        {
            "Stage": "Plans",
            "Window": "four quarters to 2025-26 Q3",
            "Against the population": "1.30 (1.00 to 1.70)",
            "Stage before": "Referrals",
            "Against the stage before": "[c]",
            "Why not": "A count is small and hidden to protect children.",
        }
    ]


def test_nothing_on_record_is_an_empty_table() -> None:
    empty = pd.DataFrame([BLACK]).iloc[:0]
    assert rates_table(empty).empty
    assert trend_table(empty).empty


def test_decimals_give_three_figures() -> None:
    rates = [([7.35, 5.57], 2), ([118.2, NAN], 1), ([2345.0], 0), ([NAN], 2)]
    assert [(values, decimals(pd.Series(values))) for values, _ in rates] == rates
