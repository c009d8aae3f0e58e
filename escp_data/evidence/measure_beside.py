"""What stands beside a measure's series: breaks that a person declared, benchmarks, who looked."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from escp_data.disproportionality.definitions import Definition, read_definitions
from escp_data.markers import is_small
from escp_data.store.database import Store
from escp_data.text.clean import fold
from escp_data.text.periods import Period, parse_period
from escp_data.validation.cells import listed_items


@dataclass(frozen=True)
class Event:
    """What happened to a measure on a day, and whether that breaks its series."""

    code: str
    day: date
    what: str
    breaks: bool


@dataclass(frozen=True)
class Break:
    """Where a new segment begins: its place in the series, the quarter, and why."""

    place: int
    period: Period
    why: str


@dataclass(frozen=True)
class Benchmark:
    """The same measure elsewhere, as published; it is never a part of the series.

    `is_hidden` where it is a small count of children, which has no value here.
    """

    code: str
    period: Period
    area: str
    value: float
    source: str
    is_hidden: bool = False


@dataclass(frozen=True)
class Look:
    """A meeting that considered the measure, or a challenge about it, at a place of the series."""

    code: str
    day: date
    kind: str
    words: str
    place: int = -1


@dataclass(frozen=True)
class Beside:
    """All of it, for every measure; `counting` are those that count children as the record is
    today: their small numbers are hidden on every earlier day, too.
    """

    events: tuple[Event, ...]
    benchmarks: tuple[Benchmark, ...]
    looks: tuple[Look, ...]
    counting: frozenset[str] = frozenset()

    def benchmarks_of(self, versions: Sequence[Definition], upto: Period) -> tuple[Benchmark, ...]:
        """The newest of each area that is not later than a period, small counts hidden."""
        newest: dict[str, Benchmark] = {}
        for each in sorted(self.benchmarks, key=lambda one: one.period):
            if each.code == versions[0].code and each.period.end <= upto.end:
                newest[each.area] = each
        small = is_small if versions[0].code in self.counting else is_small_count(versions)
        return tuple(
            replace(one, value=math.nan, is_hidden=True) if small(one.value) else one
            for one in (newest[area] for area in sorted(newest))
        )

    def looks_at(self, code: str, periods: Sequence[Period]) -> tuple[Look, ...]:
        """Who looked at a measure in the time of its series, oldest first."""
        placed = [
            Look(each.code, each.day, each.kind, each.words, place)
            for each in self.looks
            if each.code == code and (place := place_of(each.day, periods)) is not None
        ]
        return tuple(sorted(placed, key=lambda each: (each.day, each.kind, each.words)))


def is_small_count(versions: Sequence[Definition]) -> Callable[[float], bool]:
    """Whether a number of a measure elsewhere is a small count of children, as its own would be.

    It is one where any version of the measure counts children, or none is on record: a published
    number does not say by which it was counted. Rates and percentages are shown as published.
    """
    counts = any(each.kind == "count" and each.of_children for each in versions)
    return lambda value: (counts or not versions) and is_small(value)


def read_beside(store: Store, as_at: str | None = None) -> Beside:
    """What is on record of events, benchmarks, meetings and challenges about measures."""
    ever = read_definitions(store).items()
    return Beside(
        _events(store, as_at),
        _benchmarks(store, as_at),
        (*_meetings(store, as_at), *_challenges(store, as_at)),
        frozenset(code for code, versions in ever if is_small_count(versions)(1)),
    )


def breaks_of(
    versions: Sequence[Definition], beside: Beside, periods: Sequence[Period]
) -> tuple[Break, ...]:
    """The breaks that a person declared: events that say so, and wording stored anew."""
    if not periods:
        return ()
    told = [
        (each.day, each.what)
        for each in beside.events
        if each.code == versions[0].code and each.breaks
    ]
    told += [(since.start, why) for since, why in _reworded(versions)]
    found: dict[int, list[str]] = {}
    for day, why in sorted(told):
        place = place_of(day, periods)
        if place:
            found.setdefault(place, []).append(why.rstrip("."))
    return tuple(
        Break(place, periods[place], "; ".join(dict.fromkeys(whys)))
        for place, whys in sorted(found.items())
    )


def place_of(day: date, periods: Sequence[Period]) -> int | None:
    """The place of the period that a day falls in; None outside the series.

    Of a series of Q4s, the year that ends with each is its period.
    """
    if not periods:
        return None
    step = step_of(periods)
    for place, period in enumerate(periods):
        first = period.shifted(1 - step) if period.quarter else period
        if first.start <= day <= period.end:
            return place
    return None


def step_of(periods: Sequence[Period]) -> int:
    """How many periods lie between one point and the next: four where each is the same quarter."""
    return periods[1].steps_since(periods[0]) if len(periods) > 1 else 1


def _reworded(versions: Sequence[Definition]) -> list[tuple[Period, str]]:
    """The quarters from which definition, numerator, denominator or source read otherwise."""
    by_quarter: dict[Period | None, Definition] = {each.since: each for each in versions}
    every = list(by_quarter.values())
    found = []
    for before, after in pairwise(every):
        changed = [
            name
            for name, one, other in (
                ("definition", before.definition, after.definition),
                ("numerator", before.numerator, after.numerator),
                ("denominator", before.denominator, after.denominator),
                ("source", before.source, after.source),
            )
            if fold(one) != fold(other)
        ]
        if changed and after.since:
            found.append((after.since, f"The {' and the '.join(changed)} changed"))
    return found


def _events(store: Store, as_at: str | None) -> tuple[Event, ...]:
    frame = store.current("events", as_at)
    names = ("measure", "event_date", "what_happened", "breaks_the_series")
    return tuple(
        Event(str(code), date.fromisoformat(day), str(what), breaks == "Yes")
        for code, day, what, breaks in zip(*(frame[name] for name in names), strict=True)
        if is_day(day)
    )


def _benchmarks(store: Store, as_at: str | None) -> tuple[Benchmark, ...]:
    frame = store.current("benchmarks", as_at).dropna(subset=["benchmark_value"])
    names = ("code", "period", "area", "benchmark_value", "source")
    return tuple(
        Benchmark(str(code), parse_period(period), str(area), float(value), str(source or ""))
        for code, period, area, value, source in zip(*(frame[name] for name in names), strict=True)
    )


def _meetings(store: Store, as_at: str | None) -> list[Look]:
    """One look a meeting and measure, however many agencies have a row of it."""
    frame = store.current("meetings", as_at)
    names = ("activity_group", "meeting_date", "measures_considered")
    found = {
        (code, day, str(group))
        for group, day, codes in zip(*(frame[name] for name in names), strict=True)
        for code in listed_items(codes or "")
        if is_day(day)
    }
    return [
        Look(code, date.fromisoformat(day), "considered", group)
        for code, day, group in sorted(found)
    ]


def _challenges(store: Store, as_at: str | None) -> list[Look]:
    frame = store.current("challenges", as_at)
    names = ("measure", "raised_on", "question")
    return [
        Look(str(code), date.fromisoformat(day), "challenged", str(question or ""))
        for code, day, question in zip(*(frame[name] for name in names), strict=True)
        if code and is_day(day)
    ]


def is_day(text: object) -> bool:
    """Whether a stored date is a whole day; a month or `ongoing` is none."""
    try:
        date.fromisoformat(str(text))
    except ValueError:
        return False
    return True
