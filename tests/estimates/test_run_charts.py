"""The worked series of the run charts' specification: centre, limits and signals, exactly."""

from collections import defaultdict

import numpy as np
import pytest
from numpy.typing import NDArray

from escp_data.estimates.run_charts import PRESENT, RunChart, by_chance, run_chart
from escp_data.estimates.run_limits import p_prime, u_prime, xmr
from escp_data.estimates.run_rules import (
    Signal,
    fewest_crossings,
    longest_allowed,
    runs_about,
    shewhart,
)
from tests.run_series import (
    EXAMPLES,
    MONTGOMERY_65,
    MONTGOMERY_71,
    MONTGOMERY_73,
    MONTGOMERY_74,
    MONTGOMERY_75,
    VIGNETTE,
    Example,
    given,
    numbers,
)


def marked(signals: tuple[Signal, ...] | list[Signal]) -> dict[str, list[int]]:
    """The points of each rule, counted from 1."""
    found: dict[str, set[int]] = defaultdict(set)
    for signal in signals:
        found[signal.rule] |= {at + 1 for at in signal.points}
    return {rule: sorted(points) for rule, points in found.items()}


def by_point(chart: RunChart) -> dict[str, list[int]]:
    """The same from each point's own rules."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, rules in enumerate(chart.rules, 1):
        for rule in rules:
            found[rule].append(at)
    return dict(found)


def last(line: tuple[float, ...]) -> float:
    """A line's last number."""
    return next((each for each in reversed(line) if not np.isnan(each)), np.nan)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_an_example_gives_its_chart_centre_limits_and_signals(example: Example) -> None:
    chart = run_chart(example.given)
    (segment,) = chart.segments
    first = [line[segment.first] for line in (chart.lower, chart.upper)]
    assert (segment.chart, segment.why, segment.locked) == (
        *(example.chart, example.why, example.locked),
    )
    got = [segment.centre, segment.spread, *first]
    want = [example.centre, example.spread, example.lower, example.upper]
    for one, other in zip(got, want, strict=True):
        assert one == pytest.approx(other, abs=0.006, nan_ok=True)
    assert marked(segment.signals) == by_point(chart) == example.signals


def test_without_a_season_unadjusted_limits_are_blind() -> None:
    chart = run_chart(given("30 52 18 50 31 54 17 51 29 53 19 52 30 52 34 50"))
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((-37.9, 113.9), abs=0.06)
    assert chart.shown_lower[0] == 0
    assert chart.segments[0].signals == ()


def test_an_adjusted_chart_draws_what_is_left_of_the_season() -> None:
    chart = run_chart(next(each for each in EXAMPLES if each.name == "13, adjusted").given)
    assert chart.segments[0].factors == pytest.approx((30 / 38, 53 / 38, 18 / 38, 51 / 38))
    assert chart.drawn[14] == pytest.approx(71.8, abs=0.03)
    assert chart.values[14] == 34


def test_a_break_starts_centre_limits_and_marks_again() -> None:
    series = "40 44 38 42 40 44 38 42 60 64 58 62 60 64 58"
    chart = run_chart(given(series, breaks=(9,)))
    before, after = chart.segments
    made = [each.centre for each in chart.segments] + [each.spread for each in chart.segments]
    assert made == pytest.approx([41, 60.8571, 30 / 7, 26 / 6], abs=1e-4)
    assert [(each.locked, each.signals) for each in (before, after)] == [(False, ())] * 2
    ends = [chart.lower[0], chart.upper[7], chart.lower[8], chart.upper[14]]
    assert ends == pytest.approx([29.60, 52.40, 49.33, 72.38], abs=0.006)


def test_without_its_break_a_series_is_all_artefact() -> None:
    (whole,) = run_chart(given("40 44 38 42 40 44 38 42 60 64 58 62 60 64 58")).segments
    assert whole.centre == pytest.approx(47.67, abs=0.006)
    assert marked(whole.signals) == {
        "outside": [10, 14],
        "two of three": [9, 11, 12, 13, 15],
        "seven on one side": list(range(1, 16)),
    }
    sides = [s.side for s in whole.signals if s.rule == "seven on one side"]
    assert sorted(sides) == [-1, 1]


def test_mirrored_a_percentage_near_its_whole_is_cut_at_100() -> None:
    chart = run_chart(next(each for each in EXAMPLES if each.name == "22").given)
    assert chart.shown_upper[0] == 100
    assert chart.segments[0].sides == (-1,)


# --- formulas, with limits from the points that their source took


def against(
    values: NDArray[np.float64], centre: float, reach: NDArray[np.float64]
) -> dict[str, list[int]]:
    """Signals of all four rules against given limits."""
    away, slack = values - centre, 1e-9 * centre
    return marked(shewhart(values, away, reach, slack, locked=True, sides=(1, -1)))


def test_example_1_screened_or_not() -> None:
    values = numbers(VIGNETTE)
    every = np.arange(values.size)
    plain, screened = xmr(values, every), xmr(values, every, screened=True)
    assert [plain.centre, plain.spread] == pytest.approx([1.94, 1.8824], abs=0.006)
    for limits, lower, upper in (plain, -3.06, 6.95), (screened, -0.72, 4.60):
        ends = [limits.centre - limits.reach[0], limits.centre + limits.reach[0]]
        assert ends == pytest.approx([lower, upper], abs=0.006)
        assert against(values, limits.centre, limits.reach)["outside"] == [5]


def test_example_2_from_the_first_twenty() -> None:
    values = numbers(MONTGOMERY_65)
    limits = xmr(values, np.arange(20))
    assert [limits.centre, limits.spread] == pytest.approx([300.5, 7.7895], abs=1e-4)
    ends = [limits.centre - limits.reach[0], limits.centre + limits.reach[0]]
    assert ends == pytest.approx([279.78, 321.22], abs=0.006)
    assert against(values, limits.centre, limits.reach) == {"outside": [39, 40]}


def test_example_10_u_and_u_prime() -> None:
    counts, sizes = map(numbers, MONTGOMERY_75)
    limits = u_prime(counts, sizes, np.arange(10))
    assert [limits.centre, limits.spread] == pytest.approx([1.4233, 0.6788], abs=1e-4)
    plain = limits.reach / limits.spread
    ends = [limits.centre - plain[0], limits.centre + plain[0], limits.centre - plain[-1],
            limits.centre + plain[-1]]  # fmt: skip  # in two lines
    assert ends == pytest.approx([0.291, 2.555, 0.411, 2.436], abs=0.0006)
    own = [limits.centre - limits.reach[0], limits.centre + limits.reach[0]]
    assert own == pytest.approx([0.655, 2.192], abs=0.0006)
    assert against(counts / sizes, limits.centre, limits.reach) == {}


def test_example_11_p_with_and_without_two_points() -> None:
    counts = numbers(MONTGOMERY_71)
    sizes = np.full(30, 50.0)
    for without, centre, lower, upper in (
        ((), 0.2313, 0.0524, 0.4102),
        ((14, 22), 0.2150, 0.0407, 0.3893),
    ):
        kept = np.array([at for at in range(30) if at not in without])
        limits = p_prime(counts, sizes, kept)
        plain = limits.reach / limits.spread
        assert [limits.centre, limits.centre - plain[0], limits.centre + plain[0]] == (
            pytest.approx([centre, lower, upper], abs=6e-5)
        )
        found = against(counts / sizes, limits.centre, plain)
        assert (found["outside"], found.get("two of three", [])) == (
            ([15, 21, 23], []) if without else ([15, 23], [21, 22])
        )


def test_example_11_is_drawn_as_xmr() -> None:
    chart = run_chart(given(MONTGOMERY_71, "50 " * 30, "percentage", 100))
    (segment,) = chart.segments
    assert segment.chart == "XmR"
    made = [segment.centre, chart.lower[0], chart.upper[0]]
    assert made == pytest.approx([19.33, -5.82, 44.48], abs=0.006)
    assert marked(segment.signals)["outside"] == [23]


def test_example_12_p_with_sizes_that_vary() -> None:
    counts, sizes = map(numbers, MONTGOMERY_74)
    limits = p_prime(counts, sizes, np.arange(25))
    plain = limits.reach / limits.spread
    assert [limits.centre, limits.spread] == pytest.approx([0.0955, 0.966], abs=6e-4)
    assert [limits.centre + plain[at] for at in (0, 1, 10)] == pytest.approx(
        [0.1837, 0.1941, 0.1796], abs=6e-4
    )
    assert limits.centre + limits.reach[10] == pytest.approx(0.1767, abs=6e-4)
    assert against(counts / sizes, limits.centre, plain)["outside"] == [11]


def test_example_17_runs_about_a_centre() -> None:
    counts = numbers(MONTGOMERY_73)
    reach = np.full(counts.size, 3 * np.sqrt(59 / 3))
    assert [59 / 3 - reach[0], 59 / 3 + reach[0]] == pytest.approx([6.3625, 32.9708], abs=6e-4)
    assert against(counts, 59 / 3, reach)["outside"] == [6, 20]
    kept = counts.copy()
    kept[[5, 19]] = np.nan
    runs = runs_about(kept - 59 / 3, 1e-9)
    assert (len(runs.off), len(runs.longest), runs.crossings) == (44, 8, 14)
    assert (longest_allowed(44), fewest_crossings(44)) == (8, 16)
    assert fewest_crossings(12) == 3


def test_example_18_has_wide_limits_at_first_and_narrow_ones_at_last() -> None:
    chart = run_chart(next(each for each in EXAMPLES if each.name == "18").given)
    ends = [chart.shown_lower[0], chart.lower[-1], chart.upper[-1]]
    assert ends == pytest.approx([0, 1.08, 3.586], abs=0.006)


def test_a_hidden_value_is_nowhere_in_what_comes_out() -> None:
    example = next(each for each in EXAMPLES if each.name == "23").given
    chart = run_chart(example)
    for number in 1.0, 5.0, 400.0:
        told = tuple(
            each if state == PRESENT else number
            for each, state in zip(example.numerators, example.states, strict=True)
        )
        assert repr(run_chart(type(example)(told, None, example.states, "count"))) == repr(chart)


def test_by_chance_reads_the_table_between_its_lines() -> None:
    charts = (THREE_13, "22 25 19 24 21 26 20 23", "5 6 5 6 5", "1 1 0 1 0 2")
    shares = [by_chance(run_chart(given(each)).segments[0]) for each in charts]
    assert shares == pytest.approx([0.065, 0.02, 0, 0])


THREE_13 = "12 10 11 9 " * 3 + "13"
