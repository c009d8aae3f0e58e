"""How often the verdict misleads, and how often it finds what is there; beside it the first rule.

A baseline year and three years of quarters, looked at after each quarter from the eighth to the
sixteenth: 95% at the year's end and 99% between. Populations are equal, counts negative binomial.
Run by hand, never as a test: `python -m tests.benchmarks simulation`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from escp_data.disproportionality import (
    DECREASING,
    INCREASING,
    detectable_change,
    dispersion,
    pooled_change,
    verdict,
)
from tests.first_rule import first_rule

Counts = NDArray[Any]
SERIES = 4000
YEARS = 4
LOOKS = range(8, 17)
VARIANCES = (1, 2, 3, 5)
EVENTS = (50, 200, 900)
RATIOS = (1.2, 1.5, 2.5)
PEOPLE = 20_000.0
DRAWS = 20_000


@dataclass(frozen=True)
class Line:
    """What was simulated, what the rule must keep to, and the two rules' figures."""

    name: str
    bound: str
    ours: str
    first: str = ""


def simulation() -> str:
    """Every line of the table, as plain text."""
    random = np.random.default_rng(20261128)
    parts = (nothing_changed, crossing, falls, detectable, pooled_chance, pooled_bias)
    lines = [Line("", "must be", "this rule", "first rule")]
    for part in parts:
        lines += part(random)
    widths = [max(len(cell) for cell in cells) for cells in zip(*map(_cells, lines), strict=True)]
    told = ["  ".join(c.ljust(w) for c, w in zip(_cells(e), widths, strict=True)) for e in lines]
    return "\n".join(each.rstrip() for each in ("Verdicts, in simulation", "", *told, ""))


def _cells(line: Line) -> tuple[str, ...]:
    return line.name, line.bound, line.ours, line.first


def quarters(
    random: np.random.Generator, yearly: Iterable[float], variance: float, series: int = SERIES
) -> Counts:
    """Quarterly counts of shape (series, quarters): each year's mean, spread evenly."""
    mean = np.repeat(np.array(list(yearly), dtype=float), 4) / 4
    shape = (series, len(mean))
    if variance > 1:
        mean = random.gamma(np.broadcast_to(mean / (variance - 1), shape), variance - 1)
    return random.poisson(np.broadcast_to(mean, shape))


@dataclass(frozen=True)
class Series:
    """Quarterly counts of both groups, and how many of the comparator there are to one of ours."""

    group: Counts
    reference: Counts
    ratio: float

    def moment(self, part: slice) -> tuple[Any, ...]:
        """The four figures of a window."""
        own, other = (each[:, part].sum(axis=1) for each in (self.group, self.reference))
        return own, PEOPLE, other, PEOPLE * self.ratio


def looks(series: Series) -> Iterator[tuple[Counts, Counts]]:
    """Both rules' verdicts at every look, for all series."""
    for at in LOOKS:
        value, degrees = dispersion(*(blocks(c[:, :at]) for c in (series.group, series.reference)))
        earlier, later = (series.moment(part) for part in (slice(4), slice(at - 4, at)))
        confidence = 0.95 if at % 4 == 0 else 0.99
        ours = verdict(earlier, later, confidence, dispersion=value, degrees=degrees)
        with np.errstate(all="ignore"):  # a year without an event
            yield ours, first_rule(earlier, later)


def blocks(counts: Counts) -> Counts:
    """Fours from the latest back; the oldest with what is missing in front."""
    front = -counts.shape[1] % 4
    padded = np.pad(counts.astype(float), ((0, 0), (front, 0)), constant_values=np.nan)
    return padded.reshape(len(counts), -1, 4)


def ever(series: Series) -> dict[str, tuple[float, float]]:
    """Shares of series that were ever decreasing, and ever increasing: ours, the first rule's."""
    ours, first = (np.stack(each) for each in zip(*looks(series), strict=True))
    return {
        word: (_mean(np.any(ours == word, 0)), _mean(np.any(first == word, 0)))
        for word in (DECREASING, INCREASING)
    }


def steady(random: np.random.Generator, events: int, variance: float, ratio: float) -> Series:
    """As many events a year in each group, always."""
    one, other = (quarters(random, [events] * YEARS, variance) for _ in "ab")
    return Series(one, other, ratio)


def nothing_changed(random: np.random.Generator) -> Iterator[Line]:
    """The worst of all ratios and sizes, for each variance."""
    for variance in VARIANCES:
        found = [
            ever(steady(random, events, variance, ratio)) for ratio in RATIOS for events in EVENTS
        ]
        for word in (DECREASING, INCREASING):
            ours, first = (max(each[word][at] for each in found) for at in (0, 1))
            name = f"nothing changed, variance {variance}: ever {word} (worst of {len(found)})"
            yield Line(name, "at most 8%", _share(ours), _share(first))


def crossing(random: np.random.Generator) -> Iterator[Line]:
    """1.5 to 1 ÷ 1.5 after the baseline year: as far from 1 as before."""
    for variance, bound in ((1, 5), (3, 8), (5, 8)):
        own, other = ((300, *[after] * 3) for after in (200, 450))
        series = Series(quarters(random, own, variance), quarters(random, other, variance), 1.5)
        for word, (ours, first) in ever(series).items():
            name = f"1.5 to 1 ÷ 1.5, variance {variance}: ever {word}"
            yield Line(name, f"at most {bound}%", _share(ours), _share(first))


def falls(random: np.random.Generator) -> Iterator[Line]:
    """A step fall of the group's rate after the baseline year, found at some look; RRI 2.5."""
    for fall, events, variance, bound in (
        (0.2, 900, 1, "at least 90%"),
        (0.3, 200, 1, "at least 70%"),
        (0.2, 900, 3, "about 65%"),
        (0.3, 200, 3, "about 45%"),
    ):
        own, other = [events, *[events * (1 - fall)] * 3], [events] * YEARS
        series = Series(quarters(random, own, variance), quarters(random, other, variance), 2.5)
        ours, first = ever(series)[DECREASING]
        name = f"a {fall:.0%} step fall at {events} events, variance {variance}: found"
        yield Line(name, bound, _share(ours), _share(first))


def detectable(random: np.random.Generator) -> Iterator[Line]:
    """How often the change that should show four times in five does, at one look."""
    for a, b, ratio in ((150, 150, 2.0), (400, 300, 1.8), (900, 700, 1.5), (120, 900, 2.5),
                        (300, 60, 3.0), (80, 80, 3.5)):  # fmt: skip  # a list in few lines
        earlier = a, PEOPLE, b, PEOPLE * ratio * b / a
        fall = detectable_change(earlier, earlier)
        after = random.poisson(a * (1 - fall), DRAWS), PEOPLE, random.poisson(b, DRAWS), earlier[3]
        before = random.poisson(a, DRAWS), PEOPLE, random.poisson(b, DRAWS), earlier[3]
        share = _mean(verdict(before, after) == DECREASING)
        name = f"detectable_change, {a} and {b} events, ratio {ratio} to {ratio * (1 - fall):.2f}"
        yield Line(name, "78 to 83%", _share(share))


def pooled_chance(random: np.random.Generator) -> Iterator[Line]:
    """Nothing changed: how often the pooled answer moves; measures that share children, too."""
    for k, shared, measured in (
        (4, 0.0, "about 0.1%"), (6, 0.0, "about 0.7%"), (8, 0.0, "about 1.2%"),
        (6, 0.1, "about 3%"), (6, 0.3, "about 10%"), (8, 0.1, "about 6%"), (8, 0.3, "about 17%"),
    ):  # fmt: skip  # a table, a row a line
        before, after = (_moment(random, 300, 300, k, shared=shared) for _ in "ab")
        change = pooled_change(before, after, np.ones(k))
        moved = _mean((change.lower > 1) | (change.upper < 1))
        yield Line(f"pooled over {k}, nothing changed, correlation {shared}: moved", measured,
                   _share(moved))  # fmt: skip  # one line


def pooled_bias(random: np.random.Generator) -> Iterator[Line]:
    """The pooled factor where only the number of events changed; ratios near 1 and away from it."""
    for factor in (0.5, 1.0, 2.0):
        for ratio in (1.0, 1.1, 1.5):
            before = _moment(random, 100, 100, 6, ratio)
            after = _moment(random, 100 * factor, 100 * factor, 6, ratio)
            middle = float(np.exp(np.log(pooled_change(before, after, np.ones(6)).value).mean()))
            name = f"pooled over 6, ratio {ratio}, {factor} times the events: the factor"
            yield Line(name, "0.99 to 1.01", f"{middle:.3f}", _distances(before, after))


def _distances(before: Any, after: Any) -> str:
    """The same by distances from 1 alone, unweighted."""
    one, other = (np.abs(np.log(a / n * m / b)) for a, n, b, m in (before, after))
    return f"{float(np.exp((other - one).mean())):.3f}"


def _moment(
    random: np.random.Generator, a: float, b: float, k: int, ratio: float = 2.0, shared: float = 0.0
) -> Any:
    """Counts of k measures, of which this share of events is the same in all of them."""
    own = [
        random.poisson(each * (1 - shared), (DRAWS, k)) + random.poisson(each * shared, (DRAWS, 1))
        for each in (a, b)
    ]
    return own[0], PEOPLE, own[1], PEOPLE * ratio * b / a


def _mean(each: Any) -> float:
    return float(np.mean(each))


def _share(value: float) -> str:
    return f"{value:.1%}"
