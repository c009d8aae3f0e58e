"""Counts by measure, period, agency and group, suppressed: the only way to them.

Whoever asks gets a number that may be shown, or the reason why there is none; the counts behind
stay in this package.
"""

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

from escp_data.errors import NotFound
from escp_data.markers import Reason
from escp_data.store.database import Store
from escp_data.suppression.decided import Decided, decided
from escp_data.suppression.parts import value
from escp_data.suppression.sums import Name, Span, sums
from escp_data.suppression.timeline import History, State, history, states
from escp_data.text.periods import Period

_asking = Lock()


@dataclass(frozen=True)
class Figure:
    """A count that may be shown, or NaN and why: c (hidden), x (missing), z (not applicable)."""

    count: float
    why: Reason


NOTHING = Figure(math.nan, Reason.MISSING)


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
            if any(self.figure(agency, period, g, "one").why != Reason.MISSING for g in self.groups)
        )


def series(store: Store, as_at: str | None = None) -> Mapping[str, Series]:
    """Every measure that has counts by ethnic group, by code, as shown at the end of a day."""
    with _asking:  # one at a time: the second to ask finds the answer of the first
        return _series(store.path, store.version(), as_at)


@lru_cache(maxsize=32)
def _series(path: Path, fingerprint: str, as_at: str | None) -> Mapping[str, Series]:
    past, shown = _known(path, fingerprint)
    found = states(past, as_at)
    return {code: _suppressed(state, shown.get(code, {})) for code, state in sorted(found.items())}


@lru_cache(maxsize=4)
def _known(path: Path, fingerprint: str) -> tuple[History, Decided]:  # noqa: ARG001 - a cache's key
    with Store(path).reading() as connection:
        past = history(connection)
        return past, decided(connection, past)


def uncovered(store: Store, code: str, as_at: str | None = None) -> Series:
    """One measure with the counts behind what is hidden, each still marked `c`.

    The one way to them, for `access.small_numbers`, which asks who wants to know. Never cached.
    """
    past, shown = _known(store.path, store.version())
    state = states(past, as_at).get(code)
    if state is None:
        raise NotFound(f"No measure {code} has counts by ethnic group.")
    return _suppressed(state, shown.get(code, {}), cover=False)


def _suppressed(
    state: State, shown: Mapping[frozenset[Hashable], bool], *, cover: bool = True
) -> Series:
    every = sums(state)
    figures = {}
    for name, each in every.named.items():
        hidden = not each.why and state.of_children and not shown.get(each.cells)
        if each.why or (hidden and cover):
            figures[name] = Figure(math.nan, each.why or Reason.HIDDEN)
        else:
            figures[name] = Figure(
                float(value(each, every.counts)), Reason.HIDDEN if hidden else Reason.GIVEN
            )
    return Series(state.code, state.is_stock, every.groups, every.agencies, every.periods, figures)
