"""Charts of ratios: log axes with a line at 1, gaps where numbers are hidden, and no others in."""

import json
import math
from typing import Any

import pandas as pd
import pytest

from escp_data.disproportionality.charts import intervals, panels, stage_dots

NAN = math.nan
Row = tuple[str, float, float, float, str]
GROUPS: list[Row] = [
    ("Asian", 0.27, 0.22, 0.34, ""),
    ("Black", 1.25, 1.15, 1.36, ""),
    ("White", NAN, NAN, NAN, "z"),
    ("Other", NAN, NAN, NAN, "c"),
]
RATIO = ["rri", "rri_lower", "rri_upper"]


def rows(*groups: Row) -> pd.DataFrame:
    """One period's rows, a group each, compared with White."""
    frame = pd.DataFrame(list(groups or GROUPS), columns=["group", *RATIO, "why_rri"])
    return frame.assign(reference="White")


def trend(segments: tuple[int, ...] = (0, 0, 0), **groups: list[float]) -> pd.DataFrame:
    """A period a value; NaN is hidden."""
    return pd.DataFrame(
        [
            (f"{2020 + n}-{21 + n} Q4", group, value, value * 0.8, value * 1.25,
             "c" if math.isnan(value) else "", segments[n])
            for n in range(len(segments))
            for group, values in groups.items()
            for value in [values[n]]
        ],
        columns=["period", "group", *RATIO, "why_rri", "segment"],
    )  # fmt: skip  # a list in few lines


def stages() -> pd.DataFrame:
    """A first stage, a second, and one that is hidden."""
    return pd.DataFrame(
        [
            ("Referrals", 1.5, 1.2, 1.8, "", NAN, NAN, NAN, "z"),
            ("Assessments", 1.6, 1.2, 2.1, "", 1.1, 0.9, 1.3, ""),
            ("Plans", NAN, NAN, NAN, "c", NAN, NAN, NAN, "c"),
        ],
        columns=["measure", *RATIO, "why_rri", "ratio", "ratio_lower", "ratio_upper", "why"],
    )


def drawn(chart: Any, field: str) -> list[dict[str, Any]]:
    """The rows, of all a chart draws, that have a field."""
    every = chart.to_dict()["datasets"].values()
    return [row for rows in every for row in rows if field in row]


def readable(chart: Any) -> list[dict[str, Any]]:
    """The chart's own data, which comes first and which "Show data" shows."""
    spec = chart.to_dict()
    assert next(iter(spec["datasets"])) == spec["data"]["name"]
    rows: list[dict[str, Any]] = spec["datasets"][spec["data"]["name"]]
    return rows


def beside(chart: Any) -> dict[str, str]:
    """What the axis on the right says beside each row."""
    words = [each for each in found(chart.to_dict(), "labelExpr") if each.startswith("split(")]
    said: dict[str, str] = json.loads(words[-1].removeprefix("split(").partition("[datum")[0])
    return said


def found(spec: Any, key: str) -> list[Any]:
    """Every value under a key, at any depth."""
    if isinstance(spec, list):
        return [hit for each in spec for hit in found(each, key)]
    if not isinstance(spec, dict):
        return []
    own = [spec[key]] if key in spec else []
    return own + [hit for each in spec.values() for hit in found(each, key)]


def log_scales(chart: Any) -> list[tuple[float, float]]:
    return [
        tuple(scale["domain"])
        for scale in found(chart.to_dict(), "scale")
        if scale and scale.get("type") == "log"
    ]


def ticks(chart: Any) -> set[tuple[float, ...]]:
    return {
        tuple(axis["values"])
        for axis in found(chart.to_dict(), "axis")
        if axis and "values" in axis
    }


def test_each_group_has_its_ratio_at_its_side_in_the_order_given() -> None:
    chart = intervals(rows(), "Black")
    assert list(beside(chart).items()) == [
        ("Asian", "0.27 (0.22 to 0.34)"),
        ("Black", "1.25 (1.15 to 1.36)"),
        ("White", "compared with"),
        ("Other", "Hidden: too few children to show"),
    ]
    scales = [scale for scale in found(chart.to_dict(), "scale") if list(scale) == ["domain"]]
    assert scales == [{"domain": ["Asian", "Black", "White", "Other"]}] * 3


def test_a_hidden_group_is_not_among_the_numbers() -> None:
    chart = intervals(rows(), "Black")
    assert [row["group"] for row in drawn(chart, "rri")] == ["Asian", "Black"]
    assert readable(chart)[-1] == {"Group": "Other", "Ratio": "Hidden: too few children to show"}


def test_the_charts_own_data_is_what_a_reader_would_ask_for() -> None:
    assert readable(intervals(rows()))[:2] == [
        {"Group": "Asian", "Ratio": "0.27 (0.22 to 0.34)"},
        {"Group": "Black", "Ratio": "1.25 (1.15 to 1.36)"},
    ]
    assert readable(panels(trend(Black=[1.5, NAN, 1.4]), ["Black"])) == [
        {"Group": "Black", "Period": "2020-21 Q4", "Ratio": "1.50 (1.20 to 1.88)"},
        {"Group": "Black", "Period": "2021-22 Q4", "Ratio": "[c]"},
        {"Group": "Black", "Period": "2022-23 Q4", "Ratio": "1.40 (1.12 to 1.75)"},
    ]
    assert readable(stage_dots(stages()))[1:] == [
        {"Stage": "Assessments", "Against the population": "1.60 (1.20 to 2.10)",
         "Against the stage before": "1.10 (0.90 to 1.30)"},
        {"Stage": "Plans", "Against the population": "[c]", "Against the stage before": "[c]"},
    ]  # fmt: skip  # a table, a row a line


@pytest.mark.parametrize(
    "chart",
    [intervals(rows()), panels(trend((0, 1, 1), Black=[1, NAN, 1]), ["Black"]),
     stage_dots(stages())],
)  # fmt: skip  # a list in few lines
def test_a_screen_reader_hears_no_mark(chart: Any) -> None:
    spec = chart.to_dict()
    marks = found(spec, "mark")
    assert [mark for mark in marks if mark["aria"] is not False] == []
    assert (len(marks) > 3, spec["config"]["aria"]) == (True, False)


@pytest.mark.parametrize("chart", [intervals(rows()), stage_dots(stages())])
def test_the_axis_is_logarithmic_with_a_line_at_one(chart: Any) -> None:
    assert set(log_scales(chart)) <= {(0.125, 2.0), (0.5, 4.0)}
    assert {"datum": 1} in [
        {"datum": x.get("datum")} for x in found(chart.to_dict(), "x") if isinstance(x, dict)
    ]
    assert all(1.0 in values and 0.5 in values for values in ticks(chart))


def test_half_one_and_two_are_always_on_the_axis() -> None:
    assert ticks(intervals(rows(("Black", 1.01, 1.0, 1.02, "")))) == {(0.5, 1.0, 2.0)}


def test_a_wide_axis_has_every_other_tick() -> None:
    chart = intervals(rows(("Black", 0.2, 0.03, 3.0, "")))
    assert log_scales(chart)[0] == (0.015625, 4.0)
    assert ticks(chart) == {(0.015625, 0.0625, 0.25, 1.0, 4.0)}


def test_zero_and_infinity_stand_at_the_edge_and_are_labelled_right() -> None:
    chart = intervals(rows(("Black", 0.0, 0.0, 0.9, ""), ("Other", math.inf, 2.5, math.inf, "")))
    black, other = drawn(chart, "rri")
    assert (black["rri"], other["rri"]) == (0.5, 4.0)
    assert black["words"] == "0.00 (0.00 to 0.90)"
    assert other["words"] == "at least 2.50"


def test_no_cases_in_either_group_is_said_at_the_side() -> None:
    chart = intervals(rows(("Black", NAN, NAN, NAN, "neither"), ("Asian", 1.0, 0.996, 1.004, "")))
    assert beside(chart) == {"Black": "no cases in either", "Asian": "1.00 (0.996 to 1.004)"}


def test_comparator_and_basis_stand_on_the_face() -> None:
    words = "Compared with White pupils. Pupils in state-funded schools, school year 2024/25."
    title = intervals(rows(), face=[words]).to_dict()["title"]
    assert " ".join(title["subtitle"]) == words
    assert max(map(len, title["subtitle"])) <= 72


def test_the_line_breaks_at_a_hidden_point_and_at_a_new_segment() -> None:
    chart = panels(trend((0, 0, 0, 1), Black=[1.5, NAN, 1.4, 1.3]), ["Black"])
    runs = [row["run"] for row in drawn(chart, "run")]
    assert len(set(runs)) == len(runs) == 3
    unbroken = panels(trend((0, 0, 0), Black=[1.5, 1.4, 1.3]), ["Black"])
    assert len({row["run"] for row in drawn(unbroken, "run")}) == 1


def test_a_hidden_point_is_a_mark_in_its_place_and_no_number() -> None:
    chart = panels(trend(Black=[1.5, NAN, 1.4]), ["Black"])
    gaps = [row for row in drawn(chart, "words") if "rri" not in row]
    assert gaps == [{"group": "Black", "period": "2021-22 Q4", "place": 1.0, "words": "[c]"}]


def test_each_group_has_a_panel_of_its_own_and_lines_never_join_two() -> None:
    chart = panels(trend(Asian=[1.0, 1.1, 1.2], Black=[1.5, 1.4, 1.3]), ["Asian", "Black"])
    places = {row["group"]: (row["place"], row["end"]) for row in drawn(chart, "end")}
    assert places["Asian"][1] < places["Black"][0]
    runs = {row["run"]: set() for row in drawn(chart, "run")}  # type: dict[int, set[str]]
    for row in drawn(chart, "run"):
        runs[row["run"]].add(row["group"])
    assert sorted(map(sorted, runs.values())) == [["Asian"], ["Black"]]


def test_a_break_is_marked_with_a_dotted_line() -> None:
    marks = [
        layer["mark"].get("strokeDash")
        for segments in ((0, 0, 0), (0, 1, 1))
        for layer in panels(trend(segments, Black=[1.5, 1.4, 1.3]), ["Black"]).to_dict()["layer"]
    ]
    assert marks.count([1, 3]) == 1


def test_stages_show_both_ratios_beside_each_other() -> None:
    chart = stage_dots(stages())
    assert beside(chart) == {
        "Referrals": "● 1.50 (1.20 to 1.80)|□ [z]",
        "Assessments": "● 1.60 (1.20 to 2.10)|□ 1.10 (0.90 to 1.30)",
        "Plans": "● [c]|□ [c]",
    }


def test_no_colour_tells_groups_apart() -> None:
    for chart in (intervals(rows()), panels(trend(Asian=[1, 1, 1], Black=[2, 2, 2]), ["Asian"])):
        encodings = found(chart.to_dict(), "encoding")
        assert not [each for each in encodings if {"color", "fill", "stroke"} & set(each)]


def test_only_what_is_drawn_is_in_a_chart() -> None:
    frame = rows().assign(count=[1234.0, 2345.0, 3456.0, NAN], population=98_765.0)
    text = json.dumps(intervals(frame).to_dict())
    assert not [number for number in ("1234", "2345", "3456", "98765") if number in text]


def test_nothing_on_record_is_an_empty_chart() -> None:
    assert readable(intervals(rows().iloc[:0])) == []
