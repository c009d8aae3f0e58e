"""The figures about ethnic groups as tables that people read: every cell is text.

Numbers are rounded half up here and nowhere before; one that is not shown is its mark.
"""

import pandas as pd

from escp_data.disproportionality.comparison import frame_rows
from escp_data.disproportionality.numbers import (
    interval_words,
    number_words,
    ratio_words,
    with_limits,
)
from escp_data.disproportionality.phrasing import EXPECTED


def rates_table(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a group: count, population, rate, ratio, gap and excess. `rows` is of one period."""
    if rows.empty:
        return pd.DataFrame(columns=["Group", "Count", "Population", "Rate", "Ratio"])
    per, reference = int(rows["per"].iloc[0]), rows["reference"].iloc[0]
    places = decimals(rows["rate"])
    return pd.DataFrame(
        [
            {
                "Group": f"{row.group} (compared with)" if row.group == reference else row.group,
                "Count": number_words(row.count, row.why_count),
                "Population": number_words(row.population, row.why_population),
                f"Rate per {per:,}": interval_words(with_limits(row, "rate"), row.why_rate, places),
                "Ratio": ratio_words(with_limits(row, "rri"), row.why_rri),
                f"Gap per {per:,}": interval_words(with_limits(row, "gap"), row.why_ratio, places),
                EXPECTED: interval_words(with_limits(row, "excess"), row.why_ratio, 0),
            }
            for row in frame_rows(rows)
        ]
    )


def trend_table(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a period, a column a group: the ratio with its interval, and the basis it is on."""
    if rows.empty:
        return pd.DataFrame(columns=["Period", "Population"])
    words = [ratio_words(with_limits(row, "rri"), row.why_rri) for row in frame_rows(rows)]
    wide = rows.assign(words=words).pivot(index="period", columns="group", values="words")
    order = list(dict.fromkeys(rows["period"]))
    groups = compared_groups(rows)
    shown = wide.loc[order, groups]
    bases = rows.drop_duplicates("period").set_index("period")
    shown.insert(0, "Window", bases.loc[order, "window"])
    shown["Population"] = [
        f"{basis}, {day}" if day else f"{basis or 'none'}: none on record"
        for basis, day in bases.loc[order, ["basis", "basis_date"]].itertuples(index=False)
    ]
    return shown.rename_axis(columns=None).reset_index(drop=True)


def stages_table(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a stage for one group, earliest first: against the population, and the stage before."""
    return pd.DataFrame(
        [
            {
                "Stage": row.measure,
                "Window": row.window,
                "Against the population": ratio_words(with_limits(row, "rri"), row.why_rri),
                "Stage before": row.before_measure or "none",
                "Against the stage before": ratio_words(with_limits(row, "ratio"), row.why),
                "Why not": row.reason,
            }
            for row in frame_rows(rows)
        ]
    )


def compared_groups(rows: pd.DataFrame) -> list[str]:
    """The groups that are set against another in any row; the comparator may change over time."""
    return list(dict.fromkeys(rows.loc[rows["group"] != rows["reference"], "group"]))


def decimals(rates: "pd.Series[float]") -> int:
    """Enough for three figures of the greatest rate."""
    most = rates.max()
    return 0 if most >= 1000 else 1 if most >= 10 else 2
