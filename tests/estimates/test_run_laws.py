"""What holds for every series: hidden points tell nothing, a constant shifts, marks stay."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from escp_data.estimates.run_charts import Given, RunChart, State, run_chart
from escp_data.estimates.run_rules import RULES
from tests.benchmarks.run_charts import share_with_a_signal

COUNT = some.integers(6, 60)
STATE: some.SearchStrategy[State] = some.sampled_from(["present"] * 9 + ["missing", "hidden"])
SERIES = some.lists(some.tuples(COUNT, STATE), min_size=1, max_size=30)
KINDS = some.sampled_from(["count", "rate", "percentage"])


def series(cells: list[tuple[int, State]], kind: str = "count", *, median: bool = False) -> Given:
    """A series of counts; out of sizes that vary where the kind has any."""
    told = [count if state == "present" else np.nan for count, state in cells]
    sizes = tuple(80.0 + 7 * count % 90 for count, _ in cells)
    return Given(
        tuple(told), None if kind == "count" else sizes, tuple(state for _, state in cells),
        kind, 100.0, is_median=median,  # type: ignore[arg-type]  # a word of the strategy
    )  # fmt: skip  # a list in few lines


def answer(chart: RunChart) -> str:
    """All that comes out, as text: NaN is then equal to itself."""
    return repr(chart)


@settings(max_examples=40, deadline=None)
@given(SERIES, KINDS, some.booleans(), some.integers(0, 10**6))
def test_no_output_depends_on_a_hidden_value(
    cells: list[tuple[int, State]], kind: str, median: bool, number: int
) -> None:
    own = series(cells, kind, median=median)
    told = tuple(
        float(number) if state == "hidden" else value
        for value, state in zip(own.numerators, own.states, strict=True)
    )
    assert answer(run_chart(replace(own, numerators=told))) == answer(run_chart(own))


@settings(max_examples=40, deadline=None)
@given(SERIES, KINDS)
def test_hidden_is_missing_but_for_one_in_six(cells: list[tuple[int, State]], kind: str) -> None:
    own = series(cells, kind)
    chart = run_chart(own)
    assume(all(segment.why != "hidden" for segment in chart.segments))
    missing: tuple[State, ...] = tuple(
        "missing" if state == "hidden" else state for state in own.states
    )
    assert answer(run_chart(replace(own, states=missing))) == answer(chart)


@settings(max_examples=40, deadline=None)
@given(SERIES, some.booleans())
def test_rules_mark_present_points_only(cells: list[tuple[int, State]], median: bool) -> None:
    chart = run_chart(series(cells, median=median))
    for (_, state), rules in zip(cells, chart.rules, strict=True):
        assert not rules or state == "present"
        assert list(rules) == sorted(rules, key=RULES.index)


@settings(max_examples=40, deadline=None)
@given(SERIES, some.integers(1, 500))
def test_adding_a_constant_shifts_centre_and_limits(
    cells: list[tuple[int, State]], constant: int
) -> None:
    chart = run_chart(series(cells))
    moved = run_chart(series([(count + constant, state) for count, state in cells]))
    assert moved.rules == chart.rules
    for one, other in (
        *((chart.centre, moved.centre), (chart.lower, moved.lower), (chart.upper, moved.upper)),
    ):
        assert np.array(other) == pytest.approx(np.array(one) + constant, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(SERIES, some.sampled_from([0.5, 3.0, 1000.0]))
def test_multiplying_by_a_constant_multiplies(
    cells: list[tuple[int, State]], constant: float
) -> None:
    own = replace(series(cells, "rate"), denominators=(100.0,) * len(cells))
    chart, grown = run_chart(own), run_chart(replace(own, per=own.per * constant))
    assert grown.rules == chart.rules
    assert np.array(grown.upper) == pytest.approx(np.array(chart.upper) * constant, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(SERIES.filter(lambda cells: len(cells) > 13))
def test_a_later_point_takes_no_mark_away_from_a_locked_chart(
    cells: list[tuple[int, State]],
) -> None:
    before, after = run_chart(series(cells[:-1])), run_chart(series(cells))
    assume(before.segments and before.segments[0].locked)
    assume(after.segments[0].chart == before.segments[0].chart)
    assert before.segments[0].centre == after.segments[0].centre
    for earlier, later in zip(before.rules, after.rules, strict=False):
        assert set(earlier) <= set(later)


@settings(max_examples=40, deadline=None)
@given(some.lists(COUNT, min_size=12, max_size=12))
def test_reversed_in_time_rises_are_falls_and_the_rest_stays(counts: list[int]) -> None:
    """With limits from all points, which twelve are."""
    chart, back = (run_chart(series([(each, "present") for each in own]))
                   for own in (counts, counts[::-1]))  # fmt: skip  # two of them
    turned = {"seven rising": "seven falling", "seven falling": "seven rising"}
    assert [[turned.get(rule, rule) for rule in rules] for rules in back.rules[::-1]] == [
        sorted(rules, key=RULES.index) for rules in chart.rules
    ]


@pytest.mark.parametrize(
    ("points", "told"), [(8, 0.02), (12, 0.05), (20, 0.24)], ids=["trial", "twelve", "twenty"]
)
def test_stable_series_signal_as_often_as_the_page_says(points: int, told: float) -> None:
    """A small sample of `tests.benchmarks run_charts`, from a fixed seed."""
    assert share_with_a_signal(points, 150) == pytest.approx(told, abs=0.06)
