"""Counts by measure, period, agency and group, suppressed: the only way to them.

What to hide is decided once for each version of a store, upload after upload as they came, by a
`Ledger` for each measure. Whoever asks gets a number that may be shown, or the reason why there is
none; the counts behind stay in this module.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock

from escp_data.disclosure import THRESHOLD, Ledger
from escp_data.figures.record import Event, History, State, history, mark, moments, states
from escp_data.figures.sums import KNOWN, TOTAL, Cell, Kept, Name, Span, Sum, Sums, sums
from escp_data.periods import Period
from escp_data.store import Store

_MISSED = {TOTAL: 500.0, "White": 60.0, "Black": 45.0, "Unknown": 10.0, KNOWN: 8.0}
_A_GROUP_IS_MISSED = 15.0
_OTHERS_ARE_MISSED = 3.0
_A_QUARTER_IS_MISSED_LESS = 0.2
"""A flow's single quarters matter less than the four together, which verdicts are made from."""

_deciding = Lock()


@dataclass(frozen=True)
class Figure:
    """A count that may be shown, or NaN and why: c (hidden), x (missing), z (not applicable)."""

    count: float
    why: str


NOTHING = Figure(math.nan, "x")


@dataclass(frozen=True)
class Series:
    """One measure's counts as they may be shown.

    `groups` are the five and any finer ones, in order; `periods` those on record.
    """

    code: str
    is_stock: bool
    groups: tuple[str, ...]
    agencies: tuple[str, ...]
    periods: tuple[Period, ...]
    _figures: Mapping[Name, Figure]

    @property
    def span(self) -> Span:
        """How many periods a figure adds up: four quarters for a flow, otherwise one."""
        quarterly = bool(self.periods) and self.periods[0].kind == "quarter"
        return "four" if quarterly and not self.is_stock else "one"

    def figure(
        self, agency: str | None, period: Period, group: str, span: Span | None = None
    ) -> Figure:
        """One count; `x` where nothing is on record."""
        return self._figures.get(Name(agency, span or self.span, period, group), NOTHING)

    def periods_of(self, agency: str | None) -> tuple[Period, ...]:
        """The periods for which this agency, or all of them together, are on record."""
        return tuple(
            period
            for period in self.periods
            if any(self.figure(agency, period, g, "one").why != "x" for g in self.groups)
        )


def series(store: Store, as_at: str | None = None) -> Mapping[str, Series]:
    """Every measure that has counts by ethnic group, by code, as shown at the end of a day."""
    with _deciding:  # one at a time: the second to ask finds the answer of the first
        return _series(store.path, mark(store), as_at)


@lru_cache(maxsize=32)
def _series(path: Path, version: str, as_at: str | None) -> Mapping[str, Series]:
    past, decided = _decided(path, version)
    found = states(past, as_at)
    return {code: _suppressed(state, decided[code]) for code, state in sorted(found.items())}


@dataclass
class _Replay:
    """A store's uploads as they came, and what each of them led to being shown or hidden."""

    events: tuple[Event, ...] = ()
    doubted: frozenset[int] = frozenset()
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    before: dict[str, Sums] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)

    def advance(self, past: History) -> None:
        """Take in the events that have come since."""
        for state in moments(past, len(self.events)):
            ledger = self.ledgers.setdefault(state.code, Ledger(THRESHOLD))
            every = sums(state, self.kept.setdefault(state.code, Kept()))
            earlier = self.before.pop(state.code, None)
            if state.of_children:
                _publish(ledger, state, every, earlier)
                self.before[state.code] = every
        self.events, self.doubted = past.events, past.doubted

    def shown(self, code: str) -> dict[object, bool]:
        """For each sum of a measure that was ever seen, whether it is shown."""
        return {one.cells: one.shown for one in self.ledgers[code].decisions}


_replays: dict[Path, _Replay] = {}
"""The latest replay of each store in use: a new upload needs only its own sums decided."""


@lru_cache(maxsize=4)
def _decided(path: Path, version: str) -> tuple[History, Mapping[str, Mapping[object, bool]]]:  # noqa: ARG001
    past = history(Store(path))
    replay = _replays.pop(path, _Replay())
    known = past.events[: len(replay.events)]
    if (known, past.doubted) != (replay.events, replay.doubted):
        replay = _Replay()
    replay.advance(past)
    _replays[path] = replay
    return past, {code: replay.shown(code) for code in replay.ledgers}


def _publish(ledger: Ledger, state: State, every: Sums, before: Sums | None) -> None:
    earlier = before.named if before else {}
    new: dict[object, Sum] = {
        name: each
        for name, each in every.named.items()
        if not each.why and earlier.get(name) is not each
    }
    new |= {cell: Sum(frozenset({cell})) for cell in _corrected(every, before)}
    weights = {name: _weight(name, state) if isinstance(name, Name) else 0.0 for name in new}
    ledger.publish(every.counts, {name: each.cells for name, each in new.items()}, weights)


def _corrected(every: Sums, before: Sums | None) -> list[Cell]:
    """Small rows, now and before, of a group in which some row was corrected, added or taken back.

    They are never shown by themselves, but the group's two sums differ by them.
    """
    if before is None:
        return []
    found: list[Cell] = []
    counts = {**before.counts, **every.counts}
    for name, each in every.named.items():
        old = before.named.get(name)
        if name.span == "one" and old is not None and old.cells and old.cells != each.cells:
            found += [cell for cell in old.cells ^ each.cells if 1 <= counts[cell] <= THRESHOLD]
    return list(dict.fromkeys(found))


def _weight(name: Name, state: State) -> float:
    missed = _MISSED.get(name.group)
    if missed is None:
        missed = _OTHERS_ARE_MISSED if name.group.startswith("All but") else _A_GROUP_IS_MISSED
    is_part = name.span == "one" and name.period.kind == "quarter" and not state.is_stock
    return missed * _A_QUARTER_IS_MISSED_LESS if is_part and name.group != TOTAL else missed


def _suppressed(state: State, decided: Mapping[object, bool]) -> Series:
    every = sums(state)
    figures = {}
    for name, each in every.named.items():
        if each.why:
            figures[name] = Figure(math.nan, each.why)
        elif state.of_children and not decided[each.cells]:
            figures[name] = Figure(math.nan, "c")
        else:
            figures[name] = Figure(float(sum(every.counts[cell] for cell in each.cells)), "")
    return Series(state.code, state.is_stock, every.groups, every.agencies, every.periods, figures)
