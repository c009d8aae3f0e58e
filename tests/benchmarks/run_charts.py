"""How often a stable series raises a signal, beside what the dashboard says of it.

Run by hand: `python -m tests.benchmarks run_charts`. Values are normal, independent and stable, or
Poisson of a mean of 20.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from escp_data.estimates.run_charts import Given, State, by_chance, run_chart

SERIES = 2500
TRIAL, LOCKED, SEASONAL, MEDIAN = (5, 8, 11), (12, 14, 16, 20, 24, 28, 32, 36, 40), \
    (16, 20, 24), (12, 16, 20, 24)  # fmt: skip  # four lists
MEAN, SPREAD = 1000.0, 30.0
SEASONS = (1.15, 0.55, 1.2, 1.1)
WITHIN = 2

Draw = Callable[[np.random.Generator, int], NDArray[np.float64]]


def _normal(random: np.random.Generator, points: int) -> NDArray[np.float64]:
    return random.normal(MEAN, SPREAD, points)


def _poisson(random: np.random.Generator, points: int) -> NDArray[np.float64]:
    return random.poisson(20, points).astype(float)


def _in_seasons(random: np.random.Generator, points: int) -> NDArray[np.float64]:
    return np.array(_normal(random, points) * np.resize(SEASONS, points), dtype=float)


def share_with_a_signal(
    points: int, series: int = SERIES, draw: Draw = _normal, *, seasonal: bool = False,
    median: bool = False,
) -> float:  # fmt: skip  # in few lines
    """The share of so many stable series of so many points that raise at least one signal."""
    random = np.random.default_rng(20261128 + points)
    raised = 0
    for _ in range(series):
        chart = run_chart(_given(draw(random, points), seasonal=seasonal, median=median))
        raised += any(chart.rules)
    return raised / series


def _given(values: NDArray[np.float64], *, seasonal: bool, median: bool) -> Given:
    seasons = tuple(at % 4 + 1 for at in range(values.size)) if seasonal else None
    present: State = "present"
    states = (present,) * values.size
    return Given(tuple(values), None, states, "count", is_median=median, seasons=seasons)


def run_charts() -> str:
    """The table, as plain text: percent of series with a signal, and what is said of them."""
    lines = [f"Stable series that raise a signal, % of {SERIES:,}", "",
             f"{'series':<12}{'points':>8}{'found':>8}{'said':>8}"]  # fmt: skip  # a heading
    for name, lengths, draw, more in (
        ("normal", (*TRIAL, *LOCKED), _normal, {}),
        ("Poisson 20", LOCKED[:5], _poisson, {}),
        ("seasonal", SEASONAL, _in_seasons, {"seasonal": True}),
        ("median", MEDIAN, _normal, {"median": True}),
    ):
        for points in lengths:
            found = share_with_a_signal(points, SERIES, draw, **more)
            said = _said(points, draw, **more)
            off = "" if abs(found - said) * 100 <= WITHIN else "  apart"
            lines.append(f"{name:<12}{points:>8}{found * 100:>8.1f}{said * 100:>8.1f}{off}")
    return "\n".join([*lines, ""])


def _said(points: int, draw: Draw, *, seasonal: bool = False, median: bool = False) -> float:
    """What the dashboard says of a stable series of so many points."""
    values = draw(np.random.default_rng(1), points)
    (segment,) = run_chart(_given(values, seasonal=seasonal, median=median)).segments
    return by_chance(segment)
