"""Run charts of quarterly totals: numbers in; segments, centre, limits and signals out.

Which chart a segment gets is one list, asked top down (`_segment`). A hidden quarter is a missing
one in everything, but that too many of them leave dots: they are the low ones. Sources: see
`run_limits` and `run_rules`; false alarms by simulation (`tests/benchmarks/run_charts.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from escp_data.estimates.arrays import Array
from escp_data.estimates.run_limits import (
    Limits,
    mean_moving_range,
    only,
    p_prime,
    season_factors,
    season_points,
    u_prime,
    xmr,
)
from escp_data.estimates.run_rules import Places, Rule, Signal, anhoj, runs_about, shewhart

Chart = Literal["dots", "XmR", "u'", "p'", "median"]
State = Literal["present", "missing", "hidden"]
Kind = Literal["count", "rate", "percentage"]
Why = Literal[
    "", "stock", "few", "hidden", "small", "same", "gaps", "seasons", "no factor",
]  # fmt: skip  # words, as a paragraph
"""Why a segment has dots only."""
PRESENT: Final = "present"
MISSING: Final = "missing"
HIDDEN: Final = "hidden"

TRIAL, LOCKED = 5, 12
"""From so many points limits are tried, and from so many they stay."""
MOST_HIDDEN = 1 / 6
FEWEST_COUNTED, FEW_COUNTED = 2, 5
"""Mean numerators under the first leave dots; under the second only one side can signal."""
ALIKE = 0.25
"""Denominators so near their mean count as equal."""
NEWEST = 4
"""Signals whose last point is among so many latest quarters are spoken of."""
EQUAL = 1e-9
BOTH: tuple[int, ...] = (1, -1)


@dataclass(frozen=True)
class Given:
    """A series, a quarter each: NaN in every quarter that is not present.

    `seasons` has each quarter's number, 1 to 4, where the measure is seasonal; `breaks` the first
    quarter of each new segment. A measure without denominators has None for them.
    """

    numerators: tuple[float, ...]
    denominators: tuple[float, ...] | None
    states: tuple[State, ...]
    kind: Kind
    per: float = 1.0
    is_stock: bool = False
    is_median: bool = False
    seasons: tuple[int, ...] | None = None
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Segment:
    """One stretch between breaks: its chart, what that rests on, and its signals.

    `first` and `end` are places in the series, `end` one past the last. `spread` is the mean moving
    range of XmR, σ_z of u′ and p′. `sides` are those on which a signal can show. `factors` are the
    four quarters' where the chart is adjusted for seasons.
    """

    first: int
    end: int
    points: int
    chart: Chart
    why: Why = ""
    locked: bool = False
    centre: float = np.nan
    spread: float = np.nan
    sides: tuple[int, ...] = BOTH
    off: int = 0
    factors: tuple[float, ...] | None = None
    limit_points: tuple[int, ...] = ()
    signals: tuple[Signal, ...] = ()

    @property
    def has_limits(self) -> bool:
        """Whether it has limits, and so a usual range."""
        return self.chart in ("XmR", "u'", "p'")


@dataclass(frozen=True)
class RunChart:
    """A series drawn: per quarter its value, what is drawn of it, centre, limits and rules.

    `drawn` is the value, or what is left of it adjusted for seasons. Limits are as the rules use
    them; `shown_lower` and `shown_upper` as they are drawn. NaN where there is none.
    """

    values: tuple[float, ...]
    drawn: tuple[float, ...]
    centre: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    rules: tuple[tuple[Rule, ...], ...]
    segments: tuple[Segment, ...]
    ceiling: float

    @property
    def shown_lower(self) -> tuple[float, ...]:
        """Lower limits as drawn: none below 0."""
        return tuple(np.maximum(0, self.lower).tolist())

    @property
    def shown_upper(self) -> tuple[float, ...]:
        """Upper limits as drawn: a percentage's not above 100."""
        return tuple(np.minimum(self.ceiling, self.upper).tolist())

    @property
    def newest(self) -> Signal | None:
        """The signal whose last point is the newest, of equals the first in order; None where
        that point is not one of the latest four quarters.
        """
        every = [signal for segment in self.segments for signal in segment.signals]
        if not every:
            return None
        last = max(signal.points[-1] for signal in every)
        if last < len(self.values) - NEWEST:
            return None
        return next(signal for signal in every if signal.points[-1] == last)


@dataclass(frozen=True)
class _Line:
    """A segment's own part of the series, as arrays, and each quarter's centre and limits."""

    values: Array
    counts: Array
    sizes: Array | None
    hidden: int
    given: Given
    seasons: Array | None

    @property
    def there(self) -> Places:
        """The places of its points."""
        return np.flatnonzero(~np.isnan(self.values))


def run_chart(given: Given) -> RunChart:
    """The whole chart of a series; a ValueError where its parts are of different lengths."""
    values, counts, sizes = _numbers(given)
    places = np.flatnonzero(~np.isnan(values))
    edges = _edges(given, int(places[0])) if places.size else []
    drawn = values.copy()
    centre, lower, upper = (np.full(values.size, np.nan) for _ in range(3))
    segments = []
    for first, end in edges:
        own = slice(first, end)
        line = _Line(
            values[own],
            counts[own],
            None if sizes is None else sizes[own],
            given.states[own].count(HIDDEN),
            given,
            None if given.seasons is None else np.array(given.seasons[own], dtype=float),
        )
        segment, seen, reach = _segment(line)
        drawn[own] = seen
        centre[own] = segment.centre
        lower[own], upper[own] = segment.centre - reach, segment.centre + reach
        segments.append(_moved(segment, first, end))
    return RunChart(
        values=tuple(values.tolist()),
        drawn=tuple(drawn.tolist()),
        centre=tuple(centre.tolist()),
        lower=tuple(lower.tolist()),
        upper=tuple(upper.tolist()),
        rules=_rules(len(values), segments),
        segments=tuple(segments),
        ceiling=100.0 if given.kind == "percentage" and not (values > 100).any() else np.inf,
    )


def _numbers(given: Given) -> tuple[Array, Array, Array | None]:
    """Values, numerators and denominators, NaN in every quarter that has no value."""
    counts = np.array(given.numerators, dtype=float)
    sizes = None if given.denominators is None else np.array(given.denominators, dtype=float)
    present = np.array([state == PRESENT for state in given.states], dtype=bool)
    if not counts.size == present.size == (counts if sizes is None else sizes).size:
        raise ValueError("Numerators, denominators and states must be of one length.")
    present &= ~np.isnan(counts)
    if sizes is not None:
        present &= sizes > 0
        sizes = np.where(present, sizes, np.nan)
    counts = np.where(present, counts, np.nan)
    return (counts if sizes is None else counts / sizes * given.per), counts, sizes


def _edges(given: Given, first: int) -> list[tuple[int, int]]:
    """Where each segment begins and ends, from the first point on."""
    total = len(given.states)
    starts = [first, *sorted({at for at in given.breaks if first < at < total})]
    return list(zip(starts, [*starts[1:], total], strict=True))


def _moved(segment: Segment, first: int, end: int) -> Segment:
    """A segment with its places in the whole series."""
    signals = [
        signal._replace(points=tuple(at + first for at in signal.points))
        for signal in segment.signals
    ]
    limit_points = tuple(at + first for at in segment.limit_points)
    return replace(segment, first=first, end=end, limit_points=limit_points, signals=tuple(signals))


def _rules(total: int, segments: Sequence[Segment]) -> tuple[tuple[Rule, ...], ...]:
    """The rules that each point breaks, in order."""
    found: list[list[Rule]] = [[] for _ in range(total)]
    for segment in segments:
        for signal in segment.signals:
            for at in signal.points:
                if signal.rule not in found[at]:
                    found[at].append(signal.rule)
    return tuple(map(tuple, found))


_Drawn = tuple[Segment, Array, Array]
"""A segment, what is drawn of its values, and how far its limits are from the centre."""


def _segment(line: _Line) -> _Drawn:
    """The first chart that fits."""
    points = line.there.size
    shown = points + line.hidden
    own = line.there[:LOCKED]
    if shown and line.hidden / shown > MOST_HIDDEN and not line.given.is_stock:
        return _dots(line, "hidden")
    if line.given.is_median:
        return _median(line)
    if line.given.is_stock:
        return _dots(line, "stock")
    if points < TRIAL:
        return _dots(line, "few")
    sides = _sides(line, own)
    if not sides or line.counts[own].mean() < FEWEST_COUNTED:
        return _dots(line, "small")
    why = _no_range(line.values, own)
    if why:
        return _dots(line, why)
    if line.seasons is not None:
        return _seasonal(line, line.seasons)
    return _charted(line, own, sides)


def _sides(line: _Line, own: Places) -> tuple[int, ...]:
    """The sides on which a signal can show: few counted have no low side, few others no high."""
    low = line.counts[own].mean() < FEW_COUNTED
    high = False
    if line.given.kind == "percentage" and line.sizes is not None and not _above_whole(line):
        rest = (line.sizes - line.counts)[own].mean()
        if rest < FEWEST_COUNTED:
            return ()
        high = rest < FEW_COUNTED
    return tuple(side for side, without in ((1, high), (-1, low)) if not without)


def _above_whole(line: _Line) -> bool:
    return bool((line.values > line.given.per * (1 + EQUAL)).any())


def _no_range(values: Array, own: Places) -> Why:
    """Why the points tell no usual variation; "" where they do."""
    kept = only(values, own)
    spread = mean_moving_range(kept)
    if np.isnan(spread):
        return "gaps"
    return "" if spread > EQUAL * np.nanmax(np.abs(kept)) else "same"


def _dots(line: _Line, why: Why) -> _Drawn:
    segment = Segment(0, line.values.size, line.there.size, "dots", why, sides=())
    return segment, line.values, np.full(line.values.size, np.nan)


def _median(line: _Line) -> _Drawn:
    """A run chart: the median of all points, and Anhøj's two rules."""
    centre = float(np.nanmedian(line.values)) if line.there.size else np.nan
    away, slack = line.values - centre, EQUAL * abs(centre)
    segment = Segment(
        0,
        line.values.size,
        line.there.size,
        "median",
        centre=centre,
        off=len(runs_about(away, slack).off),
        signals=tuple(anhoj(away, slack)),
    )
    return segment, line.values, np.full(line.values.size, np.nan)


def _seasonal(line: _Line, seasons: Array) -> _Drawn:
    """XmR of the values adjusted for the four quarters, once each of these has three points."""
    own = season_points(~np.isnan(line.values), seasons)
    if own is None:
        return _dots(line, "seasons")
    factors = season_factors(line.values, seasons, own)
    if not factors.all():
        return _dots(line, "no factor")
    adjusted = line.values / factors[seasons.astype(int) - 1]
    limits = xmr(adjusted, own)
    if not limits.spread > EQUAL * limits.centre:
        return _dots(line, "same")
    widened = limits._replace(reach=limits.reach * np.sqrt(2))
    segment, _, reach = _limited(line, adjusted, "XmR", widened, own, BOTH)
    return replace(segment, locked=True, factors=tuple(factors.tolist())), adjusted, reach


def _charted(line: _Line, own: Places, sides: tuple[int, ...]) -> _Drawn:
    """XmR where counts are few or denominators alike, else u′ or p′."""
    sizes = line.sizes
    if len(sides) < len(BOTH) or line.given.kind == "count" or sizes is None or _alike(sizes):
        return _limited(line, line.values, "XmR", xmr(line.values, own), own, sides)
    is_rate = line.given.kind == "rate" or _above_whole(line)
    chart: Chart = "u'" if is_rate else "p'"
    limits = (u_prime if is_rate else p_prime)(line.counts, sizes, own)
    if np.isnan(limits.spread) or not limits.spread:
        return _dots(line, "gaps" if np.isnan(limits.spread) else "same")
    per = line.given.per
    scaled = Limits(limits.centre * per, limits.reach * per, limits.spread)
    return _limited(line, line.values, chart, scaled, own, sides)


def _alike(sizes: Array) -> bool:
    """Whether all denominators lie within a quarter of their mean."""
    mean = np.nanmean(sizes)
    return bool(np.nanmax(np.abs(sizes - mean)) <= ALIKE * mean * (1 + EQUAL))


def _limited(
    line: _Line, drawn: Array, chart: Chart, limits: Limits, own: Places, sides: tuple[int, ...]
) -> _Drawn:
    """A segment with limits, and what breaks the rules against them."""
    locked = line.there.size >= LOCKED
    signals = shewhart(
        drawn,
        drawn - limits.centre,
        limits.reach,
        EQUAL * abs(limits.centre),
        locked=locked,
        sides=sides,
    )
    segment = Segment(
        0,
        line.values.size,
        line.there.size,
        chart,
        locked=locked,
        centre=limits.centre,
        spread=limits.spread,
        sides=sides,
        limit_points=tuple(map(int, own)),
        signals=tuple(signals),
    )
    return segment, drawn, limits.reach


_BY_CHANCE = {
    "trial": ((5, 8, 11), (0, 0.02, 0.04)),
    "locked": (
        (12, 14, 16, 20, 24, 28, 32, 36, 40),
        (0.05, 0.08, 0.14, 0.24, 0.31, 0.38, 0.41, 0.47, 0.53),
    ),
    "median": ((10, 16, 20, 24), (0.01, 0.01, 0.02, 0.03)),
}


def by_chance(segment: Segment) -> float:
    """How often a stable series of so many points raises at least one signal, 0 to 1.

    Between two lines of the table, straight; beyond its last, that. Source: simulation.
    """
    if segment.chart == "dots":
        return 0.0
    kind = "median" if segment.chart == "median" else "locked" if segment.locked else "trial"
    points = segment.off if kind == "median" else segment.points
    if kind == "median" and points < _BY_CHANCE[kind][0][0]:
        return 0.0
    return float(np.interp(points, *_BY_CHANCE[kind]))
